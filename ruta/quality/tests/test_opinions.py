"""Is an opinion kept once, unnamed, read by the roles it names, and looked into?"""

import pytest
from django.db import connection, transaction
from django.urls import reverse

from ruta.base.context import Actor, acting_as, system
from ruta.base.errors import Invalid, NotFound, NotOpen, Refused
from ruta.directory.models import Office
from ruta.quality import passes
from ruta.quality.actions import Given, attend_alert, keep_opinion
from ruta.quality.models import Opinion, OpinionAlert
from ruta.quality.selectors import loyalty_of, open_alerts, opinion_for, readable, response_of, standing_of, surveys

pytestmark = pytest.mark.django_db
BAD = {"csat": 1, "respect": "no", "problems": ["asked_money"]}


@pytest.fixture
def office():
    return Office.objects.filter(is_active=True).select_related("institution").order_by("pk").first()


def staff(office, role):
    return Actor(kind="staff", institution_id=office.institution_id, office_id=office.pk, user_id=1, membership_id=1, role=role)


def given(office, answers, **more):
    said = Given(respondent="person", instrument="satisfaction_person", answers=answers, office_id=office.pk, **more)
    actor = system(office.institution_id)
    with acting_as(actor), transaction.atomic():
        return keep_opinion(actor=actor, given=said)


def test_every_survey_of_who_was_served_has_a_place():
    assert [[each.code for each in surveys(who)] for who in ("person", "employer", "partner")] == [
        ["satisfaction_person"], ["satisfaction_employer"], ["satisfaction_partner"],
    ]  # fmt: skip


def test_a_bad_experience_is_looked_into_by_the_role_it_names(office):
    row = given(office, BAD, once_sha256="one")
    assert (row.satisfaction, row.instrument_version, "satisfaction" in row.scores) == (1, surveys("person")[0].version, True)
    with pytest.raises(NotOpen):
        given(office, BAD, once_sha256="one")
    with pytest.raises(Invalid):
        given(office, {"solved": "yes"})
    counsellor, coordinator = staff(office, "counsellor"), staff(office, "office_coordinator")
    with acting_as(counsellor), transaction.atomic():
        assert not readable(counsellor)
        assert not open_alerts(counsellor)
        with pytest.raises(NotFound):
            opinion_for(counsellor, row.pk)
        with pytest.raises(Refused):
            attend_alert(actor=counsellor, alert_id=OpinionAlert.objects.first().pk, note="x")
    with acting_as(coordinator), transaction.atomic():
        waiting = open_alerts(coordinator)
        assert {each.code for each in waiting} == {"asked_money", "disrespect"}
        attend_alert(actor=coordinator, alert_id=waiting[0].pk, note="Se habló con la oficina.")
        assert len(open_alerts(coordinator)) == 1
        assert standing_of(coordinator, readable(coordinator)[0]).year.is_few


def test_five_answers_make_a_figure_by_quarter_and_office(office):
    for liked, likely in ((5, 10), (4, 9), (4, 9), (2, 0), (5, 7)):
        given(office, {"csat": liked, "effort": 3, "recommend": likely})
    coordinator = staff(office, "office_coordinator")
    with acting_as(coordinator), transaction.atomic():
        found = standing_of(coordinator, readable(coordinator)[0])
        response, few = (response_of(coordinator, readable(coordinator)[0], served) for served in (20, 3))
        loyal = loyalty_of(coordinator, readable(coordinator)[0])
    assert (found.year.count, found.year.mean, found.year.happy) == (5, 4.0, 80)
    assert (response.answered, response.rate, few.rate) == (5, 25.0, None)
    assert (loyal.ease, loyal.promoters) == (3.0, 40)  # three of five less one


def test_nobody_else_reads_it_nor_changes_it(office):
    row = given(office, BAD)
    other = Office.objects.filter(is_active=True).exclude(institution=office.institution_id).order_by("pk").first()
    with acting_as(system(other.institution_id)), transaction.atomic():
        assert not Opinion.objects.exists()
        assert not OpinionAlert.objects.exists()
    with acting_as(system(office.institution_id)), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE quality_opinion SET satisfaction = 5 WHERE id = %s", [row.pk])
        assert cursor.rowcount == 0
    assert not {"person", "case"} & {field.name for field in Opinion._meta.get_fields()}


def test_a_person_answers_one_question_or_more_behind_the_address(client, office):
    token = passes.of_person(office.institution_id, office.pk, "link 7")
    page = reverse("portal:opinion", args=[token])
    assert b"csat" in client.get(page).content
    more = client.post(page, {"csat": "2", "do": "more", "shown": "csat"})
    assert b'name="problems"' in more.content
    shown = "csat solved effort respect problems recommend comment wants_complaint"
    wrong = client.post(page, {"csat": "9", "do": "finish", "longer": "1", "shown": shown})
    assert wrong.status_code == 422
    done = client.post(page, {"csat": "2", "problems": ["waiting"], "do": "finish", "longer": "1", "shown": shown})
    assert done.status_code == 200
    again = client.post(page, {"csat": "5", "do": "finish", "shown": "csat"})
    assert b"csat" not in again.content
    assert client.get(reverse("portal:opinion", args=["x" + token])).status_code == 404
    with acting_as(system(office.institution_id)), transaction.atomic():
        row = Opinion.objects.get()
        assert (row.answers, row.way, row.office_id) == ({"csat": 2, "problems": ["waiting"]}, "web", office.pk)


def test_an_employer_and_an_institution_are_asked_once_a_quarter(office):
    first, second = (passes.read_pass(passes.of_partner(office.institution_id, 5)) for _ in range(2))
    assert first.once == second.once
    assert first.once != passes.read_pass(passes.of_partner(office.institution_id, 6)).once
    assert passes.read_pass(passes.of_employer(office.institution_id, 5)).respondent == "employer"
