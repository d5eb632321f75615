"""Linkage: is this person already in the register? A pure engine that runs without Django."""
