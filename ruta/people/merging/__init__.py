"""Two records that turned out to be one person: how do they become one, and how do they part again with nothing lost?"""
