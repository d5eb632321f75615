"""Does an announced day stay as it was announced, who may announce one, and how does each day stand before its promise?"""

from datetime import time, timedelta

import pytest
import time_machine
from django.db import connection, transaction
from django.db.utils import Error

from ruta.agenda.actions import announce_visit, call_off_visit, change_visit, hold_visit, move_visit, unsay_visit
from ruta.agenda.enums import Fate
from ruta.agenda.models import ItinerantVisit
from ruta.agenda.selectors import coming_visits, fate, found_visits, near, next_near, of_fate, services_brought, told_visits, visits
from ruta.agenda.tests.visiting import CHOLOMA, DAY, TELA, announced, details
from ruta.base.clock import now, today
from ruta.base.context import Actor, acting_as
from ruta.base.errors import Conflict, Invalid, NotFound, NotOpen, Refused
from ruta.base.models import AuditEvent
from ruta.cases.tests.making import staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper():
    return staff("SPS", "territorial_officer")


def asked(actor, question):
    with acting_as(actor), transaction.atomic():
        return question()


def announce(actor, days=5, **changed):
    said = {"office_id": actor.office_id, "municipality_code": CHOLOMA, "day": today() + days * DAY, "details": details(actor)}
    return announce_visit(actor=actor, **(said | changed))


@pytest.mark.parametrize("role", ["territorial_officer", "office_coordinator", "central_coordination"])
def test_who_sends_a_team_announces_it_and_everybody_reads_it(role):
    row = announce(staff("SPS", role))
    assert asked(Actor(kind="person"), lambda: list(coming_visits())) == [row]
    assert (row.announced_on, row.state) == (today(), "announced")


@pytest.mark.parametrize("role", ["counsellor", "receptionist", "broker", "auditor", "administrator"])
def test_who_does_not_send_a_team_announces_nothing_and_says_nothing_of_a_day(keeper, role):
    other, row = staff("SPS", role), announce(keeper)
    with pytest.raises(Refused):
        announce(other)
    with pytest.raises(Refused):
        call_off_visit(actor=other, visit_id=row.pk, version=None, reason="No hay bus.")


def test_another_institution_reads_it_and_changes_nothing(keeper):
    row, other = announce(keeper), staff("INFOP-SPS", "office_coordinator")
    with pytest.raises(NotFound):
        call_off_visit(actor=other, visit_id=row.pk, version=None, reason="No hay bus.")
    with pytest.raises(Invalid) as refused:
        announce(other, office_id=keeper.office_id)
    assert "office" in refused.value.fields
    assert asked(other, lambda: ItinerantVisit.objects.filter(pk=row.pk).update(place="Otro")) == 0


@pytest.mark.parametrize("days", [-1, 0, 400])
def test_a_day_is_announced_beforehand(keeper, days):
    with pytest.raises(Invalid) as refused:
        announce(keeper, days)
    assert "day" in refused.value.fields


def test_the_same_visit_is_not_promised_twice_and_may_be_again_once_it_was_called_off(keeper):
    row = announce(keeper)
    with pytest.raises(Invalid) as refused:
        announce(keeper)
    assert "place" in refused.value.fields
    other = announce(keeper, details=details(keeper, starts_at=time(7, 30)))
    with pytest.raises(Invalid):
        change_visit(actor=keeper, visit_id=other.pk, version=other.version, details=details(keeper))
    call_off_visit(actor=keeper, visit_id=row.pk, version=None, reason="No hay bus.")
    assert announce(keeper).pk != row.pk
    with pytest.raises(Invalid):
        unsay_visit(actor=keeper, visit_id=row.pk, version=None)


@pytest.mark.parametrize(
    ("field", "changed"),
    [("place", {"place": "  "}), ("ends_at", {"ends_at": time(7)}), ("services", {"services": []}), ("services", {"services": ["gbv_integral_care"]})],
)  # fmt: skip
def test_what_is_lacking_is_told_at_its_field(keeper, field, changed):
    with pytest.raises(Invalid) as refused:
        announce(keeper, details=details(keeper, **changed))
    assert set(refused.value.fields) == {field}


