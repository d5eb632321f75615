"""What was written down where there was no network, and how does it reach the register once and whole?"""
