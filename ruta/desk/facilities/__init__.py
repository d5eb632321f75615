"""How are the needs, purchases and upkeep of offices worked with at the desk?"""
