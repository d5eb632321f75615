"""Which studies and scenarios does everybody read?"""
