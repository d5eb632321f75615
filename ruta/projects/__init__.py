"""Which programmes and projects serve whom, where, with whose money, and should they go on?"""
