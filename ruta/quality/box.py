"""With which key does somebody who signed nothing come back to what they wrote? It is reckoned from the number, and kept nowhere."""

import base64

from django.utils.crypto import constant_time_compare, salted_hmac

SALT = "quality.box"
LETTERS, HALF = 8, 4  # 40 bits; whoever guesses is slowed down at the door


def key_of(number: str) -> str:
    """Eight letters and digits in two halves, without 0, 1, O or I mistaken for each other: base 32 has no 0 and no 1."""
    code = base64.b32encode(salted_hmac(SALT, number, algorithm="sha256").digest()).decode()[:LETTERS]
    return f"{code[:HALF]}-{code[HALF:]}"


def fits(number: str, key: str) -> bool:
    """Whether somebody who says this number holds its key, however they type it."""
    bare = "".join(letter for letter in key.upper() if letter.isalnum())
    return constant_time_compare(bare, key_of(number).replace("-", ""))
