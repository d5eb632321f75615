"""Which pages and which addresses for the device?"""
