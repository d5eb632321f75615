"""Does who looks for work find it, and is it kept?"""
