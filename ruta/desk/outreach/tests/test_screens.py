"""Do the pages carry a strategy, a line of media, a talk, a material and a campaign from the first word to what came of it?"""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ruta.base.clock import today
from ruta.base.context import acting_as, system
from ruta.cases.tests.making import staff
from ruta.communication.actions import send_campaign
from ruta.communication.models import Campaign, Material, MediaItem, Milestone, OrientationSession, Strategy
from ruta.communication.tests.test_campaigns import reached
from ruta.desk.vacancies.tests.test_screens import desk_of, sent

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
PDF = b"%PDF-1.7 una prueba"


@pytest.fixture
def writer(db):
    return staff("SPS", "territorial_officer")


@pytest.fixture
def chief(db):
    return staff("SPS", "office_coordinator")


@pytest.fixture
def folder(settings, tmp_path):
    settings.MESSAGE_FOLDER = tmp_path
    return tmp_path


def text_of(client, name, *at):
    return client.get(reverse(name, args=at)).content.decode()


def test_a_strategy_is_written_approved_shown_and_verified(writer, chief):
    desk, other = desk_of(writer), desk_of(chief)
    assert "Todavía no hay estrategia" in text_of(desk, "desk:outreach")
    days = {"aim": "communication", "begins": today().isoformat(), "ends": (today() + 300 * DAY).isoformat()}
    assert sent(desk, "desk:strategy-new", title="Estrategia", summary="", **days).status_code == 422
    for far in ({"begins": "1900-01-01"}, {"ends": "2999-12-31"}):
        assert "Revise el año" in sent(desk, "desk:strategy-new", title="Estrategia", summary="Ya.", **days | far).content.decode()
    assert sent(desk, "desk:strategy-new", title="Estrategia", summary="Que se sepa.", **days).status_code == 302
    row = Strategy.objects.get()
    piece = {
        "kind": "campaign",
        "title": "Campaña de radio",
        "weight": 10,
        "due_on": today().isoformat(),
        "segment": "women",
        "territory_code": "",
    }
    assert sent(desk, "desk:strategy-add", row.pk, **(piece | {"weight": 0})).status_code == 422
    later = sent(desk, "desk:strategy-add", row.pk, **(piece | {"due_on": (today() + 301 * DAY).isoformat()}))
    assert later.status_code == 422 and "La estrategia termina antes de ese día." in later.content.decode()
    assert sent(desk, "desk:strategy-add", row.pk, **piece).status_code == 302
    one = Milestone.objects.get()
    assert "Aprobar esta versión" not in text_of(desk, "desk:strategy", row.pk)
    assert 'value="Estrategia"' in text_of(desk, "desk:strategy-correct", row.pk)
    better = {"title": "Estrategia nacional", "summary": "Que se sepa.", "begins": days["begins"], "ends": days["ends"]}
    assert sent(desk, "desk:strategy-correct", row.pk, **better | {"ends": days["begins"]}).status_code == 422
    assert sent(desk, "desk:strategy-correct", row.pk, **better).status_code == 302
    assert "Estrategia nacional" in text_of(desk, "desk:strategy", row.pk)
    with acting_as(writer):
        Milestone.objects.filter(pk=one.pk).update(due_on=today() + 301 * DAY)
    cut = sent(other, "desk:strategy-approve", row.pk)
    assert cut.status_code == 422 and "Un hito va después" in cut.content.decode()
    with acting_as(writer):
        Milestone.objects.filter(pk=one.pk).update(due_on=today())
    assert sent(other, "desk:strategy-approve", row.pk).status_code == 302
    shown = {f"h{one.pk}-evidence": "Acta del 3 de marzo", f"h{one.pk}-evidence_on": today().isoformat()}
    ahead = sent(desk, "desk:milestone-step", one.pk, "evidencia", **shown | {f"h{one.pk}-evidence_on": (today() + 9 * DAY).isoformat()})
    assert ahead.status_code == 422 and "Acta del 3 de marzo" in ahead.content.decode()
    assert sent(desk, "desk:milestone-step", one.pk, "evidencia", **shown).status_code == 302
    assert (
        sent(other, "desk:milestone-step", one.pk, "verificar", **{f"h{one.pk}-is_done": "si", f"h{one.pk}-doubt": ""}).status_code == 302
    )
    assert "100 %" in text_of(desk, "desk:outreach")
    place = reverse("desk:milestones", args=[row.pk])
    for state, count in (("verified", 1), ("shown", 0), ("late", 0), ("ahead", 0)):
        lines = b"".join(desk.get(place, {"formato": "csv", "estado": state}).streaming_content).decode()
        assert lines.count("Campaña de radio") == count, state
    assert "Campaña de radio" in desk.get(place).content.decode()


