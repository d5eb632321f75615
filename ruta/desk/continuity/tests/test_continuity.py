"""Is the plan of an office written by one and approved by another, read in its institution alone, and tried until what was found is mended?"""

from datetime import timedelta
from importlib import import_module

import pytest
from django.db import connection, transaction
from django.urls import reverse

from ruta.base.clock import today
from ruta.base.context import acting_as, system
from ruta.cases.tests.making import staff
from ruta.demo.actions import make_accounts, make_continuity
from ruta.desk.rounds.tests.test_screens import desk_of, page, sent
from ruta.directory.actions import record_restore
from ruta.directory.models import ContinuityCall, ContinuityPlan, ContinuityVersion, Drill, Office
from ruta.directory.selectors import chain_of, drills_held
from ruta.people.selectors import user_names
from ruta.roadmap.selectors import counted_value
from ruta.roadmap.selectors.indicators import roadmap_figures

pytestmark = pytest.mark.django_db
PLAN = {
    "first_hour": "La coordinación avisa y reparte tareas.", "alternative_site": "Alcaldía, primer piso", "contacts": "Coordinación: 2500-0001\nMesa técnica: 2200-0000",
    "without_power": "", "without_network": "Registro en Campo.", "version": "",
}  # fmt: skip


@pytest.fixture
def writer():
    return staff("SPS", "office_coordinator")


@pytest.fixture
def approver():
    return staff("DGE", "central_coordination")


def ahead(days):
    return (today() + timedelta(days=days)).isoformat()


def test_a_plan_is_approved_by_other_eyes_and_a_change_takes_that_away(writer, approver):
    desk, other, place = desk_of(writer), desk_of(approver), Office.objects.get(code="SPS")
    assert sent(desk, "desk:continuity-edit", place.pk, **PLAN, review_on=today().isoformat()).status_code == 422
    assert sent(desk, "desk:continuity-edit", place.pk, **PLAN, review_on=ahead(200)).status_code == 302
    assert sent(desk, "desk:continuity-approve", place.pk, version="1").status_code == 403
    assert sent(other, "desk:continuity-approve", place.pk, version="7").status_code == 409
    assert sent(other, "desk:continuity-approve", place.pk, version="1").status_code == 302
    assert "Mesa técnica: 2200-0000" in page(desk, "desk:continuity-office", place.pk)
    changed = PLAN | {"version": "1", "alternative_site": "Cancha techada"}
    assert sent(desk, "desk:continuity-edit", place.pk, **changed, review_on=ahead(200)).status_code == 302
    assert sent(desk, "desk:continuity-edit", place.pk, **changed, review_on=ahead(200)).status_code == 409
    with acting_as(writer):
        assert ContinuityPlan.objects.get().approved_at is None


def test_what_was_approved_stays_readable_whatever_comes_after(writer, approver):
    desk, other, place = desk_of(writer), desk_of(approver), Office.objects.get(code="SPS")
    sent(desk, "desk:continuity-edit", place.pk, **PLAN, review_on=ahead(200))
    sent(desk, "desk:continuity-call", place.pk, **CALL, version="1")
    sent(other, "desk:continuity-approve", place.pk, version="2")
    sent(desk, "desk:continuity-edit", place.pk, **PLAN | {"version": "2", "alternative_site": "Cancha techada"}, review_on=ahead(300))
    sent(desk, "desk:continuity-call", place.pk, **CALL | {"post": "Vigilancia"}, version="3")
    shown = page(desk, "desk:continuity-office", place.pk)
    assert "Rige la versión 2" in shown and "Cancha techada" in shown
    old = page(desk, "desk:continuity-version", place.pk, 2)
    assert "Alcaldía, primer piso" in old and "9500-0001" in old and "Vigilancia" not in old and "Cancha techada" not in old
    assert approver_name(approver) in old and "Rige" in old
    assert desk.get(reverse("desk:continuity-version", args=[place.pk, 3])).status_code == 404, "nobody approved it"
    sent(other, "desk:continuity-approve", place.pk, version="4")
    assert "Ya no rige" in page(desk, "desk:continuity-version", place.pk, 2) and "Rige la versión" not in page(
        desk, "desk:continuity-office", place.pk
    )
    stranger = desk_of(staff("INFOP-SPS", "office_coordinator"))
    assert stranger.get(reverse("desk:continuity-version", args=[place.pk, 2])).status_code == 404
    with acting_as(writer), transaction.atomic():
        assert ContinuityVersion.objects.filter(number=2).delete()[0] == 0
        assert ContinuityVersion.objects.filter(number=2).update(review_on=today()) == 0, "nobody writes it anew"


