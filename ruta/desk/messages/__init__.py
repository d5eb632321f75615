"""What was sent to whom, did it arrive, and how does somebody want to be written to?"""
