"""Which screens carry a dossier from its first paper to its certificate, and watch over it afterwards?"""
