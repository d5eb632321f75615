"""Does everybody find what needs them, late first, and nobody else's?"""

from datetime import timedelta

import pytest
import time_machine

from ruta.base.clock import now
from ruta.base.context import acting_as
from ruta.cases.actions import open_case, schedule_follow_up, transfer_case
from ruta.cases.models import Case, PlanAction
from ruta.cases.tests.making import assessed, consent, in_days, planned, register, staff
from ruta.desk.queue.sources import everything_for
from ruta.desk.queue.tasks import Kind, Task, bands, counts, within_a_week
from ruta.directory.models import Office

pytestmark = pytest.mark.django_db
NAME = "Yeimi Lorena Mejía Orellana"


def lines(actor):
    with acting_as(actor):
        return everything_for(actor)


@pytest.fixture
def dunia(db):
    return staff("SPS")


@pytest.fixture
def case(dunia):
    person = register(dunia)
    consent(dunia, person)
    return open_case(actor=dunia, person_id=person.pk, modality="returned", entry_point="camr")


def test_a_new_case_waits_to_be_assessed_and_is_late_after_three_days(dunia, case):
    [line] = lines(dunia)
    assert (line.kind, line.band) == (Kind.CASE, "week")
    with time_machine.travel(now() + timedelta(days=4), tick=False):
        assert lines(dunia)[0].band == "late"


def test_an_assessed_case_no_longer_waits_for_it(dunia, case):
    assessed(dunia, case)
    assert not [line for line in lines(dunia) if line.button == "Valorar"]


def test_the_next_step_of_a_plan_is_a_line_on_its_day(dunia, case):
    planned(dunia, case, 2)
    assert [line.name for line in lines(dunia) if line.kind == Kind.PLAN] == [NAME]


def test_a_follow_up_is_a_line(dunia, case):
    planned(dunia, case, 30)
    schedule_follow_up(actor=dunia, case_id=case.pk, subject="plan", due_on=in_days(1))
    assert [line for line in lines(dunia) if line.kind == Kind.FOLLOW_UP]


def test_a_colleague_and_another_institution_see_none_of_it(dunia, case):
    assert lines(staff("SPS")) == []
    assert lines(staff("UMAR-SPS")) == []


def test_a_coordinator_has_what_nobody_carries_and_the_office_by_one_link(dunia, case, client):
    from ruta.accounts.models import User

    coordinator = staff("SPS", "office_coordinator")
    assert lines(coordinator) == []  # the case has an officer, who has the line
    with acting_as(coordinator):
        Case.objects.filter(pk=case.pk).update(officer_id=None)
    assert [line.button for line in lines(coordinator)] == ["Asignar"]
    assert lines(staff("TGU", "office_coordinator")) == []
    client.force_login(User.objects.get(pk=coordinator.user_id))
    assert "/casos/?tarde=1" in client.get("/cola/").content.decode()


def test_an_offered_case_is_a_line_for_the_office_that_is_asked(dunia, case):
    other = staff("TGU")
    transfer_case(actor=dunia, case_id=case.pk, office_id=Office.objects.get(code="TGU").pk, note="Se mudó")
    assert [line.button for line in lines(other)] == ["Aceptar o no"]


def task(days: float, kind=Kind.PLAN) -> Task:
    return Task(kind=kind, name="Ana", words="", due=now() + timedelta(days=days), button="Ver", address=("desk:queue",))


def test_late_comes_first_and_what_is_far_away_is_left_out():
    kept = within_a_week([task(3), task(-2), task(30), task(-5)])
    assert [band.code for band in bands(kept)] == ["late", "week"]
    assert [one.due for one in bands(kept)[0].tasks] == sorted(one.due for one in bands(kept)[0].tasks)
    assert [count for _kind, _label, count in counts(kept)] == ["3"]
    assert counts([task(1)] * 40)[0][2] == "40+"


def test_the_page_shows_an_empty_day_kindly(client):
    from ruta.accounts.models import User

    actor = staff("SPS")
    client.force_login(User.objects.get(pk=actor.user_id))
    page = client.get("/cola/")
    assert page.status_code == 200
    assert "Nada tarde y nada para hoy" in page.content.decode()


def test_the_page_shows_the_lines_and_filters_them(client, dunia, case):
    from ruta.accounts.models import User

    client.force_login(User.objects.get(pk=dunia.user_id))
    assert NAME in client.get("/cola/").content.decode()
    assert NAME not in client.get("/cola/?kind=consent").content.decode()
    assert client.get("/cola/?kind=<script>").status_code == 200


def test_a_long_band_shows_a_first_look_and_the_rest_behind_a_link(dunia):
    moment = now()
    tasks = [Task(Kind.CASE, f"{n:02d}", "", moment + timedelta(minutes=n - 60), "Abrir", "/") for n in range(40)]
    [late] = bands(tasks)
    assert (late.count, len(late.shown), late.rest) == (40, 10, 30)
    [whole] = bands(tasks, whole=late.code)
    assert (len(whole.shown), whole.rest) == (40, 0)


def test_a_protected_step_is_named_only_to_those_who_may_read_it(dunia, case, client):
    from ruta.accounts.models import User

    planned(dunia, case, 0)
    with acting_as(dunia):
        PlanAction.objects.update(data_category="needs_sensitive", label="Casa refugio")
    [line] = [one for one in lines(dunia) if one.kind == Kind.PLAN]
    assert line.words == "Paso protegido" and line.url == f"/casos/{case.pk}/"
    client.force_login(User.objects.get(pk=dunia.user_id))
    page = client.get(line.url).content.decode()
    assert "Paso protegido" in page and "Casa refugio" not in page and "/casos/acciones/" not in page
