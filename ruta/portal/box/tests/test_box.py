"""Does somebody unnamed get a number, an answer by a day, and see what changed; and does nobody else read it?"""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.urls import reverse

from ruta.base.clock import now
from ruta.base.context import Actor, acting_as, system
from ruta.base.errors import Invalid, NotOpen, Refused
from ruta.communication.models import Message
from ruta.directory.models import Institution, Office
from ruta.quality.actions import Written, answer_suggestion, decide_change, judge_answer, receive_suggestion
from ruta.quality.models import Suggestion
from ruta.quality.selectors import box_owner, due_suggestions, kept_promise, key_of, suggestions

pytestmark = pytest.mark.django_db
WORDS = "Esperé dos horas y nadie me dijo qué papel faltaba."


@pytest.fixture
def office():
    cache.clear()
    return Office.objects.get(code="SPS")


def staff(office, role):
    return Actor(kind="staff", institution_id=box_owner(), office_id=office.pk, user_id=1, membership_id=1, role=role)


def put(**more):
    return receive_suggestion(actor=system(box_owner(), "box"), written=Written(kind="complaint", text=WORDS, **more))


def test_somebody_writes_unnamed_and_comes_back_for_the_answer(client, office):
    page = client.get(reverse("portal:box"))
    key = page.content.decode().split('name="idempotency_key" value="')[1].split('"')[0]
    typed = {"kind": "complaint", "text": WORDS, "office": office.pk, "idempotency_key": key}
    made = client.post(reverse("portal:box"), typed)
    assert client.post(reverse("portal:box"), typed)["Location"] == made["Location"]
    with acting_as(system(box_owner())), transaction.atomic():
        row = Suggestion.objects.get(text=WORDS)
        assert not Message.objects.filter(link_ref=row.pk, template="complaint_received").exists()
    receipt = client.get(made["Location"]).content.decode()
    assert row.number in receipt and key_of(row.number) in receipt and "anónimo" in receipt
    centre = staff(office, "central_coordination")
    change = decide_change(actor=centre, title="Los avisos dicen qué llevar", told="Cada aviso nombra los papeles.")
    answer_suggestion(actor=centre, suggestion_id=row.pk, answer="Desde hoy el aviso dice qué llevar.", change_id=change.pk)
    back = client.get(reverse("portal:box_look"), {"numero": row.number.lower(), "clave": key_of(row.number).replace("-", " ").lower()})
    told = client.get(back["Location"]).content.decode()
    assert "Desde hoy el aviso dice qué llevar." in told and "Los avisos dicen qué llevar" in told
    assert client.post(back["Location"], {"hacer": "conforme"}).status_code == 302
    assert "Los avisos dicen qué llevar" in client.get(reverse("portal:box")).content.decode()


def test_a_wrong_key_or_number_opens_nothing_and_much_writing_is_slowed_down(client, office):
    row = put()
    for number, key in ((row.number, "AAAA-AAAA"), ("S-2026-99999", key_of("S-2026-99999"))):
        assert client.get(reverse("portal:box_written", args=[number, key])).status_code == 404
    assert client.get(reverse("portal:box_look"), {"numero": row.number, "clave": "AAAA-AAAA"}).status_code == 422
    cache.clear()
    answers = []
    for turn in range(8):
        typed = {"kind": "thanks", "text": f"{WORDS} {turn}", "idempotency_key": f"0b7f3a52-5d0e-4b43-9d8e-3a3f0c1d2e{turn:02d}"}
        answers.append(client.post(reverse("portal:box"), typed).status_code)
    assert answers == [302] * 6 + [429] * 2


def test_an_address_is_told_and_nonsense_is_refused(office):
    row = put(address="persona@ejemplo.hn")
    with acting_as(system(box_owner())), transaction.atomic():
        message = Message.objects.get(template="complaint_received")
        assert (message.address, message.link_ref) == ("persona@ejemplo.hn", row.pk) and WORDS not in message.body
    for wrong in ({"address": "mi casa"}, {"office_id": 999_999}):
        with pytest.raises(Invalid):
            put(**wrong)


def measured(actor):
    with acting_as(actor), transaction.atomic():
        return kept_promise(actor)


def test_an_office_answers_what_is_about_it_and_the_centre_what_was_not_enough(office):
    other = Office.objects.get(code="TGU")
    mine, theirs = put(office_id=office.pk), put(office_id=other.pk)
    here, centre = staff(office, "office_coordinator"), staff(office, "central_coordination")
    with acting_as(here), transaction.atomic():
        assert [row.pk for row in due_suggestions(here)] == [mine.pk]
    with acting_as(staff(office, "counsellor")), transaction.atomic():
        assert not suggestions(staff(office, "counsellor"))
    answer_suggestion(actor=here, suggestion_id=mine.pk, answer="Ya pusimos un cartel.")
    with pytest.raises(NotOpen):
        answer_suggestion(actor=here, suggestion_id=mine.pk, answer="Otra vez lo mismo.")
    kept = measured(centre)
    assert (kept.due, kept.in_time) == (1, 1)
    judge_answer(actor=system(box_owner()), number=mine.number, is_enough=False, reply="No hay cartel.")
    kept = measured(centre)
    assert (kept.due, kept.in_time) == (0, 0), "an answer that was not enough is none"
    with pytest.raises(Refused):
        answer_suggestion(actor=here, suggestion_id=mine.pk, answer="Sí hay un cartel.")
    with pytest.raises(Refused):
        decide_change(actor=here, title="x", told="x")
    answer_suggestion(actor=centre, suggestion_id=mine.pk, answer="Lo revisamos y ya está.")
    with acting_as(centre), transaction.atomic():
        assert {row.pk for row in due_suggestions(centre)} == {theirs.pk}
        kept = kept_promise(centre)
        assert (kept.received, kept.due, kept.in_time, kept.percent) == (2, 1, 1, 100)
        Suggestion.objects.filter(pk=theirs.pk).update(due_on=now().date() - timedelta(days=3))
    answer_suggestion(actor=centre, suggestion_id=theirs.pk, answer="Tarde, pero aquí está.")
    judge_answer(actor=system(box_owner()), number=theirs.number, is_enough=False, reply="No dice nada.")
    answer_suggestion(actor=centre, suggestion_id=theirs.pk, answer="Esto es lo que cambió.")
    kept = measured(centre)
    assert (kept.due, kept.in_time) == (2, 1), "a second term does not make a late answer one in time"


def test_no_other_institution_sees_the_box_and_no_answer_is_written_past_the_action(office):
    row = put()
    stranger = Actor(
        kind="staff", institution_id=Institution.objects.get(code="INFOP").pk, user_id=1, membership_id=1, role="central_coordination"
    )
    with acting_as(stranger), transaction.atomic():
        assert not Suggestion.objects.exists()
    with acting_as(system(box_owner())), transaction.atomic():
        assert Suggestion.objects.get(pk=row.pk).due_on > now().date() + timedelta(days=9)
    with (
        pytest.raises(Exception, match="permission denied"),
        acting_as(system(box_owner())),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE quality_suggestion SET text = 'otro'")
