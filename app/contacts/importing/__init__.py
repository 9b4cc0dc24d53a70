"""How does the import wizard show a roster? (Qt side; what a roster is and does stands in ``app/contacts/imports``)"""
