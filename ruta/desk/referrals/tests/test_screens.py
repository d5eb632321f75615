"""Do the screens of referrals show what they should, to whom they should, and keep what was typed?"""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from django.urls import reverse

from ruta.base.clock import now, today
from ruta.base.context import acting_as
from ruta.base.models import AccessLog
from ruta.directory.models import Service
from ruta.referrals.actions import accept, deliver, withdraw
from ruta.referrals.models import Referral
from ruta.referrals.tests.making import need_of, sent, slot

pytestmark = pytest.mark.django_db


def fresh(actor, referral):
    with acting_as(actor), transaction.atomic():
        return Referral.objects.get(pk=referral.pk)


def page(client, name, *args, **query):
    return client.get(reverse(f"desk:{name}", args=args), query)


def typed(referral, **more):
    return {"idempotency_key": str(uuid4()), "version": referral.version} | more


def date_of(days=3):
    at = now() + timedelta(days=days)
    return {"when": at.isoformat(), "place": "Taller 4", "bring": "DNI", "ask_for": "Mirna Aguilar"}


def test_the_receiver_finds_it_in_the_first_tray_with_its_packet(signed_in, mirna, send):
    referral = send()
    answer = page(signed_in(mirna), "inbox")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Yeimi Lorena Mejía Orellana" in text
    assert "Por responder 1" in text
    assert referral.number in text
    assert "Aceptar y dar cita" in text
    assert "9748-2206" in text


def test_showing_a_packet_is_logged(signed_in, mirna, send):
    referral = send()
    page(signed_in(mirna), "inbox")
    kinds = set(AccessLog.objects.using("log").filter(object_id=referral.pk).values_list("kind", flat=True))
    assert kinds == {"open_packet"}


def test_a_stranger_sees_neither_list_nor_page(signed_in, stranger, send):
    referral = send()
    client = signed_in(stranger)
    assert referral.number not in page(client, "inbox").content.decode()
    assert page(client, "referral", referral.pk).status_code == 404


def test_accepting_on_the_screen_gives_a_date(signed_in, mirna, send):
    referral = send()
    client = signed_in(mirna)
    done = client.post(reverse("desk:referral-step", args=[referral.pk, "aceptar"]), typed(referral, **date_of()))
    assert done.status_code == 302
    assert fresh(mirna, referral).state == "scheduled"
    assert "Con cita 1" in page(client, "inbox").content.decode()


def test_what_is_missing_is_said_and_what_was_typed_stays(signed_in, mirna, send):
    referral = send()
    client = signed_in(mirna)
    again = client.post(reverse("desk:referral-step", args=[referral.pk, "aceptar"]), typed(referral, when="otra", place="Taller 9"))
    assert again.status_code == 422
    assert "Elija el día y la hora" in again.content.decode()
    assert "Taller 9" in again.content.decode()
    assert fresh(mirna, referral).state == "sent"


def test_a_double_click_accepts_once(signed_in, mirna, send):
    referral = send()
    client, answer = signed_in(mirna), typed(referral, **date_of())
    where = reverse("desk:referral-step", args=[referral.pk, "aceptar"])
    assert [client.post(where, answer).status_code for _ in range(2)] == [302, 302]


def test_who_comes_late_gets_a_conflict_and_keeps_the_form(signed_in, mirna, send):
    referral = send()
    accept(actor=mirna, referral_id=referral.pk)
    late = signed_in(mirna).post(reverse("desk:referral-step", args=[referral.pk, "aceptar"]), typed(referral, **date_of()))
    assert late.status_code == 409
    assert "ya cambió" in late.content.decode()


def test_no_with_its_reason(signed_in, mirna, send):
    referral = send()
    client = signed_in(mirna)
    where = reverse("desk:referral-step", args=[referral.pk, "no-podemos"])
    assert client.get(where).status_code == 200
    assert client.post(where, typed(referral, reason="prov_no_capacity")).status_code == 422
    done = client.post(where, typed(referral, reason="prov_no_capacity", review_on=f"{today() + timedelta(days=40):%Y-%m-%d}"))
    assert done.status_code == 302
    assert fresh(mirna, referral).state == "declined"


@pytest.mark.parametrize("way", ["reorientar", "no-quiere", "retirar"])
def test_every_way_of_the_sender_has_its_form(signed_in, dunia, send, way):
    referral = send()
    assert signed_in(dunia).get(reverse("desk:referral-step", args=[referral.pk, way])).status_code == 200


