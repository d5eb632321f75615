"""How does an employer come in, what does it read of its own, and what does the market say?"""
