"""How does a file of projects come in, a sheet or IATI, each project once and nothing before somebody saw a trial?"""
