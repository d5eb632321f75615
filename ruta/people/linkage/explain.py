"""Why do two records look like one person? One reason per field, with its sentence and the characters that differ."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from ruta.people.linkage.compare import GENERATION, ONE_DIGIT, SWAPPED, Comparison
from ruta.people.linkage.levels import RARE
from ruta.people.linkage.marks import Span, differing, marked_words, segments
from ruta.people.linkage.names import (
    AGREEING,
    DIFFERENT,
    EQUAL,
    INITIAL,
    NEAR,
    NICKNAME,
    PARTLY,
    SOUNDS,
    NameComparison,
    Pair,
)
from ruta.people.linkage.normal import tokens
from ruta.people.linkage.record import DNI_DIGITS, Record, bare_number, dni_of, phone_tail
from ruta.people.linkage.score import Scorer
from ruta.people.linkage.words import REASONS

Level = Literal["met", "near", "miss"]
_WORST_FIRST = (INITIAL, NEAR, NICKNAME, SOUNDS, EQUAL)
_MISSES = frozenset([DIFFERENT, GENERATION])


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a field speaks for or against; `register_text` must not reach a reader without the right to the record."""

    field: str
    level: Level
    code: str
    query_text: str = ""
    register_text: str = ""
    query_marks: tuple[Span, ...] = ()
    register_marks: tuple[Span, ...] = ()

    @property
    def sentence(self) -> str:
        """The Spanish source sentence; a face translates it with gettext."""
        return REASONS[self.code]

    @property
    def query_segments(self) -> list[tuple[str, bool]]:
        """What was typed, cut into plain and marked pieces."""
        return segments(self.query_text, self.query_marks)

    @property
    def register_segments(self) -> list[tuple[str, bool]]:
        """What the register holds, cut into plain and marked pieces."""
        return segments(self.register_text, self.register_marks)


def explain(query: Record, register: Record, comparison: Comparison, scorer: Scorer) -> list[Reason]:
    """One reason for each field that both records fill in, names first."""
    reasons = [
        _given(query, register, comparison.names, scorer),
        _surnames(query, register, comparison.names, scorer),
        _dni(query, register, comparison.dni),
        _document(query, register, comparison.document),
        _birth_date(query.birth_date, register.birth_date, comparison.birth_date),
        _phone(query, register, comparison.phone),
        _coded("sex", query.sex, register.sex, comparison.sex),
        _coded("municipality", query.municipality, register.municipality, comparison.municipality),
        _beside("dni_place", query, register, comparison.dni_place),
        _beside("dni_year", query, register, comparison.dni_year),
    ]
    return [reason for reason in reasons if reason]


# ---- names


def _given(query: Record, register: Record, names: NameComparison, scorer: Scorer) -> Reason | None:
    if not names.given and not names.given_clashes:
        return None
    level = _group_level(names.given, names.given_clashes, differ=names.given_differ)
    texts = _texts("given", query, register, names)
    code = f"given:{level}{_given_suffix(level, texts, names.given, scorer)}"
    marks = marked_words(*texts, [(pair.query, pair.register) for pair in names.given])
    return Reason("given", _colour(level), code, *texts, *marks)


def _given_suffix(level: str, texts: tuple[str, str], pairs: tuple[Pair, ...], scorer: Scorer) -> str:
    if level == DIFFERENT:
        return ""
    is_missing = level != PARTLY and len(tokens(texts[0])) != len(tokens(texts[1]))
    return f"{':missing' if is_missing else ''}{_rare_suffix('given', pairs, scorer)}"


def _surnames(query: Record, register: Record, names: NameComparison, scorer: Scorer) -> Reason | None:
    pairs = (*names.surnames, *names.crossed)
    if not pairs and not names.surname_clashes:
        return None
    level = _group_level(pairs, names.surname_clashes, differ=names.surnames_differ)
    texts = _texts("surname", query, register, names)
    suffix = _surname_suffix(level, texts, pairs, scorer)
    marks = marked_words(*texts, [(pair.query, pair.register) for pair in pairs])
    return Reason("surname", _colour(level), f"surname:{level}{suffix}", *texts, *marks)


def _surname_suffix(level: str, texts: tuple[str, str], pairs: tuple[Pair, ...], scorer: Scorer) -> str:
    if level == DIFFERENT:
        return ""
    left, right = tokens(texts[0]), tokens(texts[1])
    is_missing = level != PARTLY and len(left) != len(right)
    if level != PARTLY and not is_missing and _is_turned(left, right, pairs):
        return ":turned"
    return f"{':missing' if is_missing else ''}{_rare_suffix('surname', pairs, scorer)}"


def _is_turned(left: tuple[str, ...], right: tuple[str, ...], pairs: tuple[Pair, ...]) -> bool:
    """Whether the paired words stand in another order on the other side."""
    places = [right.index(pair.register) for pair in sorted(pairs, key=lambda pair: left.index(pair.query))]
    return places != sorted(places)


