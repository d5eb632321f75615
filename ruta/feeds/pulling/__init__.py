"""How do rows of another institution come in: fetched to a file without a name, read by a mapping, judged like any import?"""
