"""How is answered what persons ask about their data, and how does staff give a person a way in?"""
