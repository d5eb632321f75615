"""How does anybody check a certificate of training, and how does who is in a room say so?"""