def approver_name(actor):
    return user_names({actor.user_id})[actor.user_id]


CALL = {"post": "Coordinación de la oficina", "phone": "9500-0001", "phone_kind": "mobile", "caller": ""}


def calls(actor):
    with acting_as(actor), transaction.atomic():
        return [(depth, row.post, row.caller.post if row.caller else "") for depth, row in chain_of(ContinuityPlan.objects.get())]


def test_who_calls_whom_is_a_tree_of_posts_and_a_change_takes_the_approval_away(writer, approver):
    desk, place = desk_of(writer), Office.objects.get(code="SPS")
    assert sent(desk, "desk:continuity-call", place.pk, **CALL, version="1").status_code == 409, "a plan comes first"
    assert sent(desk, "desk:continuity-edit", place.pk, **PLAN | {"contacts": ""}, review_on=ahead(200)).status_code == 302
    assert sent(desk_of(approver), "desk:continuity-approve", place.pk, version="1").status_code == 409, "nobody is called"
    assert sent(desk, "desk:continuity-call", place.pk, **CALL, version="1").status_code == 302
    with acting_as(writer), transaction.atomic():
        first = ContinuityCall.objects.get().pk
    assert sent(desk, "desk:continuity-call", place.pk, **CALL, version="2").status_code == 422, "the same post once"
    too_long = ({"post": "P" * 121}, {"phone": "9" * 41})
    for wrong in ({"phone": "sin"}, {"phone_kind": "paloma"}, {"caller": "999999"}, *too_long):
        assert sent(desk, "desk:continuity-call", place.pk, **CALL | {"post": "Otro"} | wrong, version="2").status_code == 422
    for version, post, caller in (("2", "Vigilancia", ""), ("3", "Guardia de turno", str(first))):
        assert sent(desk, "desk:continuity-call", place.pk, **CALL | {"post": post, "caller": caller}, version=version).status_code == 302
    assert calls(writer) == [
        (0, "Coordinación de la oficina", ""),
        (1, "Guardia de turno", "Coordinación de la oficina"),
        (0, "Vigilancia", ""),
    ]
    assert sent(desk_of(approver), "desk:continuity-approve", place.pk, version="4").status_code == 302
    assert sent(desk, "desk:continuity-call-drop", place.pk, first, version="4").status_code == 409, "it calls another"
    with acting_as(writer), transaction.atomic():
        last = ContinuityCall.objects.get(post="Guardia de turno").pk
    assert sent(desk, "desk:continuity-call-drop", place.pk, last, version="3").status_code == 409
    assert sent(desk, "desk:continuity-call-drop", place.pk, last, version="4").status_code == 302
    with acting_as(writer):
        assert ContinuityPlan.objects.get().approved_at is None
    shown = page(desk, "desk:continuity-office", place.pk)
    assert "9500-0001" in shown and "Vigilancia" in shown and "Guardia de turno" not in shown


def test_on_the_way_back_the_calls_are_lines_of_the_text_again(writer):
    desk, place = desk_of(writer), Office.objects.get(code="SPS")
    sent(desk, "desk:continuity-edit", place.pk, **PLAN | {"contacts": "De noche, primero la vigilancia."}, review_on=ahead(200))
    sent(desk, "desk:continuity-call", place.pk, **CALL, version="1")
    sent(desk, "desk:continuity-call", place.pk, **CALL | {"post": "Vigilancia", "phone": "2500-0003"}, version="2")
    with acting_as(writer), transaction.atomic():
        first = ContinuityCall.objects.get(post=CALL["post"]).pk
    sent(desk, "desk:continuity-call", place.pk, **CALL | {"post": "Guardia", "caller": str(first)}, version="3")
    back = import_module("ruta.directory.migrations.0012_calls_guarded").AS_TEXT
    with acting_as(writer), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(back)
        found = ContinuityPlan.objects.get().contacts.splitlines()
    assert found == [
        "Coordinación de la oficina: 9500-0001",
        "Guardia: 9500-0001",
        "Vigilancia: 2500-0003",
        "De noche, primero la vigilancia.",
    ]


