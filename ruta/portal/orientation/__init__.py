"""What should somebody know before leaving, on the way, and after coming back?"""
