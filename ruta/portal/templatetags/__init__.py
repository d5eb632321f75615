"""What do templates of the portal say in another format?"""