def test_the_chain_of_another_institution_is_neither_read_nor_written(writer):
    desk, place = desk_of(writer), Office.objects.get(code="SPS")
    sent(desk, "desk:continuity-edit", place.pk, **PLAN, review_on=ahead(200))
    sent(desk, "desk:continuity-call", place.pk, **CALL, version="1")
    stranger = staff("INFOP-SPS", "office_coordinator")
    assert "9500-0001" not in page(desk_of(stranger), "desk:continuity-office", place.pk)
    assert sent(desk_of(stranger), "desk:continuity-call", place.pk, **CALL, version="2").status_code == 403
    with acting_as(stranger), transaction.atomic():
        assert not ContinuityCall.objects.exists()


def test_a_plan_is_read_in_its_own_institution_alone(writer):
    place = Office.objects.get(code="SPS")
    assert sent(desk_of(writer), "desk:continuity-edit", place.pk, **PLAN, review_on=ahead(200)).status_code == 302
    stranger = staff("INFOP-SPS", "office_coordinator")
    assert "2200-0000" not in page(desk_of(stranger), "desk:continuity-office", place.pk)
    assert "Lo ve su institución" in page(desk_of(stranger), "desk:continuity", busca="")
    assert sent(desk_of(stranger), "desk:continuity-edit", place.pk, **PLAN, review_on=ahead(200)).status_code == 403
    with acting_as(stranger):
        assert not ContinuityPlan.objects.exists()


def test_a_drill_is_held_and_what_it_showed_waits_until_it_is_mended(writer):
    desk, place = desk_of(writer), Office.objects.get(code="SPS")
    assert sent(desk, "desk:drill-new", place.pk, kind="network", planned_on="2020-01-01").status_code == 422
    far = sent(desk, "desk:drill-new", place.pk, kind="network", planned_on="2040-01-01")
    assert far.status_code == 422 and "Revise el año" in far.content.decode()
    for kind in ("network", "power"):
        assert sent(desk, "desk:drill-new", place.pk, kind=kind, planned_on=today().isoformat()).status_code == 302
    assert sent(desk, "desk:drill-new", place.pk, kind="site", planned_on=(today() + timedelta(days=2)).isoformat()).status_code == 302
    off = Drill.objects.get(kind="site")
    assert sent(desk, "desk:drill-off", off.pk, why="").status_code == 422
    assert sent(desk, "desk:drill-off", off.pk, why="El edificio está en obra.").status_code == 302
    assert "El edificio está en obra." in desk.get(reverse("desk:drill", args=[off.pk])).content.decode()
    assert sent(desk, "desk:drill-off", Drill.objects.get(kind="power").pk, why="No hay tiempo.").status_code == 409, "its day has come"
    row = Drill.objects.get(kind="network")
    said = {"held_on": today().isoformat(), "minutes": "25", "went": "no", "findings": ""}
    assert sent(desk, "desk:drill", row.pk, **said).status_code == 422
    before = said | {"findings": "Nadie sabía la clave del módem.", "held_on": (today() - timedelta(days=1)).isoformat()}
    assert "todavía no estaba previsto" in sent(desk, "desk:drill", row.pk, **before).content.decode()
    assert sent(desk, "desk:drill", row.pk, **said | {"findings": "Nadie sabía la clave del módem."}).status_code == 302
    assert drills_held(today().year) == (1, 2)
    assert {each.code: each.value for each in roadmap_figures("es")}["I53"] == 50
    assert counted_value("I53", today(), today(), "percent") == 50
    assert "Por corregir" in page(desk, "desk:continuity-office", place.pk)
    assert sent(desk, "desk:drill", row.pk, mending="La clave está en el plan.").status_code == 302
    assert sent(desk, "desk:drill", row.pk, mending="Otra vez.").status_code == 409
    assert "Por corregir" not in page(desk, "desk:continuity-office", place.pk)
    listed = desk.get(reverse("desk:continuity"), {"estado": "drilled"}).content.decode()
    assert place.short_name in listed


