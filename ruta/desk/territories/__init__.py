"""Where does staff read and write the sheets of territories?"""
