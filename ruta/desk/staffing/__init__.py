"""How many does each office need, and which posts are there?"""
