"""Does whoever administers register a system, change its keys and suspend it, and does nobody else?"""

import json
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test import Client as Browser
from joserfc.jwk import ECKey

from ruta.base.clock import now as moment
from ruta.base.context import acting_as, system
from ruta.desk.oversight.tests.test_oversight import sign_in
from ruta.directory.models import Institution, Office
from ruta.directory.selectors.agreed import Scope
from ruta.trust.actions import Granted, save_callback
from ruta.trust.actions.clients import hear_at
from ruta.trust.actions.events import Told, queue_event
from ruta.trust.actions.subscriptions import subscribe
from ruta.trust.models import Client, OutEvent

pytestmark = pytest.mark.django_db


def keys(*names):
    return json.dumps({"keys": [ECKey.generate_key("P-256", {"kid": name}).as_dict(private=False) for name in names]})


@pytest.fixture
def admin(client):
    return sign_in(client, Office.objects.get(code="SPS"), "administrator")


def registered(admin, **changes):
    infop = Institution.objects.get(code="INFOP")
    form = {"name": "Sistema de INFOP", "code": "infop-sistema", "institution": infop.pk, "jwks": keys("uno")} | once() | changes
    return admin.post("/intercambio/nuevo/", form)


def once():
    return {"idempotency_key": str(uuid4())}


def now():
    return Client.objects.get(code="infop-sistema")


def test_a_system_is_registered_shown_and_found(admin):
    answer = registered(admin)
    row = now()
    assert answer["Location"] == f"/intercambio/{row.pk}/"
    page = admin.get(answer["Location"]).content.decode()
    assert "infop-sistema" in page
    assert "uno" in page
    assert "Sistema de INFOP" in admin.get("/intercambio/").content.decode()
    found = admin.post("/intercambio/", {"q": "nadie"}, follow=True).content.decode()
    assert "Sistema de INFOP" not in found


@pytest.mark.parametrize(("name", "value"), [("code", "Con Espacios"), ("jwks", "{"), ("jwks_uri", "ftp://x"), ("institution", "")])
def test_what_is_wrong_is_said_and_what_was_typed_stays(admin, name, value):
    answer = registered(admin, **{name: value})
    assert answer.status_code == 422
    assert "Sistema de INFOP" in answer.content.decode()
    assert not Client.objects.exists()


def test_a_double_click_registers_once(admin):
    same = once()
    assert registered(admin, **same)["Location"] == registered(admin, **same)["Location"]


def test_a_code_is_given_once(admin):
    registered(admin)
    assert registered(admin).status_code == 422
    assert Client.objects.count() == 1


def test_keys_are_added_and_ended_and_a_stale_page_changes_nothing(admin):
    registered(admin)
    row = now()
    admin.post(f"/intercambio/{row.pk}/claves/", {"version": row.version, "jwks": keys("dos"), "jwks_uri": ""} | once())
    assert [key["kid"] for key in now().jwks["keys"]] == ["uno", "dos"]
    stale = admin.post(f"/intercambio/{row.pk}/claves/quitar/", {"version": row.version, "name": "dos"})
    assert stale.status_code == 409
    admin.post(f"/intercambio/{row.pk}/claves/quitar/", {"version": now().version, "name": "uno"})
    assert [key["kid"] for key in now().jwks["keys"]] == ["dos"]
    wrong = admin.post(f"/intercambio/{row.pk}/claves/", {"version": now().version, "jwks": "nada", "jwks_uri": ""} | once())
    assert wrong.status_code == 422
    assert "nada" in wrong.content.decode()


def test_it_is_suspended_with_a_reason_and_taken_up_again(admin):
    registered(admin)
    row = now()
    assert admin.post(f"/intercambio/{row.pk}/estado/", {"version": row.version, "note": ""} | once()).status_code == 422
    admin.post(f"/intercambio/{row.pk}/estado/", {"version": row.version, "note": "Clave perdida"} | once())
    assert now().state == "suspended"
    assert "Clave perdida" in admin.get(f"/intercambio/{row.pk}/").content.decode()
    admin.post(f"/intercambio/{row.pk}/estado/", {"version": now().version, "note": ""} | once())
    assert now().state == "active"


