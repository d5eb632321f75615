"""Do the pages show the formula with its figures, open the rows of each, and carry posts and structures to approval?"""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from ruta.base.clock import today
from ruta.base.context import acting_as
from ruta.cases.tests.making import staff
from ruta.desk.rounds.tests.test_screens import desk_of, page, sent
from ruta.staffing.actions import PostTerms, SeatTerms, approve_post, approve_structure, save_post, save_structure
from ruta.staffing.models import Post, PostVersion, Programmed, Structure
from ruta.staffing.tests.test_staffing import served_once
from ruta.training.tests.conftest import course, edition

pytestmark = pytest.mark.django_db
POST = {
    "title": "Orientación laboral", "role": "counsellor", "process": "Orientación", "purpose": "Acompañar", "functions": "Registrar", "competences": "Escucha",
    "requirements": "", "revision": "",
}  # fmt: skip


@pytest.fixture
def writer():
    return staff("SPS", "office_coordinator")


@pytest.fixture
def approver():
    return staff("DGE", "central_coordination")


def test_from_posts_to_the_structure_of_an_office(writer, approver):
    desk, other = desk_of(writer), desk_of(approver)
    assert sent(desk, "desk:post-new", **POST | {"purpose": ""}).status_code == 422
    assert sent(desk, "desk:post-new", **POST).status_code == 302
    with acting_as(writer):
        post, version = Post.objects.get(), PostVersion.objects.get()
    assert "Acompañar" in page(desk, "desk:post", post.pk)
    assert sent(desk, "desk:post-approve", version.pk, revision="1").status_code == 403
    assert sent(other, "desk:post-approve", version.pk, revision="1").status_code == 302
    assert "Versión 1" in page(desk, "desk:posts")
    seats = {"processes": "Acogida", "revision": "", "post_0": str(post.pk), "count_0": "3", "to_0": ""}
    for half, words in (
        ({"count_0": ""}, "Escriba cuántas plazas."),
        ({"post_0": ""}, "Elija el puesto"),
        ({"post_1": str(post.pk)}, "Escriba cuántas"),
    ):
        refused = sent(desk, "desk:structure-edit", writer.office_id, **seats | half)
        assert refused.status_code == 422 and words in refused.content.decode() and "Acogida" in refused.content.decode(), half
    with acting_as(writer):
        assert not Structure.objects.exists()
    assert sent(desk, "desk:structure-edit", writer.office_id, **seats).status_code == 302
    with acting_as(writer):
        made = Structure.objects.get()
    assert "Por aprobar" in page(desk, "desk:staffing-office", writer.office_id)
    assert sent(other, "desk:structure-approve", made.pk, revision="1").status_code == 302
    assert sent(other, "desk:structure-approve", made.pk, revision="1").status_code == 409
    stranger = desk_of(staff("INFOP-SPS", "office_coordinator"))
    assert stranger.get(reverse("desk:post", args=[post.pk])).status_code == 404
    assert stranger.get(reverse("desk:staffing-office", args=[writer.office_id])).status_code == 404