def _rare_suffix(field: str, pairs: tuple[Pair, ...], scorer: Scorer) -> str:
    """Whether all words that answer each other are equal and uncommon."""
    is_rare = bool(pairs) and all(pair.level == EQUAL and scorer.rarity(field, pair.register) <= RARE for pair in pairs)
    return ":rare" if is_rare else ""


def _group_level(pairs: tuple[Pair, ...], clashes: int, *, differ: bool) -> str:
    """The weakest agreement of the words; a contradiction beside an agreement is `partly`."""
    levels = {pair.level for pair in pairs}
    if differ or not levels:
        return DIFFERENT
    if clashes and levels & AGREEING:
        return PARTLY
    return next(level for level in _WORST_FIRST if level in levels)


def _texts(field: str, query: Record, register: Record, names: NameComparison) -> tuple[str, str]:
    family = (*names.surnames, *names.crossed)
    own, others = (names.given, family) if field == "given" else (family, names.given)
    return (
        _side(field, query, {pair.query for pair in own}, {pair.query for pair in others}),
        _side(field, register, {pair.register for pair in own}, {pair.register for pair in others}),
    )


def _side(field: str, record: Record, paired: set[str], taken: set[str]) -> str:
    """The text of one side: its own box, or of a whole name the words that answered, else those left, as written."""
    box = record.given_names if field == "given" else record.surnames
    if box and not record.name and not paired - set(tokens(box)):
        return box
    words = " ".join(filter(None, [record.given_names, record.surnames, record.name])).split()
    answered = [word for word in words if paired & set(tokens(word))]
    left = [word for word in words if not taken & set(tokens(word))]
    return " ".join(answered or left)


# ---- numbers and dates


def _dni(query: Record, register: Record, level: str) -> Reason | None:
    if not level:
        return None
    left, right = dni_of(query.documents), dni_of(register.documents)
    is_length = level == ONE_DIGIT and len(left) != len(right)
    code = f"dni:{level}:length" if is_length else f"dni:{level}"
    return _marked("dni", level, code, _dashed(left), _dashed(right))


def _dashed(dni: str) -> str:
    return f"{dni[:4]}-{dni[4:8]}-{dni[8:]}" if len(dni) == DNI_DIGITS else dni


def _document(query: Record, register: Record, level: str) -> Reason | None:
    if not level:
        return None
    pairs = [
        (one.number, other.number) for one in query.documents for other in register.documents if one.kind != "dni" and other.kind != "dni"
    ]
    closest = min(pairs, key=lambda pair: (bare_number(pair[0]) != bare_number(pair[1]), pair))
    return _marked("document", level, f"document:{level}", *closest)


def _phone(query: Record, register: Record, level: str) -> Reason | None:
    if not level:
        return None
    pairs = [(one, other) for one in query.phones for other in register.phones]
    closest = min(pairs, key=lambda pair: (len(differing(*map(phone_tail, pair))[0]), pair))
    return _marked("phone", level, f"phone:{level}", *map(_phone_display, closest))


def _phone_display(text: str) -> str:
    tail = phone_tail(text)
    return f"{tail[:4]}-{tail[4:]}"


def _birth_date(left: date | None, right: date | None, level: str) -> Reason | None:
    if not level or left is None or right is None:
        return None
    texts = f"{left:%d/%m/%Y}", f"{right:%d/%m/%Y}"
    if level == SWAPPED:
        day_and_month = ((0, 5),)
        return Reason("birth_date", "near", "birth_date:swapped", *texts, day_and_month, day_and_month)
    return _marked("birth_date", level, f"birth_date:{level}", *texts)


def _coded(field: str, left: str, right: str, level: str) -> Reason | None:
    return Reason(field, _colour(level), f"{field}:{level}", left, right) if level else None


def _beside(field: str, query: Record, register: Record, level: str) -> Reason | None:
    """A DNI beside the place or the birth date of who has none."""
    if not level:
        return None
    left, right = (_dashed(dni_of(each.documents)) or _told(field, each) for each in (query, register))
    return Reason(field, _colour(level), f"{field}:{level}", left, right)


def _told(field: str, record: Record) -> str:
    if field == "dni_place":
        return record.municipality
    return f"{record.birth_date:%d/%m/%Y}" if record.birth_date else ""


def _marked(field: str, level: str, code: str, left: str, right: str) -> Reason:
    marks = ((), ()) if level in _MISSES else differing(left, right)
    return Reason(field, _colour(level), code, left, right, *marks)


def _colour(level: str) -> Level:
    """Met, near or miss: what a reader sees at a glance."""
    if level in _MISSES:
        return "miss"
    return "met" if level in (EQUAL, SOUNDS) else "near"
