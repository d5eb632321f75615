"""Do employers and persons behind their links see what they may, and nothing else?"""
