"""Where does staff ask for opinions, read what they add up to and answer for them?"""
