"""How does somebody say, unnamed if they wish, what should be better, and see what came of it?"""
