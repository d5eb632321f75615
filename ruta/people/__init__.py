"""Who is this person, what did they allow, and is it the same one as another?"""
