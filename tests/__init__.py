"""What do the tests of the whole product share?"""
