"""Which norms apply, what do they say on a given day, and what was answered where they are silent?"""
