"""How do institutions tell people what there is for them, and what comes of it?"""
