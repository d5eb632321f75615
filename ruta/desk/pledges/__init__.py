"""What does the staff promise by signature, and who has not signed yet?"""
