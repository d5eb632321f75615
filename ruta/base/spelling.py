"""How is a Spanish name sorted and compared, whatever its accents and capitals?"""

import unicodedata


def folded(text: str) -> str:
    """The text without accents, in lower case, with single spaces; ñ sorts as n, as people search for it."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return " ".join(plain.casefold().split())
