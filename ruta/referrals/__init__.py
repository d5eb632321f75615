"""Who was asked to help, and did it happen?"""
