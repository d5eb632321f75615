"""A small population of everything that is counted, with the same facts as plain Python for whoever counts by hand."""

import random
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction

from ruta.agenda.models import Agenda, Appointment
from ruta.base.clock import HONDURAS, now, today
from ruta.base.context import acting_as, system
from ruta.cases.models import Assessment, Case, Goal, Need, PersonalPlan, PlanAction, ServiceDelivery
from ruta.directory.models import Office
from ruta.people.models import Disability, Person
from ruta.tickets.models import Line, Ticket

YEAR = today().year - 1
MIGRANT, OTHER = "returned", "general_public_of_nowhere"
TYPES = ("individual_counselling", "career_orientation", "labour_rights_information")


@dataclass
class Made:
    """What was made, as plain facts."""

    offices: list[Office]
    services: list[dict] = field(default_factory=list)
    cases: list[dict] = field(default_factory=list)
    needs: list[dict] = field(default_factory=list)
    plans: list[dict] = field(default_factory=list)
    waits: list[dict] = field(default_factory=list)
    seen: list[dict] = field(default_factory=list)
    surveys: list[dict] = field(default_factory=list)


def make(persons: int, seed: int = 4) -> Made:
    """Persons of two offices of two institutions and one itinerant unit, over two years."""
    chance = random.Random(seed)
    first = Office.objects.filter(kind="si_empleo").order_by("pk").first()
    unit = Office.objects.filter(kind="itinerant_unit", institution=first.institution).order_by("pk").first()
    other = Office.objects.exclude(institution=first.institution).filter(is_active=True).order_by("pk").first()
    made = Made([first, other, unit])
    for office in (first, other):
        with acting_as(system(office.institution_id)), transaction.atomic():
            for _ in range(persons // 2):
                _person(made, office, unit if office is first and chance.random() < 0.3 else office, chance)
            _queue(made, office, chance)
    return made


def _moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 10, tzinfo=HONDURAS)


def _person(made: Made, office: Office, at: Office, chance: random.Random) -> None:
    own = {"owner_institution_id": office.institution_id}
    sex, birth = chance.choice(["woman", "man"]), date(chance.randint(1960, 2012), chance.randint(1, 12), 15)
    person = Person.objects.create(given_names="Ana", surnames="Paz", sort_name="paz ana", sex=sex, birth_date=birth, office=office, **own)
    difficulty = chance.choice(["great", "none", None])
    if difficulty:
        Disability.objects.create(person=person, difficulty=difficulty, **own)
    opened = date(chance.choice([YEAR, YEAR - 1]), chance.randint(1, 12), chance.randint(1, 28))
    modality = chance.choice([MIGRANT, MIGRANT, "general_population"])
    case = Case.objects.create(
        person=person, office=office, number=f"X-{person.pk}", entry_point="camr", modality=modality, opened_at=_moment(opened), **own
    )
    has_profile = chance.random() < 0.6
    of = {"case": case, "person": person, **own}
    if has_profile:
        Assessment.objects.create(instrument="employability_profile", instrument_version="1", assessed_at=_moment(opened), **of)
    base = {"office": office.pk, "sex": sex, "modality": modality, "disability": {"great": "yes", "none": "no", None: "?"}[difficulty]}
    made.cases.append(base | {"day": opened, "age": age(birth, opened), "part": has_profile})
    _work(made, base, of, birth, chance)
    _services(made, of, at, office, sex, chance)


def _work(made: Made, base: dict, of: dict, birth: date, chance: random.Random) -> None:
    """Needs, surveys and a plan of one case."""
    for code in chance.sample(["food_urgent", "job_now", "national_id"], chance.randint(0, 3)):
        day = date(YEAR, chance.randint(1, 12), 3)
        state = chance.choice(["open", "met", "met", "dropped"])
        Need.objects.create(code=code, priority="high", state=state, identified_at=_moment(day), **of)
        made.needs.append(base | {"day": day, "age": age(birth, day), "item": code, "part": state == "met", "state": state})
    values = [chance.choice([30.0, 60.5, 66.0, 80.0, None]) for _ in range(chance.randint(0, 2))]
    for at, value in enumerate(values):
        day = date(YEAR, 2 + 3 * at, 7)
        scores = {"composite": {"value": value, "weights": "v0"}}
        Assessment.objects.create(
            instrument="reintegration_survey_v0", instrument_version="0", assessed_at=_moment(day), scores=scores, **of
        )
        made.surveys.append(base | {"case": of["case"].pk, "day": day, "value": value})
    if chance.random() < 0.7:
        days = chance.choice([3, 29, 45])
        state = chance.choice(["active", "active", "done"])
        plan = PersonalPlan.objects.create(title="Trabajo", agreed_on=today(), state=state, **of)
        goal = Goal.objects.create(plan=plan, label="Trabajo", due_on=today(), **of)
        PlanAction.objects.create(
            plan=plan, goal=goal, kind="service", label="Paso", due_on=today(), moved_at=now() - timedelta(days=days), **of
        )
        made.plans.append(base | {"state": state, "part": days <= 30})


def _services(made: Made, of: dict, at: Office, office: Office, sex: str, chance: random.Random) -> None:
    for _ in range(chance.randint(0, 5)):
        facts = {
            "service_type": chance.choice(TYPES), "delivered_on": date(chance.choice([YEAR, YEAR - 1]), chance.randint(1, 12), chance.randint(1, 28)),
            "modality": chance.choice([MIGRANT, MIGRANT, OTHER]), "age": chance.choice([None, 8, 22, 40, 71]), "counts_as_attention": chance.random() < 0.9,
        }  # fmt: skip
        row = ServiceDelivery.objects.create(outcome="delivered_full", provider_id=office.institution_id, office=at, sex=sex, **facts, **of)
        made.services.append(facts | {"pk": row.pk, "person": of["person"].pk, "office": at.pk, "kind": at.kind, "sex": sex})


def _queue(made: Made, office: Office, chance: random.Random) -> None:
    own = {"owner_institution_id": office.institution_id}
    line = Line.objects.create(office=office, letter="A", name="Orientación", **own)
    agenda = Agenda.objects.create(office=office, name="Citas", service_type=TYPES[0], **own)
    for serial in range(1, 15):
        day = date(YEAR, chance.choice([5, 6]), 4)
        taken, wait = _moment(day), chance.randint(0, 5000)
        called = chance.choice([None, wait, wait])
        Ticket.objects.create(
            office=office, day=day, line=line, letter="A", serial=serial, place_at=taken, taken_at=taken,
            called_at=taken + timedelta(seconds=called) if called is not None else None, **own,
        )  # fmt: skip
        if called is not None:
            made.waits.append({"office": office.pk, "day": day, "seconds": called})
        state = chance.choice(["seen", "no_show", "booked", "cancelled"])
        has_agenda = chance.random() < 0.5
        Appointment.objects.create(
            host_id=office.institution_id,
            office=office,
            subject="Cita",
            starts_at=_moment(day),
            state=state,
            agenda=agenda if has_agenda else None,
            seat=serial if has_agenda else None,
            ends_at=_moment(day) + timedelta(minutes=30),
            **own,
        )
        made.seen.append({"office": office.pk, "day": day, "state": state, "item": TYPES[0] if has_agenda else ""})


def age(birth: date, day: date) -> int:
    """Whole years on a day."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
