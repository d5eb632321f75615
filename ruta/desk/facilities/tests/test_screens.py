"""Do the pages carry an office from a look at it to its upkeep, and the board to a file?"""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ruta.base.clock import today
from ruta.cases.tests.making import staff
from ruta.desk.vacancies.tests.test_screens import desk_of, sent
from ruta.directory.models import Office
from ruta.facilities.models import Evidence, Found, FoundPhoto, Requirement
from ruta.facilities.tests.test_facilities import JPEG, central, keeper, office  # noqa: F401

pytestmark = pytest.mark.django_db


def photo():
    return SimpleUploadedFile("entrega.jpg", JPEG, content_type="image/jpeg")


def test_an_office_is_looked_at_and_equipped(central, keeper, office):  # noqa: F811
    desk, purse = desk_of(keeper), desk_of(central)
    assert sent(desk, "desk:equipment-survey", office.pk, made_on=today().isoformat()).status_code == 422
    lines = {
        "have_ramp": "0",
        "needed_ramp": "1",
        "condition_ramp": "none",
        "have_computer": "2",
        "needed_computer": "5",
        "condition_computer": "good",
    }
    assert sent(desk, "desk:equipment-survey", office.pk, made_on=today().isoformat(), **lines).status_code == 302
    page = desk.get(reverse("desk:equipment-office", args=[office.pk])).content.decode()
    assert "Computadoras" in page
    row = Requirement.objects.get(kind="computer")
    assert row.quantity == 3
    assert "coordinación central" in desk.get(reverse("desk:requirement", args=[row.pk])).content.decode()
    assert sent(desk, "desk:requirement-evidence", row.pk, stage="need", title="Así está", file=photo()).status_code == 302
    assert sent(purse, "desk:requirement-step", row.pk, "presupuesto", version="1", budget="0", funding="").status_code == 422
    assert sent(purse, "desk:requirement-step", row.pk, "presupuesto", version="1", budget="75000", funding="OIM").status_code == 302
    assert sent(desk, "desk:requirement-step", row.pk, "atras", version="2").status_code == 403
    assert sent(purse, "desk:requirement-step", row.pk, "atras", version="2").status_code == 302
    anew = purse.get(reverse("desk:requirement", args=[row.pk])).content.decode()
    assert 'value="75000"' in anew and 'value="OIM"' in anew, "what was said stands in the form"
    assert sent(purse, "desk:requirement-step", row.pk, "presupuesto", version="3", budget="74000", funding="OIM").status_code == 302
    bought = {"version": "4", "supplier": "Comercial Prueba", "order_ref": "OC-7", "paid": "74100"}
    assert sent(purse, "desk:requirement-step", row.pk, "compra", **bought).status_code == 302
    assert "pasa del presupuesto" in desk.get(reverse("desk:requirement", args=[row.pk])).content.decode()
    came = {"version": "5", "received_on": today().isoformat(), "received": "3", "upkeep_months": "6"}
    assert sent(desk, "desk:requirement-step", row.pk, "entrega", **came).status_code == 422
    assert sent(desk, "desk:requirement-step", row.pk, "entrega", **came, file=photo()).status_code == 302
    shown = desk.get(reverse("desk:requirement-file", args=[row.pk, Evidence.objects.order_by("pk").last().pk]))
    assert shown.content == JPEG
    assert "sandbox" in shown["Content-Security-Policy"]
    assert sent(desk, "desk:requirement-step", row.pk, "deshacer", version="6").status_code == 302
    assert "Anotar que llegó" in desk.get(reverse("desk:requirement", args=[row.pk])).content.decode()
    more = sent(desk, "desk:requirement-step", row.pk, "entrega", **came | {"version": "7", "received": "4"}, file=photo())
    assert more.status_code == 422 and "Aquí solo faltan 3" in more.content.decode()
    assert sent(desk, "desk:requirement-step", row.pk, "entrega", **came | {"version": "7"}, file=photo()).status_code == 302
    assert "Deshacer la entrega" in desk.get(reverse("desk:requirement", args=[row.pk])).content.decode()
    kept = {"done_on": today().isoformat(), "what": "Limpieza", "cost": "500"}
    assert sent(desk, "desk:requirement-step", row.pk, "mantenimiento", **kept).status_code == 302
    kept_up = desk.get(reverse("desk:requirement", args=[row.pk])).content.decode()
    assert "Limpieza" in kept_up and "Deshacer la entrega" not in kept_up
    assert office.name in purse.get(reverse("desk:equipment-board")).content.decode()
    assert purse.get(reverse("desk:equipment-board"), {"formato": "csv"}).status_code == 200
    listed = desk.get(reverse("desk:equipment"), {"estado": "received"}).content.decode()
    assert "Computadoras" in listed
    assert b"Computadoras" in b"".join(desk.get(reverse("desk:equipment"), {"formato": "csv"}).streaming_content)


