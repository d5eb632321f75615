"""Is a report promised once, does its day move only with a reason, and does everybody see both?"""

import uuid
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from ruta.base.clock import now, today
from ruta.base.context import acting_as, system
from ruta.desk.roadmap.tests.test_screens import desk_of
from ruta.directory.models import Institution
from ruta.insights.models import PlannedIssue, Publication
from ruta.insights.selectors import issues

pytestmark = pytest.mark.django_db
LATER = today() + timedelta(days=40)


def announce(client, **said):
    fields = {"name": "mercado", "period": "2025", "due_on": f"{LATER:%d/%m/%Y}", "idempotency_key": str(uuid.uuid4())} | said
    return client.post(reverse("desk:report-issue-new"), fields)


def move(client, row, **said):
    fields = {
        "due_on": f"{LATER + timedelta(days=9):%d/%m/%Y}",
        "reason": "Faltan datos de diciembre",
        "version": row.version,
        "idempotency_key": str(uuid.uuid4()),
    }
    return client.post(reverse("desk:report-issue", args=[row.pk]), fields | said)


@pytest.fixture
def analyst():
    return desk_of("observatory_analyst")


def test_what_is_announced_is_seen_by_everybody_and_once(analyst):
    key = str(uuid.uuid4())
    assert [announce(analyst, idempotency_key=key).status_code for _ in range(2)] == [302, 302]
    (row,) = PlannedIssue.objects.all()
    assert (row.name, row.period, row.due_on) == ("mercado", "2025", LATER)
    page = Client().get(reverse("portal:reports")).content.decode()
    assert "Próximos informes" in page and "Oferta y demanda de trabajo para personas migrantes" in page
    again = announce(analyst)
    assert again.status_code == 422 and "ya está en el calendario" in again.content.decode()


def test_it_is_announced_in_spanish_whoever_announces_it(analyst):
    analyst.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert "Announce" in analyst.get(reverse("desk:report-issue-new")).content.decode()
    assert announce(analyst).status_code == 302
    assert PlannedIssue.objects.get().title == "Oferta y demanda de trabajo para personas migrantes"


def test_what_is_missing_is_said_and_what_was_typed_stays(analyst):
    for said, words in (
        ({"period": "mañana"}, "Escriba un trimestre"),
        ({"due_on": "1/1/2020"}, "de hoy en adelante"),
        ({"due_on": ""}, "Elija una fecha"),
    ):
        page = announce(analyst, **said)
        assert page.status_code == 422 and words in page.content.decode()
    assert 'value="mañana"' in announce(analyst, period="mañana").content.decode()
    assert not PlannedIssue.objects.exists()


def test_only_a_period_that_the_report_covers_on_a_day_that_can_be_is_announced(analyst):
    this = today().year
    for said, words in (
        ({"period": str(this - 6)}, "Revise el año"),
        ({"period": str(this + 4)}, "Revise el año"),
        ({"name": "trimestral", "period": str(this)}, "no se hace por año"),
        ({"name": "anual", "period": f"{this}-T1"}, "se hace por año"),
        ({"due_on": f"1/2/{this + 11}"}, "Revise el año"),
        ({"period": str(this + 1)}, "todavía no habrá terminado"),
    ):
        page = announce(analyst, **said)
        assert page.status_code == 422 and words in page.content.decode(), said
    assert not PlannedIssue.objects.exists()
    announce(analyst)
    assert move(analyst, PlannedIssue.objects.get(), due_on=f"1/2/{this + 11}").status_code == 422


