"""Who works here, in which office and in which role?"""
