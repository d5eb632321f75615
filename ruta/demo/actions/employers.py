"""Who offers work in a demonstration? Invented employers around the offices of SI EMPLEO, and their vacancies in every state."""

from datetime import timedelta
from random import Random

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.db.models.functions import TruncDate

from ruta.accounts.enums import Role
from ruta.accounts.models import Membership
from ruta.base.clock import now, today
from ruta.base.context import Actor, acting_as, system
from ruta.base.spelling import folded
from ruta.demo.generator import department_weights
from ruta.demo.vacancy_templates import ABROAD, DIVISIONS, FIRMS, JOBS, PROPER, Job
from ruta.directory.models import Office
from ruta.employers.enums import EmployerKind, Origin, Size, VacancyState, Verification
from ruta.employers.models import Employer, EmployerContact, Vacancy, VacancyStep
from ruta.taxonomy.selectors import occupation_labels, skills_of

FIRST_PERSONS, FIRST_VACANCIES = 2_000, 400
LATER = 19_600 / 348_000  # vacancies for each person beyond those: 350,000 persons see 20,000
ABROAD_EACH = 12
EMPLOYERS_EACH = 0.3  # employers for each vacancy
STATES = (
    *("published",) * 11, *("closed",) * 5, "in_review", "draft", "paused", "withdrawn",
)  # fmt: skip
OPEN_SINCE, OVER_SINCE = 120, 500  # days: what is over tells of the year before, and of contacts at 90 and 180 days
OVER = frozenset({VacancyState.CLOSED, VacancyState.WITHDRAWN})
CAUSES = ("no_candidates", "low_wage", "missing_technical_skill", "distance_transport", "slow_process", "filled_by_other_means")
TAKEN_BACK = ("vacancy_cancelled", "filled_by_other_means", "slow_process")
SIZES = (*(Size.MICRO,) * 5, *(Size.SMALL,) * 3, Size.MEDIUM, Size.LARGE)
BATCH = 2_000


