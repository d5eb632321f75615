"""Does a link open one referral, once, for the right hands, and say nothing to anybody else?"""

import re
from datetime import datetime, time, timedelta
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
import time_machine
from django.core.cache import cache
from django.db import transaction

from ruta.agenda.actions import Slot, book_appointment
from ruta.base.clock import HONDURAS, now, today
from ruta.base.context import Actor, acting_as, system
from ruta.cases.tests.making import consent, staff
from ruta.communication.actions import send_message
from ruta.communication.models import Message
from ruta.people.actions import PlaceDraft, mark_place_unsafe
from ruta.referrals.actions import accept, deliver, mint_link, revoke_links, schedule
from ruta.referrals.models import Referral, ReferralLink
from ruta.referrals.tests.making import hear, slot

pytestmark = pytest.mark.django_db


@pytest.fixture
def referral(send):
    return send(receiver_contact="enlace@example.hn")


def address(actor, referral, audience):
    """The path of a new link, as its holder gets it."""
    return mint_link(actor=system(actor.institution_id), referral_id=referral.pk, audience=audience).removeprefix("http://localhost:8000")


def state(actor, referral):
    with acting_as(actor), transaction.atomic():
        return Referral.objects.get(pk=referral.pk).state


DATE = {
    "hacer": "aceptar",
    "day": f"{today() + timedelta(days=3):%Y-%m-%d}",
    "hour": "08:00",
    "place": "Taller 4",
    "bring": "DNI",
    "ask_for": "Mirna Aguilar",
}


def form(**more):
    return DATE | {"idempotency_key": str(uuid4())} | more


def test_only_the_hash_of_a_random_token_is_kept(dunia, referral):
    path = address(dunia, referral, "partner")
    token = path.split("/")[2]
    assert len(token) >= 22
    with acting_as(dunia):
        kept = ReferralLink.objects.get()
    assert re.fullmatch("[0-9a-f]{64}", kept.token_sha256)
    assert token not in kept.token_sha256
    assert (kept.expires_at - kept.created_at).days == 8


def test_a_partner_sees_the_packet_and_looking_uses_nothing(client, dunia, referral):
    path = address(dunia, referral, "partner")
    for _ in range(3):
        page = client.get(path)
        assert page.status_code == 200
        assert client.head(path).status_code == 200
    text = page.content.decode()
    assert "Yeimi Lorena Mejía Orellana" in text
    assert "9748-2206" in text
    assert "SPS-2026" not in text  # the case stays where it is
    assert page["X-Robots-Tag"].startswith("noindex")
    assert "no-store" in page["Cache-Control"]


@pytest.mark.parametrize("kind", ["institution", "office", "municipality"])
@pytest.mark.parametrize("audience", ["person", "partner"])
def test_a_link_stops_with_the_mark_itself_before_any_job_has_run(client, dunia, service, referral, kind, audience):
    path = address(dunia, referral, audience)
    assert client.get(path).status_code == 200
    office = service.office
    place = {"institution": office.institution_id, "office": office.pk, "municipality": office.municipality_id}[kind]
    mark_place_unsafe(actor=dunia, person_id=referral.person_id, place=PlaceDraft(**{f"{kind}_id": place}), reason="La buscan ahí")
    page = client.get(path)
    assert page.status_code == 404 and office.name not in page.content.decode()
    assert client.post(path, form()).status_code == 404


def test_a_partner_accepts_with_a_date_and_the_link_is_used_up(client, dunia, referral):
    path = address(dunia, referral, "partner")
    answer = client.post(path, form())
    assert answer.status_code == 302
    assert state(dunia, referral) == "scheduled"
    assert client.get(path).status_code == 404
    assert client.post(path, form()).status_code == 404