def test_each_line_of_a_look_has_its_photograph_once_and_through_the_same_door(central, keeper, office):  # noqa: F811
    desk = desk_of(keeper)
    lines = {"have_ramp": "0", "needed_ramp": "1", "condition_ramp": "none"}
    sent(desk, "desk:equipment-survey", office.pk, made_on=today().isoformat(), **lines)
    line = Found.objects.get()
    at = (office.pk, line.pk)
    assert desk.get(reverse("desk:equipment-photo", args=at)).status_code == 404
    assert sent(desk, "desk:equipment-photo", *at).status_code == 422
    for content in (b"GIF89a no", b"%PDF-1.7 un papel"):
        assert sent(desk, "desk:equipment-photo", *at, file=SimpleUploadedFile("x.jpg", content)).status_code == 422
    assert sent(desk_of(staff("INFOP-SPS", "office_coordinator")), "desk:equipment-photo", *at, file=photo()).status_code == 403
    assert not FoundPhoto.objects.exists()
    assert sent(desk, "desk:equipment-photo", *at, file=photo()).status_code == 302
    assert sent(desk, "desk:equipment-photo", *at, file=photo()).status_code == 409
    shown = desk.get(reverse("desk:equipment-photo", args=at))
    assert shown.content == JPEG and "sandbox" in shown["Content-Security-Policy"]
    other = Office.objects.exclude(pk=office.pk).filter(is_active=True).order_by("pk").first()
    assert desk.get(reverse("desk:equipment-photo", args=[other.pk, line.pk])).status_code == 404
    assert reverse("desk:equipment-photo", args=at) in desk.get(reverse("desk:equipment-office", args=[office.pk])).content.decode()


def test_a_photograph_of_a_line_is_kept_without_where_it_was_taken(central, keeper, office):  # noqa: F811
    desk = desk_of(keeper)
    sent(desk, "desk:equipment-survey", office.pk, made_on=today().isoformat(), have_ramp="0", needed_ramp="1", condition_ramp="none")
    at = (office.pk, Found.objects.get().pk)
    taken = b"\xff\xd8\xff\xe1\x00\x13Exif\0\0 N 15 W 88." + b"\xff\xda\x00\x02rampa\xff\xd9"
    assert sent(desk, "desk:equipment-photo", *at, file=SimpleUploadedFile("x.jpg", taken)).status_code == 302
    shown = desk.get(reverse("desk:equipment-photo", args=at)).content
    assert b"W 88." not in shown and b"rampa" in shown
    assert FoundPhoto.objects.get().size == len(shown)


def test_one_thing_is_noted_and_dropped_with_a_reason(keeper, office):  # noqa: F811
    desk = desk_of(keeper)
    fields = {"office": office.pk, "kind": "sign", "what": "Rótulo de la entrada", "quantity": "1", "estimate": "3000"}
    assert sent(desk, "desk:equipment-new", **(fields | {"quantity": "0"})).status_code == 422
    assert sent(desk, "desk:equipment-new", **fields).status_code == 302
    row = Requirement.objects.get()
    assert sent(desk, "desk:requirement-step", row.pk, "descartar", version="1", why="").status_code == 422
    assert sent(desk, "desk:requirement-step", row.pk, "descartar", version="9", why="Lo donaron.").status_code == 409
    assert sent(desk, "desk:requirement-step", row.pk, "descartar", version="1", why="Lo donaron.").status_code == 302
    assert "Lo donaron." in desk.get(reverse("desk:requirement", args=[row.pk])).content.decode()
    assert sent(desk, "desk:requirement-step", row.pk, "regalar").status_code == 404