def test_a_restored_copy_is_on_the_list_and_in_no_count(writer):
    before = drills_held(today().year)
    with acting_as(system(None, "restore")):
        row = record_restore(actor=system(None, "restore"), seconds=130)
    assert (row.minutes, row.office) == (2, None)
    assert drills_held(today().year) == before
    assert "2 minutos" in page(desk_of(writer), "desk:continuity")


def test_a_demonstration_has_a_plan_and_a_drill_once(approver):
    machine = system(None, "test")
    make_accounts(actor=machine)
    with acting_as(machine):
        assert (make_continuity(actor=machine), make_continuity(actor=machine)) == (2, 0)
    shown = page(desk_of(approver), "desk:continuity-office", Office.objects.get(code="SPS").pk)
    assert "Salón municipal" in shown and "Mesa técnica" in shown


def test_another_number_of_a_post_leaves_those_that_it_calls_behind_it(writer, approver):
    desk, place = desk_of(writer), Office.objects.get(code="SPS")
    sent(desk, "desk:continuity-edit", place.pk, **PLAN, review_on=ahead(200))
    sent(desk, "desk:continuity-call", place.pk, **CALL, version="1")
    with acting_as(writer):
        first = ContinuityCall.objects.get().pk
    sent(desk, "desk:continuity-call", place.pk, **CALL | {"post": "Vigilancia", "caller": str(first)}, version="2")
    assert sent(desk_of(approver), "desk:continuity-approve", place.pk, version="3").status_code == 302
    changed = {"post": "Coordinación", "phone": "9500-0099", "phone_kind": "mobile"}
    assert "9500-0001" in page(desk, "desk:continuity-call-change", place.pk, first)
    for wrong, version, status in (({"phone": "x"}, "3", 422), ({"post": "Vigilancia"}, "3", 422), ({}, "2", 409)):
        assert sent(desk, "desk:continuity-call-change", place.pk, first, **changed | wrong, version=version).status_code == status
    assert sent(desk, "desk:continuity-call-change", place.pk, first, **changed, version="3").status_code == 302
    assert calls(writer) == [(0, "Coordinación", ""), (1, "Vigilancia", "Coordinación")]
    assert "9500-0099" in page(desk, "desk:continuity-office", place.pk)
    with acting_as(writer):
        assert ContinuityPlan.objects.get().approved_at is None
        assert ContinuityVersion.objects.get().calls[0]["phone"] == "9500-0001", "what was approved stays word for word"
    assert (
        sent(
            desk_of(staff("INFOP-SPS", "office_coordinator")), "desk:continuity-call-change", place.pk, first, **changed, version="4"
        ).status_code
        == 403
    )


def test_whoever_writes_a_plan_second_compares_and_saves_knowingly(writer, approver):
    desk, other, place = desk_of(writer), desk_of(approver), Office.objects.get(code="SPS")
    sent(desk, "desk:continuity-edit", place.pk, **PLAN, review_on=ahead(200))
    sent(other, "desk:continuity-edit", place.pk, **PLAN | {"version": "1", "alternative_site": "Cancha techada"}, review_on=ahead(200))
    mine = PLAN | {"version": "1", "alternative_site": "Iglesia"}
    refused = sent(desk, "desk:continuity-edit", place.pk, **mine, review_on=ahead(200))
    told = refused.content.decode()
    assert refused.status_code == 409
    assert "Cancha techada" in told and "Iglesia" in told and 'name="version" value="2"' in told
    assert sent(desk, "desk:continuity-edit", place.pk, **mine | {"version": "2"}, review_on=ahead(200)).status_code == 302
    assert sent(desk, "desk:continuity-edit", place.pk, **mine | {"version": "3"}, review_on="2999-01-01").status_code == 422
