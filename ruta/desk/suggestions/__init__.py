"""How is what lies in the box answered, and what changes because of it?"""