def test_half_a_line_of_a_look_is_refused_at_its_field_and_what_is_not_there_is_not_good(keeper, office):  # noqa: F811
    desk, day = desk_of(keeper), {"made_on": today().isoformat()}
    whole = {"have_ramp": "0", "needed_ramp": "1", "condition_ramp": "good"}
    for half, words in (
        ({"have_screen": "3", "condition_screen": "good"}, "Escriba cuánto debe haber"),
        ({"have_screen": "3", "needed_screen": "3", "condition_screen": "none"}, "Dice que hay"),
    ):
        refused = sent(desk, "desk:equipment-survey", office.pk, **day, **whole, **half)
        assert refused.status_code == 422 and words in refused.content.decode()
    assert not Found.objects.exists()
    assert sent(desk, "desk:equipment-survey", office.pk, **day, **whole).status_code == 302
    assert Found.objects.get().condition == "none"


def test_a_photograph_that_shows_somebody_is_taken_away(central, keeper, office):  # noqa: F811
    desk = desk_of(keeper)
    sent(desk, "desk:equipment-survey", office.pk, made_on=today().isoformat(), have_ramp="0", needed_ramp="1", condition_ramp="none")
    at = (office.pk, Found.objects.get().pk)
    assert sent(desk, "desk:equipment-photo", *at, file=photo()).status_code == 302
    assert "Quitar la foto" in desk.get(reverse("desk:equipment-office", args=[office.pk])).content.decode()
    stranger = desk_of(staff("INFOP-SPS", "office_coordinator"))
    assert stranger.post(reverse("desk:equipment-photo-back", args=at)).status_code == 403
    assert desk.post(reverse("desk:equipment-photo-back", args=at)).status_code == 302
    assert desk.get(reverse("desk:equipment-photo", args=at)).status_code == 404
    assert sent(desk, "desk:equipment-photo", *at, file=photo()).status_code == 302, "another takes its place"
    row = Requirement.objects.get()
    assert sent(desk, "desk:requirement-evidence", row.pk, stage="need", title="Así está", file=photo()).status_code == 302
    gone = (row.pk, Evidence.objects.get().pk)
    assert desk.post(reverse("desk:requirement-file-back", args=gone)).status_code == 302
    assert desk.get(reverse("desk:requirement-file", args=gone)).status_code == 404
    fields = {"version": str(row.version), "kind": "ramp", "what": "Rampa de la entrada", "quantity": "2", "estimate": "40000"}
    assert sent(desk, "desk:requirement-step", row.pk, "corregir", **fields | {"quantity": "0"}).status_code == 422
    assert sent(desk, "desk:requirement-step", row.pk, "corregir", **fields).status_code == 302
    assert "Rampa de la entrada" in desk.get(reverse("desk:requirement", args=[row.pk])).content.decode()


def test_where_a_shelter_is_no_other_institution_sees_in_its_pictures(keeper, office):  # noqa: F811
    desk, other = desk_of(keeper), desk_of(staff("INFOP-SPS", "me_focal_point"))
    sent(desk, "desk:equipment-survey", office.pk, made_on=today().isoformat(), have_ramp="0", needed_ramp="1", condition_ramp="none")
    line, row = Found.objects.get(), Requirement.objects.get()
    sent(desk, "desk:equipment-photo", office.pk, line.pk, file=photo())
    sent(desk, "desk:requirement-evidence", row.pk, stage="need", title="La entrada", file=photo())
    pages = [
        reverse("desk:equipment-office", args=[office.pk]),
        reverse("desk:equipment-photo", args=[office.pk, line.pk]),
        reverse("desk:requirement", args=[row.pk]),
        reverse("desk:requirement-file", args=[row.pk, Evidence.objects.get().pk]),
    ]
    lists = [reverse("desk:equipment"), reverse("desk:equipment-board")]
    assert [other.get(each).status_code for each in pages] == [200] * 4
    assert all(office.short_name in other.get(each).content.decode() for each in lists)
    Office.objects.filter(pk=office.pk).update(kind="shelter")
    assert [other.get(each).status_code for each in pages] == [403] * 4
    assert [desk.get(each).status_code for each in pages] == [200] * 4
    rows_told = other.get(lists[0], {"tipo": "ramp"}).content.decode()
    assert reverse("desk:requirement", args=[row.pk]) not in rows_told
    assert pages[0] not in other.get(lists[1]).content.decode()
    assert reverse("desk:requirement", args=[row.pk]) in desk.get(lists[0]).content.decode()
