"""Does the appointment of a referral move and fall away in the agenda, with state, clock, history and person following?"""

from uuid import uuid4

import pytest
from django.db import transaction

from ruta.accounts.models import User
from ruta.agenda.actions import Slot
from ruta.agenda.models import Appointment
from ruta.agenda.tests.making import agenda_of, free, give
from ruta.base.context import acting_as
from ruta.base.errors import Conflict, Refused
from ruta.cases.tests.making import consent, register, staff
from ruta.communication.models import Message
from ruta.referrals.actions import accept, call_off_date, move_date
from ruta.referrals.models import Referral, ReferralStep
from ruta.referrals.tests.conftest import allowed, case, dunia, mirna, need, rows, send, service, step, stranger, unallowed
from ruta.referrals.tests.making import hear, slot

__all__ = ["allowed", "case", "dunia", "mirna", "need", "rows", "send", "service", "step", "stranger", "unallowed"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def chief(db):
    return staff("INFOP-SPS", "office_coordinator")


@pytest.fixture
def agenda(chief):
    return agenda_of(chief, name="Pruebas", service_type="infop_skills_certification")


@pytest.fixture
def places(chief, agenda):
    return [place.starts_at for place in free(chief, agenda)]


@pytest.fixture
def dated(mirna, send, agenda, places):
    """A referral with a place of the receiver's agenda."""
    referral = send(receiver_contact="enlace@example.hn")
    return accept(actor=mirna, referral_id=referral.pk, slot=Slot(starts_at=places[0], agenda_id=agenda.pk))


@pytest.fixture
def permitted(dunia, case):
    """The person wants messages."""
    with acting_as(dunia), transaction.atomic():
        person = case.person
    consent(dunia, person, purpose="notifications", categories=["contact"])


def fresh(actor, referral):
    with acting_as(actor), transaction.atomic():
        return Referral.objects.select_related("appointment").get(pk=referral.pk)


def history(actor, referral):
    with acting_as(actor), transaction.atomic():
        return list(ReferralStep.objects.filter(referral=referral).order_by("pk").values_list("verb", "side"))


def written(actor):
    with acting_as(actor), transaction.atomic():
        return set(Message.objects.values_list("template", flat=True))


def form(**more):
    return {"idempotency_key": str(uuid4())} | more


def enter(client, actor):
    client.force_login(User.objects.get(pk=actor.user_id))
    return client


def standing(actor, agenda):
    with acting_as(actor), transaction.atomic():
        return list(Appointment.objects.filter(agenda=agenda, state="booked").order_by("starts_at").values_list("starts_at", flat=True))


@pytest.mark.usefixtures("permitted")
@pytest.mark.parametrize("role", ["partner_officer", "receptionist", "office_coordinator"])
def test_whoever_keeps_the_agenda_moves_it_and_everybody_follows(client, dunia, places, dated, role):
    host = staff("INFOP-SPS", role)
    enter(client, host)
    before = fresh(host, dated)
    page = client.get(f"/agenda/{before.appointment_id}/").content.decode()
    assert "Cambiar la hora" in page and "Responde a una derivación" in page
    assert ("Ver la derivación" in page) is (role != "receptionist")
    assert client.post(f"/agenda/{before.appointment_id}/mover/", form(at=places[20].isoformat())).status_code == 302
    after = fresh(host, dated)
    assert (after.state, after.appointment_id, after.appointment.starts_at) == ("scheduled", before.appointment_id, places[20])
    assert after.due_at > before.due_at and after.version == before.version + 1
    assert history(dunia, dated)[-1] == ("schedule", "receiver")
    assert standing(host, after.appointment.agenda_id) == [places[20]]
    hear()
    with acting_as(dunia), transaction.atomic():
        assert Message.objects.filter(template="referral_scheduled").count() == 2


def test_the_same_hour_again_changes_nothing(mirna, places, dated):
    version = fresh(mirna, dated).version
    move_date(actor=mirna, referral_id=dated.pk, starts_at=places[0])
    assert fresh(mirna, dated).version == version


def test_a_taken_hour_leaves_referral_and_appointment_as_they_were(client, chief, mirna, agenda, places, dated):
    give(chief, register(chief, "Otra", "Persona"), agenda, places[5])
    before = fresh(mirna, dated)
    with pytest.raises(Conflict, match="Los que siguen"):
        move_date(actor=mirna, referral_id=dated.pk, starts_at=places[5])
    lost = enter(client, mirna).post(f"/agenda/{before.appointment_id}/mover/", form(at=places[5].isoformat()))
    assert lost.status_code == 409 and "Los que siguen" in lost.content.decode()
    after = fresh(mirna, dated)
    assert (after.version, after.appointment.starts_at) == (before.version, places[0])


@pytest.mark.usefixtures("permitted")
def test_the_receiver_calls_off_and_owes_another_date(client, dunia, mirna, agenda, dated):
    where = f"/agenda/{fresh(mirna, dated).appointment_id}/"
    enter(client, mirna)
    why = client.post(f"{where}cancelar/", form(by="officer"))
    assert why.status_code == 422 and fresh(mirna, dated).state == "scheduled"
    assert client.post(f"{where}cancelar/", form(by="officer", note="Incapacidad")).status_code == 302
    after = fresh(mirna, dated)
    assert (after.state, after.waits_on, after.appointment) == ("accepted", "receiver", None)
    assert after.due_at is not None and standing(mirna, agenda) == []
    assert history(dunia, dated)[-1] == ("call_off", "receiver")
    assert "No podrá ese día" in enter(client, dunia).get(f"/derivaciones/{dated.pk}/").content.decode()
    hear()
    assert "referral_called_off" in written(dunia)
    assert enter(client, mirna).post(f"{where}deshacer/").status_code == 409


def test_the_person_calls_the_receiver_and_asks_for_another_day(dunia, mirna, agenda, dated):
    call_off_date(actor=mirna, referral_id=dated.pk, by="person")
    assert fresh(dunia, dated).state == "accepted"
    assert history(dunia, dated)[-1] == ("ask_other_date", "receiver")
    assert standing(mirna, agenda) == []


def test_the_sender_says_it_for_the_person_and_nothing_else(client, dunia, mirna, dated):
    where = f"/agenda/{fresh(mirna, dated).appointment_id}/"
    page = enter(client, dunia).get(where).content.decode()
    assert "Cambiar la hora" not in page and "Quien atiende no puede" not in page
    with pytest.raises(Refused):
        call_off_date(actor=dunia, referral_id=dated.pk, by="office", note="No hay luz")
    assert fresh(dunia, dated).state == "scheduled"
    assert client.post(f"{where}cancelar/", form(by="person")).status_code == 302
    assert (fresh(dunia, dated).state, history(dunia, dated)[-1]) == ("accepted", ("ask_other_date", "sender"))
    hear()
    assert "partner_new_date" in written(dunia)


def test_a_stranger_changes_neither(client, mirna, stranger, places, dated):
    where = f"/agenda/{fresh(mirna, dated).appointment_id}/"
    enter(client, stranger)
    assert client.get(where).status_code == 404
    assert client.post(f"{where}mover/", form(at=places[1].isoformat())).status_code == 404
    assert client.post(f"{where}cancelar/", form(by="person")).status_code == 404


def test_a_date_by_hand_is_changed_on_the_referral(client, mirna, send):
    referral = accept(actor=mirna, referral_id=send().pk, slot=slot())
    page = enter(client, mirna).get(f"/agenda/{fresh(mirna, referral).appointment_id}/").content.decode()
    assert "Dar otra fecha" in page and "Cambiar la hora" not in page


def test_the_receiver_calls_off_on_the_referral_too(client, dunia, mirna, dated):
    enter(client, mirna)
    where = f"/derivaciones/{dated.pk}/no-ese-dia/"
    assert client.get(where).status_code == 200
    assert client.post(where, form(note="", version=fresh(mirna, dated).version)).status_code == 422
    assert client.post(where, form(note="Se fue la luz", version=fresh(mirna, dated).version)).status_code == 302
    assert history(dunia, dated)[-1] == ("call_off", "receiver")
