"""What do an employer and a person see of candidates and applications behind their links?"""
