"""Which screens and addresses serve whoever works where there is no network?"""