def vacancies_for(persons: int) -> int:
    """How many vacancies so many persons see: one for each five at first, linear afterwards."""
    return min(persons // 5, FIRST_VACANCIES) + int(max(0, persons - FIRST_PERSONS) * LATER)


def make_employers(*, actor: Actor, persons: int, seed: int) -> int:
    """Write the employers and vacancies that belong to so many persons; says how many vacancies."""
    office = Office.objects.filter(kind="si_empleo", is_active=True).order_by("pk").first()
    wanted = vacancies_for(persons)
    if office is None or not wanted:
        return 0
    machine = system(office.institution_id, actor.reason or "demo")
    chance = Random(f"employers {seed}")  # noqa: S311 (a demonstration)
    with acting_as(machine), transaction.atomic():
        offices = list(
            Office.objects.filter(institution=office.institution_id, kind="si_empleo", is_active=True)
            .select_related("municipality__department")
            .order_by("pk")
        )
        employers = _employers(office.institution_id, offices, chance, max(3, round(wanted * EMPLOYERS_EACH)))
        _contacts(employers, chance)
        return _vacancies(employers, offices, chance, wanted)


def _employers(institution_id: int, offices: list[Office], chance: Random, count: int) -> list[Employer]:
    before = Employer.objects.filter(owner_institution_id=institution_id).count()
    around = [department_weights()[office.municipality_id[:2]] for office in offices]
    rows = [
        _employer(institution_id, office, chance, before + place) for place, office in enumerate(chance.choices(offices, around, k=count))
    ]
    return list(Employer.objects.bulk_create(rows, batch_size=BATCH))


def _employer(institution_id: int, office: Office, chance: Random, serial: int) -> Employer:
    section = chance.choice([job.section for job in JOBS])
    name = f"{chance.choice(FIRMS[section])} {chance.choice(PROPER)}"
    is_verified = chance.random() < 0.8
    code = office.municipality_id
    return Employer(
        owner_institution_id=institution_id, rtn=f"{code}9{1990 + serial % 33}{serial % 100_000:05d}" if is_verified or serial % 3 else "",
        name=f"{name}, S. de R. L.", trade_name=name, sort_name=folded(name), kind=EmployerKind.COMPANY, sector=DIVISIONS[section],
        section=section, size=chance.choice(SIZES), municipality=code, department=code[:2],
        verification=Verification.VERIFIED if is_verified else Verification.PENDING, verified_at=now() if is_verified else None,
        registered_at=now() - timedelta(days=chance.randrange(30, 900)),
    )  # fmt: skip


def _contacts(employers: list[Employer], chance: Random) -> None:
    names = ("Rosa Paz", "Luis Meza", "Karen Bú", "Óscar Funes", "Delmy Cruz", "Mario Lanza", "Iris Rápalo", "Saúl Orellana")
    EmployerContact.objects.bulk_create(
        (
            EmployerContact(
                owner_institution_id=row.owner_institution_id, employer=row, name=chance.choice(names), position="Recursos humanos",
                phone=f"+5042{chance.randrange(200, 300)}{chance.randrange(10_000):04d}", is_main=True,
            )
            for row in employers
        ),
        batch_size=BATCH,
    )  # fmt: skip


def _vacancies(employers: list[Employer], offices: list[Office], chance: Random, count: int) -> int:
    places = {office.municipality_id: office.municipality for office in offices}
    author = Membership.objects.filter(role=Role.BROKER, office__in=offices, is_active=True).order_by("pk").first()
    by_section = {section: [job for job in JOBS if job.section == section] for section in FIRMS}
    labels = occupation_labels([job.occupation for job in JOBS])
    asked = {code: skills_of(code) for code in labels}
    used = [row for row in employers if row.verification == Verification.VERIFIED and chance.random() < 0.85] or employers
    rows = []
    for place in range(count):
        employer = chance.choice(used)
        job = _abroad(chance) if place % ABROAD_EACH == ABROAD_EACH - 1 else chance.choice(by_section[employer.section])
        row = _vacancy(employer, job, chance, author.user_id if author else None)
        skills = asked.get(row.occupation, ())
        row.skills_essential = [one.code for one in skills if one.is_essential][:5]
        row.skills_optional = [one.code for one in skills if not one.is_essential][:4]
        town = places.get(row.municipality)
        where = f"{town.name} {town.department.name}" if town else row.place_abroad
        row.found_by = folded(f"{row.title} {labels.get(row.occupation, '')} {where} {row.shown_employer}")
        rows.append(row)
    kept = Vacancy.objects.bulk_create(rows, batch_size=BATCH)
    _steps(kept)
    latest = Vacancy.objects.filter(employer=OuterRef("pk")).order_by("-made_at").values(day=TruncDate("made_at"))[:1]
    Employer.objects.filter(pk__in=[row.pk for row in used]).update(last_vacancy_on=Subquery(latest))
    return len(kept)


def _abroad(chance: Random) -> Job:
    title, occupation, country, place, wage = chance.choice(ABROAD)
    return Job(
        f"@{country}{place}", title, occupation, wage, 0, "", "seasonal", "full_time", "Contrato con regreso; el empleador paga el viaje."
    )


def _vacancy(employer: Employer, job: Job, chance: Random, author: int | None) -> Vacancy:
    state, openings = chance.choice(STATES), chance.choice((1, 1, 2, 2, 3, 5, 8, 12))
    made = now() - timedelta(days=chance.randrange(1, OVER_SINCE if state in OVER else OPEN_SINCE), hours=chance.randrange(8))
    hides, is_abroad = chance.random() < 0.08, job.section.startswith("@")
    low = job.wage[0] + 100 * chance.randrange(0, 8)
    row = Vacancy(
        owner_institution_id=employer.owner_institution_id, employer=employer, title=job.title, sort_title=folded(job.title),
        occupation=job.occupation, openings=openings, tasks=job.tasks, experience_months=job.months, education=job.education,
        contract=job.contract, schedule=job.schedule, wage_min=low, wage_max=max(low, job.wage[1]),
        country=job.section[1:3] if is_abroad else "HN", place_abroad=job.section[3:] if is_abroad else "",
        department="" if is_abroad else employer.department, municipality="" if is_abroad else employer.municipality,
        languages=["en"] if "bilingüe" in job.title else [], technical_selection=chance.random() < 0.1, hides_employer=hides,
        shown_employer="" if hides else str(employer), section=employer.section, state=state, made_at=made, changed_at=made,
        origin=chance.choice((Origin.BROKER, Origin.BROKER, Origin.EMPLOYER)),
    )  # fmt: skip
    row.author_id = author if row.origin == Origin.BROKER else None
    if state not in {VacancyState.DRAFT, VacancyState.IN_REVIEW}:
        _made_public(row, chance)
    return row


def _made_public(row: Vacancy, chance: Random) -> None:
    row.published_at = row.made_at + timedelta(hours=20)
    row.changed_at = row.published_at
    if row.state in {VacancyState.PUBLISHED, VacancyState.PAUSED}:
        row.refreshed_on = today() - timedelta(days=chance.randrange(0, 18))
        row.refresh_due = row.refreshed_on + timedelta(days=15)
        row.apply_until = today() + timedelta(days=chance.randrange(5, 60)) if chance.random() < 0.4 else None
    else:
        row.closed_at = min(now(), row.published_at + timedelta(days=chance.randrange(5, 60)))
        row.changed_at = row.closed_at
    if row.state in OVER:
        is_empty = row.state == VacancyState.WITHDRAWN or chance.random() < 0.45
        row.cause = chance.choice(CAUSES if row.state == VacancyState.CLOSED else TAKEN_BACK) if is_empty else ""
        row.filled = chance.randrange(row.openings) if is_empty else row.openings
        row.closing = ("partly" if row.filled else "unfilled") if is_empty else "filled"
        row.missing = "Manejo de máquina" if row.cause == "missing_technical_skill" else ""


def _steps(rows: list[Vacancy]) -> None:
    steps = []
    for row in rows:
        said = [("propose" if row.origin == Origin.EMPLOYER else "draft", row.made_at, "")]
        said += [("publish", row.published_at, "")] if row.published_at else []
        ends = {"closed": "close", "withdrawn": "withdraw", "paused": "pause"}
        if row.state in ends:
            said.append((ends[row.state], row.changed_at, "El empleador lo pidió." if row.state == "withdrawn" else ""))
        steps += [
            VacancyStep(
                owner_institution_id=row.owner_institution_id, vacancy=row, verb=verb, state=row.state, at=at, note=note,
                by_employer=verb == "propose",
            )
            for verb, at, note in said
        ]  # fmt: skip
    VacancyStep.objects.bulk_create(steps, batch_size=BATCH)
