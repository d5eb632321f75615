"""How is a text filled, made fit for a short message, and kept out of the night? Pure text: no Django, no database."""

import string
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta

SMS_LENGTH = 160
LINK = "{link}"
BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENDED = frozenset("^{}\\[~]|€")  # each takes two places
PLAIN = str.maketrans({"«": '"', "»": '"', "“": '"', "”": '"', "’": "'", "‘": "'", "–": "-", "—": "-", "…": "...", "\u00a0": " ", "ç": "c"})


def filled(text: str, facts: Mapping[str, str]) -> str:
    """The text with its facts; one that is missing is an error, never an empty place."""
    return string.Formatter().vformat(text, (), dict(facts))


def to_gsm(text: str) -> str:
    """The text in the alphabet of short messages: á becomes a; é, ñ, ü, ¿ and ¡ stay."""
    return "".join(_gsm(letter) for letter in unicodedata.normalize("NFC", text.translate(PLAIN)))


def sms_length(text: str, *, link_length: int = 0) -> int:
    """How many of the 160 places a text takes, with its link as long as it will be."""
    plain = text.replace(LINK, "")
    extra = link_length if LINK in text else 0
    return len(plain) + sum(letter in EXTENDED for letter in plain) + extra


def fits(text: str, *, link_length: int = 0) -> bool:
    """Whether it leaves as one short message."""
    return sms_length(text, link_length=link_length) <= SMS_LENGTH


def without_name(text: str) -> str:
    """The same message without the name that opens it, when that is too long."""
    head, comma, rest = text.partition(", ")
    if not comma or " " in head.strip():
        return text
    return rest[:1].upper() + rest[1:] if rest[:1] not in "¿¡" else rest[:1] + rest[1:2].upper() + rest[2:]


def wakes_at(moment: datetime, *, quiet_from: time, quiet_to: time) -> datetime | None:
    """When a message may leave: None is now; at night, the next morning."""
    here = moment.time()
    is_quiet = quiet_from <= here < quiet_to if quiet_from <= quiet_to else here >= quiet_from or here < quiet_to
    if not is_quiet:
        return None
    day = moment.date() if here < quiet_to else moment.date() + timedelta(days=1)
    return datetime.combine(day, quiet_to, moment.tzinfo)


def rests_until(moment: datetime, rests: Iterable[tuple[time, time]]) -> datetime | None:
    """The same where several rests apply, one perhaps beginning as another ends."""
    woken, periods = moment, list(rests)
    for _again in range(2 * len(periods)):
        later = [found for begin, end in periods if (found := wakes_at(woken, quiet_from=begin, quiet_to=end))]
        if not later:
            break
        woken = max(later)
    return None if woken == moment else woken


def _gsm(letter: str) -> str:
    if letter in BASIC or letter in EXTENDED:
        return letter
    bare = "".join(part for part in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(part))
    return bare if bare and all(part in BASIC for part in bare) else "?"


def weighed(pieces: Iterable[tuple[int, bool]]) -> float | None:
    """Of pieces with their weights, the share in hundredths of those that hold; nothing where there is no piece."""
    known = list(pieces)
    whole = sum(weight for weight, _holds in known)
    return 100 * sum(weight for weight, holds in known if holds) / whole if whole else None
