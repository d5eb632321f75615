"""Which studies are there, which decisions did they serve, and what could come?"""
