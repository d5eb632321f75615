"""How does somebody who was served say what they think, on their own telephone?"""