def test_what_a_visit_brings_names_nothing_reserved():
    for code in ("SPS", "INFOP-SPS"):
        assert "gbv_integral_care" not in dict(services_brought(staff(code).institution_id))


@pytest.mark.parametrize("column", ["day", "municipality_id", "office_id", "announced_on"])
def test_what_was_announced_is_never_overwritten(keeper, column):
    row = announce(keeper)
    with pytest.raises(Error, match="permission denied"), acting_as(keeper), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE agenda_itinerantvisit SET {column} = {column} WHERE id = %s", [row.pk])


def test_another_day_is_another_announcement_and_the_first_one_stays(keeper):
    row = announce(keeper)
    with pytest.raises(Invalid):
        move_visit(actor=keeper, visit_id=row.pk, version=row.version, day=row.day, reason="Lluvia.")
    with pytest.raises(Invalid):
        move_visit(actor=keeper, visit_id=row.pk, version=row.version, day=row.day + DAY, reason=" ")
    later = move_visit(actor=keeper, visit_id=row.pk, version=row.version, day=row.day + DAY, reason="Lluvia.")
    first = asked(keeper, lambda: visits(keeper).get(pk=row.pk))
    assert (first.day, first.state, first.reason, first.moved_to) == (row.day, "moved", "Lluvia.", later)
    assert (later.day, later.state, later.place) == (row.day + DAY, "announced", row.place)
    with pytest.raises(NotOpen):
        hold_visit(actor=keeper, visit_id=row.pk, version=None, held_on=today())


def test_what_became_of_a_day_is_told_once_also_by_raw_sql(keeper):
    row = announce(keeper)
    call_off_visit(actor=keeper, visit_id=row.pk, version=row.version, reason="No hay bus.")
    with pytest.raises(NotOpen):
        call_off_visit(actor=keeper, visit_id=row.pk, version=None, reason="Otra razón.")
    with pytest.raises(Error), acting_as(keeper), transaction.atomic():
        ItinerantVisit.objects.filter(pk=row.pk).update(reason="Otra razón.")


def test_what_was_told_by_mistake_is_taken_back_within_the_week_and_told_again(keeper):
    row = announce(keeper)
    wrong = call_off_visit(actor=keeper, visit_id=row.pk, version=row.version, reason="Era otra visita.")
    with pytest.raises(Refused):
        unsay_visit(actor=staff("SPS", "counsellor"), visit_id=row.pk, version=None)
    with pytest.raises(Conflict):
        unsay_visit(actor=keeper, visit_id=row.pk, version=row.version)
    again = unsay_visit(actor=keeper, visit_id=row.pk, version=wrong.version)
    assert (again.state, again.reason, again.told_at) == ("announced", "", None)
    with pytest.raises(NotOpen):
        unsay_visit(actor=keeper, visit_id=row.pk, version=None)
    with time_machine.travel(now() + timedelta(days=6)):
        assert hold_visit(actor=keeper, visit_id=row.pk, version=None, held_on=row.day).state == "held"


def test_after_a_week_or_with_a_new_day_what_was_told_stays_also_by_raw_sql(keeper):
    old, moved = announced(keeper, -20, late=0, told_at=now() - 8 * DAY), announced(keeper, -8, state="moved")
    with connection.cursor() as cursor:
        cursor.execute("SELECT told_at < now() - interval '7 days' FROM agenda_itinerantvisit WHERE id = %s", [old.pk])
        assert cursor.fetchone() == (True,)
    for row in (old, moved):
        with pytest.raises(NotOpen):
            unsay_visit(actor=keeper, visit_id=row.pk, version=None)
        with pytest.raises(Error), acting_as(keeper), transaction.atomic():
            ItinerantVisit.objects.filter(pk=row.pk).update(state="announced", held_on=None, reason="", told_at=None)


