"""What exactly travels with a referral? The least data its permission covers, written one way only, sealed by its hash."""

import hashlib
import hmac
import json
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass

FORMAT = 1
SHORT = 8
# What is asked, never who the person is: facts of the person come by category or not at all.
REQUEST_FIELDS = frozenset(
    {"number", "service_type", "service", "need", "priority", "urgent", "asked", "sender_office", "receiver", "appointment", "supersedes"}
)

Plain = str | int | bool | None | list["Plain"] | dict[str, "Plain"]


class PacketError(ValueError):
    """Something cannot be sealed; the message names the place."""


@dataclass(frozen=True, slots=True)
class Packet:
    """Canonical text with its SHA-256. `left_out` names the categories that were offered and may not travel."""

    content: str
    hash: str
    left_out: tuple[str, ...] = ()

    @property
    def short_hash(self) -> str:
        """The form people compare by eye: `7c1e 04ab`."""
        return short_hash(self.hash)

    @property
    def categories(self) -> tuple[str, ...]:
        """Which categories of data travel."""
        return tuple(json.loads(self.content)["data"])


def build_packet(
    purpose: str,
    allowed_categories: Collection[str],
    facts_by_category: Mapping[str, Mapping[str, object]],
    request: Mapping[str, object],
) -> Packet:
    """Seal the facts of the allowed categories with the request. What is not allowed is left out and named."""
    strange = sorted(set(request) - REQUEST_FIELDS)
    if strange:
        message = f"request may not carry {', '.join(strange)}"
        raise PacketError(message)
    allowed = frozenset(allowed_categories)
    data = {category: facts for category, facts in facts_by_category.items() if facts and category in allowed}
    content = canonical({"format": FORMAT, "purpose": purpose, "request": dict(request), "data": data})
    left_out = sorted(category for category, facts in facts_by_category.items() if facts and category not in allowed)
    return Packet(content, digest(content), tuple(left_out))


def verify(packet: Packet) -> bool:
    """Tell whether a packet is whole: its text is canonical and its hash is that of its text."""
    try:
        is_canonical = canonical(json.loads(packet.content)) == packet.content
    except (ValueError, TypeError):
        return False
    return is_canonical and hmac.compare_digest(digest(packet.content), packet.hash)


def canonical(value: object) -> str:
    """Write plain data in the one way it can be written: NFC, keys in order, no spaces, no decimals."""
    return json.dumps(_plain(value, "packet"), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def digest(content: str) -> str:
    """Give the SHA-256 of a text in UTF-8."""
    return hashlib.sha256(content.encode()).hexdigest()


def short_hash(digest_hex: str) -> str:
    """Give the first eight digits in two groups."""
    return f"{digest_hex[: SHORT // 2]} {digest_hex[SHORT // 2 : SHORT]}"


def _plain(value: object, where: str) -> Plain:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return _text(value, where)
    if isinstance(value, Mapping):
        return _mapping(value, where)
    if isinstance(value, list | tuple):
        return [_plain(item, f"{where}[{index}]") for index, item in enumerate(value)]
    message = f"{where} is a {type(value).__name__}; only text, whole numbers, yes or no, lists and groups can be sealed"
    raise PacketError(message)


def _mapping(value: Mapping[object, object], where: str) -> dict[str, Plain]:
    plain: dict[str, Plain] = {}
    for key, item in value.items():
        if not isinstance(key, str):
            message = f"{where} has a key that is no text: {key!r}"
            raise PacketError(message)
        name = _text(key, where)
        if name in plain:
            message = f"{where} has two keys that read {name!r}"
            raise PacketError(message)
        plain[name] = _plain(item, f"{where}.{name}")
    return plain


def _text(value: str, where: str) -> str:
    try:
        value.encode()
    except UnicodeEncodeError as error:
        message = f"{where} holds half a character"
        raise PacketError(message) from error
    return unicodedata.normalize("NFC", value)