def test_a_strategy_of_action_stands_beside_the_other_with_its_own_parts(writer, chief):
    desk, other = desk_of(writer), desk_of(chief)
    assert "Estrategia de actuación" in text_of(desk, "desk:action-strategy")
    days = {"begins": today().isoformat(), "ends": (today() + 300 * DAY).isoformat()}
    assert sent(desk, "desk:strategy-new", aim="otra", title="Actuar", summary="En los doce.", **days).status_code == 422
    assert sent(desk, "desk:strategy-new", aim="action", title="Actuar", summary="En los doce.", **days).status_code == 302
    row = Strategy.objects.get()
    page = text_of(desk, "desk:action-strategy")
    assert "Servicios en el territorio" in page
    assert "Plan de medios</option>" not in page
    piece = {"title": "Ventanilla", "weight": 10, "due_on": today().isoformat(), "segment": "all", "territory_code": ""}
    assert sent(desk, "desk:strategy-add", row.pk, kind="media", **piece).status_code == 422
    assert sent(desk, "desk:strategy-add", row.pk, kind="services", **piece).status_code == 302
    assert sent(other, "desk:strategy-approve", row.pk).status_code == 302
    assert "I05" in text_of(desk, "desk:action-strategy")
    assert "Todavía no hay estrategia" in text_of(desk, "desk:outreach")


def test_a_line_of_media_and_a_talk_are_planned_and_closed(writer):
    desk = desk_of(writer)
    line = {
        "title": "Cuña", "medium": "radio", "outlet": "Radio Sula", "segment": "youth", "territory_code": "", "begins": today().isoformat(),
        "ends": today().isoformat(), "budget": 900, "reach": 50,
    }  # fmt: skip
    assert sent(desk, "desk:media-new", **(line | {"ends": "2020-01-01"})).status_code == 422
    assert sent(desk, "desk:media-new", **line).status_code == 302
    row = MediaItem.objects.get()
    assert sent(desk, "desk:media-step", row.pk, "hecho", version=99, spent=1, reached=1, source="Radio").status_code == 409
    assert sent(desk, "desk:media-step", row.pk, "hecho", version=row.version, spent=850, reached=61, source="Radio").status_code == 302
    row.refresh_from_db()
    assert 'value="850"' in text_of(desk, "desk:media-item", row.pk)
    assert sent(desk, "desk:media-step", row.pk, "cambiar", version=row.version, **line).status_code == 409
    assert sent(desk, "desk:media-step", row.pk, "hecho", version=row.version, spent=860, reached=62, source="Radio").status_code == 302
    page = text_of(desk, "desk:media")
    assert "L 860" in page
    assert "llegó a 62" in page
    for typed, is_found in (("súla cuna", True), ("televisión", False)):
        assert ("Radio Sula" in desk.post(reverse("desk:media"), {"q": typed}, follow=True).content.decode()) is is_found
    assert b"Radio Sula" in b"".join(desk.get(reverse("desk:media"), {"formato": "csv"}).streaming_content)
    talk = {
        "topic": "Primeros días", "place": "Casa comunal", "municipality_code": "0501", "office": "", "held_on": today().isoformat(), "starts_at": "09:00",
        "segment": "all", "is_public": "on",
    }  # fmt: skip
    assert '<option value="" selected>Elija una opción</option>' in text_of(desk, "desk:talk-new")
    assert sent(desk, "desk:talk-new", **(talk | {"municipality_code": ""})).status_code == 422, "nobody chose where"
    for day in ("1900-01-01", "2040-01-01"):
        wrong = sent(desk, "desk:talk-new", **(talk | {"held_on": day}))
        assert wrong.status_code == 422 and "Revise el año" in wrong.content.decode()
    assert sent(desk, "desk:talk-new", **talk).status_code == 302
    session = OrientationSession.objects.get()
    counts = {"attended": 9, "women": 10, "youth": 0, "transit": 0, "note": ""}
    assert sent(desk, "desk:talk-step", session.pk, "hecho", version=session.version, **counts).status_code == 422
    assert sent(desk, "desk:talk-step", session.pk, "hecho", version=session.version, **(counts | {"women": 6})).status_code == 302
    session.refresh_from_db()
    counted = text_of(desk, "desk:talk", session.pk)
    assert "Quién vino" in counted and "Corregir lo contado" in counted and 'value="6"' in counted
    assert sent(desk, "desk:talk-step", session.pk, "hecho", version=session.version, **(counts | {"women": 5})).status_code == 302
    assert "Primeros días" in text_of(desk, "desk:talks")


