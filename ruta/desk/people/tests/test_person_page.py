"""Does a person's page show what is open, mask the rest, log the look and survive two editors?"""

import json

import pytest
from django.urls import reverse

from ruta.base.clock import today
from ruta.base.models import AccessLog
from ruta.desk.people.tests.conftest import browser
from ruta.people.actions import Grant, give_consent, update_person
from ruta.people.models import Person
from ruta.people.tests.conftest import SIGNED, as_

pytestmark = pytest.mark.django_db


def page(client, person):
    return client.get(reverse("desk:person", args=[person]))


def test_everything_shows_to_the_owner_and_the_look_is_logged(desk, yeimi):
    html = page(desk, yeimi).content.decode()
    for words in (
        "Yeimi Lorena Mejía Orellana",
        "0501-1996-04821",
        "9748-2206",
        "14 mar 2026",
        "México",
        "Alguna",
        "Nadie más que su institución",
    ):
        assert words in html
    with as_(desk.actor):
        row = AccessLog.objects.using("log").get(kind="open_person")
        assert (row.person_id, row.user_id, row.owner_institution_id) == (yeimi, desk.actor.user_id, desk.actor.institution_id)


def test_nobody_elsewhere_opens_it(other_desk, yeimi):
    assert page(other_desk, yeimi).status_code == 404


def test_a_reader_by_consent_sees_masks_for_the_rest(desk, other_desk, yeimi):
    give_consent(
        actor=desk.actor,
        person_id=yeimi,
        grants=(Grant(other_desk.actor.institution_id, "shared_case", ("identity", "contact")),),
        manner=SIGNED,
    )
    html = page(other_desk, yeimi).content.decode()
    assert "9748-2206" in html and "sin permiso para ver los retornos" in html and "México" not in html and "Alguna" not in html
    assert "años, San Pedro Sula" in html
    assert "Registro de SI EMPLEO" in html and "Corregir datos" not in html


def test_health_hides_from_a_role_that_does_not_need_it(desk, yeimi):
    assert "dato de salud" in page(browser("SETRASS-DGE", "broker"), yeimi).content.decode()


def test_the_page_costs_few_queries(desk, yeimi, django_assert_max_num_queries):
    page(desk, yeimi)
    with django_assert_max_num_queries(28):
        page(desk, yeimi)


def edited(client, person, **changes):
    html = client.get(reverse("desk:person-edit", args=[person])).content.decode()
    assert "Corregir datos" in html
    with as_(client.actor):
        row = Person.objects.get(pk=person)
    seen = {
        "given_names": row.given_names, "surnames": row.surnames, "place": row.place, "birth_date": row.birth_date.isoformat(), "sex": row.sex,
    }  # fmt: skip
    return {
        "given_names": row.given_names, "surnames": row.surnames, "birth_date": "07/04/1996", "sex": "woman", "nationality": "HN",
        "municipality_id": "0501", "version": row.version, "seen": json.dumps(seen),
    } | changes  # fmt: skip


def test_a_correction_is_kept(desk, yeimi):
    answer = desk.post(reverse("desk:person-edit", args=[yeimi]), edited(desk, yeimi, place="Barrio Medina"))
    assert answer.status_code == 302
    with as_(desk.actor):
        assert Person.objects.get(pk=yeimi).place == "Barrio Medina"


def test_two_editors_see_both_values_and_one_choice_settles_it(desk, yeimi):
    address = reverse("desk:person-edit", args=[yeimi])
    mine = edited(desk, yeimi, place="Barrio Medina", preferred_name="Yeimi")
    update_person(actor=desk.actor, person_id=yeimi, version=1, changes={"place": "Colonia Satélite"}, seen={"place": ""})
    answer = desk.post(address, mine)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Barrio Medina" in html and "Colonia Satélite" in html and 'name="keep-place"' in html
    seen = json.dumps(json.loads(mine["seen"]) | {"place": "Colonia Satélite"})
    assert desk.post(address, mine | {"version": 2, "seen": seen, "keep-place": "theirs"}).status_code == 302
    with as_(desk.actor):
        person = Person.objects.get(pk=yeimi)
        assert (person.place, person.preferred_name) == ("Colonia Satélite", "Yeimi")
    assert desk.post(address, mine | {"version": 3, "seen": seen, "keep-place": "mine"}).status_code == 302
    with as_(desk.actor):
        assert Person.objects.get(pk=yeimi).place == "Barrio Medina"


def test_bad_input_keeps_what_was_typed(desk, yeimi):
    answer = desk.post(reverse("desk:person-edit", args=[yeimi]), edited(desk, yeimi, given_names="", place="Barrio Medina"))
    assert answer.status_code == 422 and 'value="Barrio Medina"' in answer.content.decode()


@pytest.mark.parametrize(
    ("part", "said", "shown"),
    [
        ("documento", {"kind": "passport", "value": "F123456", "country": "HN"}, "F123456"),
        ("contacto", {"kind": "phone", "value": "3391-7754", "safety": "messages"}, "3391-7754"),
        ("retorno", {"returned_on": "01/02/2025", "country": "US", "kind": "voluntary"}, "1 feb 2025"),
        ("dificultad", {"difficulty": "great"}, "Mucha"),
    ],
)
def test_parts_are_added(desk, yeimi, part, said, shown):
    answer = desk.post(
        reverse("desk:person-add", args=[yeimi, part]), {f"{part}-{name}": value for name, value in said.items()}, follow=True
    )
    assert shown in answer.content.decode()


def test_a_wrong_part_comes_back_open_with_its_sentence(desk, yeimi):
    answer = desk.post(
        reverse("desk:person-add", args=[yeimi, "documento"]),
        {"documento-kind": "dni", "documento-value": "123", "documento-country": "HN"},
    )
    html = answer.content.decode()
    assert answer.status_code == 422 and "Faltan 10 dígitos" in html and 'value="123"' in html


def test_parts_are_taken_away(desk, yeimi):
    with as_(desk.actor):
        row = Person.objects.get(pk=yeimi).identifiers.get().pk
    answer = desk.post(reverse("desk:person-remove", args=["documento", row]), follow=True)
    assert "Sin documento" in answer.content.decode()


def test_where_they_live_hides_with_the_contact(desk, other_desk, yeimi):
    grant = Grant(other_desk.actor.institution_id, "shared_case", ("identity",))
    give_consent(actor=desk.actor, person_id=yeimi, grants=(grant,), manner=SIGNED)
    html = page(other_desk, yeimi).content.decode()
    assert "Yeimi Lorena" in html and "San Pedro Sula" not in html and "9748-2206" not in html


def test_a_birth_date_that_makes_a_minor_says_that_senaf_was_told(desk, yeimi):
    born = today().replace(year=today().year - 9, day=1)
    answer = desk.post(reverse("desk:person-edit", args=[yeimi]), edited(desk, yeimi, birth_date=f"{born:%d/%m/%Y}"), follow=True)
    assert "SENAF tiene un aviso sin responder" in answer.content.decode()
