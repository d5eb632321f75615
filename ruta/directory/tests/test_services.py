"""Who writes an entry of the directory, what does it refuse, and what does it say of itself?"""

from dataclasses import replace
from datetime import date, datetime

import pytest

from ruta.base.clock import HONDURAS
from ruta.base.context import Actor
from ruta.base.errors import Conflict, Invalid, NotOpen, Refused
from ruta.base.windows import read_windows
from ruta.directory import selectors
from ruta.directory.actions import ServiceTerms, decide_proposal, propose_change, save_focal_point, save_service
from ruta.directory.enums import Fact
from ruta.directory.models import FocalPoint, Institution, Office, Service
from ruta.directory.rules import Opening, opening, quality

WEEKDAYS = {str(day): "8:00-12:00, 13:00-16:00" for day in range(5)}
FULL = {
    "description": "Curso de albañilería de 12 semanas", "populations": ["returned", "youth"], "eligibility": "Saber leer", "papers": "DNI",
    "cost": "free", "entry": ["walk_in"], "phone": "2232-0000", "languages": ["es"], "hours": WEEKDAYS, "capacity": 20,
}  # fmt: skip


@pytest.fixture
def infop(db):
    return Institution.objects.get(code="INFOP")


@pytest.fixture
def owner(infop):
    return Actor(kind="staff", role="office_coordinator", institution_id=infop.pk, user_id=1)


@pytest.fixture
def officer(infop):
    return Actor(kind="staff", role="territorial_officer", institution_id=Institution.objects.get(code="SETRASS-DGE").pk, user_id=2)


@pytest.fixture
def entry(infop):
    return Service.objects.filter(institution=infop, service_type="infop_short_course", office__isnull=False).order_by("pk").first()


def terms_of(service, **said):
    return replace(ServiceTerms.of(service), **said)


def test_an_entry_says_all_and_keeps_what_was_changed(owner, infop, entry):
    row = save_service(actor=owner, institution_id=infop.pk, service_id=entry.pk, terms=terms_of(entry, **FULL), version=1)
    assert (row.version, row.cost, row.is_reference) == (2, "free", False)
    assert selectors.hours_told(row) == WEEKDAYS
    step = selectors.steps_of(row).first()
    assert step.verb == "changed" and {"hours", "cost"} <= set(step.fields) and "office_id" not in step.fields
    with pytest.raises(Conflict):
        save_service(actor=owner, institution_id=infop.pk, service_id=entry.pk, terms=terms_of(entry), version=1)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"hours": {"0": "ocho a doce"}}, "day_0"),
        ({"hours": {"0": "8:00-12:00, 11:00-16:00"}}, "day_0"),
        ({"service_type": "no_hay"}, "service_type"),
        ({"not_applicable": ["cost"]}, "not_applicable"),
        ({"age_from": 30, "age_to": 18}, None),
        ({"cost": "free", "cost_amount": 200}, None),
        ({"populations": ["nobody"]}, None),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(owner, infop, entry, said, field):
    with pytest.raises(Invalid) as refusal:
        save_service(actor=owner, institution_id=infop.pk, service_id=entry.pk, terms=terms_of(entry, **said))
    assert field is None or field in refusal.value.fields


def test_an_office_of_another_institution_is_not_its_place(owner, infop, entry):
    foreign = Office.objects.exclude(institution=infop).first()
    with pytest.raises(Invalid):
        save_service(actor=owner, institution_id=infop.pk, service_id=entry.pk, terms=terms_of(entry, office_id=foreign.pk))


