"""Do the pages carry a fair from its plan to its published results, and a visit to its outcome?"""

import uuid
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from ruta.base.clock import today
from ruta.base.context import acting_as
from ruta.cases.tests.making import register
from ruta.desk.vacancies.tests.test_screens import desk_of, sent
from ruta.employers.actions import make_employer_link
from ruta.employers.models import Expectation, Fair, FairAttendance, FairEmployer, Visit
from ruta.employers.tests.conftest import broker, employer, moderator, office, stranger  # noqa: F401
from ruta.people.models import Identifier

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(broker):  # noqa: F811
    return desk_of(broker)


def kept(actor, question):
    with acting_as(actor), transaction.atomic():
        return question()


@pytest.fixture
def fair(desk, broker, employer):  # noqa: F811
    fields = {
        "name": "Feria del Valle",
        "place": "Gimnasio",
        "municipality": "0501",
        "day": today().isoformat(),
        "begins": "00:00",
        "ends": "23:59",
    }
    assert sent(desk, "desk:fair-new", **fields).status_code == 302
    row = kept(broker, Fair.objects.get)
    assert sent(desk, "desk:fair-invite", row.pk, employers=[employer.pk]).status_code == 302
    assert sent(desk, "desk:fair-step", row.pk, verb="announce").status_code == 302
    return row


def test_a_fair_is_held_and_its_result_is_read_by_anybody(desk, broker, employer, fair):  # noqa: F811
    token = make_employer_link(actor=broker, employer_id=employer.pk)
    row = kept(broker, FairEmployer.objects.get)
    home = Client().get(reverse("portal:employer", args=[token])).content.decode()
    assert "Feria del Valle" in home
    place = reverse("portal:employer_fair", args=[token, row.pk])
    assert Client().post(place, {"viene": "si"}).status_code == 422
    assert Client().post(place, {"viene": "si", "openings": "6"}).status_code == 302
    assert "Feria del Valle" in Client().get(reverse("portal:fairs")).content.decode()
    door = sent(desk, "desk:fair-walk-in", fair.pk, age="15", sex="woman")
    assert door.status_code == 422
    assert "permiso" in door.content.decode()
    for _each in range(5):
        assert sent(desk, "desk:fair-walk-in", fair.pk, age="33", sex="woman").status_code == 302
    assert sent(desk, "desk:fair-interview", fair.pk, participant=row.pk, number="2", result="hired").status_code == 302
    assert sent(desk, "desk:fair-opinion", fair.pk, do="finish").status_code == 422
    assert sent(desk, "desk:fair-opinion", fair.pk, do="finish", csat="5").status_code == 302
    opinion = reverse("portal:employer_fair_opinion", args=[token, row.pk])
    answers = {"csat": "4", "attended_count": "5", "idempotency_key": str(uuid.uuid4())}
    assert Client().post(opinion, {**answers, "csat": ""}).status_code == 422
    assert Client().post(opinion, answers).status_code == 302
    assert sent(desk, "desk:fair-step", fair.pk, verb="hold").status_code == 302
    assert sent(desk, "desk:fair-results", fair.pk).status_code == 302
    assert "1 de 1" not in desk.get(reverse("desk:fair", args=[fair.pk])).content.decode()  # fewer than five answered
    page = Client().get(reverse("portal:fair", args=[fair.pk])).content.decode()
    assert "Cómo le fue" in page
    assert "menos de 5" in page
    assert "Feria del Valle" in desk.get(reverse("desk:fairs"), {"anio": str(today().year), "opiniones": "1"}).content.decode()
    for typed, is_found in (("VALLÉ", True), ("ninguna", False)):
        found = desk.post(reverse("desk:fairs"), {"q": typed}, follow=True).content.decode()
        assert (reverse("desk:fair", args=[fair.pk]) in found) is is_found


