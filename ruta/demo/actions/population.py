"""How does an empty database become a demonstration, once?"""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

import numpy as np
from django.conf import settings
from django.db import transaction

from ruta.agenda.models import Appointment
from ruta.base.audit import seal
from ruta.base.clock import today as this_day
from ruta.base.context import Actor, acting_as, system
from ruta.base.errors import NotOpen
from ruta.base.jobs import ask_once
from ruta.demo.actions.agreements import make_agreements
from ruta.demo.actions.dealings import make_dealings
from ruta.demo.actions.employers import make_employers
from ruta.demo.actions.expected import make_expected
from ruta.demo.actions.facilities import make_facilities
from ruta.demo.actions.opinions import make_opinions
from ruta.demo.actions.permits import make_permits
from ruta.demo.actions.placements import make_placements
from ruta.demo.actions.practices import make_practices
from ruta.demo.actions.projects import make_projects
from ruta.demo.actions.series import make_series
from ruta.demo.actions.services import make_services
from ruta.demo.actions.sheets import make_sheets
from ruta.demo.actions.sources import make_sources
from ruta.demo.actions.suggestions import make_suggestions
from ruta.demo.actions.training import make_training
from ruta.demo.actions.visits import make_visits
from ruta.demo.actions.waiting_rooms import make_waiting_rooms
from ruta.demo.generator import Population, generate
from ruta.demo.loading.agenda import meets
from ruta.demo.loading.assessments import read_all, strategies
from ruta.demo.loading.book import Book, blocks_for, morning_of
from ruta.demo.loading.crew import HANDS, ONE_TRANSACTION, Progress, write
from ruta.demo.loading.doubts import write_doubts
from ruta.demo.loading.numbers import allot, case_numbers, referral_numbers
from ruta.demo.loading.places import office_refs, service_refs
from ruta.demo.loading.staff import hire
from ruta.demo.loading.terms import terms_of
from ruta.directory.models import Institution
from ruta.insights.actions import count_promises, refresh_cubes, store_facts
from ruta.people.models import Person

FULL = "La base de datos ya tiene personas. Para sumar otras use --add; para empezar de nuevo borre la carpeta de datos («var»)."
KEY_COLUMNS = ("original_person_id", "duplicate_person_id", "kinds")


@dataclass(frozen=True, slots=True)
class Made:
    """What was made: rows of the population by table, and where the answer key of the duplicates is."""

    counts: dict[str, int]
    answer_key: Path


def make_population(
    *, actor: Actor, persons: int, seed: int, today: date | None = None, add: bool = False, progress: Progress | None = None
) -> Made:
    """Write a synthetic population into the tables. Refuses a database that holds persons, unless it is asked to add.

    Up to 5,000 persons all or nothing; more are written portion by portion, each whole.
    """
    tell = progress or (lambda _what, _done, _total: None)
    if not add and has_persons():
        raise NotOpen(FULL)
    day = today or this_day()
    tell("Historias", 0, 1)
    population = generate(persons, seed, day, office_refs(), service_refs())
    tell("Historias", 1, 1)
    with _whole(persons <= ONE_TRANSACTION):
        book = replace(_book(actor, population, day, seed), adds=add)
        write(book, tell, beside=partial(make_employers, actor=actor, persons=persons, seed=seed))
        write_doubts(book)
        make_waiting_rooms(actor=actor)
        make_dealings(actor=actor, seed=seed)
        make_opinions(actor=actor, seed=seed)
        make_suggestions(actor=actor)
        make_services(actor=actor, seed=seed)
        make_visits(actor=actor)
        make_expected(actor=actor, seed=seed)
        make_placements(actor=actor, seed=seed)
        make_permits(actor=actor, seed=seed)
        make_projects(actor=actor)
        make_agreements(actor=actor)
        make_sources(actor=actor)
        make_sheets(actor=actor)
        make_training(actor=actor)
        make_facilities(actor=actor)
        make_practices(actor=actor)
        make_series(actor=actor)
    tell("Cifras", 0, 1)
    refresh_cubes(actor=actor, everything=True)
    count_promises(actor=actor)
    store_facts(actor=actor)
    ask_once("insights.store_facts", "upkeep", timestamp=0)  # counts for the explorer while somebody looks around
    seal()
    tell("Cifras", 1, 1)
    return Made(population.counts(), _keep_answer_key(book))


def has_persons() -> bool:
    """Whether any institution has a person registered; asked as each of them, for nobody sees all."""
    return any(_has_any(institution) for institution in Institution.objects.values_list("pk", flat=True))


def _has_any(institution: int) -> bool:
    with acting_as(system(institution), read_only=False), transaction.atomic():
        return Person.objects.filter(owner_institution_id=institution).exists()


@contextmanager
def _whole(is_whole: bool) -> Iterator[None]:  # noqa: FBT001
    """One transaction around everything, or none."""
    if not is_whole:
        yield
        return
    with transaction.atomic():
        yield


def _book(actor: Actor, population: Population, day: date, seed: int) -> Book:
    """Take identities and numbers, hire officers and reckon what the tables need of each other."""
    offices, morning = office_refs(), morning_of(day)
    meeting = meets(population, morning)
    with acting_as(actor), transaction.atomic():
        first = allot(Appointment, int(meeting.sum()))
        return Book(
            people=population,
            today=day,
            offices=offices,
            staff=hire(population, offices, seed),
            first=blocks_for(population, hands=1 if len(population.persons) <= ONE_TRANSACTION else HANDS),
            case_number=case_numbers(population, offices),
            referral_number=referral_numbers(population),
            terms=terms_of(population, morning),
            appointment_of=np.where(meeting, first + np.cumsum(meeting) - 1, -1),
            readings=read_all(population),
            strategies=strategies(),
        )


def _keep_answer_key(book: Book) -> Path:
    """Write down which registrations are the same human being; each load adds its own."""
    key, path = book.people.answer_key, Path(settings.VAR) / "demo" / "answer_key.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    is_new = not path.exists()
    columns = (book.ids("persons", key.original_row).tolist(), book.ids("persons", key.duplicate_row).tolist(), key.kinds.tolist())
    with path.open("a", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        if is_new:
            writer.writerow(KEY_COLUMNS)
        writer.writerows(zip(*columns, strict=True))
    return path
