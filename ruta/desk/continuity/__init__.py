"""What does an office do on the day when everything fails, and did anybody try it?"""