def test_the_door_lets_in_by_document_or_by_name(desk, broker, fair):  # noqa: F811
    person = register(broker, given="Yeimi Lorena", surnames="Mejía Orellana")
    with acting_as(broker), transaction.atomic():
        Identifier.objects.create(
            owner_institution_id=broker.institution_id, person=person, kind="dni", value="0501-1996-04821", normalized="0501199604821"
        )
    assert sent(desk, "desk:fair-door", fair.pk, q="0501-1996-04821").status_code == 302
    assert kept(broker, FairAttendance.objects.get).person_id == person.pk
    found = sent(desk, "desk:fair-door", fair.pk, q="Nadie Conocido Aquí")
    assert "No está en su registro" in found.content.decode()
    assert sent(desk, "desk:fair-enter", fair.pk, person.pk).status_code == 302
    assert kept(broker, FairAttendance.objects.count) == 1


def test_another_institution_opens_neither_fair_nor_door(stranger, fair):  # noqa: F811
    client = desk_of(stranger)
    client.raise_request_exception = False
    for name in ("desk:fair", "desk:fair-door", "desk:fair-opinion", "desk:fair-invite"):
        assert client.get(reverse(name, args=[fair.pk])).status_code == 404
    assert "Feria del Valle" not in client.get(reverse("desk:fairs")).content.decode()


def test_an_employer_is_asked_what_it_expects_and_visited(desk, broker, employer):  # noqa: F811
    page = sent(desk, "desk:employer-expect", employer.pk, do="finish")
    assert page.status_code == 422
    answers = {
        "workers": "w6_20",
        "uses_service": "no",
        "will_hire": "yes",
        "hire_number": "8",
        "peak_months": ["nov", "dec"],
        "open_to": ["internships"],
    }
    assert sent(desk, "desk:employer-expect", employer.pk, do="finish", **answers).status_code == 302
    kept_one = kept(broker, Expectation.objects.get)
    assert (kept_one.segment, kept_one.persons, kept_one.peak_months) == ("partner", 8, [11, 12])
    assert "Empresa aliada" in desk.get(reverse("desk:employer", args=[employer.pk])).content.decode()
    assert desk.get(reverse("desk:employer-expectation", args=[employer.pk, kept_one.pk])).status_code == 200
    assert "Construcción" in desk.get(reverse("desk:employer-segments")).content.decode()
    day = today() + timedelta(days=3)
    assert sent(desk, "desk:prospecting-plan", planned_on=day.isoformat()).status_code == 422
    assert sent(desk, "desk:prospecting-plan", planned_on=day.isoformat(), employers=[employer.pk]).status_code == 302
    visit = kept(broker, Visit.objects.get)
    assert "Constructora El Ocotal" in desk.get(reverse("desk:prospecting-visits"), {"mes": f"{day:%Y-%m}"}).content.decode()
    for typed, is_found in (("ócotal constructora", True), ("textiles", False)):
        found = desk.post(reverse("desk:prospecting-visits"), {"q": typed}, follow=True).content.decode()
        assert ("Constructora El Ocotal" in found) is is_found
    assert sent(desk, "desk:prospecting-visit", visit.pk, outcome="later").status_code == 302
    assert b"Constructora El Ocotal" in b"".join(desk.get(reverse("desk:prospecting-visits"), {"formato": "csv"}).streaming_content)
    season = {"title": "Corte de café", "section": "A", "department": "04", "months": ["11", "12"]}
    assert sent(desk, "desk:prospecting-seasons", **season).status_code == 302
    assert "Corte de café" in desk.get(reverse("desk:prospecting"), {"sector": "A"}).content.decode()
    assert sent(desk, "desk:chamber-new", name="Cámara del Valle").status_code == 302


def test_no_number_of_an_address_or_a_form_is_a_fault_of_the_server(desk, broker, fair):  # noqa: F811
    long = "9" * 5000
    for name, query in (
        ("desk:prospecting", f"anio={long}"),
        ("desk:prospecting", "anio=²"),
        ("desk:prospecting-plan", f"empleador={long}"),
    ):
        assert desk.get(f"{reverse(name)}?{query}").status_code == 200
    assert sent(desk, "desk:fair-invite", fair.pk, employers=[long]).status_code == 422


def test_no_fair_stands_at_the_end_of_all_calendars(desk, broker, fair):  # noqa: F811
    far = {"name": "Feria", "place": "Parque", "municipality": "0501", "begins": "23:00", "ends": "23:59"}
    for day in ("9999-12-31", "0001-01-01"):
        assert sent(desk, "desk:fair-new", **far, day=day).status_code == 422
    assert desk.get(reverse("desk:fairs")).status_code == 200
