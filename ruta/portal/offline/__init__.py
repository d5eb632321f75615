"""What does a telephone keep of the public pages, so that they open where there is no network?"""
