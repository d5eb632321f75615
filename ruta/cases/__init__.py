"""What is being done for this person, and what comes next?"""