def test_a_partner_hears_that_the_hour_cannot_be_given_and_answers_with_another(client, dunia, referral):
    at = datetime.combine(today() + timedelta(days=3), time(8), HONDURAS)
    with acting_as(dunia), transaction.atomic():
        person = Referral.objects.get(pk=referral.pk).person_id
    book_appointment(actor=dunia, person_id=person, office_id=dunia.office_id, slot=Slot(starts_at=at, subject="Entrevista"))
    path = address(dunia, referral, "partner")
    answer = client.post(path, form())
    assert answer.status_code == 422
    assert "A esa hora no se puede dar la cita" in answer.content.decode() and "ya tiene otra" not in answer.content.decode()
    assert client.post(path, form(hour="08:30")).status_code == 302
    assert state(dunia, referral) == "scheduled"


def test_a_date_moved_by_a_quarter_of_an_hour_is_no_clash_with_itself(dunia, mirna, referral):
    accept(actor=mirna, referral_id=referral.pk, slot=slot())
    later = Slot(starts_at=slot().starts_at + timedelta(minutes=15), place="Taller 4")
    schedule(actor=mirna, referral_id=referral.pk, slot=later)
    assert state(dunia, referral) == "scheduled"


def test_a_double_click_answers_once_and_thanks_twice(client, dunia, referral):
    path = address(dunia, referral, "partner")
    answer = form()
    first, second = (parse_qs(urlsplit(client.post(path, answer)["Location"]).query) for _ in range(2))
    assert (first["que"], set(first)) == (second["que"], set(second)) == (["partner"], {"que", "opinion"})
    assert state(dunia, referral) == "scheduled"


def test_a_partner_declines_with_a_reason_and_what_is_missing_is_said(client, dunia, referral):
    path = address(dunia, referral, "partner")
    wrong = client.post(path, {"hacer": "no", "reason": "prov_not_eligible", "idempotency_key": str(uuid4())})
    assert wrong.status_code == 422
    assert "Falta la explicación" in wrong.content.decode()
    answer = {"hacer": "no", "reason": "prov_not_eligible", "note": "Piden noveno grado.", "idempotency_key": str(uuid4())}
    assert client.post(path, answer).status_code == 302
    assert state(dunia, referral) == "declined"


def test_a_partner_records_the_outcome_by_a_new_link(client, dunia, referral):
    client.post(address(dunia, referral, "partner"), form())
    path = address(dunia, referral, "partner")
    client.post(path, {"hacer": "resultado", "outcome": "delivered_full", "note": "", "idempotency_key": str(uuid4())})
    assert state(dunia, referral) == "delivered"


def plain(page):
    """A page without what differs on every visit."""
    return re.sub(r'(csrf|CSRF)[^>]+>|nonce="[^"]+"', "", page.content.decode()).replace(page.wsgi_request.path, "")


def test_every_link_that_is_no_good_looks_the_same(client, dunia, referral):
    with time_machine.travel(now() - timedelta(days=9), tick=False):
        expired = address(dunia, referral, "person")
    revoked = address(dunia, referral, "person")
    revoke_links(actor=dunia, referral_id=referral.pk)
    used = address(dunia, referral, "partner")
    client.post(used, form())
    pages = [client.get(path) for path in (used, revoked, expired, "/a/7K2M9Q7K2M9Q7K2M9Q7K2M/")]
    assert {page.status_code for page in pages} == {404}
    assert len({plain(page) for page in pages}) == 1
    assert "Este enlace ya no abre" in plain(pages[0])
    assert client.post(revoked, form()).status_code == client.post("/a/forged/", form()).status_code == 404


def test_the_holder_of_a_link_reads_one_referral_and_nothing_else(dunia, referral, case, rows):
    holder = Actor(kind="partner", referral_id=referral.pk)
    assert rows(holder, "SELECT id FROM referrals_referral") == [(referral.pk,)]
    assert rows(holder, "SELECT count(*) FROM referrals_referralpacket") == [(1,)]
    for table in (
        "people_person",
        "people_contact",
        "people_consent",
        "cases_case",
        "cases_need",
        "referrals_referrallink",
        "agenda_appointment",
    ):
        assert rows(holder, f"SELECT count(*) FROM {table}") == [(0,)], table
    other = Actor(kind="partner", referral_id=referral.pk + 1)
    assert rows(other, "SELECT count(*) FROM referrals_referral") == [(0,)]


