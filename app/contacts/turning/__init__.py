"""How do the classes and pupils of one school year become those of the next?"""
