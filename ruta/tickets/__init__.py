"""Who waits in an office with a number in hand, who is called next and to which window?"""
