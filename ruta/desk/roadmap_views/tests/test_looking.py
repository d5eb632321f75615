"""Does each way to look at a plan show what the plan says, by whose word, and keep what is moved?"""

import uuid

import pytest
from django.urls import reverse
from icalendar import Calendar

from ruta.desk.roadmap.tests.test_screens import desk_of
from ruta.roadmap.models import Change, Plan, Progress, Proposal, Reach
from ruta.roadmap.selectors import current_version, plan_of, rows_of, timed_rows
from ruta.roadmap.tests.conftest import four_plans  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(four_plans):  # noqa: F811
    return desk_of("central_coordination")


def read(client, name, *args, **query):
    answer = client.get(reverse(f"desk:roadmap-{name}", args=args), query)
    assert answer.status_code == 200, name
    return answer.content.decode()


def send(client, name, *args, **said):
    return client.post(reverse(f"desk:roadmap-{name}", args=args), {"idempotency_key": str(uuid.uuid4()), **said})


def test_every_way_opens_for_every_plan_and_says_where_its_days_come_from(desk):
    for code in Plan.objects.values_list("code", flat=True):
        for name in ("gantt", "board", "calendar", "workload"):
            read(desk, name, code)
    page = read(desk, "gantt", "plan-siempleo")
    assert "plazo en meses" in page
    assert "La fuente no dice cuándo empieza el plan" in page
    assert "sin esperas no hay ruta crítica" in page
    version = current_version(plan_of("plan-siempleo"))
    timed = {row.node.key: row for row in timed_rows(version, list(rows_of(version)))}
    assert [str(day) for day in timed["act-16"].span] == ["2024-04-01", "2024-06-30"]
    assert "15 son lectura nuestra" in read(desk, "alignment")
    assert "sin pareja" in read(desk, "alignment")


def test_a_bar_is_moved_only_inside_a_proposal_and_every_refusal_is_a_sentence(desk):
    assert send(desk, "proposals", "hoja-de-ruta", title="Mover").status_code == 302
    pk = Proposal.objects.get().pk
    moved = send(desk, "proposal-gantt", "hoja-de-ruta", pk, key="I4-pmse", begins="2026-03-02", ends="2026-06-30")
    assert (moved.status_code, "Anotado" in moved.content.decode()) == (200, True)
    assert (
        send(desk, "proposal-gantt", "hoja-de-ruta", pk, key="I4-pmse", begins="2026-09-02", ends="2026-06-30", seen=newest()).status_code
        == 422
    )
    assert send(desk, "proposal-gantt", "hoja-de-ruta", pk, key="nadie", begins="2026-09-02", ends="2026-10-30").status_code == 409
    assert Change.objects.count() == 2
    days = {"key": "I4-pmse", "begins": "2026-04-02", "ends": "2026-07-30"}
    blind = send(desk, "proposal-gantt", "hoja-de-ruta", pk, **days)
    assert (blind.status_code, "Otra persona cambió esta fila" in blind.content.decode()) == (409, True)
    page = read(desk, "proposal-gantt", "hoja-de-ruta", pk)
    assert f'"seen": {newest()}' in page
    assert "2 mar 2026" in page
    assert "data-gantt-move" in page
    assert "data-gantt-move" not in read(desk, "gantt", "hoja-de-ruta")


def newest() -> str:
    return str(Change.objects.order_by("pk").last().pk)


def test_moving_a_card_is_a_report(desk):
    assert send(desk, "board", "hoja-de-ruta", key="I4-pmse", state="running", percent="40", note="").status_code == 302
    assert send(desk, "board", "hoja-de-ruta", key="I4-pmse", state="done", percent="100", note="").status_code == 409
    wrong = send(desk, "board", "hoja-de-ruta", key="I5-comunicacion", state="stopped", percent="0", note="")
    assert wrong.status_code == 422
    assert "Diga qué la detiene" in wrong.content.decode()
    assert Progress.objects.count() == 1
    assert send(desk_of("receptionist"), "board", "hoja-de-ruta", key="I4-pmse", state="done", percent="100").status_code == 403
    narrowed = read(desk, "board", "hoja-de-ruta", meta="ods:4")
    assert "sin verificar" in narrowed
    assert "Mecanismo de PMSE" not in narrowed


def test_deadlines_leave_as_a_calendar_and_a_month(desk):
    answer = desk.get(reverse("desk:roadmap-feed", args=["plan-reintegracion"]))
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    assert len({str(event["uid"]) for event in events}) == len(events) > 3
    assert "Nada vence este mes" in read(desk, "calendar", "hoja-de-ruta", mes="2031-01")
    assert read(desk, "calendar", "hoja-de-ruta", mes="basura")


def test_territories_are_reached_word_by_word(desk):
    assert send(desk, "places", territory="TGU", since="2025-06-02", note="").status_code == 302
    assert "1 de " in read(desk, "places")
    assert send(desk, "places", territory="TGU", since="2999-01-01").status_code == 422
    assert send(desk, "places", territory="TGU", since="", note="Se cerró").status_code == 302
    assert Reach.objects.count() == 2
    assert send(desk_of("receptionist"), "places", territory="TGU", since="2025-06-02").status_code == 403


def test_the_annual_plan_of_a_year_says_where_each_row_comes_from(desk):
    answer = send(desk, "annual", "hoja-de-ruta", year="2026")
    assert answer.status_code == 302
    version = current_version(plan_of("poa-2026-hoja-de-ruta"))
    row = version.nodes.get(key="I4-pmse")
    assert row.section.endswith("versión 1, fila I4-pmse")
    assert (str(row.begins), str(row.ends)) == ("2026-01-01", "2026-12-31")
    assert set(row.targets.values_list("values__period", flat=True)) == {"2026"}
    assert not version.nodes.filter(key="I1-marco-legal").exists()  # of 2025 alone
    assert "POA 2026" in read(desk, "plan", "poa-2026-hoja-de-ruta")
    assert send(desk, "annual", "hoja-de-ruta", year="2026").status_code == 409
    assert send(desk, "annual", "hoja-de-ruta", year="2039").status_code == 422
