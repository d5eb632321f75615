"""Which message goes to whom, through which channel?"""
