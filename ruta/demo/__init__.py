"""The synthetic population: who lives in a demonstration database, and how was it made?"""
