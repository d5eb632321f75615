"""Where and when does a team come to a community, and did it come when it said?"""
