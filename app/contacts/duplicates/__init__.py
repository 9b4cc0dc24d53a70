"""Who is written down twice, and how do two become one?"""
