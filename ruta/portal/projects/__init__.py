"""Which programmes and projects can anybody read about?"""
