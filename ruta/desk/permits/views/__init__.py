"""How do dossiers come in, move and end at the desk?"""
