"""What do persons, employers and institutions think of the service, and what is done about it?"""
