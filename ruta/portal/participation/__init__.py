"""Where can one take part, and what account do institutions give of what they heard and promised?"""
