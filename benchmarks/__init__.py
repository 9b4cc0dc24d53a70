"""How fast is it, and how much memory does it take, against a floor measured in the same run?"""
