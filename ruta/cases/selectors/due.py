"""Which instruments are due in the cases that an actor carries: the next time of a repeated one, and a first one that the population asks for?"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery

from ruta.base.clock import HONDURAS
from ruta.base.compiled import asked
from ruta.base.context import Actor
from ruta.cases.instruments import Instrument, applies
from ruta.cases.models import Assessment, Case
from ruta.cases.selectors.assessing import HEADLINE, case_instrument, facts_of, may_apply, waits_for_plan
from ruta.cases.selectors.waiting import carried_cases
from ruta.taxonomy.selectors import CatalogueContent, instruments, populations
from ruta.taxonomy.selectors import population as population_named

ALWAYS = 1000
LATEST_FIRST = 180  # days: whoever was not asked by then is not chased any more


@dataclass(frozen=True, slots=True)
class DueInstrument:
    """One instrument to give, in one case, by a day."""

    case: Case
    instrument: Instrument
    due_on: date
    is_repeat: bool

    @property
    def is_strict(self) -> bool:
        """Whether not even its name belongs in a list."""
        return dict(self.instrument.about["access"])["sensitivity"] == "strict"  # type: ignore[call-overload]


def due_instruments(actor: Actor, until: date, most: int) -> Iterator[DueInstrument]:
    """What is due by a day, at the most so many of each kind."""
    yield from _repeats(actor, until, most)
    yield from _firsts(actor, until, most)


def _repeats(actor: Actor, until: date, most: int) -> Iterator[DueInstrument]:
    """Instruments given before whose interval ends, while the person was not asked more often than the instrument says."""
    every = _repeated(actor)
    if not every:
        return
    for row in asked(_ended, actor, until, most):
        day = row.assessed_at.astimezone(HONDURAS).date() + timedelta(days=_interval(every[row.instrument]))
        yield from _fitting(row.case, row.instrument, day, is_repeat=True)


def _repeated(actor: Actor) -> dict[str, CatalogueContent]:
    return {each.code: each for each in instruments() if _interval(each) and may_apply(actor, each)}


def _ended(actor: Actor, until: date, most: int) -> QuerySet[Assessment]:
    due = Q()
    for code, content in _repeated(actor).items():
        times = int(content.content["repeat"].get("times", ALWAYS))
        due |= Q(instrument=code, given__lte=times, assessed_at__lte=_end_of(until - timedelta(days=_interval(content))))
    return _last_ones(actor).filter(due)[:most]


def _last_ones(actor: Actor) -> QuerySet[Assessment]:
    """The last time of each instrument in each case that the actor carries."""
    same = Assessment.objects.filter(case=OuterRef("case"), instrument=OuterRef("instrument"), state="done")
    newer = same.filter(Q(assessed_at__gt=OuterRef("assessed_at")) | Q(assessed_at=OuterRef("assessed_at"), pk__gt=OuterRef("pk")))
    given = same.order_by().values("case").annotate(n=Count("pk")).values("n")
    rows = Assessment.objects.filter(~Exists(newer), state="done", case__in=carried_cases(actor)).defer(
        "answers", "scores", "drivers", "reading"
    )
    return rows.annotate(given=Subquery(given, output_field=IntegerField())).select_related("case__person").order_by("assessed_at", "pk")


def _firsts(actor: Actor, until: date, most: int) -> Iterator[DueInstrument]:
    """Instruments that a population asks for within some days and that nobody gave yet; the headline has its own line."""
    wanted = _wanted()
    if not wanted:
        return
    readable = {each.code for each in instruments() if may_apply(actor, each)}
    for case in asked(_young, actor, until, most):
        for population, code, days in wanted:
            if waits_for_plan(case, population_named(population).instruments[code]):
                continue
            day = case.opened_at.astimezone(HONDURAS).date() + timedelta(days=days)
            if population == case.population and code in readable and day <= until and not getattr(case, f"gave_{code}"):
                yield from _fitting(case, code, day, is_repeat=False)


def _wanted() -> list[tuple[str, str, int]]:
    """Population, instrument and the days within which it is asked for."""
    return [
        (population.code, code, rule.due_days)
        for population in populations() for code, rule in population.instruments.items()
        if rule.due_days is not None and (code != HEADLINE or rule.optional_until)
    ]  # fmt: skip


def _young(actor: Actor, until: date, most: int) -> QuerySet[Case]:
    """Cases of those populations that are young enough, with what was given in each."""
    wanted = _wanted()
    given = Assessment.objects.filter(case=OuterRef("pk"), state="done")
    newest = min(days for _population, _code, days in wanted)
    rows = Case.objects.filter(
        pk__in=carried_cases(actor), population__in={population for population, _code, _days in wanted},
        opened_at__lte=_end_of(until - timedelta(days=newest)), opened_at__gte=_end_of(until - timedelta(days=LATEST_FIRST)),
    )  # fmt: skip
    marks = {f"gave_{code}": Exists(given.filter(instrument=code)) for code in sorted({code for _population, code, _days in wanted})}
    return rows.annotate(**marks).select_related("person").order_by("opened_at", "pk")[:most]


def _fitting(case: Case, code: str, day: date, *, is_repeat: bool) -> Iterator[DueInstrument]:
    instrument = case_instrument(code, None, case.population)
    if applies(instrument, facts_of(case, case.person, None)):
        yield DueInstrument(case, instrument, day, is_repeat)


def _interval(content: CatalogueContent) -> int:
    return int(content.content.get("repeat", {}).get("every_days", 0))


def _end_of(day: date) -> datetime:
    return datetime.combine(day, time(23, 59, 59), HONDURAS)
