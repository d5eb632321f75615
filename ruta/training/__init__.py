"""Who learns what, with whom, did they come, did they pass, and who can check it?"""
