"""Who else deals with employers in a demonstration? Chambers, seasons, expectations, visits, and three fairs: one held, one announced, one in preparation."""

from datetime import date, datetime, time, timedelta
from random import Random

from django.db import transaction

from ruta.base.clock import HONDURAS, now, today
from ruta.base.context import Actor, acting_as, system
from ruta.base.spelling import folded
from ruta.directory.models import Office
from ruta.employers.enums import Coming, Entry, FairState, InterviewResult, Side, VisitOutcome, VisitState
from ruta.employers.models import (
    Chamber,
    ChamberContact,
    ChamberMember,
    Employer,
    Expectation,
    Fair,
    FairAnswer,
    FairAttendance,
    FairEmployer,
    FairInterview,
    Season,
    Visit,
)
from ruta.employers.selectors import counts_of, is_non_user
from ruta.people.models import Person
from ruta.people.rules import age_on, born_for
from ruta.taxonomy.selectors import instrument

CHAMBERS = (
    ("Cámara de Comercio Valle del Ulúa", "", "05"), ("Asociación de Hoteles de la Costa Norte", "I", "01"),
    ("Gremio de Constructores del Merendón", "F", "05"), ("Unión de Caficultores de Celaque", "A", "04"),
)  # fmt: skip
SEASONS = (
    ("Corte de café", "A", "04", [11, 12, 1, 2]), ("Zafra de caña", "A", "05", [12, 1, 2, 3, 4]), ("Ventas de diciembre", "G", "05", [11, 12]),
    ("Semana Santa", "I", "01", [3, 4]), ("Verano de turistas", "I", "05", [3, 4, 7]),
)  # fmt: skip
HEARD = ("Rosa Paz", "Luis Meza", "Karen Bú", "Óscar Funes")
PEAKS = {"A": [11, 12, 1], "G": [11, 12], "I": [3, 4, 12], "F": [2, 3]}
MONTH_CODES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
FAIRS = (
    ("Feria de empleo del valle", "Gimnasio municipal", -25, FairState.HELD), ("Feria de empleo de fin de año", "Parque central", 9, FairState.ANNOUNCED),
    ("Feria de oficios", "Salón comunal", 40, FairState.DRAFT),
)  # fmt: skip
DEALT, TOLD, COMERS = 60, 14, 42


def make_dealings(*, actor: Actor, seed: int) -> int:
    """Write them once for the institution that offers vacancies; says how many visits."""
    office = Office.objects.filter(kind="si_empleo", is_active=True).select_related("municipality").order_by("pk").first()
    if office is None:
        return 0
    machine, chance = system(office.institution_id, actor.reason or "demo"), Random(f"dealings {seed}")  # noqa: S311 (a demonstration)
    with acting_as(machine), transaction.atomic():
        rows = list(Employer.objects.filter(owner_institution_id=office.institution_id).order_by("pk")[:DEALT])
        if not rows or Chamber.objects.filter(owner_institution_id=office.institution_id).exists():
            return 0
        _chambers(rows, chance)
        _expectations(rows[:TOLD], chance)
        for name, place, days, state in FAIRS:
            _fair(office, rows, chance, (name, place, state), today() + timedelta(days=days))
        return _visits(rows, chance)


def _chambers(rows: list[Employer], chance: Random) -> None:
    own = rows[0].owner_institution_id
    for name, section, department in CHAMBERS:
        made = Chamber.objects.create(
            owner_institution_id=own, name=name, sort_name=folded(name), section=section, municipality=f"{department}01", department=department,
            registered_at=now(),
        )  # fmt: skip
        ChamberContact.objects.create(
            owner_institution_id=own,
            chamber=made,
            name=chance.choice(HEARD),
            position="Gerencia",
            phone=f"+5042{chance.randrange(200, 300)}0101",
        )
        members = [row for row in rows if not section or row.section == section][:8]
        ChamberMember.objects.bulk_create(
            ChamberMember(owner_institution_id=own, chamber=made, employer=row, since=today()) for row in members
        )
    Season.objects.bulk_create(
        Season(
            owner_institution_id=own, title=title, section=section, department=department, months=months, source="Oficina", noted_at=now()
        )
        for title, section, department, months in SEASONS
    )