def delivered(mirna, referral):
    accept(actor=mirna, referral_id=referral.pk, slot=slot())
    deliver(actor=mirna, referral_id=referral.pk, outcome="delivered_full")


def test_the_person_confirms_in_plain_words(client, dunia, mirna, referral):
    delivered(mirna, referral)
    path = address(dunia, referral, "person")
    page = client.get(path).content.decode()
    assert "¿Le hicieron la prueba para certificar lo que sabe?" in page
    assert "INFOP" in page
    client.post(path, {"hacer": "respuesta", "answer": "si", "note": "", "idempotency_key": str(uuid4())})
    assert state(dunia, referral) == "confirmed"


@pytest.mark.parametrize(("answer", "note"), [("parte", "Faltó el certificado."), ("no", ""), ("sigue", "")])
def test_the_person_disputes_and_may_tell(client, dunia, mirna, referral, answer, note):
    delivered(mirna, referral)
    path = address(dunia, referral, "person")
    if note:
        assert client.post(path, {"hacer": "respuesta", "answer": answer, "idempotency_key": str(uuid4())}).status_code == 422
    client.post(path, {"hacer": "respuesta", "answer": answer, "note": note, "idempotency_key": str(uuid4())})
    assert state(dunia, referral) == "disputed"


def test_the_person_sees_the_appointment_and_may_move_it(client, dunia, mirna, referral):
    accept(actor=mirna, referral_id=referral.pk, slot=slot())
    path = address(dunia, referral, "person")
    page = client.get(path).content.decode()
    assert re.search(r"de la (mañana|tarde|noche)|mediodía", page)
    assert "Mirna Aguilar" in page
    going = client.post(path, {"hacer": "voy", "idempotency_key": str(uuid4())})
    assert going["Location"].endswith("?que=voy")
    assert client.get(path).status_code == 200  # nothing was used up
    client.post(path, {"hacer": "otra-fecha", "idempotency_key": str(uuid4())})
    assert state(dunia, referral) == "accepted"


def test_the_person_may_let_it_go(client, dunia, referral):
    path = address(dunia, referral, "person")
    client.post(path, {"hacer": "no-quiero", "reason": "pers_found_job", "note": "", "idempotency_key": str(uuid4())})
    assert state(dunia, referral) == "declined"


def test_a_person_does_not_answer_for_the_institution(client, dunia, referral):
    path = address(dunia, referral, "person")
    client.post(path, form())
    assert state(dunia, referral) == "sent"


def test_guessing_is_slowed_down(client, dunia, referral):
    cache.clear()
    codes = [client.get(f"/a/forged{number:018d}/").status_code for number in range(14)]
    assert codes[0] == 404
    assert codes[-1] == 429
    assert client.get(address(dunia, referral, "partner")).status_code == 429


def test_the_link_goes_out_in_a_message_and_opens(client, dunia, referral, settings, tmp_path):
    settings.MESSAGE_FOLDER = tmp_path
    hear()
    with acting_as(dunia):
        message = Message.objects.get(template="partner_referral_new")
        assert "{link}" in message.body
    send_message(system(dunia.institution_id), message.pk)
    text = next(tmp_path.rglob("*.txt")).read_text()
    path = re.search(r"http://localhost:8000(/a/\S+/)", text).group(1)
    assert client.get(path).status_code == 200


def test_a_message_to_the_person_says_nothing_of_what_it_is_about(dunia, case, referral):
    with acting_as(dunia):
        person = case.person
    consent(dunia, person, purpose="notifications", categories=["contact"])
    hear()
    with acting_as(dunia):
        body = Message.objects.get(template="referral_sent").body
    assert "INFOP" not in body
    assert "ertific" not in body


def test_staff_signed_in_see_what_the_holder_sees(client, dunia, referral):
    from ruta.accounts.models import User

    staff("UMAR-TGU")
    client.force_login(User.objects.order_by("-pk").first())
    assert client.get(address(dunia, referral, "partner")).status_code == 200