def test_the_ways_follow_the_state(signed_in, dunia, mirna, send):
    referral = send()
    accept(actor=mirna, referral_id=referral.pk, slot=slot())
    for actor, ways in ((mirna, ("resultado", "asistio", "cita", "no-llego")), (dunia, ("cita", "otra-fecha"))):
        client = signed_in(actor)
        for way in ways:
            assert page(client, "referral-step", referral.pk, way).status_code == 200, way
    deliver(actor=mirna, referral_id=referral.pk, outcome="delivered_full")
    client = signed_in(dunia)
    for way in ("confirmar", "aclarar", "sin-confirmar"):
        assert page(client, "referral-step", referral.pk, way).status_code == 200, way
    client.post(reverse("desk:referral-step", args=[referral.pk, "aclarar"]), typed(referral, reason="dis_not_received", heard_by="phone"))
    assert fresh(dunia, referral).state == "disputed"
    assert "Resolver" in page(client, "referral", referral.pk).content.decode()


def test_the_number_is_found_however_it_is_typed(signed_in, dunia, send):
    referral = send()
    found = page(signed_in(dunia), "inbox", q=referral.number.lower().replace("-", " ", 1))
    assert found.status_code == 302
    assert "Ninguna derivación" in page(signed_in(dunia), "inbox", q="D-2026-99999").content.decode()


def test_the_sender_sees_what_was_sent_and_exports_it_without_names(signed_in, dunia, send):
    referral = send()
    client = signed_in(dunia)
    assert referral.number in page(client, "inbox", ver="enviadas").content.decode()
    file = b"".join(page(client, "inbox", ver="enviadas", formato="csv").streaming_content).decode()
    assert referral.number in file
    assert "Yeimi" not in file


def test_of_a_referral_taken_back_nobody_is_told_that_the_permission_stands(signed_in, dunia, send):
    referral, client = send(), signed_in(dunia)
    pages = ("referral", "packet")
    assert all("con permiso hasta" in page(client, name, referral.pk).content.decode() for name in pages)
    withdraw(actor=dunia, referral_id=referral.pk, reason="wdr_sent_by_mistake")
    for name in pages:
        text = page(client, name, referral.pk).content.decode()
        assert "con permiso hasta" not in text
        assert "ya no ve" in text


def test_the_paper_of_a_referral_is_of_the_sender_and_names_no_delicate_place(signed_in, dunia, mirna, send):
    referral = send()
    text = page(signed_in(dunia), "referral-paper", referral.pk).content.decode()
    for words in (referral.number, referral.receiver.name, "Le llaman para darle cita", "9748-2206"):
        assert words in text
    assert page(signed_in(mirna), "referral-paper", referral.pk).status_code in {403, 404}
    with acting_as(dunia):
        Referral.objects.filter(pk=referral.pk).update(is_protected=True)
    text = page(signed_in(dunia), "referral-paper", referral.pk)
    assert text.status_code in {200, 403, 404}
    assert referral.receiver.name not in text.content.decode()


def test_the_packet_verifies_itself(signed_in, mirna, send):
    referral = send()
    text = page(signed_in(mirna), "packet", referral.pk).content.decode()
    assert "Está completo" in text
    assert referral.packet_hash in text


def test_refer_shows_exactly_what_will_travel_before_it_does(signed_in, dunia, case, need, service, allowed):
    client = signed_in(dunia)
    assert "Quién puede" in page(client, "refer", case.pk).content.decode()
    query = {"necesidad": need.pk, "servicio": service.pk}
    text = page(client, "refer", case.pk, **query).content.decode()
    assert "Esto se envía, exactamente" in text
    assert "9748-2206" in text
    assert "Con permiso" in text
    answer = {"request": "Certificar", "receiver_contact": "enlace@example.hn", "idempotency_key": str(uuid4())}
    where = f"{reverse('desk:refer', args=[case.pk])}?necesidad={need.pk}&servicio={service.pk}"
    done = client.post(where, answer)
    assert done.status_code == 302
    with acting_as(dunia):
        assert Referral.objects.get().state == "sent"


def test_without_permission_it_stays_prepared_and_leads_to_asking(signed_in, dunia, case, need, service):
    where = f"{reverse('desk:refer', args=[case.pk])}?necesidad={need.pk}&servicio={service.pk}"
    answer = {"request": "Certificar", "receiver_contact": "enlace@example.hn", "idempotency_key": str(uuid4())}
    asked = signed_in(dunia).post(where, answer)
    assert asked["Location"] == reverse("desk:consent", args=[case.person_id])
    with acting_as(dunia):
        draft = Referral.objects.get()
    assert draft.state == "draft"
    page = signed_in(dunia).get(reverse("desk:referral", args=[draft.pk])).content.decode()
    assert "Descartar" in page and "Retirar" not in page
    assert "Enlace de la institución" not in page
    gone = signed_in(dunia).post(reverse("desk:referral-step", args=[draft.pk, "descartar"]), {"idempotency_key": str(uuid4())})
    assert gone["Location"] == reverse("desk:case", args=[case.pk])
    with acting_as(dunia):
        assert not Referral.objects.exists()


