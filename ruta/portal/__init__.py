"""What do a person, a partner without account and the public see?"""
