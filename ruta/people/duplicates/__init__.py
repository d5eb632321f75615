"""Two records that may be one person: how are they found, shown, decided, and looked at again when their data change?"""
