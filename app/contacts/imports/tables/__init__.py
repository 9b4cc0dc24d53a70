"""What do the columns and rows of a table say of a school?"""
