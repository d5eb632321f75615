"""How do persons of a file become persons of the register, each once, and what comes back to be corrected?"""
