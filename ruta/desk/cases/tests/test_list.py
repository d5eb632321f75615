"""Does the list find, filter, sort, page and export the institution's own cases, and nothing strict?"""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from ruta.base.clock import now
from ruta.base.context import acting_as
from ruta.base.models import AccessLog
from ruta.cases.actions import add_need, close_case, open_case, schedule_follow_up
from ruta.cases.models import Case, FollowUp, PlanAction
from ruta.cases.tests.making import consent, planned, register, staff

pytestmark = pytest.mark.django_db
URL = reverse("desk:cases")


def some(desk, count: int):
    """Cases of different persons."""
    made = []
    for number in range(count):
        person = register(desk.actor, given=f"Ana {number}", surnames=f"Zelaya {number:02d}")
        consent(desk.actor, person)
        made.append(open_case(actor=desk.actor, person_id=person.pk, modality="returned", entry_point="camr"))
    return made


def html(response) -> str:
    return response.content.decode()


def test_pages_follow_each_other(desk):
    made = some(desk, 30)
    seen, url = [], URL + "?orden=numero"
    while url:
        page = desk.get(url).context["page"]
        seen += [row.number for row in page.rows]
        url = URL + page.next if page.next else ""
    assert seen == sorted(case.number for case in made)


def test_a_search_is_posted_logged_and_carries_no_name(desk, case):
    some(desk, 2)
    answer = desk.post(URL, {"q": "Mejia Ore"})
    assert answer.status_code == 302 and "ejia" not in answer["Location"]
    text = html(desk.get(answer["Location"]))
    assert "Yeimi Lorena" in text and "Ana 0" not in text and "Mejia Ore" in text
    with acting_as(desk.actor):
        log = AccessLog.objects.using("log").get(kind="search")
        assert log.details == {"scope": "cases", "letters": 9}
    for typed in (case.number, case.number.lower().replace("-", " "), case.number[:9]):
        assert case.number in html(desk.get(desk.post(URL, {"q": typed})["Location"]))


def test_filters_by_state_officer_and_lateness(desk, case):
    other, third = some(desk, 2)
    close_case(actor=desk.actor, case_id=other.pk, reason="person_withdrew")
    plan = planned(desk.actor, case)
    with acting_as(desk.actor):
        step = PlanAction.objects.filter(plan=plan).first()
        PlanAction.objects.filter(pk=step.pk).update(due_on=now().date() - timedelta(days=3))
    late = html(desk.get(URL + "?tarde=1"))
    assert case.number in late and third.number not in late and "3 días tarde" in late
    opened = html(desk.get(URL + "?estado=abiertos"))
    assert other.number not in opened and third.number in opened
    assert case.number in html(desk.get(URL + "?responsable=yo")) and case.number not in html(desk.get(URL + "?responsable=nadie"))
    assert "Ningún caso con eso" in html(desk.get(URL + "?segmento=a&modalidad=returned&estado=paused"))


def test_another_institution_sees_none_and_other_roles_are_refused(case, elsewhere):
    assert case.number not in html(elsewhere.get(URL))
    from ruta.desk.cases.tests.conftest import Desk

    assert Desk(staff("SPS", "broker")).get(URL).status_code == 403


def test_an_export_is_logged_and_holds_no_strict_data(desk, case):
    from ruta.taxonomy.selectors import needs

    strict = next(need for need in needs() if need.sensitivity == "strict")
    add_need(actor=desk.actor, case_id=case.pk, code=strict.code)
    answer = desk.get(URL + "?formato=csv")
    text = b"".join(answer).decode()
    assert case.number in text and "Mejía Orellana" in text and strict.label() not in text
    with acting_as(desk.actor):
        assert AccessLog.objects.using("log").get(kind="export").details == {"scope": "cases", "format": "csv"}
        assert Case.objects.count() == 1


def test_the_number_of_queries_is_the_same_for_one_and_for_a_page(desk, case, django_assert_max_num_queries):
    desk.get(URL)
    some(desk, 26)
    with django_assert_max_num_queries(14):
        desk.get(URL)


def test_a_line_tells_the_earliest_date_that_waits_and_none_once_closed(desk, case):
    plan, day = planned(desk.actor, case), now().date()
    with acting_as(desk.actor):
        PlanAction.objects.filter(plan=plan).update(due_on=day + timedelta(days=9))
    follow = schedule_follow_up(actor=desk.actor, case_id=case.pk, subject="plan", due_on=day + timedelta(days=4))

    def dates() -> list[date | None]:
        return [each["due_on"] for each in desk.get(URL).context["rows"]]

    assert dates() == [day + timedelta(days=4)]
    with acting_as(desk.actor):
        FollowUp.objects.filter(pk=follow.pk).update(done_at=now())
    assert dates() == [day + timedelta(days=9)]
    close_case(actor=desk.actor, case_id=case.pk, reason="person_withdrew")
    assert dates() == [None]
