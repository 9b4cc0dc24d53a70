"""How is one meeting shown beside the list: its facts, its agenda, and what is the next step (Qt)?"""
