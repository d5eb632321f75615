"""Which pages does this topic show?"""
