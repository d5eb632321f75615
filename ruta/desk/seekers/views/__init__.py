"""Which screens keep what a person can do and wants to do for a living?"""
