"""How does a file come in: file → what it is → columns → preview → done, as one undo step?"""
