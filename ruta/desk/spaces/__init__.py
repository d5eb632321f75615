"""Where do institutions, communities and returned persons sit together, and what came of it?"""
