"""Where does staff keep the bank of programmes and projects?"""
