"""Is a dangerous place or number kept from use, and its reason from everybody but protection?"""

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from ruta.base.errors import Invalid, NotFound, NotOpen, Refused
from ruta.people.actions import (
    ContactDraft,
    PlaceDraft,
    end_unsafe_address,
    end_unsafe_place,
    mark_contact_unsafe,
    mark_place_unsafe,
    register_person,
    save_contact,
)
from ruta.people.models import Contact, UnsafeAddress, UnsafePlace
from ruta.people.selectors import blocked, is_unsafe_address, reserved_reasons
from ruta.people.tests.conftest import actor_of, as_, draft

pytestmark = pytest.mark.django_db
WHY = "Ahí vive quien la amenaza"


@pytest.fixture
def protection(db):
    return actor_of("SETRASS-DGE", "protection_officer")


@pytest.fixture
def place(dunia, yeimi, infop_id):
    return mark_place_unsafe(actor=dunia, person_id=yeimi, place=PlaceDraft(institution_id=infop_id), reason=WHY)


def test_a_place_is_dangerous_until_protection_says_why_the_danger_is_over(dunia, protection, yeimi, infop_id, place):
    with as_(dunia):
        assert blocked(yeimi, institution_id=infop_id)
        assert not blocked(yeimi, institution_id=dunia.institution_id)
        assert not blocked(yeimi)
    with pytest.raises(Refused):
        end_unsafe_place(actor=dunia, place_id=place, reason=WHY)
    with pytest.raises(Invalid):
        end_unsafe_place(actor=protection, place_id=place, reason=" ")
    assert end_unsafe_place(actor=protection, place_id=place, reason="Se mudó") == yeimi
    with as_(dunia):
        assert not blocked(yeimi, institution_id=infop_id)
        assert reserved_reasons(yeimi, "place_over") == {}
    with as_(protection):
        assert reserved_reasons(yeimi, "place_over") == {place: "Se mudó"}
    with pytest.raises(NotOpen):
        end_unsafe_place(actor=protection, place_id=place, reason="Otra vez")


def test_a_number_taken_away_or_called_safe_again_stays_blocked_until_protection_lifts_it(dunia, protection, yeimi):
    with as_(dunia):
        contact = Contact.objects.get(person=yeimi)
    mark_contact_unsafe(actor=dunia, contact_id=contact.pk, reason=WHY)
    with as_(dunia):
        Contact.objects.filter(pk=contact.pk).update(safety="safe")
        assert blocked(yeimi, address="97482206")
        Contact.objects.filter(pk=contact.pk).delete()
        assert blocked(yeimi, address="+504 9748 2206")
        mark = UnsafeAddress.objects.get(person=yeimi)
    with pytest.raises(Invalid):
        save_contact(actor=dunia, person_id=yeimi, contact=ContactDraft("97482206"))
    with pytest.raises(Refused):
        end_unsafe_address(actor=dunia, mark_id=mark.pk, reason="Ya")
    assert end_unsafe_address(actor=protection, mark_id=mark.pk, reason="Es de su hermana") == yeimi
    save_contact(actor=dunia, person_id=yeimi, contact=ContactDraft("97482206"))


def test_a_number_registered_as_unsafe_is_marked_too(dunia):
    other = draft(given_names="Óscar", surnames="Paz", identifiers=(), contacts=(ContactDraft("9911-2233", safety="unsafe"),))
    person = register_person(actor=dunia, office_id=dunia.office_id, draft=other)
    with as_(dunia):
        Contact.objects.filter(person=person).delete()
        assert blocked(person, address="99112233")


@pytest.mark.parametrize("role", ["counsellor", "office_coordinator", "data_steward"])
@pytest.mark.parametrize("table", ["people_unsafeplace", "people_unsafeaddress"])
def test_by_raw_sql_nobody_lifts_a_danger_without_name_or_reason(protection, dunia, yeimi, place, role, table):
    with as_(dunia):
        Contact.objects.filter(person=yeimi).update(safety="unsafe")
    for actor in (actor_of("SETRASS-DGE", role), protection):
        with pytest.raises(DatabaseError), as_(actor), connection.cursor() as cursor:
            cursor.execute(f"UPDATE {table} SET ended_at = now()")
        with as_(actor), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM people_unsafeplace WHERE ended_at IS NULL")
            assert cursor.fetchone() == (1,)


@pytest.mark.parametrize(("place", "reason", "field"), [(PlaceDraft(), WHY, "municipality"), (PlaceDraft("0501"), " ", "reason")])
def test_place_and_reason_are_needed(dunia, yeimi, place, reason, field):
    with pytest.raises(Invalid) as refused:
        mark_place_unsafe(actor=dunia, person_id=yeimi, place=place, reason=reason)
    assert field in refused.value.fields


def test_the_reason_is_read_by_protection_and_not_by_whoever_wrote_it(dunia, protection, yeimi, place):
    with as_(dunia):
        assert reserved_reasons(yeimi, "place") == {}
    with as_(protection):
        assert reserved_reasons(yeimi, "place") == {place: WHY}


@pytest.mark.parametrize("role", ["counsellor", "office_coordinator", "administrator", "auditor", "data_steward"])
def test_by_raw_sql_no_other_role_and_no_other_institution_reads_the_reason(yeimi, place, role):
    for actor in (actor_of("SETRASS-DGE", role), actor_of("INFOP", "protection_officer")):
        with as_(actor), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM people_reservedreason")
            assert cursor.fetchone() == (0,)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE people_reservedreason SET text = ''", "DELETE FROM people_reservedreason", "DELETE FROM people_unsafeplace",
        "UPDATE people_unsafeplace SET institution_id = NULL, municipality_id = '0101'",
    ],
)  # fmt: skip
def test_by_raw_sql_nobody_rewrites_a_danger(dunia, yeimi, place, statement):
    touched = 0
    try:
        with as_(dunia), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
            touched = cursor.rowcount
    except DatabaseError:
        touched = 0
    assert touched == 0


def test_a_dangerous_number_is_dangerous_under_any_spelling(dunia, yeimi):
    with as_(dunia):
        contact = Contact.objects.get(person=yeimi).pk
    assert mark_contact_unsafe(actor=dunia, contact_id=contact, reason=WHY) == yeimi
    with as_(dunia):
        assert is_unsafe_address(yeimi, "+504 97482206")
        assert not is_unsafe_address(yeimi, "9999-0000")
    with pytest.raises(Invalid):
        save_contact(actor=dunia, person_id=yeimi, contact=ContactDraft("97482206"))
    save_contact(actor=dunia, person_id=yeimi, contact=ContactDraft("3391-7754"))


def test_another_institution_marks_nothing(infop, yeimi, place, dunia):
    with pytest.raises(NotFound):
        mark_place_unsafe(actor=infop, person_id=yeimi, place=PlaceDraft("0501"), reason=WHY)
    with pytest.raises(NotFound):
        end_unsafe_place(actor=infop, place_id=place, reason=WHY)
    other = register_person(
        actor=dunia, office_id=dunia.office_id, draft=draft(given_names="Óscar", surnames="Paz", identifiers=(), contacts=())
    )
    with as_(dunia):
        assert UnsafePlace.objects.filter(person=other).count() == 0