def test_a_territorial_officer_proposes_and_the_institution_decides(owner, officer, infop, entry):
    with pytest.raises(Refused):
        save_service(actor=officer, institution_id=infop.pk, service_id=entry.pk, terms=terms_of(entry, cost="paid"))
    made = propose_change(actor=officer, service_id=entry.pk, terms=terms_of(entry, cost="paid", hours={"5": "8:00-12:00"}), note="Lo vi")
    assert made.changes == {"cost": "paid", "hours": {"5": "8:00-12:00"}}
    assert Service.objects.get(pk=entry.pk).cost == ""
    with pytest.raises(Refused):
        decide_proposal(actor=officer, proposal_id=made.pk, is_accepted=True)
    decide_proposal(actor=owner, proposal_id=made.pk, is_accepted=True)
    row = Service.objects.get(pk=entry.pk)
    assert row.cost == "paid" and selectors.hours_told(row) == {"5": "8:00-12:00"}
    with pytest.raises(NotOpen):
        decide_proposal(actor=owner, proposal_id=made.pk, is_accepted=True)
    assert [step.verb for step in selectors.steps_of(row)][:3] == ["accepted", "changed", "proposed"]


def test_a_stranger_neither_writes_nor_proposes_nor_reads_who_answers(owner, infop, entry, as_superuser):
    stranger = Actor(kind="staff", role="partner_officer", institution_id=Institution.objects.get(code="INM").pk, user_id=3)
    with pytest.raises(Refused):
        propose_change(actor=stranger, service_id=entry.pk, terms=terms_of(entry, cost="paid"))
    from ruta.base.context import acting_as

    point = save_focal_point(actor=owner, institution_id=infop.pk, name="Ana Enlace", email="ana@ejemplo.hn")
    for actor, seen in ((owner, 1), (stranger, 0), (None, 0)):
        with acting_as(actor):
            assert FocalPoint.objects.filter(pk=point.pk).count() == seen


def test_missing_counts_against_an_entry_and_not_applicable_does_not(owner, infop, entry):
    bare = selectors.quality_of(entry)
    assert "description" in bare.missing and "place" not in bare.missing
    save_service(actor=owner, institution_id=infop.pk, service_id=entry.pk, terms=terms_of(entry, **FULL))
    row = Service.objects.get(pk=entry.pk)
    told = selectors.quality_of(row)
    assert row.quality == told.score > bare.score
    assert set(told.missing) == {"focal_point", "accessibility"}
    save_service(actor=owner, institution_id=infop.pk, service_id=entry.pk, terms=terms_of(row, not_applicable=["accessibility"]))
    spared = selectors.quality_of(Service.objects.get(pk=entry.pk))
    assert spared.score > told.score and spared.not_applicable == ("accessibility",)


def test_quality_knows_every_fact():
    assert quality({}).score == 0
    assert set(quality({}).missing) == set(Fact.values)


MONDAY = datetime(2026, 11, 23, 15, 20, tzinfo=HONDURAS)


@pytest.mark.parametrize(
    ("text", "at", "is_open", "until"),
    [
        ("8:00-12:00, 13:00-16:00", MONDAY, True, MONDAY.replace(hour=16, minute=0)),
        ("8:00-12:00, 13:00-16:00", MONDAY.replace(hour=12, minute=0), False, MONDAY.replace(hour=13, minute=0)),
        ("8:00-12:00", MONDAY, False, datetime(2026, 11, 24, 8, tzinfo=HONDURAS)),
        ("0:00-24:00", MONDAY, True, None),
    ],
)
def test_open_until_when(text, at, is_open, until):
    week = dict.fromkeys(range(7), read_windows(text))
    assert opening(week, at, lambda _day: False) == Opening(is_open, until)


def test_a_holiday_closes_and_no_hours_say_nothing():
    week = dict.fromkeys(range(5), read_windows("8:00-16:00"))
    christmas = datetime(2026, 12, 25, 10, tzinfo=HONDURAS)
    closed = opening(week, christmas, lambda day: day == date(2026, 12, 25))
    assert closed == Opening(is_open=False, until=datetime(2026, 12, 28, 8, tzinfo=HONDURAS))
    assert opening({}, christmas, lambda _day: False) is None


def test_a_night_goes_on_over_midnight():
    week = {0: read_windows("18:00-24:00"), 1: read_windows("0:00-6:00")}
    found = opening(week, MONDAY.replace(hour=20, minute=0), lambda _day: False)
    assert found == Opening(is_open=True, until=datetime(2026, 11, 24, 6, tzinfo=HONDURAS))
