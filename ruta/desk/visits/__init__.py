"""On which days are teams announced in communities, and what became of each?"""
