"""Which screens lead a person from a proposal to a job that lasts?"""
