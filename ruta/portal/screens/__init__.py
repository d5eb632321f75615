"""How do a kiosk and a television of a waiting room look, and what do they hear?"""
