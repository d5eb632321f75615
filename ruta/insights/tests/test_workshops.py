"""Does the figure of workshops count who passed of who sat, hide few, and tell of no other institution?"""

import pytest
from django.db import transaction
from django.urls import reverse

from ruta.base.clock import today
from ruta.base.context import acting_as
from ruta.cases.actions import open_case, record_delivery
from ruta.cases.tests.making import consent, planned, register, staff
from ruta.desk.rounds.tests.test_screens import desk_of
from ruta.insights.selectors import workshop_figures
from ruta.training.actions import enrol_person, finish_edition, mark_list, withdraw_enrolment
from ruta.training.models import Enrolment
from ruta.training.tests.conftest import course, edition, held

pytestmark = pytest.mark.django_db


def figures(actor):
    with acting_as(actor, read_only=True), transaction.atomic():
        return workshop_figures(actor, today().year)


def given(actor, name, passed, failed, kind="workshop", left=0, **more):
    """An edition that ended: so many came always, so many never, and of these some to the first session."""
    made = edition(actor, course(actor, kind=kind, name=name, least_grade=None, **more))
    rows = [
        enrol_person(actor=actor, edition_id=made.pk, person_id=register(actor, given=f"Ana {at}").pk).pk
        for at in range(passed + failed + 1)
    ]
    withdraw_enrolment(actor=actor, enrolment_id=rows.pop())
    for at, session in enumerate(held(actor, made)):
        mark_list(actor=actor, session_id=session.pk, present=rows[: passed if at else passed + left])
    finish_edition(actor=actor, edition_id=made.pk)


def test_who_passed_of_who_sat_by_kind():
    actor = staff("SPS")
    given(actor, "Buscar empleo", 9, 6)
    given(actor, "Comercios", 10, 5, kind="formalisation", sector="G")
    found = figures(actor)
    assert (found.figure.part.count, found.figure.whole.count) == (19, 30)
    assert {each.row.figure.code: (each.row.figure.part.count, each.row.figure.whole.count, each.held) for each in found.kinds} == {
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


def formalised(actor, name, count):
    """So many of those who passed a programme got the papers of their business afterwards."""
    with acting_as(actor), transaction.atomic():
        rows = Enrolment.objects.filter(state="passed", edition__course__name=name).select_related("person").order_by("pk")
        persons = [row.person for row in rows[:count]]
    for person in persons:
        consent(actor, person)
        case = open_case(actor=actor, person_id=person.pk, entry_point="si_empleo_office", modality="returned")
        planned(actor, case, 5)
        record_delivery(actor=actor, case_id=case.pk, service_type="senprende_formalisation", outcome="delivered_full")


def test_each_programme_tells_its_way_from_a_place_to_a_result():
    actor = staff("SPS")
    given(actor, "Comercios", 12, 12, kind="formalisation", left=5, sector="G")
    given(actor, "Talleres", 11, 13, kind="formalisation", left=6, sector="C")
    formalised(actor, "Comercios", 6)
    formalised(actor, "Talleres", 5)
    kind = figures(actor).kinds[0]
    row = kind.row
    assert (row.figure.whole.count, row.came.count, row.figure.part.count, row.result.count) == (48, 34, 23, 11)
    assert [(each.figure.label, each.figure.part.count, each.result.count, times) for each, times in kind.courses] == [
        ("Comercios", 12, 6, 1),
        ("Talleres", 11, 5, 1),
    ]
    desk, course_id = desk_of(actor), int(kind.courses[0][0].figure.code)
    opened = reverse("desk:workshop_persons", args=[course_id])
    assert opened in desk.get(reverse("desk:workshop_figures")).content.decode()
    assert desk.get(opened, {"paso": "resultado"}).content.decode().count("Ana ") == 6
    assert desk.get(opened, {"paso": "no-llegaron"}).content.decode().count("Ana ") == 7
    assert desk.get(opened, {"formato": "csv"}).status_code == 200
    with acting_as(actor, read_only=True), transaction.atomic():
        surname = Enrolment.objects.filter(edition__course=course_id).first().person.surnames
    found = desk.post(f"{opened}?year={today().year}", {"q": surname[:4].lower()}, follow=True)
    assert found.redirect_chain[-1][0].startswith(f"{opened}?year={today().year}&busca=")
    assert surname in found.content.decode()
    assert "Ana " not in desk.post(opened, {"q": "nadie"}, follow=True).content.decode()
    assert desk.get(opened, {"orden": "persona"}).status_code == 200
    assert desk_of(staff("SPS", "auditor")).get(opened).status_code == 403
    assert opened not in desk_of(staff("SPS", "auditor")).get(reverse("desk:workshop_figures")).content.decode()
    assert desk_of(staff("INFOP-SPS")).get(opened).status_code == 404


def test_what_few_have_is_told_of_no_programme():
    actor = staff("SPS")
    given(actor, "Comercios", 12, 7, kind="formalisation", sector="G")
    given(actor, "Talleres", 11, 6, kind="formalisation", sector="C")
    formalised(actor, "Comercios", 6)
    formalised(actor, "Talleres", 2)
    kind = figures(actor).kinds[0]
    assert kind.row.result.count == 8
    assert [each.result.count for each, _times in kind.courses] == [None, None], "8 less 6 would say that they are 2"
