"""Which words may a template say that Django does not have?"""
