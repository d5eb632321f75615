"""What does a person see and do who came in with a code or a link of their own?"""
