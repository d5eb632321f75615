"""How is the training of staff and persons worked with at the desk?"""