def test_what_will_not_come_says_so_with_its_reason_and_may_be_announced_anew(analyst):
    announce(analyst)
    row = PlannedIssue.objects.get()
    there = reverse("desk:report-issue-off", args=[row.pk])
    off = lambda **said: analyst.post(there, {"version": row.version, "idempotency_key": str(uuid.uuid4())} | said)  # noqa: E731
    assert off(reason=" ").status_code == 422
    with acting_as(system(None)), transaction.atomic():
        PlannedIssue.objects.update(institution=Institution.objects.get(code="INFOP"))
    assert off(reason="Se repitió").status_code == 403
    with acting_as(system(None)), transaction.atomic():
        PlannedIssue.objects.update(institution=None)
    assert off(reason="Se repitió", version=9).status_code == 409
    assert off(reason="Se repitió").status_code == 302
    assert "cancelado: Se repitió" in Client().get(reverse("portal:reports")).content.decode()
    page = analyst.get(reverse("desk:report-calendar"), {"estado": "called_off"}).content.decode()
    assert "Se repitió" in page and reverse("desk:report-issue", args=[row.pk]) not in page
    row.refresh_from_db()
    assert off(reason="Otra vez").status_code == move(analyst, row).status_code == 409
    assert announce(analyst).status_code == 302
    assert PlannedIssue.objects.filter(called_off_at=None).count() == 1


def test_a_day_moves_with_its_reason_and_only_from_what_one_saw(analyst):
    announce(analyst)
    row = PlannedIssue.objects.get()
    assert move(analyst, row, reason=" ").status_code == 422
    assert move(analyst, row).status_code == 302
    page = Client().get(reverse("portal:reports")).content.decode()
    assert "Faltan datos de diciembre" in page
    assert move(analyst, row).status_code == 409
    row.refresh_from_db()
    assert (row.due_on, row.first_due_on, row.version) == (LATER + timedelta(days=9), LATER, 2)
    with pytest.raises(DatabaseError, match="insights_issue_moved_why"), acting_as(system(None)), transaction.atomic():
        PlannedIssue.objects.update(reason="")


def test_another_institution_does_not_move_it(analyst):
    announce(analyst)
    row = PlannedIssue.objects.get()
    with acting_as(system(None)), transaction.atomic():
        PlannedIssue.objects.update(institution=Institution.objects.get(code="INFOP"))
    assert move(analyst, row).status_code == 403
    assert reverse("desk:report-issue", args=[row.pk]) not in analyst.get(reverse("desk:report-calendar")).content.decode()


def test_what_went_out_says_where_and_does_not_move(analyst):
    announce(analyst)
    row = PlannedIssue.objects.get()
    issue = Publication.objects.create(
        slug="mercado-2025", name="mercado", period="2025", title="x", body="", state="proposed", proposed_at=now()
    )
    assert issues().get().state == "proposed"
    second = desk_of("central_coordination")
    decided = second.post(
        reverse("desk:publication", args=[issue.pk]), {"idempotency_key": str(uuid.uuid4()), "do": "approve", "reason": ""}
    )
    assert decided.status_code == 302
    found = issues().get()
    assert (found.state, found.slug) == ("out", "mercado-2025")
    assert move(analyst, row).status_code == 409
    assert "Próximos informes" not in Client().get(reverse("portal:reports")).content.decode()
    page = analyst.get(reverse("desk:report-calendar")).content.decode()
    assert reverse("portal:report", args=["mercado-2025"]) in page


def test_the_calendar_is_filtered_and_taken_along_and_others_do_not_announce(analyst):
    announce(analyst)
    with acting_as(system(None)), transaction.atomic():
        PlannedIssue.objects.update(due_on=today() - timedelta(days=1), reason="ayer")
    address = reverse("desk:report-calendar")
    assert "Atrasado" in analyst.get(address, {"estado": "late"}).content.decode()
    link = reverse("desk:report-issue", args=[PlannedIssue.objects.get().pk])
    for typed, is_found in (("MIGRÁNTES oferta", True), ("2025", True), ("remesas", False)):
        assert (link in analyst.post(address, {"q": typed}, follow=True).content.decode()) is is_found, typed
    sent = analyst.post(address, {"q": "oferta"})["Location"]
    assert "busca=" in sent and "oferta" not in sent
    assert "Nada anunciado con eso" in analyst.get(address, {"estado": "out"}).content.decode()
    assert "Oferta y demanda" in analyst.get(address, {"formato": "csv"}).getvalue().decode()
    assert announce(desk_of("receptionist")).status_code == 403
    assert announce(desk_of("counsellor")).status_code == 403
