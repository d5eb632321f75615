"""What may everybody take along as files, and nothing of anybody?"""
