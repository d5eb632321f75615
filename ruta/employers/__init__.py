"""Which employers are there, and which vacancies do they offer?"""
