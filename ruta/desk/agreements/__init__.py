"""Where does staff keep agreements between institutions, and see who coordinates with whom?"""
