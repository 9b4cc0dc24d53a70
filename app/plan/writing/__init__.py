"""How is a plan written: its sections in order, their texts, and their points in one list or two columns? (Qt)"""
