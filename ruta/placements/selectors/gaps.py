"""What would close a gap between a person and a vacancy, and does it stand in the person's plan already?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as L  # noqa: N812 (a table of words)
from django.utils.translation import override

from ruta.cases.models import PlanAction
from ruta.placements.matching import Fact, Standing
from ruta.placements.selectors.words import LICENCES
from ruta.taxonomy.selectors import languages, skill_labels

OPEN = (Standing.NEAR, Standing.MISSING)
SAYS_WHAT = ("skills", "desirable", "languages", "papers")


@dataclass(frozen=True, slots=True)
class Way:
    """How a gap is closed: the step of a plan, and the service that gives it."""

    kind: str
    service_type: str
    label: Any
    days: int


WAYS: Mapping[str, Way] = {
    "course": Way("course", "infop_short_course", L("Curso: %(what)s"), 30),
    "certification": Way("document", "", L("Sacar: %(what)s"), 30),
    "work_practice": Way("service", "internship_placement", L("Práctica laboral para sumar experiencia"), 30),
    "adult_education": Way("course", "adult_accelerated_education", L("Educación de adultos: terminar el siguiente nivel"), 60),
    "language_course": Way("course", "infop_digital_language", L("Curso de idioma: %(what)s"), 30),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is missing and can be learned or obtained. `code` is the fact and what it is about."""

    code: str
    label: str
    way: Way
    is_planned: bool = False


class Gaps:
    """Tells what would close the gaps of pairs; the names of skills and languages are looked up once for all of a page."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self.names = _names([fact for fact in facts if _is_closable(fact)])

    def of(self, facts: Iterable[Fact], planned: Iterable[str] = ()) -> list[Gap]:
        """The gaps of one pair, each once, and whether its step stands among those of an open plan."""
        known = set(planned)
        found = {f"{fact.name}:{fact.subject if fact.name in SAYS_WHAT else ''}": fact for fact in facts if _is_closable(fact)}
        return [_gap(code, WAYS[fact.closes or ""], self.names.get(code, ""), known) for code, fact in found.items()]


def gaps_of(facts: Iterable[Fact], planned: Iterable[str] = ()) -> list[Gap]:
    """The gaps of one pair alone."""
    told = list(facts)
    return Gaps(told).of(told, planned)


def _is_closable(fact: Fact) -> bool:
    return fact.closes in WAYS and fact.standing in OPEN


def planned_steps(person_ids: Iterable[int]) -> dict[int, set[str]]:
    """The words of the steps that persons have open, as far as the reader may read them; one statement."""
    rows = PlanAction.objects.filter(person__in=list(person_ids), state__in=("open", "in_progress"), plan__state="active").order_by("pk")
    found: dict[int, set[str]] = {}
    for row in rows:
        found.setdefault(row.person_id, set()).add(row.label)
    return found


def _gap(code: str, way: Way, what: str, planned: set[str]) -> Gap:
    with override("es-hn"):  # a plan speaks the language of the person, whatever the reader's is
        words = str(way.label)
    label = words % {"what": what} if "%(what)s" in words else words
    return Gap(code, label, way, label in planned)


def _names(facts: list[Fact]) -> dict[str, str]:
    skills = skill_labels({fact.subject for fact in facts if fact.name in ("skills", "desirable")})
    spoken = {fact.subject for fact in facts if fact.name == "languages"}
    tongues = dict(languages().filter(pk__in=spoken).values_list("pk", "name_es")) if spoken else {}
    named = {"skills": skills, "desirable": skills, "languages": tongues, "papers": {code: str(word) for code, word in LICENCES.items()}}
    return {f"{fact.name}:{fact.subject}": named[fact.name].get(fact.subject, fact.subject) for fact in facts if fact.name in named}


def step_words(what: str) -> str:
    """What is said when a step went into the plan."""
    return _("Quedó en el itinerario: %(what)s.") % {"what": what}
