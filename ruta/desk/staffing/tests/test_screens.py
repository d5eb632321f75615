"""Do the pages show the formula with its figures, open the rows of each, and carry posts and structures to approval?"""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from ruta.base.clock import today
from ruta.base.context import acting_as
from ruta.cases.tests.making import staff
from ruta.desk.rounds.tests.test_screens import desk_of, page, sent
from ruta.staffing.models import Post, PostVersion, Programmed, Structure
from ruta.staffing.tests.test_staffing import served_once

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
