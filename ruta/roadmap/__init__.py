"""What do the institutions want to do together, by when, who answers for it, and how far is it?"""
