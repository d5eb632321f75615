"""Do the screens give, refuse, renew, withdraw, answer and judge, and say who sees what?"""

from uuid import uuid4

import pytest
from django.urls import reverse

from ruta.desk.people.tests.conftest import browser
from ruta.desk.people.tests.test_searching import found
from ruta.people.models import Access, Consent, Override
from ruta.people.tests.conftest import as_

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(db):
    return browser("SETRASS-DGE")


@pytest.fixture
def yeimi(desk):
    from ruta.people.actions import register_person
    from ruta.people.tests.conftest import draft

    return register_person(actor=desk.actor, office_id=desk.actor.office_id, draft=draft())


@pytest.fixture
def infop(db):
    return browser("INFOP")


def screen(desk, yeimi):
    return desk.get(reverse("desk:consent", args=[yeimi])).content.decode()


def give(desk, yeimi, *keys, **changes):
    said = {
        "grants": list(keys), "given_by": "person", "method": "signature_screen", "signature": "M1 1L2 2", "idempotency_key": str(uuid4()),
    } | changes  # fmt: skip
    return desk.post(reverse("desk:consent", args=[yeimi]), said, follow=True)


def test_the_screen_reads_aloud_names_data_and_end(desk, yeimi, infop):
    html = screen(desk, yeimi)
    assert "Para que INFOP le atienda" in html and "Nombre, documento, fecha de nacimiento, sexo" in html and "Vence el" in html


def test_a_permission_given_shows_its_proof_and_its_reader(desk, yeimi, infop):
    html = give(desk, yeimi, f"{infop.actor.institution_id}:shared_case").content.decode()
    assert "Vigente" in html and "huella" in html and "Firma recibida" in html
    assert html.count("Nadie más que su institución") == 0
    with as_(infop.actor):
        assert Access.objects.filter(person=yeimi).count() == 6


def test_what_is_missing_is_said_and_ticks_stay(desk, yeimi, infop):
    key = f"{infop.actor.institution_id}:referral"
    answer = give(desk, yeimi, key, method="verbal_witness", witness_name="")
    html = answer.content.decode()
    assert answer.status_code == 422 and "Escriba el nombre de quien es testigo" in html
    assert f'value="{key}" id="grant-{key}" checked' in html


def test_withdrawal_asks_once_and_cuts(desk, yeimi, infop):
    give(desk, yeimi, f"{infop.actor.institution_id}:shared_case")
    with as_(desk.actor):
        consent = Consent.objects.get().pk
    address = reverse("desk:consent-withdraw", args=[consent])
    assert "deja de ver sus datos ahora mismo" in desk.get(address).content.decode()
    assert infop.get(reverse("desk:person", args=[yeimi])).status_code == 200
    assert "Retirado" in desk.post(address, {"reason": "ya no"}, follow=True).content.decode()
    assert infop.get(reverse("desk:person", args=[yeimi])).status_code == 404


def test_renewal_shows_both_ends(desk, yeimi, infop):
    give(desk, yeimi, f"{infop.actor.institution_id}:referral")
    with as_(desk.actor):
        consent = Consent.objects.get().pk
    address = reverse("desk:consent-renew", args=[consent])
    assert "El permiso actual va hasta el" in desk.get(address).content.decode()
    assert desk.post(address, {"given_by": "person", "method": "signature_screen", "signature": ""}).status_code == 422
    html = desk.post(address, {"given_by": "person", "method": "paper_scan"}, follow=True).content.decode()
    assert "Renovado" in html and "Vigente" in html


def test_a_no_is_noted(desk, yeimi, infop):
    html = desk.post(
        reverse("desk:consent-refuse", args=[yeimi]), {"key": f"{infop.actor.institution_id}:referral"}, follow=True
    ).content.decode()
    assert "Dijo que no" in html


