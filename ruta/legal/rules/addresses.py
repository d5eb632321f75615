"""Under which address does a norm stand for ever? FRBR: the work, each of its expressions (the text as of a day), and the XML of one."""

import re
from dataclasses import dataclass
from datetime import date

LANGUAGE = "spa"
COUNTRIES = {"ONU": "un", "OIT": "un-ilo", "OEA": "oas", "regional": "int", "bilateral": "int"}
SHAPE = re.compile(
    r"/akn/[a-z-]{2,10}/act/\d{4}/(?P<code>[a-z0-9-]{1,60})(?:/spa@(?P<day>\d{4}-\d{2}-\d{2})(?P<xml>\.xml)?)?(?:/!main)?(?:/~(?P<key>[a-z0-9_-]{1,40}))?"
)


@dataclass(frozen=True, slots=True)
class Address:
    """What an address names: a norm, perhaps its text on a day, as XML, or one article."""

    code: str
    day: date | None
    is_xml: bool
    key: str


def work_address(*, code: str, organisation: str, year: str) -> str:
    """`/akn/hn/act/2004/decreto-208-2003`; nothing while not even the year is known."""
    return f"/akn/{COUNTRIES.get(organisation, 'hn')}/act/{year}/{code}" if year else ""


def expression_address(work: str, day: date) -> str:
    """The text in force from a day on."""
    return f"{work}/{LANGUAGE}@{day.isoformat()}"


def read_address(text: str) -> Address | None:
    """What an address names, or nothing when it is none of ours."""
    found = SHAPE.fullmatch(text)
    if found is None:
        return None
    try:
        day = date.fromisoformat(found["day"]) if found["day"] else None
    except ValueError:
        return None
    return Address(found["code"], day, bool(found["xml"]), (found["key"] or "").replace("art_", "art-"))
