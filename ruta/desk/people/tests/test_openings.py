"""Does the owner see who looked? The log has its own connection, so this needs real commits."""

from django.urls import reverse

from ruta.desk.people.tests.conftest import browser
from ruta.people.actions import Grant, give_consent, register_person
from ruta.people.tests.conftest import SIGNED, draft


def test_the_owner_sees_when_a_reader_looked(committed):
    desk, reader = browser("SETRASS-DGE"), browser("INFOP")
    person = register_person(actor=desk.actor, office_id=desk.actor.office_id, draft=draft())
    give_consent(actor=desk.actor, person_id=person, grants=(Grant(reader.actor.institution_id, "shared_case"),), manner=SIGNED)
    address = reverse("desk:person", args=[person])
    assert "No la ha abierto" in desk.get(address).content.decode()
    assert reader.get(address).status_code == 200
    assert "La abrió" in desk.get(address).content.decode()
