"""What do the people who work here see?"""