def test_a_certificate_that_is_none_is_refused(admin):
    registered(admin)
    row = now()
    answer = admin.post(f"/intercambio/{row.pk}/certificados/", {"version": row.version, "certificate": "x"} | once())
    assert answer.status_code == 422


@pytest.mark.parametrize("role", ["counsellor", "auditor", "partner_officer"])
def test_others_do_not_see_the_systems(client, role):
    signed_in = sign_in(client, Office.objects.get(code="SPS"), role)
    assert signed_in.get("/intercambio/").status_code == 403
    assert signed_in.get("/intercambio/mensajes/").status_code == (200 if role == "auditor" else 403)


def test_whoever_oversees_reads_the_log_and_verifies_it(client):
    auditor = sign_in(client, Office.objects.get(code="SPS"), "auditor")
    assert auditor.get("/intercambio/mensajes/").status_code == 200
    assert auditor.get("/intercambio/mensajes/?formato=csv").status_code == 200
    assert "Todo coincide" in auditor.post("/intercambio/sellos/", follow=True).content.decode()


@pytest.mark.parametrize(("authority", "is_told"), [("", True), ("https://sellos.example/tsa", False)])
def test_the_page_of_seals_says_when_no_authority_vouches_for_the_hour(client, settings, authority, is_told):
    settings.TIME_AUTHORITY = authority
    page = sign_in(client, Office.objects.get(code="SPS"), "auditor").get("/intercambio/sellos/").content.decode()
    assert ("Ninguna autoridad de sellado de tiempo" in page) is is_told


def test_the_address_of_later_answers_is_kept_and_checked(admin):
    registered(admin)
    row = now()
    wrong = admin.post(f"/intercambio/{row.pk}/respuestas/", {"version": row.version, "callback_uri": "ftp://x"} | once())
    assert wrong.status_code == 422
    admin.post(f"/intercambio/{row.pk}/respuestas/", {"version": row.version, "callback_uri": "https://infop.example/dci"} | once())
    assert now().callback_uri == "https://infop.example/dci"


def test_the_link_with_its_system_is_kept_and_half_of_it_is_refused(admin):
    registered(admin)
    page = f"/intercambio/{now().pk}/"
    half = {"version": now().version, "base_uri": "https://infop.example", "our_code": "", "our_scope": ""} | once()
    answer = admin.post(f"{page}enlace/", half)
    assert answer.status_code == 422
    assert "https://infop.example" in answer.content.decode(), "what was typed stays"
    whole = half | {"our_code": "setrass-sistema", "our_scope": "C-0001:referral", "events_uri": "https://infop.example/avisos"} | once()
    assert admin.post(f"{page}enlace/", whole)["Location"] == page
    assert (now().base_uri, now().our_code, now().events_uri) == (
        "https://infop.example",
        "setrass-sistema",
        "https://infop.example/avisos",
    )


def test_events_of_a_system_are_listed_taken_along_and_told_again(admin):
    registered(admin)
    row = now()
    told = Told(event_id=7, type="hn.ruta.referral.accepted", subject="Task/1", happened_at=moment())
    machine = system(row.institution_id)
    queue_event(actor=machine, client=row, told=told)
    with acting_as(machine), transaction.atomic():
        OutEvent.objects.update(taken_at=moment(), sent_at=moment())
        event = OutEvent.objects.get()
    page = f"/intercambio/{row.pk}/avisos/"
    assert "hn.ruta.referral.accepted" in admin.get(page).content.decode()
    assert "hn.ruta.referral.accepted" not in admin.get(f"{page}?estado=espera").content.decode()
    assert b"hn.ruta.referral.accepted" in b"".join(admin.get(f"{page}?formato=csv"))
    for words, is_found in (("aceptó", True), ("task/1", True), ("999999", False), ("dio cita", False)):
        found = admin.post(page, {"q": words}, follow=True).content.decode()
        assert ("hn.ruta.referral.accepted" in found) is is_found, words
    assert admin.post(f"{page}repetir/", {"event": [event.pk]})["Location"] == page
    assert "hn.ruta.referral.accepted" in admin.get(f"{page}?estado=espera").content.decode()
    assert admin.post(f"{page}repetir/").status_code == 422


