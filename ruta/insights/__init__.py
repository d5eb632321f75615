"""What do the figures say, and what must they not give away?"""
