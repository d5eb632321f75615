"""Does an office come from what it lacks to what is kept up, by the right hands, and count once with evidence?"""

from datetime import date, timedelta

import pytest
from django.db import connection, transaction

from ruta.base.clock import today
from ruta.base.context import acting_as
from ruta.base.errors import Conflict, Invalid, NotFound, NotOpen, Refused
from ruta.cases.tests.making import staff
from ruta.directory.models import Office
from ruta.facilities.actions import (
    Line,
    add_evidence,
    buy_requirement,
    correct_requirement,
    drop_requirement,
    give_budget,
    keep_survey,
    note_requirement,
    note_upkeep,
    receive_requirement,
    step_back,
    take_delivery_back,
    take_evidence_back,
)
from ruta.facilities.models import Requirement
from ruta.facilities.rules import lacking, upkeep_due
from ruta.facilities.selectors import improved_offices, late_upkeep, tallies

pytestmark = pytest.mark.django_db
JPEG = b"\xff\xd8\xff\xe0 una foto"


@pytest.fixture
def central(db):
    return staff("DGE", "central_coordination")


@pytest.fixture
def keeper(db):
    return staff("SPS", "office_coordinator")


@pytest.fixture
def office(db):
    return Office.objects.get(code="SPS")


def needed(keeper, office, **more):
    terms = {"kind": "computer", "what": "Computadoras para orientación", "quantity": 4}
    return note_requirement(actor=keeper, office_id=office.pk, **(terms | more))


def arrived(central, keeper, row, on=None):
    """A requirement that went all the way."""
    give_budget(actor=central, requirement_id=row.pk, version=1, budget=90_000, funding="Fondos nacionales")
    buy_requirement(actor=central, requirement_id=row.pk, version=2, supplier="Comercial Prueba", order_ref="OC-1", paid=88_500)
    return receive_requirement(
        actor=keeper, requirement_id=row.pk, version=3, received_on=on or today(), received=4, upkeep_months=6, title="Acta", content=JPEG
    )


@pytest.mark.parametrize(
    ("have", "wanted", "condition", "short"), [(2, 5, "good", 3), (5, 5, "fair", 0), (5, 5, "bad", 5), (9, 5, "good", 0), (0, 0, "none", 0)]
)
def test_what_is_bad_does_not_count_as_there(have, wanted, condition, short):
    assert lacking(have, wanted, condition) == short