def test_the_team_came_on_its_day_or_says_why_it_was_another(keeper):
    row, other = announce(keeper, 2), announce(keeper, 2, details=details(keeper, place="Escuela"))
    with pytest.raises(Invalid):
        hold_visit(actor=keeper, visit_id=row.pk, version=None, held_on=row.day)
    with time_machine.travel(now() + timedelta(days=3)):
        assert fate(hold_visit(actor=keeper, visit_id=row.pk, version=None, held_on=row.day)) == Fate.KEPT
        with pytest.raises(Invalid) as refused:
            hold_visit(actor=keeper, visit_id=other.pk, version=None, held_on=other.day + DAY)
        assert "reason" in refused.value.fields
        late = hold_visit(actor=keeper, visit_id=other.pk, version=None, held_on=other.day + DAY, reason="Salimos tarde.")
        assert fate(late) == Fate.BROKEN


def test_place_and_hours_are_corrected_by_one_hand_at_a_time(keeper):
    row = announce(keeper)
    change_visit(actor=keeper, visit_id=row.pk, version=row.version, details=details(keeper, place="Escuela"))
    with pytest.raises(Conflict):
        change_visit(actor=keeper, visit_id=row.pk, version=row.version, details=details(keeper, place="Parque"))
    with pytest.raises(Invalid):
        call_off_visit(actor=keeper, visit_id=row.pk, version=None, reason="Atención integral a sobrevivientes de violencia de género")
    assert asked(keeper, lambda: visits(keeper).get().place) == "Escuela"


def test_what_was_announced_is_not_corrected_once_its_day_is_over(keeper):
    row = announce(keeper, 2)
    with time_machine.travel(now() + timedelta(days=2)):
        today_still = change_visit(actor=keeper, visit_id=row.pk, version=None, details=details(keeper, place="Escuela"))
    assert today_still.place == "Escuela"
    with time_machine.travel(now() + timedelta(days=3)), pytest.raises(NotOpen):
        change_visit(actor=keeper, visit_id=row.pk, version=None, details=details(keeper, place="Donde nadie esperó"))
    assert asked(keeper, lambda: visits(keeper).get().place) == "Escuela"


def test_every_change_leaves_its_trace(keeper):
    row = announce(keeper)
    call_off_visit(actor=keeper, visit_id=row.pk, version=None, reason="No hay bus.")
    with acting_as(staff("DGE", "auditor")), transaction.atomic():
        found = AuditEvent.objects.filter(table_name="agenda_itinerantvisit", row_id=row.pk)
        assert found.count() == 2


def test_each_day_stands_once_and_the_database_says_the_same(keeper):
    rows = {
        announced(keeper, -20, late=0): Fate.KEPT, announced(keeper, 0, late=0): Fate.KEPT, announced(keeper, -19, late=1, reason="Tarde."): Fate.BROKEN,
        announced(keeper, -9, state="called_off"): Fate.BROKEN, announced(keeper, -8, state="moved"): Fate.BROKEN, announced(keeper, -1): Fate.SILENT,
        announced(keeper, 0): Fate.AHEAD, announced(keeper, 1): Fate.AHEAD, announced(keeper, 2, state="called_off"): Fate.AHEAD,
    }  # fmt: skip
    assert {row: fate(row) for row in rows} == rows
    for each in Fate:
        told = asked(keeper, lambda each=each: set(of_fate(told_visits(), each)))
        assert told == {row for row, stands in rows.items() if stands == each}, each


def test_near_is_measured_from_point_to_point_and_words_find_places(keeper):
    here, far = announced(keeper, 3), announced(keeper, 4, municipality=TELA, place="Salón de Tornabé")

    def told(question):
        return asked(keeper, question)

    assert told(lambda: list(near(coming_visits(), "0501"))) == [here], "San Pedro Sula is a few kilometres away, Tela is not"
    assert told(lambda: list(near(coming_visits(), TELA))) == [far]
    assert told(lambda: next_near("0501")) == here
    assert told(lambda: list(found_visits(visits(keeper), "salon TORNABE"))) == [far]
