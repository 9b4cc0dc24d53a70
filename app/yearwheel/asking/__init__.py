"""What is asked in a dialog of its own: by what rule, from which template, what becomes of one time?

Every dialog is opened with ``open()`` and calls ``then`` once what it is for is done; it stores by itself, as one step.
"""