def test_upkeep_falls_on_the_last_day_of_a_shorter_month():
    assert upkeep_due(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert upkeep_due(date(2026, 8, 31), 0) is None


def test_a_look_at_an_office_notes_what_is_lacking_once(keeper, office):
    lines = [Line("ramp", 0, 1, "none"), Line("screen", 2, 2, "good"), Line("computer", 3, 5, "bad")]
    for _ in range(2):
        keep_survey(actor=keeper, office_id=office.pk, made_on=today(), lines=lines)
    found = {row.kind: (row.quantity, row.is_urgent) for row in Requirement.objects.filter(office=office)}
    assert found == {"ramp": (1, False), "computer": (5, True)}
    assert Requirement.objects.filter(office=office).count() == 2
    with pytest.raises(Invalid):
        keep_survey(actor=keeper, office_id=office.pk, made_on=today() + timedelta(days=1), lines=lines)
    with pytest.raises(Invalid):
        keep_survey(actor=keeper, office_id=office.pk, made_on=today(), lines=[])


def test_an_office_goes_from_need_to_evidence_and_counts_once(central, keeper, office):
    row = needed(keeper, office)
    with pytest.raises(NotOpen):
        buy_requirement(actor=central, requirement_id=row.pk, version=1, supplier="X", order_ref="1", paid=1)
    with pytest.raises(Refused):
        give_budget(actor=keeper, requirement_id=row.pk, version=1, budget=1, funding="X")
    give_budget(actor=central, requirement_id=row.pk, version=1, budget=90_000, funding="Fondos nacionales")
    with pytest.raises(Conflict):
        give_budget(actor=central, requirement_id=row.pk, version=1, budget=2, funding="Otros")
    buy_requirement(actor=central, requirement_id=row.pk, version=2, supplier="Comercial Prueba", order_ref="OC-1", paid=88_500)
    assert improved_offices(today()) == []
    terms = {
        "actor": keeper,
        "requirement_id": row.pk,
        "version": 3,
        "received_on": today(),
        "received": 4,
        "upkeep_months": 6,
        "title": "Acta",
    }
    with pytest.raises(Invalid):
        receive_requirement(**terms, content=b"esto no es una foto")
    receive_requirement(**terms, content=JPEG)
    arrived(central, keeper, needed(keeper, office, what="Pantalla", kind="screen"), on=today() - timedelta(days=40))
    found = improved_offices(today())
    assert [(each.office.code, each.since) for each in found] == [("SPS", today() - timedelta(days=40))]
    assert improved_offices(today() - timedelta(days=41)) == []
    tally = next(each for each in tallies() if each.office == office)
    assert (tally.counts, tally.budget, tally.paid) == ({"received": 2}, 180_000, 177_000)


def test_what_is_missing_of_an_order_is_still_waited_for_and_its_money_counts_once(central, keeper, office):
    row = arrived(central, keeper, needed(keeper, office, quantity=6))
    rest = Requirement.objects.exclude(pk=row.pk).get()
    assert (rest.state, rest.quantity, rest.order_ref, rest.paid) == ("purchased", 2, "OC-1", None)
    terms = {"requirement_id": rest.pk, "version": 1, "received_on": today(), "received": 2, "upkeep_months": 6, "title": "Acta"}
    receive_requirement(actor=keeper, **terms, content=JPEG)
    tally = next(each for each in tallies() if each.office == office)
    assert (tally.counts, tally.budget, tally.paid) == ({"received": 2}, 90_000, 88_500)


def test_the_money_of_a_step_that_is_written_anew_counts_when_it_is_written(central, keeper, office):
    row = needed(keeper, office)
    give_budget(actor=central, requirement_id=row.pk, version=1, budget=900_000, funding="Fondos nacionales")
    buy_requirement(actor=central, requirement_id=row.pk, version=2, supplier="Comercial Prueba", order_ref="OC-1", paid=885_000)

    def money():
        tally = next(each for each in tallies() if each.office == office)
        return tally.budget, tally.paid

    step_back(actor=central, requirement_id=row.pk, version=3)
    assert money() == (900_000, 0), "not bought any more"
    step_back(actor=central, requirement_id=row.pk, version=4)
    assert money() == (0, 0), "and no budget either"
    drop_requirement(actor=keeper, requirement_id=row.pk, version=5, why="Ya no hace falta")
    assert money() == (0, 0)


def test_what_came_is_kept_up(central, keeper, office):
    row = arrived(central, keeper, needed(keeper, office), on=today() - timedelta(days=400))
    assert list(late_upkeep(Requirement.objects.all())) == [row]
    note_upkeep(actor=keeper, requirement_id=row.pk, done_on=today(), what="Limpieza")
    assert not late_upkeep(Requirement.objects.all()).exists()
    with pytest.raises(NotOpen):
        note_upkeep(actor=keeper, requirement_id=needed(keeper, office).pk, done_on=today(), what="Limpieza")


def test_more_than_is_missing_and_days_that_nobody_means_are_refused(central, keeper, office):
    row = needed(keeper, office)
    for on in (date(1900, 1, 1), today() + timedelta(days=1)):
        with pytest.raises(Invalid) as wrong:
            arrived(central, keeper, needed(keeper, office), on=on)
        assert "received_on" in wrong.value.fields
    with pytest.raises(Invalid) as more:
        arrived(central, keeper, needed(keeper, office, quantity=3))
    assert "received" in more.value.fields
    row = arrived(central, keeper, row, on=today() - timedelta(days=9))
    with pytest.raises(Invalid) as early:
        note_upkeep(actor=keeper, requirement_id=row.pk, done_on=today() - timedelta(days=10), what="Limpieza")
    assert "done_on" in early.value.fields


def test_a_delivery_noted_wrongly_is_waited_for_again_until_something_stands_on_it(central, keeper, office):
    row = arrived(central, keeper, needed(keeper, office, quantity=6))
    with pytest.raises(Refused):
        take_delivery_back(actor=staff("INFOP-SPS", "office_coordinator"), requirement_id=row.pk, version=4)
    with pytest.raises(Conflict):
        take_delivery_back(actor=keeper, requirement_id=row.pk, version=3)
    back = take_delivery_back(actor=keeper, requirement_id=row.pk, version=4)
    assert (back.state, back.received, back.upkeep_on, back.evidence.count()) == ("purchased", None, None, 0)
    assert Requirement.objects.filter(office=office).count() == 1, "what was missing of it is not missing beside it"
    assert improved_offices(today()) == []
    terms = {"received_on": today(), "received": 4, "upkeep_months": 6, "title": "Acta", "content": JPEG}
    receive_requirement(actor=keeper, requirement_id=row.pk, version=5, **terms)
    rest = Requirement.objects.get(rest_of=row)
    receive_requirement(actor=keeper, requirement_id=rest.pk, version=1, **terms | {"received": 2})
    with pytest.raises(NotOpen):
        take_delivery_back(actor=keeper, requirement_id=row.pk, version=6)
    note_upkeep(actor=keeper, requirement_id=rest.pk, done_on=today(), what="Limpieza")
    with pytest.raises(NotOpen):
        take_delivery_back(actor=keeper, requirement_id=rest.pk, version=2)
    with acting_as(keeper), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM audit_event WHERE table_name = 'facilities_requirement' AND verb = 'delete'")
        assert cursor.fetchone() == (1,)


def test_another_institution_writes_nothing(keeper, office):
    elsewhere = staff("INFOP-SPS", "office_coordinator")
    with pytest.raises(Refused):
        needed(elsewhere, office)
    row = needed(keeper, office)
    with pytest.raises(Refused):
        drop_requirement(actor=elsewhere, requirement_id=row.pk, version=1, why="No es mía.")
    with acting_as(elsewhere), pytest.raises(Refused):
        add_evidence(actor=elsewhere, requirement_id=row.pk, stage="need", title="Foto", content=JPEG)


def test_as_much_is_noted_as_is_not_on_its_way(keeper, office):
    needed(keeper, office, quantity=1)
    for have, noted in ((0, 5), (0, 5), (4, 5), (0, 7)):
        wanted = 7 if noted == 7 else 5
        keep_survey(actor=keeper, office_id=office.pk, made_on=today(), lines=[Line("computer", have, wanted, "good")])
        assert sum(row.quantity for row in Requirement.objects.filter(office=office)) == noted
    with pytest.raises(Invalid) as wrong:
        keep_survey(actor=keeper, office_id=office.pk, made_on=date(1900, 1, 1), lines=[Line("computer", 1, 1, "good")])
    assert "made_on" in wrong.value.fields


def test_a_photograph_goes_and_what_was_received_keeps_a_proof(central, keeper, office):
    row, elsewhere = arrived(central, keeper, needed(keeper, office)), staff("INFOP-SPS", "office_coordinator")
    proof = row.evidence.get()
    with pytest.raises(NotOpen, match="única prueba"):
        take_evidence_back(actor=keeper, requirement_id=row.pk, evidence_id=proof.pk)
    better = add_evidence(actor=keeper, requirement_id=row.pk, stage="delivery", title="Sin personas", content=JPEG)
    with pytest.raises(Refused):
        take_evidence_back(actor=elsewhere, requirement_id=row.pk, evidence_id=proof.pk)
    take_evidence_back(actor=keeper, requirement_id=row.pk, evidence_id=proof.pk)
    assert row.evidence.get() == better and len(improved_offices(today())) == 1
    with pytest.raises(NotFound):
        take_evidence_back(actor=keeper, requirement_id=row.pk, evidence_id=proof.pk)


def test_what_is_lacking_is_said_otherwise_until_there_is_money_for_it(central, keeper, office):
    row = needed(keeper, office)
    said = {"requirement_id": row.pk, "kind": "printer", "what": "Impresora  láser", "quantity": 1, "is_urgent": True}
    with pytest.raises(Conflict):
        correct_requirement(actor=keeper, version=9, **said)
    with pytest.raises(Refused):
        correct_requirement(actor=staff("INFOP-SPS", "office_coordinator"), version=1, **said)
    now = correct_requirement(actor=keeper, version=1, **said)
    assert (now.kind, now.what, now.quantity, now.is_urgent, now.version) == ("printer", "Impresora láser", 1, True, 2)
    give_budget(actor=central, requirement_id=row.pk, version=2, budget=9_000, funding="Fondos nacionales")
    with pytest.raises(NotOpen):
        correct_requirement(actor=keeper, version=3, **said)
