"""Who is expected where, and when?"""
