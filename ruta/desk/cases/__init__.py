"""How does staff carry a case from the door to its outcome?"""