def test_a_sensitive_permission_has_its_own_form(desk, yeimi):
    from ruta.directory.models import Institution

    key = f"{Institution.objects.get(code='SESAL').pk}:health_sharing"
    address = reverse("desk:consent-further", args=[yeimi, "delicado"])
    assert "usted necesita atención. No enviamos diagnósticos" in desk.get(address, {"delicado-grant": key}).content.decode()
    said = {"delicado-grant": key, "given_by": "person", "method": "signature_screen", "idempotency_key": str(uuid4())}
    assert desk.post(address, said).status_code == 422
    said["method"] = "paper_scan"
    html = desk.post(reverse("desk:consent-further", args=[yeimi, "delicado"]), said, follow=True).content.decode()
    assert "SESAL" in html and "Vigente" in html
    assert desk.post(reverse("desk:consent-further", args=[yeimi, "comun"]), {"comun-grant": key}).status_code == 422


def test_giving_what_was_asked_answers_the_request(desk, yeimi, infop):
    handle = found(infop).split('name="handle" value="')[1].split('"')[0]
    infop.post(reverse("desk:ask-access"), {"handle": handle, "purpose": "shared_case"})
    assert "INFOP pide permiso" in screen(desk, yeimi)
    give(desk, yeimi, f"{infop.actor.institution_id}:shared_case")
    assert "Dio permiso" in infop.get(reverse("desk:access-asked")).content.decode()
    assert "INFOP pide permiso" not in screen(desk, yeimi)


def test_a_request_may_be_answered_with_no(desk, yeimi, infop):
    handle = found(infop).split('name="handle" value="')[1].split('"')[0]
    infop.post(reverse("desk:ask-access"), {"handle": handle, "purpose": "shared_case"})
    html = desk.get(reverse("desk:access-requests")).content.decode()
    address = html.split('action="/permisos/solicitudes/')[-1].split('"')[0]
    desk.post(f"/permisos/solicitudes/{address}", {"answer": "refused"})
    assert "Dijo que no" in infop.get(reverse("desk:access-asked")).content.decode()


def test_another_institution_does_not_open_the_permissions(infop, yeimi):
    assert infop.get(reverse("desk:consent", args=[yeimi])).status_code == 404


def test_an_override_asks_for_grounds_opens_and_is_reviewed(desk, yeimi):
    guard = browser("CONADEH", "protection_officer")
    handle = found(guard).split('name="handle" value="')[1].split('"')[0]
    address = reverse("desk:override")
    assert "Dura 3 horas" in guard.post(address, {"handle": handle, "step": "start"}).content.decode()
    short = {"handle": handle, "lawful_basis": "vital_interest", "reason": "urgente", "categories": ["identity", "contact"]}
    answer = guard.post(address, short)
    assert answer.status_code == 422 and "al menos 30 letras" in answer.content.decode()
    answer = guard.post(address, short | {"reason": "Amenaza contra su vida anoche en la terminal"}, follow=True)
    assert "Yeimi Lorena" in answer.content.decode() and "sin permiso para ver los retornos" in answer.content.decode()
    assert "San Pedro Sula" in answer.content.decode()
    coordinator = browser("SETRASS-DGE", "office_coordinator")
    listed = coordinator.get(reverse("desk:override-reviews")).content.decode()
    assert "Amenaza contra su vida" in listed and "CONADEH" in listed
    with as_(coordinator.actor):
        pk = Override.objects.get().pk
    coordinator.post(reverse("desk:override-review", args=[pk]), {"verdict": "unjustified", "note": "No era grave"})
    assert guard.get(reverse("desk:person", args=[yeimi])).status_code == 404
    assert browser("SETRASS-DGE").get(reverse("desk:override-reviews")).status_code == 403


def test_ending_permissions_are_listed(desk, yeimi, infop):
    assert "Ningún permiso vence con eso" in desk.get(reverse("desk:ending-consents")).content.decode()


def test_the_screen_costs_few_queries(desk, yeimi, django_assert_max_num_queries):
    screen(desk, yeimi)
    with django_assert_max_num_queries(26):
        screen(desk, yeimi)
