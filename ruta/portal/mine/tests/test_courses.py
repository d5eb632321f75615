"""Does somebody see their own courses and certificates, and nobody else's?"""

import pytest
from django.urls import reverse

from ruta.cases.tests.making import register
from ruta.training.actions import cancel_edition, enrol_person
from ruta.training.models import Award
from ruta.training.tests.conftest import course, edition
from ruta.training.tests.test_training import finished, kept
from ruta.trust.actions.signing import read_own_claims

pytestmark = pytest.mark.django_db


@pytest.fixture
def passed(dunia, person):
    """A workshop that the person and somebody else passed: their certificates in this order."""
    made = edition(dunia, course(dunia, kind="workshop", name="Buscar empleo", least_grade=None))
    other = register(dunia, given="Otra", surnames="Persona")
    for each in (person, other):
        enrol_person(actor=dunia, edition_id=made.pk, person_id=each.pk)
    finished(dunia, made, [None, None])
    return kept(dunia, lambda: list(Award.objects.order_by("enrolment_id")))


def test_the_person_takes_the_certificate_along(inside, passed):
    mine, others = passed
    page = inside.get(reverse("portal:my_courses")).content.decode()
    assert mine.number in page
    assert others.number not in page
    assert "Mis cursos y constancias" in inside.get(reverse("portal:my_home")).content.decode()
    assert inside.get(reverse("portal:my_award", args=[mine.pk])).content[:5] == b"%PDF-"
    token = inside.get(reverse("portal:my_badge", args=[mine.pk])).content.decode()
    assert read_own_claims(token)["jti"].endswith(page.split("/insignias/")[1].split('"')[0])
    for name in ("my_award", "my_badge"):
        assert inside.get(reverse(f"portal:{name}", args=[others.pk])).status_code == 404


def test_a_place_shows_its_sessions_and_its_badge_and_goes_into_the_copy(inside, dunia, person):
    made = edition(dunia, course(dunia, kind="workshop", name="Taller en curso", least_grade=None))
    row = enrol_person(actor=dunia, edition_id=made.pk, person_id=person.pk)
    page = inside.get(reverse("portal:my_courses")).content.decode()
    assert "Taller en curso" in page
    assert row.badge[:4] in page
    assert inside.get(reverse("portal:my_json")).json()["courses"][0]["course"] == "Taller en curso"


def test_what_was_called_off_meets_nobody(inside, dunia, person):
    made = edition(dunia, course(dunia, kind="workshop", name="Taller en curso", least_grade=None))
    enrol_person(actor=dunia, edition_id=made.pk, person_id=person.pk)
    cancel_edition(actor=dunia, edition_id=made.pk)
    page = inside.get(reverse("portal:my_courses")).content.decode()
    assert "«Taller en curso» se canceló" in page and "Su gafete" not in page and "Enfoque" not in page
    assert inside.get(reverse("portal:my_json")).json()["courses"][0]["result"] == "Se canceló"
