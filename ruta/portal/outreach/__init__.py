"""Which talks may anybody come to, which materials may anybody take along, and what stands behind the link of a campaign?"""
