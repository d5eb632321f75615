"""What do the reports of the observatory say, of all of the market or of a part?"""
