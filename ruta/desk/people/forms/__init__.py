"""What does staff type about a person?"""
