"""Who writes the portions? One hand in one transaction when they are few, several side by side when they are many."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import numpy as np
from django.db import connection, connections, models, transaction

from ruta.agenda.models import Appointment
from ruta.base.context import acting_as, system
from ruta.cases.models import Assessment, Case, CaseAlert, CaseStep, FollowUp, Goal, Need, PersonalPlan, PlanAction, ServiceDelivery
from ruta.demo.loading import agenda, assessments, cases, consents, people, plans, profiles, referrals, tasks
from ruta.demo.loading.book import Book, Build
from ruta.demo.loading.copying import insert
from ruta.demo.loading.packets import Sealer
from ruta.demo.loading.parts import Part, parts_of
from ruta.people.models import Access, Consent, Contact, Disability, Identifier, Person, ReturnEpisode
from ruta.placements.models import SeekerProfile
from ruta.referrals.models import Referral, ReferralPacket, ReferralStep, ReferralTask

Progress = Callable[[str, int, int], None]  # what, done, of how many
HANDS = 3  # while one renders, two write
ONE_TRANSACTION = 5_000  # persons: up to here all or nothing. Without counts of what is not committed, plans grow with the square
STEPS_EACH = 50_000
REASON = "población de demostración"
# Parents before children: constraints are checked statement by statement.
ORDER: tuple[tuple[type[models.Model], Build], ...] = (
    (Person, people.persons), (Identifier, people.identifiers), (Contact, people.phones), (Contact, people.emails),
    (ReturnEpisode, people.returns), (Disability, people.disabilities), (Consent, consents.consents), (Access, consents.accesses),
    (Case, cases.cases), (CaseStep, cases.steps), (Assessment, assessments.assessments), (CaseAlert, assessments.alerts),
    (SeekerProfile, profiles.profiles),
    (Need, cases.needs), (PersonalPlan, plans.plans), (Goal, plans.goals), (PlanAction, plans.actions),
    (ServiceDelivery, cases.deliveries), (FollowUp, cases.follow_ups), (Appointment, agenda.referred), (Appointment, agenda.contacts),
    (Appointment, agenda.planned), (Referral, referrals.referrals), (ReferralPacket, referrals.packets),
    (ReferralStep, referrals.own_steps), (ReferralTask, tasks.tasks),
)  # fmt: skip
Job = Callable[[], int]  # gives how many persons it brought


def write(book: Book, progress: Progress, *, beside: Job) -> None:
    """Write every row of the book, each institution's as its own system, and do `beside`, which needs no person, meanwhile."""
    total = len(book.people.persons)
    sealer = Sealer(book)
    own = [partial(_write_part, book, part, sealer) for part in parts_of(book.people)]
    theirs = [partial(_write_received, book, institution, rows) for institution, rows in _received(book)]
    run = _alone if total <= ONE_TRANSACTION else _together
    run([partial(_brings_nobody, beside), *own], lambda done: progress("Personas", done, total))
    run(theirs, lambda done: progress("Respuestas", done, len(theirs)))


def _brings_nobody(job: Job) -> int:
    job()
    return 0


def _alone(jobs: Sequence[Job], tell: Callable[[int], None]) -> None:
    done = 0
    for job in jobs:
        done += job()
        tell(done)


def _together(jobs: Sequence[Job], tell: Callable[[int], None]) -> None:
    done = 0
    with ThreadPoolExecutor(HANDS) as crew:
        for brought in crew.map(_and_close, jobs):
            done += brought
            tell(done)


def _and_close(job: Job) -> int:
    try:
        return job()
    finally:
        connections["default"].close()


def _write_part(book: Book, part: Part, sealer: Sealer) -> int:
    part.made["sealer"] = sealer
    with acting_as(system(part.institution_id, REASON)), transaction.atomic():
        _check_at_once()
        for model, build in ORDER:
            # Papers of an earlier population may carry the same invented number: the person is then one without it.
            insert(model, build(book, part), leave_known=book.adds and model is Identifier)
        people.set_keys(book, part)
    part.made.clear()
    return part.persons


def _write_received(book: Book, institution: int, rows: np.ndarray) -> int:
    with acting_as(system(institution, REASON)), transaction.atomic():
        _check_at_once()
        insert(ReferralStep, referrals.received_steps(book, rows))
    return 1


def _received(book: Book) -> Iterator[tuple[int, np.ndarray]]:
    """The steps that each receiver wrote, in portions."""
    steps = book.people.referral_steps
    mine = np.flatnonzero(steps.side == "receiver")
    receiver = book.people.referrals.receiver_institution_id[steps.referral_row[mine]]
    for institution in np.unique(receiver).tolist():
        rows = mine[receiver == institution]
        for begin in range(0, len(rows), STEPS_EACH):
            yield institution, rows[begin : begin + STEPS_EACH]


def _check_at_once() -> None:
    """Constraints are checked after each statement: a long queue of checks would fill memory."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
