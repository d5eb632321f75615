"""Does the register take what law and service need, once, and lose nothing that was typed?"""

from uuid import uuid4

import pytest
from django.urls import reverse

from ruta.cases.models import Case
from ruta.directory.models import Institution
from ruta.people.models import Access, Consent, DuplicatePair, Person
from ruta.people.tests.conftest import as_

pytestmark = pytest.mark.django_db
REGISTER = reverse("desk:register")


def typed(**changes):
    own, infop = (Institution.objects.get(code=code).pk for code in ("SETRASS-DGE", "INFOP"))
    facts = {
        "given_names": "Wilmer Adonay", "surnames": "Vásquez Murillo", "preferred_name": "Adonay", "birth_date": "23/11/1991", "sex": "man",
        "nationality": "HN", "municipality_id": "0502", "languages": ["es", "en"], "dependants": "3", "kind_0": "dni",
        "number_0": "1613-1991-00451", "kind_1": "passport", "number_1": "F123456", "difficulty": "some", "modality": "returned",
        "entry_point": "si_empleo_office", "returned_on": "14/03/2026", "return_country": "MX", "return_entry": "camr", "return_kind": "forced",
        "phone": "3391-7754", "safety": "messages", "grants": [f"{own}:case_management", f"{infop}:referral"], "given_by": "person",
        "method": "signature_screen", "signature": "M1 1L2 2", "idempotency_key": str(uuid4()),
    }  # fmt: skip
    return facts | changes


def everybody(client):
    with as_(client.actor):
        return list(Person.objects.all())


def test_the_search_fills_the_form_by_post_and_never_by_address(desk):
    answer = desk.post(
        REGISTER,
        {"step": "start", "sought-name": "yeimy mejia orellana", "sought-document": "0501-1996-04827", "sought-phone": "9748-2206"},
    )
    html = answer.content.decode()
    for value in ("Yeimy", "Mejia Orellana", "0501-1996-04827", "9748-2206"):
        assert f'value="{value}"' in html
    assert everybody(desk) == []


def test_the_draft_of_one_person_never_comes_back_for_another(desk):
    def draft_of(name):
        return desk.post(REGISTER, {"step": "start", "sought-name": name}).content.decode().split('data-keep="')[1].split('"')[0]

    assert draft_of("ana paz") == draft_of("ana paz") != draft_of("eva paz")


def test_a_person_is_registered_with_consents(desk):
    answer = desk.post(REGISTER, typed())
    assert answer.status_code == 302
    with as_(desk.actor):
        person = Person.objects.get()
        assert (person.preferred_name, person.dependants, person.languages) == ("Adonay", 3, ["es", "en"])
        assert sorted(person.identifiers.values_list("kind", flat=True)) == ["dni", "passport"]
        assert person.contacts.get().safety == "messages"
        assert person.returnepisodes.get().kind == "forced"
        assert Consent.objects.filter(person=person).count() == 2
        assert Access.objects.filter(person=person).count() == 0
        case = Case.objects.get(person=person)
        assert (case.modality, case.entry_point, case.office_id) == ("returned", "si_empleo_office", desk.actor.office_id)


def test_news_of_talks_and_fairs_are_asked_apart_and_never_ticked_beforehand(desk):
    own = Institution.objects.get(code="SETRASS-DGE").pk
    page = desk.post(REGISTER, {"step": "start"}).content.decode()
    box = page.split(f'value="{own}:outreach"')[1].split(">")[0]
    assert "checked" not in box
    desk.post(REGISTER, typed())
    desk.post(
        REGISTER,
        typed(
            number_0="0801-1991-00452",
            number_1="G123456",
            given_names="Otra",
            surnames="Persona",
            phone="9748-2206",
            grants=[f"{own}:case_management", f"{own}:outreach"],
        ),
    )
    with as_(desk.actor):
        assert list(Consent.objects.filter(purpose="outreach").values_list("person__given_names", flat=True)) == ["Otra"]


