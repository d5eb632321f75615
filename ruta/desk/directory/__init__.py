"""Who keeps the entries of the directory, and how complete are they?"""