def _expectations(rows: list[Employer], chance: Random) -> None:
    made = []
    for place, row in enumerate(rows):
        will, months = ("yes", "maybe", "yes", "no")[place % 4], PEAKS.get(row.section, [])
        row.segment = "prospect" if is_non_user(row) and will != "no" else "partner" if will == "yes" else "maintain"
        persons = chance.randrange(2, 30) if will != "no" else None
        answers = {
            "workers": "w6_20",
            "uses_service": "no" if is_non_user(row) else "yes",
            "will_hire": will,
            "peak_months": [MONTH_CODES[month - 1] for month in months],
        }
        made.append(
            Expectation(
                owner_institution_id=row.owner_institution_id, employer=row, instrument="employer_expectations",
                instrument_version=instrument("employer_expectations").version,
                answers=answers | ({"hire_number": persons} if persons else {}), segment=row.segment, will_hire=will, persons=persons,
                peak_months=months, asked_on=today() - timedelta(days=5 * place), asked_at=now(),
            )
        )  # fmt: skip
    Expectation.objects.bulk_create(made)
    Employer.objects.bulk_update(rows, ["segment"])


def _visits(rows: list[Employer], chance: Random) -> int:
    made = []
    for place, row in enumerate(sorted(rows, key=lambda each: not is_non_user(each))[:36]):
        is_past = place % 3 == 0
        day = today() + timedelta(days=-chance.randrange(4, 90) if is_past else chance.randrange(2, 60))
        made.append(
            Visit(
                owner_institution_id=row.owner_institution_id, employer=row, section=row.section, department=row.department,
                is_non_user=is_non_user(row), planned_on=day, purpose="Temporada", state=VisitState.DONE if is_past else VisitState.PLANNED,
                done_on=day if is_past else None, outcome=chance.choice(VisitOutcome.values) if is_past else "", made_at=now(),
            )
        )  # fmt: skip
    return len(Visit.objects.bulk_create(made))


def _fair(office: Office, rows: list[Employer], chance: Random, about: tuple[str, str, FairState], day: date) -> None:
    name, place, state = about
    fair = Fair.objects.create(
        owner_institution_id=office.institution_id, name=name, place=place, municipality=office.municipality_id,
        department=office.municipality_id[:2], starts_at=datetime.combine(day, time(8), tzinfo=HONDURAS),
        ends_at=datetime.combine(day, time(15), tzinfo=HONDURAS), about="Empleadores de la zona entrevistan ese día.",
        bring="Hoja de vida y documento, si lo tiene.", state=state, office_id=office.pk, made_at=now(),
    )  # fmt: skip
    coming = {FairState.HELD: Coming.ATTENDED, FairState.ANNOUNCED: Coming.CONFIRMED}.get(state, Coming.INVITED)
    invited = [row for row in rows if row.verification == "verified"][:9]
    taking = FairEmployer.objects.bulk_create(
        FairEmployer(
            owner_institution_id=office.institution_id, fair=fair, employer=row, coming=coming if number < 7 else Coming.INVITED,
            openings=chance.randrange(1, 12) if coming != Coming.INVITED and number < 7 else 0, changed_at=now(),
        )
        for number, row in enumerate(invited)
    )  # fmt: skip
    here = [row for row in taking if row.coming == coming and coming != Coming.INVITED]
    fair.shown_employers, fair.openings = sorted(str(row.employer) for row in here), sum(row.openings for row in here)
    if state == FairState.HELD:
        _held(fair, here, chance)
    fair.save()


def _held(fair: Fair, here: list[FairEmployer], chance: Random) -> None:
    own: dict[str, int] = {"owner_institution_id": fair.owner_institution_id}
    persons = Person.objects.filter(**own, merged_into=None, birth_date__lte=born_for(today(), 18)).order_by("pk")[:COMERS]
    came = FairAttendance.objects.bulk_create(
        FairAttendance(
            **own, fair=fair, person=person, number=number, sex=person.sex, age=age_on(today(), person.birth_date), entry=Entry.SEARCH,
            checked_in_at=fair.starts_at + timedelta(minutes=3 * number),
        )
        for number, person in enumerate(persons, start=1)
    )  # fmt: skip
    fair.last_number = len(came)
    FairInterview.objects.bulk_create(
        FairInterview(
            **own,
            fair=fair,
            participant=here[place % len(here)],
            attendance=one,
            result=chance.choice(InterviewResult.values),
            at=one.checked_in_at,
        )
        for place, one in enumerate(came[::2])
        if here
    )
    answers = [(Side.EMPLOYER, row.employer_id) for row in here] + [(Side.ATTENDEE, None)] * 9
    FairAnswer.objects.bulk_create(
        FairAnswer(
            **own, fair=fair, side=side, employer_id=employer, instrument=f"job_fair_{'employer' if employer else 'person'}",
            instrument_version=instrument(f"job_fair_{'employer' if employer else 'person'}").version, answers={"csat": 4 if number % 4 else 3}, satisfaction=4 if number % 4 else 3, at=fair.ends_at,
        )
        for number, (side, employer) in enumerate(answers)
    )  # fmt: skip
    fair.results, fair.results_at = counts_of(fair).public(), now()
