"""Which words may a desk template say?"""
