"""Does somebody enter the register once, well formed, and findable?"""

from datetime import date, timedelta

import pytest

from ruta.base.clock import today
from ruta.base.errors import Invalid, Refused
from ruta.base.models import Event
from ruta.people.actions import ContactDraft, Dismissal, IdentifierDraft, register_person, remove_identifier, save_contact
from ruta.people.errors import LooksRegistered
from ruta.people.models import DuplicatePair, Person
from ruta.people.tests.conftest import actor_of, as_, draft

pytestmark = pytest.mark.django_db


def register(actor, dismissals=(), **changes):
    return register_person(actor=actor, office_id=actor.office_id, draft=draft(**changes), dismissals=dismissals)


def test_a_person_is_kept_with_everything_that_was_said(dunia, yeimi):
    with as_(dunia):
        person = Person.objects.get(pk=yeimi)
        assert person.sort_name == "mejia orellana yeimi lorena"
        assert person.identifiers.get().normalized == "0501199604821"
        assert person.identifiers.get().value == "0501-1996-04821"
        assert person.contacts.get().value == "9748-2206"
        assert person.returnepisodes.get().country == "MX"
        assert person.disabilitys.get().difficulty == "some"
        assert Event.objects.filter(name="PersonRegistered", payload__person_id=yeimi).exists()


def test_keys_are_written_that_nobody_but_linkage_reads(yeimi, as_superuser, dunia):
    with pytest.raises(Exception, match="permission denied"), as_(dunia):
        from django.db import connection

        connection.cursor().execute("SELECT * FROM people_personkey")


def test_a_name_is_enough(dunia):
    person = register(
        dunia, given_names="Ana", surnames="", birth_date=None, identifiers=(), contacts=(), return_episode=None, disability=None,
        municipality_id=None,
    )  # fmt: skip
    with as_(dunia):
        assert Person.objects.get(pk=person).full_name == "Ana"


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"given_names": "  "}, "given_names", "al menos un nombre"),
        ({"birth_date": today() + timedelta(days=1)}, "birth_date", "todavía no llega"),
        ({"birth_date": date(1890, 1, 1)}, "birth_date", "anterior a 1900"),
        ({"identifiers": (IdentifierDraft("dni", "1613-1991-0045"),)}, "identifiers.0", "Falta un dígito: el DNI tiene 13"),
        ({"contacts": (ContactDraft("974"),)}, "contacts.0", "Faltan 5 dígitos"),
    ],
)
def test_what_is_wrong_gets_a_sentence_in_its_field(dunia, changes, field, words):
    with pytest.raises(Invalid) as caught:
        register(dunia, **changes)
    assert words in caught.value.fields[field]


def test_almost_surely_the_same_person_stops_the_registration(dunia, yeimi):
    with pytest.raises(LooksRegistered) as caught:
        register(dunia, given_names="Yeimy", identifiers=(IdentifierDraft("dni", "0501-1996-04827"),))
    assert caught.value.people == [yeimi]


def test_a_reason_lets_the_registration_go_on_and_is_kept(dunia, yeimi):
    twin = register(
        dunia, (Dismissal(yeimi, "relative"),), given_names="Yeimy", identifiers=(IdentifierDraft("dni", "0501-1996-04827"),)
    )  # fmt: skip
    with as_(dunia):
        pair = DuplicatePair.objects.get(person=twin)
        assert (pair.other_id, pair.decision, pair.decision_reason, pair.decided_by_id) == (yeimi, "different", "relative", dunia.user_id)
        assert all(":" in code for code in pair.reasons)


def test_an_empty_reason_does_not_count(dunia, yeimi):
    with pytest.raises(LooksRegistered):
        register(dunia, (Dismissal(yeimi, ""),), identifiers=(IdentifierDraft("dni", "0501-1996-04827"),))


def test_one_document_belongs_to_one_person_of_an_institution(dunia, yeimi):
    with pytest.raises(Invalid) as caught:
        register(dunia, (Dismissal(yeimi, "relative"),), given_names="Óscar", surnames="Paz")
    assert "ya está registrado" in caught.value.fields["identifiers.0"]


def test_another_institution_may_register_the_same_document(yeimi, infop):
    assert register(infop) != yeimi


def test_who_does_not_carry_cases_does_not_register(db):
    with pytest.raises(Refused):
        register(actor_of("SETRASS-DGE", "receptionist"))


def test_nobody_registers_for_another_office(dunia):
    with pytest.raises(Refused):
        register_person(actor=dunia, office_id=dunia.office_id + 1, draft=draft())


def test_only_the_owner_changes_documents_and_contacts(dunia, yeimi, infop):
    with as_(dunia):
        identifier = Person.objects.get(pk=yeimi).identifiers.get().pk
    with pytest.raises(Exception, match="ya no está"):
        remove_identifier(actor=infop, identifier_id=identifier)
    with pytest.raises(Exception, match="No hay ninguna persona"):
        save_contact(actor=infop, person_id=yeimi, contact=ContactDraft("9999-1111"))
    save_contact(actor=dunia, person_id=yeimi, contact=ContactDraft("9999-1111", safety="messages"))
    with as_(dunia):
        assert list(Person.objects.get(pk=yeimi).contacts.filter(is_main=True).values_list("value", flat=True)) == ["9999-1111"]
