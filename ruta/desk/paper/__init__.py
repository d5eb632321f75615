"""How are forms on paper printed, and typed in once when the light is back?"""
