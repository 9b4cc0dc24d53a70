"""What do we need around the program: setting it up and keeping its words?"""
