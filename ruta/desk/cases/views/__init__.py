"""Which screens carry a case?"""
