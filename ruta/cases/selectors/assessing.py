"""Which instruments fit this person, who may use and read them, and what does the engine need to know?"""

from datetime import date
from functools import lru_cache
from typing import Any

from ruta.base.clock import today
from ruta.base.context import Actor
from ruta.cases.instruments import Instrument, applies, load
from ruta.cases.models import Assessment, Case
from ruta.people.models import Person, ReturnEpisode
from ruta.taxonomy.selectors import CatalogueContent, items
from ruta.taxonomy.selectors import instrument as published
from ruta.taxonomy.selectors import instruments as all_published

# An instrument belongs to a case when the case's own events call for it.
CASE_EVENTS = frozenset({"case_intake", "plan_review"})
HEADLINE = "employability_profile"
CATEGORIES = {"strict": "protection", "restricted": "employability_result", "normal": "employability_result"}
BY_CODE = {"needs_of_return": "needs_general"}
ADULT_FROM = 18


@lru_cache(maxsize=64)
def _loaded(content: CatalogueContent) -> Instrument:
    return load(content.plain())


def case_instrument(code: str, version: str | None = None) -> Instrument:
    """One version of an instrument (the current one by default), ready to ask and to read; a version is loaded once."""
    return _loaded(published(code, version))


def instruments_for(actor: Actor, case: Case, person: Person | None = None) -> list[Instrument]:
    """The instruments that this actor may apply in this case, the headline first."""
    facts = person_facts(case, person)
    offered = [each for each in all_published() if _belongs(each, case) and may_apply(actor, each)]
    fitting = [each for each in map(_loaded, offered) if applies(each, facts)]
    return sorted(fitting, key=lambda each: (each.code != HEADLINE, each.label_es))


def may_apply(actor: Actor, content: CatalogueContent) -> bool:
    """A strict instrument is applied by the roles that may also read it; the others by whoever carries cases."""
    access = content["access"]
    return access["sensitivity"] != "strict" or actor.role in access["view_roles"]


def may_read_answers(actor: Actor, assessment: Assessment) -> bool:
    """Answers are read in the institution that carries the case, by the roles that the instrument names, and by whoever asked."""
    if actor.institution_id != assessment.owner_institution_id:
        return False
    access = published(assessment.instrument, assessment.instrument_version)["access"]
    asked = assessment.assessed_by_id == actor.user_id and access["sensitivity"] != "strict"
    return asked or actor.role in access["view_roles"]


def data_category(code: str, sensitivity: str) -> str:
    """The category of a permission that opens the result of an instrument to another institution."""
    return BY_CODE.get(code, CATEGORIES[sensitivity])


def person_facts(case: Case, person: Person | None = None) -> dict[str, Any]:
    """What the expressions of an instrument know of the person besides the answers."""
    person = person or Person.objects.filter(pk=case.person_id).first()
    age = age_on(person.birth_date, today()) if person else None
    returned = ReturnEpisode.objects.filter(person_id=case.person_id).order_by("-returned_on").values_list("returned_on", flat=True).first()
    return {
        "age": age,
        "is_minor": None if age is None else age < ADULT_FROM,
        "sex": person.sex if person and person.sex != "unknown" else None,
        "modality": case.modality,
        "population": case.population,
        "days_since_return": (today() - returned).days if returned else None,
        "has_dependants": bool(person.dependants) if person and person.dependants is not None else None,
    }


def age_on(born: date | None, day: date) -> int | None:
    """Full years of life on a day."""
    if born is None:
        return None
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def strategy_of(instrument: Instrument, segment: str) -> str:
    """The strategy of service that follows from a segment."""
    found = next((each.strategy for each in instrument.segments if each.code == segment), "")
    catalogued = (row.code for row in items("segments_strategies") if (row["instrument"], row["segment"]) == (instrument.code, segment))
    return found or next(catalogued, "")


def draft_of(case: Case, instrument: str) -> Assessment | None:
    """The half-answered instrument of a case, if somebody saved one."""
    return Assessment.objects.filter(case=case, instrument=instrument, state="draft").first()


def _belongs(content: CatalogueContent, case: Case) -> bool:
    where = content.content.get("applies_to", {})
    return bool(CASE_EVENTS & set(where.get("events", ()))) and case.population in where.get("populations", ())
