"""Does the search screen show reasons here, and nothing of anybody elsewhere?"""

import pytest
from django.urls import reverse

from ruta.desk.people.tests.conftest import browser
from ruta.people.models import AccessRequest
from ruta.people.tests.conftest import as_

pytestmark = pytest.mark.django_db
TYPED = {"name": "yeimy mejia orellana", "document": "0501-1996-04827", "birth_date": "04/07/1996", "phone": "9748-2206"}
SEARCH = reverse("desk:search")


def found(client, **typed):
    return client.post(SEARCH, TYPED | typed).content.decode()


def test_the_empty_page_asks_for_what_the_person_says(desk):
    html = desk.get(SEARCH).content.decode()
    assert "Buscar antes de registrar" in html
    assert "Esta búsqueda queda en la bitácora" in html


def test_a_candidate_comes_with_marks_reasons_dots_and_a_word(desk, yeimi):
    html = found(desk)
    assert "Casi seguro" in html
    assert "<mark>7</mark>" in html and "<mark>1</mark>" in html
    assert "Día y mes cambiados" in html
    assert "Es ella: abrir expediente" in html and "No es ella" in html
    assert "Diga por qué no es" in html


def test_htmx_gets_the_list_alone(desk, yeimi):
    html = desk.post(SEARCH, TYPED, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in html and "Casi seguro" in html


@pytest.mark.parametrize("text", ["yeimi mejia", "0501-1996-04821", "9748-2206"])
def test_the_box_of_the_frame_takes_name_dni_or_phone(desk, yeimi, text):
    assert "Yeimi Lorena Mejía Orellana" in desk.post(SEARCH, {"q": text}).content.decode()


def test_of_a_record_elsewhere_no_name_age_or_place_is_shown(other_desk, yeimi):
    html = found(other_desk, name="yeimy oreyana", phone="9748-2206")
    assert "Es probable que tenga registro en otra institución" in html
    assert "Mismo teléfono: puede ser familiar" in html
    for secret in (
        "Yeimi",
        "Lorena",
        "Mejía",
        "Orellana",
        "29 años",
        "San Pedro",
        "SI EMPLEO",
        "04821",
        "07/04",
        reverse("desk:person", args=[yeimi]),
    ):
        assert secret not in html.replace("Demostración", ""), secret


def test_nobody_alike_may_be_registered_at_once(desk):
    html = found(desk)
    assert (
        ("Nadie se parece" in html or "No está en el registro de su institución" in html)
        and "Registrar persona nueva" in html
        and "Diga por qué" not in html
    )


def test_nothing_to_look_for_and_an_impossible_date_get_a_sentence(desk):
    answer = desk.post(SEARCH, {"name": "Ana"})
    assert answer.status_code == 422
    assert "con un apellido" in answer.content.decode()
    assert "Escriba día, mes y año" in desk.post(SEARCH, {"birth_date": "99/99/1996"}).content.decode()


def test_the_sixty_first_search_is_asked_to_wait(desk, yeimi):
    for _ in range(59):
        desk.post(SEARCH, {"q": "9748-2206"}, headers={"HX-Request": "true"})
    answer = desk.post(SEARCH, TYPED)
    assert answer.status_code == 429
    assert "Hizo 60 búsquedas en 10 minutos" in answer.content.decode()


def test_a_request_reaches_the_owner_and_the_asker_sees_nothing_of_the_person(other_desk, desk, yeimi):
    html = found(other_desk)
    handle = html.split('name="handle" value="')[1].split('"')[0]
    asked = other_desk.post(
        reverse("desk:ask-access"), {"handle": handle, "purpose": "shared_case", "note": "Curso", "agreed": "name phone"}, follow=True
    )
    assert "Espera respuesta" in asked.content.decode() and "Yeimi" not in asked.content.decode()
    with as_(desk.actor):
        assert AccessRequest.objects.get().agreed_fields == ["name", "phone"]
    assert "INFOP" in desk.get(reverse("desk:access-requests")).content.decode()


def test_a_request_without_purpose_keeps_the_note(other_desk, yeimi):
    handle = found(other_desk).split('name="handle" value="')[1].split('"')[0]
    answer = other_desk.post(reverse("desk:ask-access"), {"handle": handle, "note": "Curso de soldadura"})
    assert answer.status_code == 422 and "Curso de soldadura" in answer.content.decode()


def test_a_receptionist_finds_and_does_not_open(desk, yeimi):
    html = found(browser("SETRASS-DGE", "receptionist"))
    assert "Yeimi Lorena" in html and reverse("desk:person", args=[yeimi]) not in html and "Registrar persona nueva" not in html


def test_an_auditor_is_refused(db):
    assert browser("SETRASS-DGE", "auditor").get(SEARCH).status_code == 403


def test_a_search_costs_few_queries(desk, yeimi, django_assert_max_num_queries):
    found(desk)
    with django_assert_max_num_queries(16):
        found(desk)
