"""How are two plans held beside each other, word by word? (Qt)"""
