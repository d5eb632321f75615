"""How is a row called outside, where a standard wants a UUID? By one that says its kind and number, and that only this installation gives."""

from hashlib import sha256
from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings

KINDS = {
    "organization": 1, "service": 2, "location": 3, "service_at_location": 4, "program": 5, "schedule": 6, "referral": 7, "person": 8, "consent": 9,
    "subscription": 10,
}  # fmt: skip
LARGEST = 2**62 - 1


def uuid_of(kind: str, number: int) -> str:
    """RFC 9562, version 8: 48 bits of this installation, 12 of the kind, 62 of the number."""
    return str(UUID(int=(_here() << 80) | (8 << 76) | (KINDS[kind] << 64) | (2 << 62) | number))


def number_of(kind: str, name: UUID) -> int | None:
    """The number of a row that this installation called so; nothing for any other name."""
    number = name.int & LARGEST
    return number if number and uuid_of(kind, number) == str(name) else None


def part_of(*words: object) -> str:
    """A name for what has no number of its own: always the same for the same words."""
    return str(uuid5(NAMESPACE_URL, "/".join([settings.PUBLIC_ADDRESS, *map(str, words)])))


def _here() -> int:
    return int.from_bytes(sha256(settings.PUBLIC_ADDRESS.encode()).digest()[:6], "big")