def test_each_figure_opens_its_rows_and_the_table_leaves(writer, approver):
    desk, place = desk_of(writer), writer.office_id
    case = served_once(staff("SPS"))
    said = {"kind": "minutes", "code": "followups", "office": "", "value": "15", "source": "Estimado"}
    assert sent(desk, "desk:assumption-new", **said).status_code == 403  # of the whole institution: central coordination
    assert sent(desk, "desk:assumption-new", **said | {"office": str(place)}).status_code == 302
    assert "Estimado" in page(desk, "desk:assumptions")
    ahead = {
        "title": "Feria",
        "activity": "",
        "hours": "40",
        "starts_on": today().isoformat(),
        "ends_on": today().isoformat(),
        "source": "Plan",
    }
    assert sent(desk, "desk:staffing-program", place, **ahead | {"ends_on": (today() - timedelta(days=2)).isoformat()}).status_code == 422
    assert sent(desk, "desk:staffing-program", place, **ahead).status_code == 302
    shown = page(desk, "desk:staffing-office", place)
    assert reverse("desk:staffing-rows", args=[place, "cases"]) in shown
    assert "Feria" in shown
    assert case.number in page(desk, "desk:staffing-rows", place, "cases")
    rows = reverse("desk:staffing-rows", args=[place, "cases"])
    assert rows not in page(desk_of(approver), "desk:staffing-office", place)  # no link to what it may not open
    assert desk_of(approver).get(rows).status_code == 403
    who = str(staff("SPS").user_id)
    assert sent(desk, "desk:staffing-share", place, user=who, share="0").status_code == 422
    assert sent(desk, "desk:staffing-share", place, user=who, share="50").status_code == 302
    assert "(50 %)" in page(desk, "desk:staffing-office", place)
    assert "(50 %)" not in page(desk_of(staff("SPS", "auditor")), "desk:staffing-office", place)  # names are for whoever plans
    with acting_as(writer):
        row = Programmed.objects.get()
        assert row.hours == Decimal(40)
    assert sent(desk, "desk:staffing-drop", row.pk, why="").status_code == 422
    assert sent(desk, "desk:staffing-drop", row.pk, why="Se canceló.").status_code == 302
    assert "faltan" in page(desk_of(approver), "desk:staffing") or "sobran" in page(desk_of(approver), "desk:staffing")
    table = desk.get(reverse("desk:staffing"), {"formato": "csv"})
    assert "Personas que hacen falta" in table.content.decode()
    assert desk_of(staff("SPS", "receptionist")).get(reverse("desk:staffing")).status_code == 403


def test_the_sitting_of_a_reserved_workshop_is_named_to_protection_alone(writer):
    guardian = staff("SPS", "protection_officer")
    edition(guardian, course(guardian, kind="workshop", name="Grupo B", service_type="gbv_integral_care", least_grade=None))
    at = (writer.office_id, "sessions")
    assert "Grupo B" in page(desk_of(guardian), "desk:staffing-rows", *at)
    told = page(desk_of(writer), "desk:staffing-rows", *at)
    assert "Grupo B" not in told and told.count("Sesión de un servicio reservado") == 2
    table = desk_of(writer).get(reverse("desk:staffing-rows", args=at), {"formato": "csv"})
    assert b"Grupo B" not in b"".join(table.streaming_content)


def test_whoever_writes_a_draft_second_sees_what_the_first_kept_and_saves_knowingly(writer, approver):
    desk, other = desk_of(writer), desk_of(approver)
    assert sent(desk, "desk:post-new", **POST).status_code == 302
    with acting_as(writer):
        post = Post.objects.get()
    assert sent(desk, "desk:post-edit", post.pk, **POST | {"purpose": "Acompañar y medir", "revision": "1"}).status_code == 302
    refused = sent(other, "desk:post-edit", post.pk, **POST | {"functions": "Valorar", "revision": "1"})
    told = refused.content.decode()
    assert refused.status_code == 409
    for words in ("Lo que guardó otra persona", "Acompañar y medir", "Valorar", 'name="revision" value="2"'):
        assert words in told, words
    assert sent(other, "desk:post-edit", post.pk, **POST | {"functions": "Valorar", "revision": "2"}).status_code == 302
    place = writer.office_id
    seats = {"processes": "Acogida", "revision": "", "post_0": str(post.pk), "count_0": "3", "to_0": ""}
    assert sent(desk, "desk:structure-edit", place, **seats).status_code == 302
    assert sent(desk, "desk:structure-edit", place, **seats | {"count_0": "4", "revision": "1"}).status_code == 302
    refused = sent(other, "desk:structure-edit", place, **seats | {"revision": "1"})
    assert refused.status_code == 409 and "4 × Orientación laboral" in refused.content.decode()
    assert 'name="revision" value="2"' in refused.content.decode()


