"""Do the screens mark what is not safe, and mask why?"""

from uuid import uuid4

import pytest
from django.urls import reverse

from ruta.desk.people.tests.conftest import browser, desk, yeimi  # noqa: F401 (fixtures)
from ruta.people.models import Contact, UnsafePlace
from ruta.people.tests.conftest import as_

pytestmark = pytest.mark.django_db
WHY = "Ahí vive quien la amenaza"


def sent(client, place, **said):
    return client.post(place, said | {"idempotency_key": str(uuid4())})


def test_a_place_is_marked_masked_and_ended(desk, yeimi):  # noqa: F811
    place = reverse("desk:unsafe-places", args=[yeimi])
    assert sent(desk, place, reason=WHY).status_code == 422
    assert sent(desk, place, municipality="0501", reason=WHY).status_code == 302
    page = desk.get(place).content.decode()
    assert "San Pedro Sula" in page
    assert WHY not in page
    assert "el motivo lo lee protección" in page
    assert "Ya no hay peligro" not in page
    protection = browser("SETRASS-DGE", "protection_officer")
    assert WHY in protection.get(place).content.decode()
    with as_(desk.actor):
        pk = UnsafePlace.objects.get().pk
    end = reverse("desk:unsafe-end", args=["lugar", pk])
    assert end in protection.get(place).content.decode()
    assert sent(desk, end, reason=WHY).status_code == 403
    assert sent(protection, end, reason="").status_code == 422
    assert sent(protection, end, reason="Se mudó").status_code == 302
    assert "Ningún lugar marcado" in desk.get(place).content.decode()


def test_a_number_is_marked_and_the_person_page_says_so(desk, yeimi):  # noqa: F811
    with as_(desk.actor):
        pk = Contact.objects.get(person=yeimi).pk
    place = reverse("desk:unsafe-contact", args=[pk])
    assert place in desk.get(reverse("desk:person", args=[yeimi])).content.decode()
    assert sent(desk, place, reason="").status_code == 422
    assert sent(desk, place, reason=WHY).status_code == 302
    page = desk.get(reverse("desk:person", args=[yeimi])).content.decode()
    assert "No llamar: no es seguro" in page
    assert WHY not in page
    assert WHY not in desk.get(place).content.decode()
    assert desk.post(reverse("desk:person-remove", args=["contacto", pk])).status_code == 302
    assert "Sigue bloqueado aunque el contacto se quite" in desk.get(reverse("desk:unsafe-places", args=[yeimi])).content.decode()


def test_by_address_no_other_institution_and_no_other_role_gets_there(desk, yeimi):  # noqa: F811
    with as_(desk.actor):
        pk = Contact.objects.get(person=yeimi).pk
    for place in (reverse("desk:unsafe-places", args=[yeimi]), reverse("desk:unsafe-contact", args=[pk])):
        assert browser("INFOP").get(place).status_code == 404
        assert browser("SETRASS-DGE", "receptionist").get(place).status_code == 403
