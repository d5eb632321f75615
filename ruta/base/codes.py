"""Which code stands on a certificate, so that nobody invents or alters one? Short enough to be typed from paper."""

import base64
import hmac
import re
from hashlib import sha256

BYTES = 10  # 80 bits: 16 letters in base 32
WRITTEN = re.compile(r"([A-Z]{2,6}-\d{4}-\d{5,9})[\s.]+([A-Z2-7](?:[\s-]?[A-Z2-7]){15})")


def code_of(number: str, key: str) -> str:
    """The number and its seal, as an address and a square code carry them."""
    return f"{number}.{_seal(number, key)}"


def read_code(text: str, key: str) -> str | None:
    """The number of a certificate whose seal is good; nothing for one that was invented or altered.

    An address may be given whole; blanks and hyphens of somebody who types do no harm.
    """
    found = WRITTEN.fullmatch(text.strip().rstrip("/").rsplit("/", 1)[-1].upper())
    if found is None:
        return None
    number, seal = found[1], re.sub(r"[\s-]", "", found[2])
    return number if hmac.compare_digest(seal, _seal(number, key)) else None


def _seal(number: str, key: str) -> str:
    made = hmac.new(key.encode(), f"certificate {number}".encode(), sha256).digest()
    return base64.b32encode(made[:BYTES]).decode()