def test_every_version_of_a_structure_is_read(writer, approver):
    with acting_as(writer):
        version = save_post(
            actor=writer, title="Orientación", role="counsellor", terms=PostTerms(process="P", purpose="A", functions="F", competences="C")
        )
    with acting_as(approver):
        approve_post(actor=approver, version_id=version.pk, revision=1)
    for number in range(1, 6):
        with acting_as(writer):
            made = save_structure(
                actor=writer,
                office_id=writer.office_id,
                processes=f"Proceso {number}",
                seats=[SeatTerms(post_id=version.post_id, count=number)],
            )
        with acting_as(approver):
            approve_structure(actor=approver, structure_id=made.pk, revision=1)
    shown = page(desk_of(writer), "desk:staffing-office", writer.office_id)
    for number in range(1, 6):
        assert f"Proceso {number}" in shown


def test_what_is_over_or_programmed_already_is_refused(writer):
    desk, place = desk_of(writer), writer.office_id
    ahead = {
        "title": "Feria",
        "activity": "",
        "hours": "40",
        "starts_on": today().isoformat(),
        "ends_on": today().isoformat(),
        "source": "Plan",
    }
    past = (today() - timedelta(days=2)).isoformat()
    for wrong, words in (({"starts_on": past, "ends_on": past}, "Ya pasó"), ({"ends_on": "2999-01-01"}, "Revise el año")):
        refused = sent(desk, "desk:staffing-program", place, **ahead | wrong)
        assert refused.status_code == 422 and words in refused.content.decode()
    assert sent(desk, "desk:staffing-program", place, **ahead).status_code == 302
    assert "ya está programada" in sent(desk, "desk:staffing-program", place, **ahead).content.decode()
    with acting_as(writer):
        assert Programmed.objects.count() == 1


def test_a_draft_is_thrown_away_and_what_was_approved_stays(writer, approver):
    desk, other = desk_of(writer), desk_of(approver)
    sent(desk, "desk:post-new", **POST)
    with acting_as(writer):
        post, version = Post.objects.get(), PostVersion.objects.get()
    assert "Descartar el borrador" in page(desk, "desk:post", post.pk)
    assert sent(other, "desk:post-discard", version.pk, revision="9").status_code == 409
    assert sent(desk_of(staff("INFOP-SPS", "office_coordinator")), "desk:post-discard", version.pk, revision="1").status_code == 404
    assert sent(desk, "desk:post-discard", version.pk, revision="1").url == reverse("desk:posts")
    with acting_as(writer):
        assert not Post.objects.exists()
    sent(desk, "desk:post-new", **POST)
    with acting_as(writer):
        post, version = Post.objects.get(), PostVersion.objects.get()
    sent(other, "desk:post-approve", version.pk, revision="1")
    assert sent(desk, "desk:post-discard", version.pk, revision="1").status_code == 409
    sent(desk, "desk:post-edit", post.pk, **POST | {"purpose": "Otra cosa"})
    with acting_as(writer):
        draft = PostVersion.objects.get(state="draft")
    assert sent(desk, "desk:post-discard", draft.pk, revision="1").url == reverse("desk:post", args=[post.pk])
    seats = {"processes": "Acogida", "revision": "", "post_0": str(post.pk), "count_0": "3", "to_0": ""}
    sent(desk, "desk:structure-edit", writer.office_id, **seats)
    with acting_as(writer):
        made = Structure.objects.get()
    assert sent(desk, "desk:structure-discard", made.pk, revision="1").status_code == 302
    sent(desk, "desk:structure-edit", writer.office_id, **seats)
    with acting_as(writer):
        made = Structure.objects.get()
    sent(other, "desk:structure-approve", made.pk, revision="1")
    assert sent(desk, "desk:structure-discard", made.pk, revision="1").status_code == 409
    with acting_as(writer):
        assert Structure.objects.get().state == "approved" and PostVersion.objects.get().state == "approved"
        assert PostVersion.objects.filter(pk=version.pk).delete()[0] == 0, "nor by the database"
