"""Who trains, whom, and in what?"""

from datetime import time, timedelta

import pytest

from ruta.base.clock import now, today
from ruta.cases.tests.making import staff
from ruta.training.actions import CourseTerms, EditionTerms, LearnerTerms, enrol_staff, move_session, open_edition, save_course

OFFICE = "SETRASS-SPS"


@pytest.fixture
def coordinator(db):
    return staff("DGE", "office_coordinator")


@pytest.fixture
def counsellor(db):
    return staff("DGE", "counsellor")


@pytest.fixture
def elsewhere(db):
    return staff("INFOP-SPS", "office_coordinator")


def course(actor, **fields):
    base = {
        "name": "Atención a personas retornadas",
        "kind": "staff",
        "hours": 8,
        "phases": [("Enfoque", 60), ("Práctica", 60)],
        "least_grade": 70,
    }
    return save_course(actor=actor, terms=CourseTerms(**(base | fields)))


def edition(actor, row, places=30):
    """An edition whose sittings are going on now."""
    terms = EditionTerms(office_id=actor.office_id, place="Salón de reuniones", starts_on=today(), hour=time(9), places=places)
    made = open_edition(actor=actor, course_id=row.pk, terms=terms)
    sessions = held(actor, made)
    for each in sessions:
        move_session(actor=actor, session_id=each.pk, starts_at=now() - timedelta(minutes=5), minutes=60)
    return made


def held(actor, made):
    from django.db import transaction

    from ruta.base.context import acting_as
    from ruta.training.models import Session

    with acting_as(actor), transaction.atomic():
        return list(Session.objects.filter(edition=made).order_by("position"))


def learners(count, start=0):
    return [
        LearnerTerms(full_name=f"Persona {at}", email=f"p{at}@ejemplo.hn", sex="woman" if at % 2 else "man")
        for at in range(start, start + count)
    ]


@pytest.fixture
def seated(coordinator):
    """A course for staff with four in it."""
    made = edition(coordinator, course(coordinator))
    enrol_staff(actor=coordinator, edition_id=made.pk, terms=learners(4))
    return made
