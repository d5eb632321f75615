"""Instruments: their versions, and the draft of the next one."""
