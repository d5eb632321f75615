"""Does somebody see their own courses and certificates, and nobody else's?"""

import pytest
from django.urls import reverse

from ruta.cases.tests.making import register, staff
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


def test_a_delicate_course_has_neither_name_nor_place_on_a_telephone(inside, dunia, person):
    guardian = staff("SPS", "protection_officer")
    terms = {"kind": "workshop", "least_grade": None}
    for fields in ({"name": "Grupo B", "service_type": "gbv_integral_care"}, {"name": "Taller para mujeres víctimas de violencia"}):
        made = edition(guardian, course(guardian, **terms, **fields, phases=[("Salir del miedo", 60)]))
        row = enrol_person(actor=guardian, edition_id=made.pk, person_id=person.pk)
        page, copy = inside.get(reverse("portal:my_courses")).content.decode(), inside.get(reverse("portal:my_json")).json()["courses"]
        for words in (fields["name"], "Salir del miedo", "Salón de reuniones"):
            assert words not in page and words not in str(copy), words
        assert "Curso de formación" in page and row.badge[:4] in page
