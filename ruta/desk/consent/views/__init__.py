"""Which screens ask for permissions, show who sees what, and judge who read without one?"""
