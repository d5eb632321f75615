"""Which screens show a person, before and after the register?"""
