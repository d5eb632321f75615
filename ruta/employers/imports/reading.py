"""What does a row of a board say, in the words of the register? What cannot be read gets a sentence."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.utils.translation import gettext as _

from ruta.base.errors import Invalid
from ruta.base.spelling import folded
from ruta.employers.actions import VacancyTerms
from ruta.employers.actions.writing import check_terms
from ruta.employers.enums import ContractKind, Schedule
from ruta.employers.imports.nested import FAULT
from ruta.people.imports.places import Places, read_places
from ruta.people.imports.reading import BadCell
from ruta.taxonomy.selectors import suggested_occupations
from ruta.taxonomy.titles.words import stems

CLEAR = 0.3  # likeness from which a title is taken for an occupation
ALIKE = 0.5  # share of stems that two titles of one vacancy have in common
UNIT_GROUP = 4
LONGEST_NAME, LONGEST_REF = 160, 120
MOST = 10_000_000  # lempiras, months or openings: more is a slip of the keyboard
CONTRACTS = {
    "permanente": "permanent", "indefinido": "permanent", "tiempo indefinido": "permanent", "temporal": "fixed_term", "plazo fijo": "fixed_term",
    "por obra": "task", "temporada": "seasonal", "por temporada": "seasonal",
}  # fmt: skip
SCHEDULES = {
    "completo": "full_time", "jornada completa": "full_time", "full time": "full_time", "diurno": "full_time", "medio tiempo": "part_time",
    "part time": "part_time", "turnos": "shifts", "rotativo": "shifts", "nocturno": "night",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Offer:
    """A row that can be taken: whose, what, and under which number of the board."""

    employer: str
    rtn: str
    terms: VacancyTerms
    ref: str


class RowReader:
    """Reads rows with today's places and occupations; made once a file."""

    def __init__(self) -> None:
        self._places: Places = read_places()
        self._contracts = CONTRACTS | {folded(str(word)): code for code, word in ContractKind.choices}
        self._schedules = SCHEDULES | {folded(str(word)): code for code, word in Schedule.choices}

    def read(self, said: dict[str, str]) -> Offer:
        """The offer of a row, or Invalid with what to correct."""
        if said.get(FAULT):
            raise Invalid(said[FAULT])
        title, employer = said.get("title", ""), said.get("employer", "")[:LONGEST_NAME]
        if not title or not (employer or said.get("rtn")):
            raise Invalid(_("Faltan el puesto o la empresa."))
        low, high = _number(said, "wage_min"), _number(said, "wage_max")
        try:
            terms = VacancyTerms(
                title=title[:120], occupation=self._occupation(said.get("occupation", ""), title), openings=_number(said, "openings") or 1,
                municipality=self._places.municipality(said.get("municipality", ""), said.get("department", "")),
                tasks=said.get("tasks", "")[:4000], requirements=said.get("requirements", "")[:4000],
                conditions=said.get("conditions", "")[:4000], education=self._places.education_level(said.get("education", "")),
                experience_months=_number(said, "experience_months") or 0,
                contract=_known(self._contracts, said.get("contract", ""), ContractKind.PERMANENT),
                schedule=_known(self._schedules, said.get("schedule", ""), Schedule.FULL_TIME), wage_min=low, wage_max=high,
                apply_until=_day(said.get("apply_until", "")),
            )  # fmt: skip
        except BadCell as bad:
            raise Invalid(_(bad.sentence.text) % bad.sentence.values) from bad
        check_terms(terms)
        return Offer(employer, said.get("rtn", ""), terms, _ref(said, terms))

    def _occupation(self, code: str, title: str) -> str:
        if code[:UNIT_GROUP].isdigit():
            return code
        found = suggested_occupations(title, 1)
        if not found or found[0].likeness < CLEAR:
            raise Invalid(_("No se reconoce la ocupación de «%(title)s». Agregue su código CIUO de 4 dígitos.") % {"title": title[:60]})
        return found[0].code[:UNIT_GROUP]


def are_alike(first: str, second: str) -> bool:
    """Whether two titles may name the same vacancy."""
    one, other = set(stems(first)), set(stems(second))
    return bool(one & other) and len(one & other) >= ALIKE * len(one | other)


def _known(words: Mapping[str, str], text: str, usual: str) -> str:
    """What a word means; where a board says nothing the usual counts, and a word that nobody knows is never taken for it."""
    found = words.get(folded(text)) if text else usual
    if found is None:
        raise Invalid(_("No se entiende «%(cell)s». Escriba una de estas: %(words)s.") % {"cell": text[:30], "words": ", ".join(words)})
    return found


def _ref(said: dict[str, str], terms: VacancyTerms) -> str:
    given = said.get("ref", "")
    return given if 0 < len(given) <= LONGEST_REF else _made_ref(said, terms)


def _made_ref(said: dict[str, str], terms: VacancyTerms) -> str:
    """The same row has the same number also on a board without numbers."""
    parts = (
        said.get("rtn", "") or folded(said.get("employer", "")),
        folded(terms.title),
        terms.municipality,
        str(terms.wage_min),
        str(terms.wage_max),
    )
    return "fila:" + sha256("|".join(parts).encode()).hexdigest()[:24]


def _number(said: dict[str, str], name: str) -> int | None:
    text = said.get(name, "").upper().replace("LPS.", "").replace("LPS", "").replace("L.", "").replace("L", "").replace(",", "").strip()
    if not text:
        return None
    try:
        found = int(float(text))
    except (ValueError, OverflowError) as error:
        raise Invalid(_("«%(cell)s» no es un número.") % {"cell": said[name][:30]}) from error
    if not 0 <= found <= MOST:
        raise Invalid(_("«%(cell)s» no es un número que aquí pueda ser.") % {"cell": said[name][:30]})
    return found


def _day(text: str) -> date | None:
    for pattern in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(text[:10], pattern).date()  # noqa: DTZ007 (a day has no hour)
        except ValueError:
            continue
    if text:
        raise Invalid(_("«%(cell)s» no es una fecha. Escríbala como 23/11/2026.") % {"cell": text[:30]})
    return None
