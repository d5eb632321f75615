"""How do two records stand side by side: what agrees, what differs, and why?"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ruta.people.duplicates.selectors import Compared as Pair
from ruta.people.duplicates.selectors import Side
from ruta.people.enums import Sex
from ruta.people.linkage import FIELDS, Candidate, Document
from ruta.people.linkage.record import DNI_DIGITS
from ruta.people.merging.permissions import ENDS, NO, NONE, OVER, STAYS, YES, Compared, Said
from ruta.people.models import Person
from ruta.people.selectors import purpose_label
from ruta.taxonomy.selectors import country_name, education_levels
from ruta.territory.selectors import municipality

DOTS = ((90, 4), (75, 3), (50, 2))
Pieces = list[tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class Line:
    """One datum of both records: `fit` is met, near, miss, or only when one of them says nothing."""

    label: str
    fit: str
    left: Pieces
    right: Pieces
    sentence: str


def dots(score: int) -> int:
    """How many of four dots a score fills."""
    return next((many for least, many in DOTS if score >= least), 1)


def line_of(reason: Any) -> Line:
    """What the engine says about one datum."""
    coded = CODED.get(reason.field)
    left = [(coded(reason.query_text), False)] if coded else reason.query_segments
    right = [(coded(reason.register_text), False)] if coded else reason.register_segments
    return Line(_(FIELDS[reason.field]), reason.level, left, right, _(reason.sentence))


def lines_of(each: Pair) -> list[Line]:
    """Every datum of a pair."""
    return lines_between(each.left, each.right, each.candidate)


def lines_between(left: Side, right: Side, candidate: Candidate) -> list[Line]:
    """Every datum that both or one of them has: what the engine weighed, then what it does not weigh."""
    weighed = [line_of(reason) for reason in candidate.reasons]
    return [*weighed, *_unweighed(left, right, {reason.field for reason in candidate.reasons})]


def _unweighed(left: Side, right: Side, told: set[str]) -> Iterable[Line]:
    for field, label, read in FACTS:
        one, other = read(left), read(right)
        if field in told or not (one or other):
            continue
        if one and other:
            is_equal = one.casefold() == other.casefold()
            yield Line(label(), "met" if is_equal else "miss", [(one, False)], [(other, False)], _("Igual") if is_equal else _("Distinto"))
        else:
            yield Line(label(), "only", [(one or _("sin dato"), False)], [(other or _("sin dato"), False)], _("Solo lo tiene uno"))


def _of_person(read: Callable[[Person], str]) -> Callable[[Side], str]:
    return lambda side: read(side.person) if side.person else ""


def _sex(code: str) -> str:
    return str(Sex(code).label)


@lru_cache(maxsize=400)
def _place(code: str) -> str:
    return municipality(code).name


def _dashed(document: Document) -> str:
    number = document.number
    return f"{number[:4]}-{number[4:8]}-{number[8:]}" if document.kind == "dni" and len(number) == DNI_DIGITS else number


def _numbers(side: Side) -> str:
    return ", ".join(_dashed(document) for document in side.record.documents)


FACTS: tuple[tuple[str, Callable[[], str], Callable[[Side], str]], ...] = (
    ("birth_date", lambda: _("Nacimiento"), lambda side: f"{side.record.birth_date:%d/%m/%Y}" if side.record.birth_date else ""),
    ("dni", lambda: _("Documentos"), _numbers),
    ("phone", lambda: _("Teléfono"), lambda side: ", ".join(side.record.phones)),
    ("municipality", lambda: _("Municipio"), lambda side: _place(side.record.municipality) if side.record.municipality else ""),
    ("preferred_name", lambda: _("Le llaman"), _of_person(lambda person: person.preferred_name)),
    ("nationality", lambda: _("Nacionalidad"), _of_person(lambda person: country_name(person.nationality))),
    ("place", lambda: _("Barrio, colonia o aldea"), _of_person(lambda person: person.place)),
    ("education", lambda: _("Nivel de estudios"), _of_person(lambda person: education(person.education))),
    (
        "dependants",
        lambda: _("Personas a su cargo"),
        _of_person(lambda person: "" if person.dependants is None else str(person.dependants)),
    ),
)


def education(code: str) -> str:
    """The name of a level of studies."""
    return next((str(each) for each in education_levels() if each.code == code), code)


@dataclass(frozen=True, slots=True)
class PermissionLine:
    """What both records allow to one institution for one purpose, in words, and what holds once they are one."""

    who: str
    purpose: str
    survivor: str
    absorbed: str
    outcome: str
    tone: str


OUTCOMES = {
    STAYS: ("done", lambda: _("Sigue")),
    ENDS: ("care", lambda: _("Termina: lo último fue que no")),
    NONE: ("", lambda: _("Sin permiso")),
}


def permission_lines(found: Iterable[Compared]) -> list[PermissionLine]:
    """The permissions of both, as the page of a merge shows them."""
    lines = []
    for each in found:
        tone, words = OUTCOMES[each.outcome]
        said = (_said(each.survivor), _said(each.absorbed))
        lines.append(PermissionLine(each.grantee, purpose_label(each.purpose), *said, words(), tone))
    return lines


def _said(said: Said) -> str:
    day = date_format(said.at, "DATE_FORMAT") if said.at else ""
    if said.word == YES:
        return _("Sí, hasta el %(day)s") % {"day": day}
    if said.word == NO:
        return _("No, desde el %(day)s") % {"day": day}
    return _("Venció el %(day)s") % {"day": day} if said.word == OVER else _("No se le ha preguntado")


def side_words(side: Side) -> str:
    """Where a record comes from and since when."""
    if side.person is None:
        return _("Fila de un archivo de %(office)s.") % {"office": side.office}
    since = date_format(side.since, "DATE_FORMAT") if side.since else ""
    return _("Registro de %(office)s desde el %(since)s.") % {"office": side.office, "since": since}


CODED: Mapping[str, Callable[[str], str]] = {"sex": _sex, "municipality": _place}
