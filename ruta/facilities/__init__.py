"""What does each office lack to receive people well, who pays for it, has it arrived, and is it kept up?"""
