"""By which of the two ways that a contact gave is a short message best sent?"""

MOBILE = frozenset("389")  # how the numbers of mobile telephones begin in Honduras
DIGITS = 8


def is_mobile(phone: str) -> bool:
    """Whether a short message reaches this telephone."""
    digits = "".join(letter for letter in phone if letter.isdecimal())[-DIGITS:]
    return len(digits) == DIGITS and digits[0] in MOBILE


def way_to(phone: str, email: str) -> str:
    """A mobile telephone, else the mailbox, else whatever telephone there is; nothing when there is neither."""
    return phone if is_mobile(phone) or not email else email
