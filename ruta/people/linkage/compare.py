"""At which level does each field of two records agree? A blank field has no level."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from rapidfuzz.distance import OSA, Hamming

from ruta.people.linkage.keys import swapped
from ruta.people.linkage.names import DIFFERENT, EQUAL, NEAR, NameComparison, compare_names
from ruta.people.linkage.places import are_neighbours, place_of
from ruta.people.linkage.record import DNI_DIGITS, Profile

BLANK = ""
ONE_DIGIT, TWO_DIGITS, TRANSPOSED = "one_digit", "two_digits", "transposed"
SWAPPED, YEAR_OFF, ONE_PART, YEAR_ONLY, JANUARY, GENERATION = (
    "swapped",
    "year_off",
    "one_part",
    "year_only",
    "january",
    "generation",
)
SHARED = "shared"
NEIGHBOUR, DEPARTMENT = "neighbour", "department"
LATE = "late"
_LATEST = 9
"""Years after birth in which late registrations are usual."""
_GENERATION_YEARS = 14
_PARTS_OF_TWO = 2
_LONG_TEXT, _SHORTEST_TEXT = 6, 4


@dataclass(slots=True)
class Comparison:
    """The names, word by word, and the level of every other field."""

    names: NameComparison
    dni: str = BLANK
    document: str = BLANK
    birth_date: str = BLANK
    phone: str = BLANK
    sex: str = BLANK
    municipality: str = BLANK
    place: str = ""
    """The municipality, where both live in one: how common it is bends its weight."""
    dni_place: str = BLANK
    dni_year: str = BLANK
    dni_code: str = ""
    """The municipality of the one DNI there is."""


def compare(query: Profile, register: Profile) -> Comparison:
    """Compare two prepared records field by field."""
    names = compare_names(query, register)
    home = _municipality_level(query.municipality, register.municipality)
    owner, other = (query, register) if query.dni else (register, query)
    is_alone = len(owner.dni) == DNI_DIGITS and not other.dni
    return Comparison(
        names,
        dni_level(query.dni, register.dni),
        _document_level(query, register) if query.others and register.others else BLANK,
        date_level(query.birth_date, register.birth_date),
        _phone_level(query, register, names) if query.phones and register.phones else BLANK,
        _same(query.sex, register.sex),
        home,
        query.municipality,
        dni_place_level(owner.dni, other.municipality) if is_alone and home == BLANK else BLANK,
        dni_year_level(owner.dni, other.birth_date) if is_alone and owner.birth_date is None else BLANK,
        owner.dni[:4],
    )


def dni_level(left: str, right: str) -> str:
    """Equal, one digit apart (wrong, missing or surplus), two neighbours exchanged, two digits wrong, or different."""
    if not left or not right:
        return BLANK
    if left == right:
        return EQUAL
    wrong = Hamming.distance(left, right) if len(left) == len(right) else 0
    if OSA.distance(left, right, score_cutoff=1) <= 1:
        return TRANSPOSED if wrong > 1 else ONE_DIGIT
    return TWO_DIGITS if wrong == _PARTS_OF_TWO else DIFFERENT


def dni_place_level(dni: str, municipality: str) -> str:
    """Where one was registered beside where somebody without DNI lives; asked only where one of the homes is unknown, or it would count twice."""
    home = place_of(municipality)
    if home is None:
        return BLANK
    if dni[:4] == home.code:
        return EQUAL
    return DEPARTMENT if int(dni[:2]) == home.department else DIFFERENT


def dni_year_level(dni: str, birth_date: date | None) -> str:
    """The year of a DNI, whose bearer's birth date is unknown, beside the birth date of somebody without DNI."""
    if birth_date is None:
        return BLANK
    later = int(dni[4:8]) - birth_date.year
    if later == 0:
        return EQUAL
    return LATE if 0 < later <= _LATEST else DIFFERENT


@lru_cache(maxsize=100_000)
def date_level(left: date | None, right: date | None) -> str:
    """Equal, swapped, year off by one, one part wrong, only the year known, a generation apart, or different."""
    if left is None or right is None:
        return BLANK
    if _is_new_year(left) or _is_new_year(right):
        return _level_with_unknown_day(left, right)
    if left == right:
        return EQUAL
    if swapped(left) == right:
        return SWAPPED
    return _level_of_parts(left, right)


def _is_new_year(day: date) -> bool:
    """Whether the day is the one that offices write when only the year is known."""
    return day.month == 1 and day.day == 1


def _level_with_unknown_day(left: date, right: date) -> str:
    if left.year != right.year:
        return _apart(left, right)
    return JANUARY if left == right else YEAR_ONLY


def _level_of_parts(left: date, right: date) -> str:
    same_parts = (left.year == right.year) + (left.month == right.month) + (left.day == right.day)
    if same_parts == _PARTS_OF_TWO:
        # A child shares the day and month of the parent one time in 365: a year far off is a slip before it is a generation.
        return YEAR_OFF if abs(left.year - right.year) == 1 else ONE_PART
    return _apart(left, right)


def _apart(left: date, right: date) -> str:
    return GENERATION if abs(left.year - right.year) >= _GENERATION_YEARS else DIFFERENT


def _phone_level(query: Profile, register: Profile, names: NameComparison) -> str:
    """A household shares its telephone: it only counts in full where a given name agrees."""
    if not query.phones.isdisjoint(register.phones):
        return EQUAL if names.given_agree else SHARED
    near = any(OSA.distance(one, other, score_cutoff=1) <= 1 for one in query.phones for other in register.phones)
    return NEAR if near and names.given_agree else DIFFERENT


def _document_level(query: Profile, register: Profile) -> str:
    if {one.number for one in query.others} & {other.number for other in register.others}:
        return EQUAL
    pairs = [(one.number, other.number) for one in query.others for other in register.others if one.kind == other.kind]
    if not pairs:
        return BLANK
    near = any(OSA.distance(one, other, score_cutoff=1) <= 1 for one, other in pairs)
    return NEAR if near else DIFFERENT


def _municipality_level(left: str, right: str) -> str:
    if not left or not right:
        return BLANK
    if left == right:
        return EQUAL
    one, other = place_of(left), place_of(right)
    if one is None and other is None:
        return NEAR if is_near_text(left, right) else DIFFERENT
    if one is None or other is None:
        return BLANK  # a name that several municipalities share says nothing about a code
    if are_neighbours(one, other):
        return NEIGHBOUR
    return DEPARTMENT if one.department == other.department else DIFFERENT


def is_near_text(left: str, right: str) -> bool:
    """Whether two texts are one slip of the keyboard apart, or two where both are long."""
    shorter = min(len(left), len(right))
    allowed = 2 if shorter > _LONG_TEXT else 1
    return shorter >= _SHORTEST_TEXT and OSA.distance(left, right, score_cutoff=allowed) <= allowed


def _same(left: str, right: str) -> str:
    if not left or not right:
        return BLANK
    return EQUAL if left == right else DIFFERENT
