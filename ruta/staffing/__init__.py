"""Which posts are there, how is an office made up, and how many does its work need?"""
