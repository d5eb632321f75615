"""How old is somebody, until when does a permission last, and what did a single box receive? Pure arithmetic."""

import re
from calendar import monthrange
from datetime import date, datetime, time, timedelta

from ruta.people.linkage import Document, Record, guess_kind

ADULT = 18
AUTHORITIES = frozenset({"senaf", "court"})
REPRESENTATIVES = frozenset({"mother", "father", "legal"})
PROVEN = frozenset({"document", "senaf", "court"})
TO_COORDINATION = timedelta(hours=1)
LONGEST_AGE = 120
PHONE_DIGITS = 8
DOCUMENT_DIGITS = range(11, 16)
_DAY = re.compile(r"\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b")
_NUMBER = re.compile(r"\+?\d[\d\s.()-]{5,}\d")
_PASSPORT = re.compile(r"\b[A-Za-z]{1,2}\d{6,7}\b")


def age_on(day: date, birth_date: date | None) -> int | None:
    """Whole years lived on a day."""
    if birth_date is None:
        return None
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))


def is_minor_on(day: date, birth_date: date | None) -> bool:
    """Whether somebody else has to decide for them; unknown age counts as adult."""
    age = age_on(day, birth_date)
    return age is not None and age < ADULT


def adult_on(birth_date: date) -> date:
    """The day on which somebody begins to decide for themselves; born on 29 February, on 1 March."""
    year = birth_date.year + ADULT
    return date(year, birth_date.month, birth_date.day) if birth_date.day <= monthrange(year, birth_date.month)[1] else date(year, 3, 1)


def born_for(day: date, age: int) -> date:
    """The latest day of birth of those who have that age on a day."""
    year = day.year - age
    return date(year, day.month, min(day.day, monthrange(year, day.month)[1]))


def authorises(kind: str, proof: str, *, is_disputed: bool) -> bool:
    """Whether somebody may decide for a minor: an authority, or a proven parent or representative whom nobody disputes."""
    if kind in AUTHORITIES:
        return True
    return kind in REPRESENTATIVES and proof in PROVEN and not is_disputed


def notice_rung(now: datetime, due: datetime) -> int:
    """How far a notice without answer has climbed: 0 in time, 1 reminded when its hour is over, 2 to the coordination an hour later."""
    return 0 if now < due else 1 if now < due + TO_COORDINATION else 2


def months_later(day: date, months: int) -> date:
    """The same day some months later, or the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def lasts_until(given_at: datetime, months: int, birth_date: date | None) -> datetime:
    """The end of the last day of a permission; what was allowed for a minor ends when they come of age."""
    last = months_later(given_at.date(), months)
    if birth_date is not None and is_minor_on(given_at.date(), birth_date):
        last = min(last, adult_on(birth_date) - timedelta(days=1))
    return datetime.combine(last, time.max, tzinfo=given_at.tzinfo)


def read_day(text: str) -> date | None:
    """A date written as in Honduras, if the text is one."""
    found = _DAY.fullmatch(text.strip())
    if not found:
        return None
    day, month, year = map(int, found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_box(text: str) -> Record:
    """What one box received: a date, a document and a telephone are told apart by their shape, the rest is a name."""
    birth_date = None
    day = _DAY.search(text)
    if day:
        birth_date, text = read_day(day.group()), text.replace(day.group(), " ")
    documents: list[Document] = []
    phones: list[str] = []
    for found in [*_NUMBER.findall(text), *_PASSPORT.findall(text)]:
        text = text.replace(found, " ")
        is_document = (len(re.sub(r"\D", "", found)) in DOCUMENT_DIGITS and not found.startswith("+")) or found[0].isalpha()
        if is_document:
            documents.append(Document(str(guess_kind(found)), found))
        else:
            phones.append(found)
    return Record(name=" ".join(text.split()), birth_date=birth_date, phones=tuple(phones), documents=tuple(documents))
