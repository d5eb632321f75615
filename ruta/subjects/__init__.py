"""How does the person whose data these are come in, and what do they ask about them?"""
