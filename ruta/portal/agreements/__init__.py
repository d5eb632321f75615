"""Which agreements in force can anybody read about?"""
