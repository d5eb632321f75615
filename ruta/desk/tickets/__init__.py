"""How do a window, a reception and whoever coordinates them work with numbers?"""