def test_nobody_else_sees_or_repeats_events(admin, client):
    registered(admin)
    page = f"/intercambio/{now().pk}/avisos/"
    other = sign_in(Browser(), Office.objects.get(code="SPS"), "counsellor")
    assert other.get(page).status_code == 403
    assert other.post(f"{page}repetir/", {"event": ["1"]}).status_code == 403


def test_what_a_system_subscribed_to_is_counted_and_not_named(admin):
    registered(admin)
    row = now()
    machine, scope = system(row.institution_id), Scope("C-1:shared_case", 1, 1, 1, row.institution_id, "shared_case", (), "consent", None)
    granted = Granted(row, (scope,), machine)
    for number in ("0501199604821", "0801199000017"):
        subscribe(actor=machine, granted=granted, event_type="UPDATE", document=("dni", number))
    page = admin.get(f"/intercambio/{row.pk}/").content.decode()
    assert "Cambian los datos de la persona: 2 documentos" in page
    assert "0501199604821" not in page


def subscribed(admin):
    """A system that said itself where it hears."""
    registered(admin)
    row = now()
    row = save_callback(actor=system(None), client_id=row.pk, version=row.version, address="https://infop.example/dci")
    return hear_at(actor=system(None), client_id=row.pk, address="https://infop.example/oye")


def test_a_subscription_of_the_system_itself_is_ended_at_the_desk_and_stands_in_the_log(admin):
    row = subscribed(admin)
    page = f"/intercambio/{row.pk}/"
    assert "Dejar de avisar" in admin.get(page).content.decode()
    stale = admin.post(f"{page}avisos/dejar/", {"version": row.version - 1} | once())
    assert (stale.status_code, now().hook_uri) == (409, "https://infop.example/oye")
    ending = {"version": now().version} | once()
    for _click in range(2):
        assert admin.post(f"{page}avisos/dejar/", ending)["Location"] == page
    assert now().hook_uri == ""
    after = admin.get(page).content.decode()
    assert "Ya no se le avisa" in after
    assert "Dejar de avisar" not in after
    desk = system(Office.objects.get(code="SPS").institution_id)
    with acting_as(desk), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT kind, changes::text FROM audit_event WHERE table_name = 'trust_client' ORDER BY id DESC LIMIT 1")
        kind, changes = cursor.fetchone()
    assert kind == "staff"
    assert "https://infop.example/oye" in changes


def test_the_page_says_that_nothing_is_sent_to_an_address_that_is_no_longer_registered(admin):
    row = subscribed(admin)
    page = f"/intercambio/{row.pk}/"
    assert "Hoy los avisos van a https://infop.example/oye" in admin.get(page).content.decode()
    moved = {"version": row.version, "callback_uri": "https://otro.example/dci"} | once()
    after = admin.post(f"{page}respuestas/", moved, follow=True).content.decode()
    assert "No se avisa a https://infop.example/oye" in after
    assert "Dejar de avisar" in after


def test_nobody_else_ends_a_subscription(admin):
    row = subscribed(admin)
    other = sign_in(Browser(), Office.objects.get(code="SPS"), "counsellor")
    assert other.post(f"/intercambio/{row.pk}/avisos/dejar/", {"version": row.version} | once()).status_code == 403
    assert now().hook_uri