def test_a_permission_outside_the_usual_is_asked_in_its_own_words_and_leads_back_to_the_referral(signed_in, dunia, case):
    town = Service.objects.get(office__code="UMAR-ESP", service_type="local_development_support")
    need = need_of(dunia, case, "strengthen_business")
    where = f"{reverse('desk:refer', args=[case.pk])}?necesidad={need.pk}&servicio={town.pk}"
    answer = {"request": "Apoyo local", "receiver_contact": "umar@example.hn", "idempotency_key": str(uuid4())}
    asked = signed_in(dunia).post(where, answer)
    screen = signed_in(dunia).get(asked["Location"]).content.decode()
    assert f"Para que {town.institution.short_name} le atienda, le enviaremos" in screen
    key = f"{town.institution_id}:referral"
    said = {
        "comun-grant": key, "given_by": "person", "method": "verbal_witness", "witness_name": "Ana Paz", "idempotency_key": str(uuid4()),
    }  # fmt: skip
    given = signed_in(dunia).post(reverse("desk:consent-further", args=[case.person_id, "comun"]), said)
    with acting_as(dunia):
        draft = Referral.objects.get()
    assert given["Location"].startswith(reverse("desk:referral", args=[draft.pk]))
    assert "Enviar la derivación" in signed_in(dunia).get(given["Location"]).content.decode()


def test_a_step_that_is_not_open_is_refused_before_anything_is_asked_for(signed_in, mirna, send):
    referral = send()
    accept(actor=mirna, referral_id=referral.pk)
    late = signed_in(mirna).post(reverse("desk:referral-step", args=[referral.pk, "no-podemos"]), {"idempotency_key": str(uuid4())})
    assert late.status_code == 422
    late = signed_in(mirna).post(reverse("desk:referral-step", args=[referral.pk, "aceptar"]), {"idempotency_key": str(uuid4())})
    assert late.status_code == 409
    told = late.content.decode()
    assert "ya no está abierto" in told and "Falta este dato" not in told and "Aceptar y avisarle" not in told


def test_a_protected_referral_shows_neither_what_nor_with_whom(signed_in, dunia, case):
    from ruta.cases.tests.making import staff
    from ruta.directory.models import Service
    from ruta.referrals.tests.making import allow

    officer = staff("SPS", "protection_officer")
    need = need_of(officer, case, "protection_plan")
    service = Service.objects.select_related("institution").get(institution__code="SEDH", service_type="protection_case_management")
    allow(officer, case, service, "protection", ["identity", "contact", "protection", "needs_sensitive"])
    referral = sent(officer, case, service, need, receiver_contact="enlace@example.hn")
    text = page(signed_in(dunia), "inbox", ver="enviadas").content.decode()
    assert referral.number in text
    assert "Servicio protegido" in text
    assert service.institution.short_name not in text
    assert "Protection" not in text
    assert page(signed_in(dunia), "referral", referral.pk).status_code == 403
    assert page(signed_in(officer), "referral", referral.pk).status_code == 200


def test_a_new_link_can_be_sent(signed_in, dunia, send):
    referral = send(receiver_contact="enlace@example.hn")
    client = signed_in(dunia)
    done = client.post(reverse("desk:referral-link", args=[referral.pk]), {"address": "otro@example.hn"})
    assert done.status_code == 302
    assert fresh(dunia, referral).receiver_contact == "otro@example.hn"


def test_a_list_keeps_its_budget_of_queries(signed_in, mirna, send, django_assert_max_num_queries):
    send()
    client = signed_in(mirna)
    page(client, "inbox")
    with django_assert_max_num_queries(40):
        page(client, "inbox")


def test_a_next_step_is_seen_and_done(signed_in, dunia, mirna, send):
    from ruta.referrals.actions import decline
    from ruta.referrals.models import ReferralTask

    referral = send()
    decline(actor=mirna, referral_id=referral.pk, reason="prov_outside_area")
    with acting_as(dunia), transaction.atomic():
        task = ReferralTask.objects.get(code="offer_alternative_provider")
    client = signed_in(dunia)
    where = reverse("desk:referral-task", args=[task.pk])
    assert client.get(where)["Location"] == reverse("desk:referral", args=[referral.pk])
    assert "Proponer otra institución" in page(client, "referral", referral.pk).content.decode()
    assert client.post(where).status_code == 302
    assert "Proponer otra institución" not in page(client, "referral", referral.pk).content.decode()
