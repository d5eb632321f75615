"""Which services are near, for whom, and are they open?"""
