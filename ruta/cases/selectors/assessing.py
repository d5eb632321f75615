"""Which instruments fit this person, who may use and read them, and what does the engine need to know?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from ruta.base.clock import HONDURAS, today
from ruta.base.context import Actor
from ruta.cases.enums import CaseState, CaseVerb
from ruta.cases.instruments import Instrument, applies, load
from ruta.cases.models import Assessment, Case
from ruta.cases.selectors.children import CHILD_INSTRUMENT
from ruta.people.models import Person, ReturnEpisode
from ruta.taxonomy.selectors import CatalogueContent, InstrumentRule, items, population
from ruta.taxonomy.selectors import instrument as published
from ruta.taxonomy.selectors import instruments as all_published

# An instrument belongs to a case when the case's own events call for it …
CASE_EVENTS = frozenset({"case_intake", "plan_review"})
# … and some only when their occasion comes: they are offered, and never asked for.
OCCASIONS = frozenset({"before_placement_abroad"})
HEADLINE = "employability_profile"
CATEGORIES = {"strict": "protection", "restricted": "employability_result", "normal": "employability_result"}
BY_CODE = {"needs_of_return": "needs_general"}
ADULT_FROM = 18
PLAN = "plan_activation"
BEFORE_PLAN = frozenset({CaseState.INTAKE, CaseState.ASSESSED})
# Levels of schooling of the register in the codes of the instruments.
EDUCATION = {
    "SIN_NIVEL": "none", "BASICA_I": "some_primary", "BASICA_II": "primary", "PRIM_ANT": "primary", "BASICA_III": "basic_9",
    "CICLO_COMUN": "basic_9", "MEDIA_BCH": "secondary", "MEDIA_BTP": "secondary", "DIVERSIF": "secondary", "TEC_SUP": "technical_higher",
    "UNIV": "university", "ESPEC": "university", "MAESTRIA": "university", "DOCTORADO": "university",
}  # fmt: skip
AS_WRITTEN = InstrumentRule("")


@dataclass(frozen=True, slots=True)
class Askable:
    """One instrument that may be given in a case, with what was given before and when it is due."""

    instrument: Instrument
    draft: Assessment | None
    last: Assessment | None
    times: int
    due_on: date | None
    is_occasional: bool
    waits: bool = False  # the population does not ask for it before there is a plan

    @property
    def is_due(self) -> bool:
        """Whether its day has come, or it was never given."""
        if self.is_occasional or self.waits:
            return False
        return self.last is None or (self.due_on is not None and self.due_on <= today())

    @property
    def is_late(self) -> bool:
        """Whether its day is over."""
        return self.due_on is not None and self.due_on < today()


@lru_cache(maxsize=128)
def _loaded(content: CatalogueContent, rule: InstrumentRule = AS_WRITTEN) -> Instrument:
    """An instrument as a population sees it: a question that the population does not ask is never shown."""
    plain = content.plain()
    if rule.label_es:
        plain |= {"label_es": rule.label_es, "label_en": rule.label_en or rule.label_es}
    for section in plain["sections"]:
        for question in section["questions"]:
            if question["code"] in rule.hidden:
                question["visible_if"] = "false"
    return load(plain)


def case_instrument(code: str, version: str | None = None, of_population: str = "") -> Instrument:
    """One version of an instrument (the current one by default), ready to ask and to read; a version is loaded once."""
    rule = population(of_population).instruments.get(code, AS_WRITTEN) if of_population else AS_WRITTEN
    return _loaded(published(code, version), rule)


def instruments_for(actor: Actor, case: Case, person: Person | None = None) -> list[Instrument]:
    """The instruments that this actor may apply in this case, in the order of the population, the headline first."""
    return _fitting(actor, case, person_facts(case, person))


def askable(actor: Actor, case: Case, facts: dict[str, Any] | None = None, given: Iterable[Assessment] | None = None) -> list[Askable]:
    """What can be asked now and what was asked before; `facts` and `given` when they were read already."""
    facts = person_facts(case) if facts is None else facts
    rows = list(Assessment.objects.filter(case=case).order_by("-assessed_at", "-pk") if given is None else given)
    return [_askable(case, each, [row for row in rows if row.instrument == each.code]) for each in _fitting(actor, case, facts)]


def next_due(instrument: Instrument, last_on: date) -> date | None:
    """When an instrument that is repeated is due again."""
    days = instrument.about.get("repeat", {}).get("every_days")  # type: ignore[attr-defined]
    return last_on + timedelta(days=int(days)) if days else None


def _askable(case: Case, instrument: Instrument, rows: list[Assessment]) -> Askable:
    done = [row for row in rows if row.state == "done"]
    rule = population(case.population).instruments.get(instrument.code, AS_WRITTEN)
    if done:
        due = next_due(instrument, done[0].assessed_at.astimezone(HONDURAS).date())
    else:
        opened = case.opened_at.astimezone(HONDURAS).date()
        due = None if rule.due_days is None or waits_for_plan(case, rule) else opened + timedelta(days=rule.due_days)
    draft = next((row for row in rows if row.state == "draft"), None)
    waits = not done and waits_for_plan(case, rule)
    return Askable(instrument, draft, done[0] if done else None, len(done), due, _is_occasional(instrument), waits)


def waits_for_plan(case: Case, rule: InstrumentRule) -> bool:
    """Whether the population asks for an instrument only once there is a plan, and there is none yet."""
    return rule.optional_until == PLAN and case.state in BEFORE_PLAN


def _fitting(actor: Actor, case: Case, facts: dict[str, Any]) -> list[Instrument]:
    rules = population(case.population).instruments
    offered = [each for each in all_published() if _belongs(each, case) and may_apply(actor, each)]
    fitting = [each for each in (_loaded(each, rules.get(each.code, AS_WRITTEN)) for each in offered) if applies(each, facts)]
    return sorted(fitting, key=lambda each: (_is_occasional(each), _order(rules, each), each.code != HEADLINE, each.label_es))


def assessing_verb(instrument: str) -> CaseVerb:
    """The verb under which an instrument is answered: a child is protected at any time, and leaves intake by it never."""
    return CaseVerb.SAFEGUARD if instrument == CHILD_INSTRUMENT else CaseVerb.ASSESS


def _order(rules: Mapping[str, InstrumentRule], each: Instrument) -> int:
    return rules[each.code].order if each.code in rules else 0


def _is_occasional(each: Instrument) -> bool:
    return not _events(each.about) & CASE_EVENTS


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
    returned = ReturnEpisode.objects.filter(person_id=case.person_id).order_by("-returned_on").values_list("returned_on", flat=True).first()
    return facts_of(case, person, returned)


def facts_of(case: Case, person: Person | None, returned_on: date | None) -> dict[str, Any]:
    """The same, out of rows already read."""
    age = age_on(person.birth_date, today()) if person else None
    return {
        "age": age,
        "is_minor": None if age is None else age < ADULT_FROM,
        "sex": person.sex if person and person.sex != "unknown" else None,
        "modality": case.modality,
        "population": case.population,
        "days_since_return": (today() - returned_on).days if returned_on else None,
        "has_dependants": bool(person.dependants) if person and person.dependants is not None else None,
    }


def prefilled(case: Case, instrument: Instrument) -> dict[str, Any]:
    """Answers that are known already; the person confirms them."""
    wanted = {question.code: question for question in instrument.questions() if question.prefill.startswith("person.")}
    person = Person.objects.filter(pk=case.person_id).first() if wanted else None
    known = {code: known_fact(person, question.prefill) for code, question in wanted.items()}
    return {code: value for code, value in known.items() if value and wanted[code].option(value)}


def known_fact(person: Person | None, path: str) -> object:
    """A fact of the record that an instrument names, in the codes of the instrument."""
    if person is None or path != "person.education_level":
        return None
    return EDUCATION.get(person.education, person.education)


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


def _events(about: Any) -> frozenset[str]:
    return frozenset(about.get("applies_to", {}).get("events", ()))


def _belongs(content: CatalogueContent, case: Case) -> bool:
    """Whether its events call for it in this population; the configuration of a population may also name it."""
    events = _events(content.content)
    if events & OCCASIONS:
        return True
    named = content.code in population(case.population).instruments
    return bool(CASE_EVENTS & events) and (named or case.population in content["applies_to"].get("populations", ()))
