"""Does the figure of workshops count who passed of who sat, hide few, and tell of no other institution?"""

import pytest
from django.db import transaction
from django.urls import reverse

from ruta.base.clock import today
from ruta.base.context import acting_as
from ruta.cases.tests.making import register, staff
from ruta.desk.rounds.tests.test_screens import desk_of
from ruta.insights.selectors import workshop_figures
from ruta.training.actions import enrol_person, finish_edition, mark_list, withdraw_enrolment
from ruta.training.models import Enrolment
from ruta.training.tests.conftest import course, edition, held

pytestmark = pytest.mark.django_db


def figures(actor):
    with acting_as(actor, read_only=True), transaction.atomic():
        return workshop_figures(actor, today().year)


def given(actor, name, passed, failed, kind="workshop", **more):
    """An edition that ended: so many came always, so many never."""
    made = edition(actor, course(actor, kind=kind, name=name, least_grade=None, **more))
    rows = [
        enrol_person(actor=actor, edition_id=made.pk, person_id=register(actor, given=f"Ana {at}").pk).pk
        for at in range(passed + failed + 1)
    ]
    withdraw_enrolment(actor=actor, enrolment_id=rows.pop())
    for session in held(actor, made):
        mark_list(actor=actor, session_id=session.pk, present=rows[:passed])
    finish_edition(actor=actor, edition_id=made.pk)


def test_who_passed_of_who_sat_by_kind():
    actor = staff("SPS")
    given(actor, "Buscar empleo", 9, 6)
    given(actor, "Comercios", 10, 5, kind="formalisation", sector="G")
    found = figures(actor)
    assert (found.figure.part.count, found.figure.whole.count) == (19, 30)
    assert {row.code: (row.part.count, row.whole.count, editions) for row, editions in found.kinds} == {
        "workshop": (9, 15, 1), "formalisation": (10, 15, 1),
    }  # fmt: skip
    assert [(row.part.count, row.whole.count) for row in found.offices] == [(19, 30)]
    assert found.before.whole.count == 0
    assert (found.placed.whole.count, found.placed.share) == (19, None), "nobody was placed, and who that nobody is is not told"
    with acting_as(actor):
        assert Enrolment.objects.count() == 32
    assert figures(staff("INFOP-SPS")).figure.whole.count == 0


def test_few_are_not_told_and_the_page_leaves_as_a_table():
    actor = staff("SPS")
    given(actor, "Buscar empleo", 3, 1)
    found = figures(actor)
    assert (found.figure.part.count, found.figure.share) == (None, None)
    desk = desk_of(actor)
    html = desk.get(reverse("desk:workshop_figures")).content.decode()
    assert "Taller de búsqueda de empleo" in html
    table = desk.get(reverse("desk:workshop_figures"), {"formato": "csv"}).content.decode()
    assert "Taller de búsqueda de empleo,1" in table or "Taller de búsqueda de empleo;1" in table
