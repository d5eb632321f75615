"""Do the screens of profiles say what they should, to whom they may?"""
