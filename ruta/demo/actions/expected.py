"""Who waits for a place in a demonstration, and what did those who had to leave their homes tell?"""

from datetime import timedelta
from random import Random

from django.db import transaction

from ruta.agenda.enums import TimeOfDay
from ruta.agenda.models import Agenda, WaitingEntry
from ruta.base.clock import now, today
from ruta.base.context import Actor, acting_as, system
from ruta.cases.models import Case
from ruta.directory.models import Institution
from ruta.people.models import Episode
from ruta.taxonomy.selectors import population, populations

WAITING, TOLD = 4, 12
ANSWERS = {"integer": (1, 1, 2, 3), "date": (40, 90, 200, 400)}


def make_expected(*, actor: Actor, seed: int) -> tuple[int, int]:
    """Write both once for each institution; says how many wait and how many told."""
    chance, waiting, told = Random(f"expected {seed}"), 0, 0  # noqa: S311 (a demonstration)
    kinds = {each.code for each in populations() if each.episode}
    for own in Institution.objects.order_by("pk").values_list("pk", flat=True):
        with acting_as(system(own, actor.reason or "demo")), transaction.atomic():
            waiting += 0 if WaitingEntry.objects.exists() else _waiting(own, chance)
            told += 0 if Episode.objects.exists() else _episodes(own, kinds, chance)
    return waiting, told


def _waiting(own: int, chance: Random) -> int:
    """A few of the office's own people in each of its agendas, in the order in which they came."""
    made = []
    for agenda in Agenda.objects.filter(owner_institution=own).order_by("pk"):
        cases = Case.objects.filter(owner_institution=own, office=agenda.office_id, closed_at=None).order_by("pk")
        for place, person in enumerate(dict.fromkeys(cases.values_list("person_id", flat=True)[: WAITING * 2])):
            if place < WAITING:
                since = now() - timedelta(days=3 * (WAITING - place), minutes=chance.randrange(200))
                made.append(
                    WaitingEntry(
                        owner_institution_id=own, person_id=person, agenda=agenda, time_of_day=chance.choice(TimeOfDay.values), since=since
                    )
                )
    return len(WaitingEntry.objects.bulk_create(made))


def _episodes(own: int, kinds: set[str], chance: Random) -> int:
    """What the population asks in place of a return; where somebody comes from is left unsaid, as many do."""
    rows = Case.objects.filter(owner_institution=own, population__in=kinds).order_by("pk").values_list("person_id", "population")
    made = 0
    for person, code in list(dict(rows[:TOLD]).items()):
        rule = population(code).episode
        if rule is None:
            continue
        said = {row.code: value for row in rule.fields if (value := _said(dict(row.data), chance)) is not None}
        strict = {row.code for row in rule.fields if row.get("sensitivity") == "strict"}
        Episode.objects.create(
            owner_institution_id=own, person_id=person, kind=rule.code,
            answers={name: value for name, value in said.items() if name not in strict},
            kept_apart={name: value for name, value in said.items() if name in strict},
        )  # fmt: skip
        made += 1
    return made


def _said(row: dict[str, object], chance: Random) -> object:
    kind, options = str(row["type"]), row.get("options")
    if isinstance(options, list | tuple) and options:
        return chance.choice(options)["code"]
    if kind not in ANSWERS:
        return None
    number = chance.choice(ANSWERS[kind])
    return (today() - timedelta(days=number)).isoformat() if kind == "date" else number