def test_a_double_click_registers_one_person(desk):
    once = typed()
    assert desk.post(REGISTER, once)["Location"] == desk.post(REGISTER, once)["Location"]
    assert len(everybody(desk)) == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"number_0": "1613-1991-0045"}, "Falta un dígito: el DNI tiene 13 (4-4-5)."),
        ({"number_1": "x"}, "El pasaporte lleva de 6 a 9 letras y números"),
        ({"phone": "339"}, "Faltan 5 dígitos: el teléfono de Honduras tiene 8."),
        ({"given_names": ""}, "Escriba al menos un nombre."),
        ({"birth_date": "31/02/1991"}, "Escriba día, mes y año"),
        ({"birth_date": "23/11/2999"}, "todavía no llega"),
        ({"modality": ""}, "Elija la modalidad"),
        ({"returned_on": ""}, "Escriba cuándo regresó"),
        ({"return_country": ""}, "Elija desde qué país regresó"),
        ({"signature": ""}, "Falta la firma"),
        ({"grants": []}, "Sin permiso para atender su caso no se guarda nada"),
        ({"birth_date": "23/11/2015"}, "diga con quién está"),
        ({"birth_date": "23/11/2015", "companion": "parent"}, "Es menor de 18 años: el permiso lo da"),
    ],
)
def test_bad_input_gets_a_sentence_and_keeps_what_was_typed(desk, changes, sentence):
    answer = desk.post(REGISTER, typed(**changes))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in html
    assert 'value="Vásquez Murillo"' in html
    assert everybody(desk) == []


def test_everything_wrong_is_said_at_once(desk):
    html = desk.post(REGISTER, typed(number_0="12", phone="1", signature="")).content.decode()
    for sentence in ("Faltan 11 dígitos", "Faltan 7 dígitos", "Falta la firma"):
        assert sentence in html


def test_nobody_has_to_have_a_document_a_phone_or_a_return(desk):
    less = typed(
        number_0="", number_1="", phone="", modality="internally_displaced", returned_on="", return_country="", birth_date="", difficulty=""
    )  # fmt: skip
    assert desk.post(REGISTER, less).status_code == 302


def test_somebody_almost_surely_the_same_stops_and_a_reason_goes_on(desk):
    desk.post(REGISTER, typed())
    (first,) = everybody(desk)
    again = typed(number_0="1613-1991-00452", number_1="")
    answer = desk.post(REGISTER, again)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert (
        "Alguien casi igual ya está en el registro" in html and f'name="dismiss-{first.pk}"' in html and 'value="Vásquez Murillo"' in html
    )
    assert desk.post(REGISTER, again | {f"dismiss-{first.pk}": "relative"}).status_code == 302
    with as_(desk.actor):
        assert DuplicatePair.objects.get().decision_reason == "relative"


def test_the_same_document_is_refused_beside_its_field(desk):
    desk.post(REGISTER, typed())
    html = desk.post(REGISTER, typed(given_names="Óscar", surnames="Paz", birth_date="01/02/1970", number_1="", phone="")).content.decode()
    assert "ya está registrado" in html or "Alguien casi igual" in html
    assert len(everybody(desk)) == 1


def test_a_minor_is_registered_by_a_guardian(desk):
    answer = desk.post(
        REGISTER, typed(birth_date="23/11/2015", companion="parent", given_by="guardian", giver_name="Rosa Murillo", child_assents="yes", number_0="", number_1="")
    )  # fmt: skip
    assert answer.status_code == 302
    with as_(desk.actor):
        assert set(Consent.objects.values_list("given_by", "giver_name", "child_assents")) == {("guardian", "Rosa Murillo", True)}


def test_the_form_costs_few_queries(desk, django_assert_max_num_queries):
    desk.get(REGISTER)
    with django_assert_max_num_queries(16):
        desk.get(REGISTER)


def test_a_registration_costs_few_queries(desk, django_assert_max_num_queries):
    desk.get(REGISTER)
    with django_assert_max_num_queries(71):
        assert desk.post(REGISTER, typed()).status_code == 302
