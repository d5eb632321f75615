"""Which forms does a case ask for?"""
