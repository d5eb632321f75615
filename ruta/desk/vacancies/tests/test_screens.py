"""Do the pages of employers and vacancies carry a vacancy from an employer's page to the public and to its end?"""

import re
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.template.defaultfilters import date as written
from django.test import Client
from django.urls import reverse

from ruta.accounts.models import User
from ruta.base.clock import today
from ruta.base.context import acting_as
from ruta.employers.actions import draft_vacancy
from ruta.employers.imports.actions import open_load
from ruta.employers.models import BoardRow
from ruta.employers.rules import STALE_AFTER
from ruta.employers.tests.conftest import broker, employer, hire, moderator, office, publish_one, stranger, terms  # noqa: F401

pytestmark = pytest.mark.django_db

FIELDS = {
    "title": "Albañil", "occupation": "7112", "openings": "2", "contract": "fixed_term", "schedule": "full_time", "municipality": "0501",
    "country": "HN", "experience_months": "0", "wage_min": "9000", "wage_max": "20000", "open_to_migrants": "on",
}  # fmt: skip


def desk_of(actor):
    client = Client()
    client.force_login(User.objects.get(pk=actor.user_id))
    return client


def sent(client, name, /, *args, **fields):
    return client.post(reverse(name, args=args), {"idempotency_key": str(uuid.uuid4()), **fields})


@pytest.fixture
def desk(broker):  # noqa: F811
    return desk_of(broker)


def test_an_employer_is_registered_found_and_exported(desk):
    answer = sent(
        desk,
        "desk:employer-new",
        name="Hotel Las Lomas",
        rtn="0501-9012-345600",
        kind="company",
        sector="55",
        size="small",
        municipality="0501",
    )
    assert answer.status_code == 302, answer.content.decode()[:3000]
    page = desk.get(answer["Location"]).content.decode()
    assert "Hotel Las Lomas" in page
    assert "05019012345600" in page
    again = sent(desk, "desk:employer-new", name="Otro", rtn="05019012345600", kind="company")
    assert again.status_code == 422
    assert "Ese RTN ya es de Hotel Las Lomas" in again.content.decode()
    listed = desk.get(reverse("desk:employers"), {"sector": "I", "lugar": "05", "tamano": "small", "uso": "no"}).content.decode()
    assert "Hotel Las Lomas" in listed
    assert b"Hotel Las Lomas" in b"".join(desk.get(reverse("desk:employers"), {"formato": "csv"}).streaming_content)
    assert "Hotel Las Lomas" in desk.post(reverse("desk:employers"), {"q": "hotel"}, follow=True).content.decode()


def test_the_page_of_an_employer_takes_contacts_places_and_a_link(desk, employer):  # noqa: F811
    assert sent(desk, "desk:employer-contact", employer.pk, name="Rosa Paz", phone="2552-1234").status_code == 302
    assert sent(desk, "desk:employer-contact", employer.pk, name="Nadie").status_code == 422
    assert sent(desk, "desk:employer-place", employer.pk, municipality="0506", name="Planta").status_code == 302
    page = desk.post(reverse("desk:employer-link", args=[employer.pk])).content.decode()
    assert "/trabajos/empleador/" in page
    page = desk.get(reverse("desk:employer", args=[employer.pk])).content.decode()
    assert "/trabajos/empleador/" not in page
    assert "Rosa Paz" in page


def test_a_vacancy_is_written_reviewed_by_another_and_closed_with_a_cause(desk, moderator, employer):  # noqa: F811
    answer = sent(desk, "desk:vacancy-new", employer.pk, **FIELDS, requirements="Solo hombres")
    assert answer.status_code == 302, answer.content.decode()[:3000]
    address = answer["Location"]
    pk = int(address.rstrip("/").rsplit("/", 1)[1])
    page = desk.get(address).content.decode()
    assert "Solo hombres" in page
    assert "Salario bajo el mínimo" in page
    assert sent(desk, "desk:vacancy-step", pk, verb="submit").status_code == 302
    assert "nadie publica lo que escribió" in desk.get(address).content.decode()
    other = desk_of(moderator)
    blocked = sent(other, "desk:vacancy-step", pk, verb="publish")
    assert blocked.status_code == 422
    assert "razón legal" in blocked.content.decode()
    assert sent(desk, "desk:vacancy-edit", pk, **FIELDS, requirements="Dos años en obra", version="2").status_code == 302
    assert sent(other, "desk:vacancy-step", pk, verb="publish").status_code == 302
    assert "Albañil" in other.get(reverse("desk:vacancies")).content.decode()
    assert sent(desk, "desk:vacancy-close", pk).status_code == 422
    assert sent(desk, "desk:vacancy-close", pk, cause="low_wage").status_code == 302
    assert "No se cubrió ningún puesto" in desk.get(address).content.decode()