def test_a_material_waits_for_other_eyes_and_then_anybody_takes_it_along(writer, chief, client):
    desk, other = desk_of(writer), desk_of(chief)
    said = {
        "kind": "leaflet",
        "title": "Hoja para quien vuelve",
        "purpose": "Qué hay",
        "segment": "all",
        "language": "es",
        "is_public": "on",
    }
    assert sent(desk, "desk:material-new", **said, file=SimpleUploadedFile("v.pdf", b"MZ")).status_code == 422
    assert sent(desk, "desk:material-new", **said, file=SimpleUploadedFile("v.pdf", PDF)).status_code == 302
    row = Material.objects.get()
    assert client.get(reverse("portal:material_file", args=[row.pk])).status_code == 404
    assert "Hoja para quien vuelve" not in text_of(client, "portal:materials")
    assert sent(desk, "desk:material-step", row.pk, 1, "revisar", **{"v1-is_approved": "si", "v1-note": ""}).status_code == 403
    assert sent(other, "desk:material-step", row.pk, 1, "revisar", **{"v1-is_approved": "si", "v1-note": ""}).status_code == 302
    assert "Hoja para quien vuelve" in text_of(client, "portal:materials")
    file = client.get(reverse("portal:material_file", args=[row.pk]))
    assert (file.status_code, file.content, file["Content-Type"]) == (200, PDF, "application/pdf")
    assert sent(other, "desk:material-step", row.pk, 1, "retirar", **{"v1-why": "Un error."}).status_code == 302
    assert client.get(reverse("portal:material_file", args=[row.pk])).status_code == 404
    assert desk.get(reverse("desk:material-file", args=[row.pk, 1])).content == PDF
    assert "Un error." in text_of(desk, "desk:material", row.pk)


def test_a_campaign_goes_from_draft_to_its_answers(writer, chief, client, folder):
    for number in range(6):
        reached(writer, given=f"Persona {number}", phone=f"9748-{2200 + number}")
    desk, other = desk_of(writer), desk_of(chief)
    said = {
        "title": "Charla", "text": "Le invitamos a una charla gratis:", "text_en": "", "details": "En la casa comunal.", "session": "", "segment": "all",
        "came_days": 30,
    }  # fmt: skip
    assert sent(desk, "desk:campaign-new", **(said | {"text": "muy largo " * 20})).status_code == 422
    assert sent(desk, "desk:campaign-new", **said).status_code == 302
    row = Campaign.objects.get()
    assert sent(desk, "desk:campaign-change", row.pk, **(said | {"title": "Charla del sábado"}), version=row.version).status_code == 302
    row.refresh_from_db()
    assert sent(desk, "desk:campaign-step", row.pk, "presentar", version=row.version).status_code == 302
    row.refresh_from_db()
    page = text_of(other, "desk:campaign", row.pk)
    assert "A cuántas personas irá" in page
    assert "Persona 1" not in page
    assert sent(other, "desk:campaign-step", row.pk, "decidir", version=row.version, is_approved="no", note="").status_code == 422
    assert sent(other, "desk:campaign-step", row.pk, "decidir", version=row.version, is_approved="si", note="").status_code == 302
    send_campaign(actor=system(writer.institution_id), campaign_id=row.pk)
    assert "Qué resultó" in text_of(desk, "desk:campaign", row.pk)
    assert "Charla del sábado" in text_of(desk, "desk:campaigns")


def test_the_calendar_shows_next_year_and_what_cost_more_says_so(writer):
    desk = desk_of(writer)
    line = {"medium": "radio", "outlet": "", "segment": "all", "territory_code": "", "budget": "100", "reach": "10"}
    next_year = today().replace(year=today().year + 1, month=1, day=5).isoformat()
    for title, day in (("Cuña", today().isoformat()), ("Vallas", next_year)):
        assert sent(desk, "desk:media-new", title=title, begins=day, ends=day, **line).status_code == 302
    shown = text_of(desk, "desk:media")
    assert all(f"Calendario de {today().year + ahead}" in shown for ahead in (0, 1))
    row = MediaItem.objects.get(title="Cuña")
    assert "más de lo previsto" not in text_of(desk, "desk:media-item", row.pk)
    assert (
        sent(desk, "desk:media-step", row.pk, "hecho", spent="101", reached="9", source="La radio", version=row.version).status_code == 302
    )
    assert "más de lo previsto" in text_of(desk, "desk:media-item", row.pk)


def test_what_a_material_is_can_be_corrected_on_its_page(writer, chief):
    desk = desk_of(writer)
    said = {"kind": "leaflet", "title": "Citaz", "purpose": "Para llevar", "segment": "all", "language": "es"}
    assert sent(desk, "desk:material-new", **said, is_public="on", file=SimpleUploadedFile("a.pdf", PDF)).status_code == 302
    row = Material.objects.get()
    assert 'value="Citaz"' in text_of(desk, "desk:material-correct", row.pk)
    assert sent(desk, "desk:material-correct", row.pk, **said | {"title": ""}).status_code == 422
    assert sent(desk, "desk:material-correct", row.pk, **said | {"title": "Citas"}).status_code == 302
    row.refresh_from_db()
    assert (row.title, row.is_public) == ("Citas", False)
    step = {"v1-is_approved": "si", "v1-note": ""}
    assert sent(desk_of(chief), "desk:material-step", row.pk, 1, "revisar", **step).status_code == 302
    assert reverse("desk:material-correct", args=[row.pk]) not in text_of(desk, "desk:material", row.pk)
    assert sent(desk, "desk:material-correct", row.pk, **said).status_code == 403
    assert reverse("desk:material-correct", args=[row.pk]) in text_of(desk_of(chief), "desk:material", row.pk)
