"""Do the screens of placements lead on, and refuse what is not open?"""