def test_one_that_was_public_is_taken_back_with_its_cause_and_counts_as_ended(desk, publish_one):  # noqa: F811
    vacancy = publish_one()
    page = desk.get(reverse("desk:vacancy", args=[vacancy.pk])).content.decode()
    assert reverse("desk:vacancy-withdraw", args=[vacancy.pk]) in page
    assert written(today() + STALE_AFTER, "DATE_FORMAT") in page  # the day on which it pauses
    assert sent(desk, "desk:vacancy-step", vacancy.pk, verb="withdraw", note="Ya no").status_code == 422
    assert sent(desk, "desk:vacancy-withdraw", vacancy.pk, note="Ya no").status_code == 422
    assert sent(desk, "desk:vacancy-withdraw", vacancy.pk, cause="slow_process", note="Ya no").status_code == 302
    assert "El empleador tardó en decidir" in desk.get(reverse("desk:vacancy", args=[vacancy.pk])).content.decode()
    ended = desk.get(reverse("desk:vacancies"), {"estado": "terminadas", "causa": "slow_process"}).content.decode()
    assert vacancy.title in ended


def test_nobody_publishes_other_words_than_those_they_read(desk, broker, moderator, employer):  # noqa: F811
    pk = draft_vacancy(actor=broker, employer_id=employer.pk, terms=terms()).pk
    assert sent(desk, "desk:vacancy-step", pk, verb="submit").status_code == 302
    other, address = desk_of(moderator), reverse("desk:vacancy", args=[pk])
    read = re.search(r'name="version" value="(\d+)"', other.get(address).content.decode())[1]
    assert sent(desk, "desk:vacancy-edit", pk, **FIELDS, tasks="Otra cosa", version=read).status_code == 302
    refused = sent(other, "desk:vacancy-step", pk, verb="publish", version=read)
    assert refused.status_code == 409
    assert "mientras usted la leía" in refused.content.decode()
    assert "Otra cosa" in refused.content.decode()
    now = re.search(r'name="version" value="(\d+)"', refused.content.decode())[1]
    assert sent(other, "desk:vacancy-step", pk, verb="publish", version=now).status_code == 302


def test_a_counsellor_reads_vacancies_and_changes_none(office, publish_one):  # noqa: F811
    vacancy = publish_one()
    client = desk_of(hire(office, "counsellor", "ori.v"))
    assert client.get(reverse("desk:vacancy", args=[vacancy.pk])).status_code == 200
    assert sent(client, "desk:vacancy-step", vacancy.pk, verb="pause").status_code == 403
    assert client.get(reverse("desk:vacancy-edit", args=[vacancy.pk])).status_code == 403


def test_another_institution_finds_neither_vacancy_nor_employer_at_its_desk(stranger, publish_one, employer):  # noqa: F811
    vacancy = publish_one()
    client = desk_of(stranger)
    client.raise_request_exception = False
    assert client.get(reverse("desk:vacancy", args=[vacancy.pk])).status_code == 404
    assert client.get(reverse("desk:employer", args=[employer.pk])).status_code == 404
    assert "Albañil" not in client.get(reverse("desk:vacancies")).content.decode()


def test_a_draft_of_a_hidden_state_is_not_listed_as_open(desk, broker, employer):  # noqa: F811
    vacancy = draft_vacancy(actor=broker, employer_id=employer.pk, terms=terms())
    assert sent(desk, "desk:vacancy-withdraw", vacancy.pk, cause="low_wage").status_code == 422
    assert sent(desk, "desk:vacancy-withdraw", vacancy.pk, note="Error").status_code == 302
    assert "Albañil" not in desk.get(reverse("desk:vacancies")).content.decode()
    assert "Albañil" in desk.get(reverse("desk:vacancies"), {"estado": "withdrawn"}).content.decode()


def test_an_empty_file_and_a_double_that_grew_old_are_told_in_our_words(desk, broker, employer):  # noqa: F811
    empty = desk.post(reverse("desk:vacancy-loads"), {"board": "Bolsa", "file": SimpleUploadedFile("v.csv", b"")})
    assert empty.status_code == 422
    assert "Ese archivo está vacío" in empty.content.decode()
    like = draft_vacancy(actor=broker, employer_id=employer.pk, terms=terms())
    load = open_load(actor=broker, board="Bolsa", file_name="v.csv")
    with acting_as(broker), transaction.atomic():
        said = {
            "employer": str(employer),
            "title": "Albañil de obra",
            "occupation": "7112",
            "municipality": "0501",
            "apply_until": "2020-01-01",
        }
        row = BoardRow.objects.create(owner_institution_id=load.owner_institution_id, load=load, number=2, said=said, like=like, ref="9")
    answer = desk.post(reverse("desk:vacancy-load-decide", args=[load.pk, row.pk]), {"decision": "other"}, follow=True)
    assert answer.status_code == 200
    assert "Ese día ya pasó" in answer.content.decode()
    assert "Es otra: tomarla" in answer.content.decode()
