"""Do two people who edit one record both keep their work?"""

from datetime import date

import pytest

from ruta.base.errors import Invalid, NotFound, Refused
from ruta.people.actions import Grant, give_consent, search_persons, update_person
from ruta.people.errors import ChangedMeanwhile
from ruta.people.linkage import Record
from ruta.people.models import Person
from ruta.people.selectors import last_change
from ruta.people.tests.conftest import SIGNED, as_

pytestmark = pytest.mark.django_db
SEEN = {"given_names": "Yeimi Lorena", "place": "", "surnames": "Mejía Orellana"}


def change(actor, person, version, **changes):
    return update_person(actor=actor, person_id=person, version=version, changes=changes, seen=SEEN)


def test_a_change_counts_up_and_names_are_found_anew(dunia, yeimi):
    assert change(dunia, yeimi, 1, surnames="Zelaya Funes") == 2
    found = search_persons(actor=dunia, sought=Record(name="zelaya funes"))
    assert [match.person.pk for match in found.matches] == [yeimi]
    with as_(dunia):
        assert Person.objects.get(pk=yeimi).sort_name == "zelaya funes yeimi lorena"
        assert last_change(yeimi).by == "counsellor SETRASS-DGE"


def test_nothing_new_writes_nothing(dunia, yeimi):
    assert change(dunia, yeimi, 1, surnames="Mejía Orellana") == 1


def test_the_same_field_changed_twice_stops_with_both_values(dunia, yeimi):
    change(dunia, yeimi, 1, place="Colonia Satélite")
    with pytest.raises(ChangedMeanwhile) as caught:
        change(dunia, yeimi, 1, place="Barrio Medina")
    assert caught.value.differences == {"place": ("Colonia Satélite", "Barrio Medina")}
    assert caught.value.version == 2


def test_changes_of_different_fields_join(dunia, yeimi):
    change(dunia, yeimi, 1, place="Colonia Satélite")
    assert change(dunia, yeimi, 1, given_names="Yeimy Lorena", place="") == 3
    with as_(dunia):
        person = Person.objects.get(pk=yeimi)
        assert (person.given_names, person.place) == ("Yeimy Lorena", "Colonia Satélite")


def test_wrong_values_are_refused(dunia, yeimi):
    with pytest.raises(Invalid):
        change(dunia, yeimi, 1, given_names=" ")
    with pytest.raises(Invalid):
        change(dunia, yeimi, 1, birth_date=date(1800, 1, 1))


def test_only_the_owner_changes(dunia, infop, infop_id, yeimi):
    with pytest.raises(NotFound):
        change(infop, yeimi, 1, place="x")
    give_consent(actor=dunia, person_id=yeimi, grants=(Grant(infop_id, "shared_case"),), manner=SIGNED)
    with pytest.raises(Refused):
        change(infop, yeimi, 1, place="x")
