"""Do the pages carry a question from its institution to coordination and back, each step for its role alone?"""

import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from ruta.accounts.models import User
from ruta.base.clock import today
from ruta.base.context import acting_as, system
from ruta.roadmap.models import Round, RoundAsk
from ruta.roadmap.tests.conftest import central, infop, poa, senprende  # noqa: F401
from ruta.roadmap.tests.test_rounds import PHOTO, opened  # noqa: F401

pytestmark = pytest.mark.django_db


def desk_of(actor):
    client = Client()
    client.force_login(User.objects.get(pk=actor.user_id))
    return client


def sent(client, name, /, *args, **fields):
    return client.post(reverse(name, args=args), {"idempotency_key": str(uuid.uuid4()), **fields})


def page(client, name, *args, **query):
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200, answer.content.decode()[:500]
    return answer.content.decode()


def test_a_quarter_from_question_to_closed_round(opened, infop, senprende, central):  # noqa: F811
    focal, other, steering = desk_of(infop), desk_of(senprende), desk_of(central)
    with acting_as(infop):
        ask = RoundAsk.objects.get(round=opened, kind="activity", owner_institution_id=infop.institution_id).pk
    with acting_as(system(None)):
        Round.objects.update(due_on=today() + timedelta(days=3))  # the queue shows one week
    assert "falta su respuesta" in page(focal, "desk:queue")
    assert sent(focal, "desk:round-ask", ask, do="send", percent="", done="", difficulty="").status_code == 422
    assert sent(focal, "desk:round-ask", ask, do="keep", percent="30", done="Borrador", difficulty="").status_code == 302
    assert sent(focal, "desk:round-ask", ask, do="file", file=SimpleUploadedFile("a.jpg", b"nada")).status_code == 422
    assert sent(focal, "desk:round-ask", ask, do="file", file=SimpleUploadedFile("a.jpg", PHOTO)).status_code == 302
    assert sent(focal, "desk:round-ask", ask, do="link", url="https://ejemplo.hn/a", name="Acta").status_code == 302
    assert sent(focal, "desk:round-ask", ask, do="send", percent="30", done="Dos talleres", difficulty="").status_code == 302
    assert sent(focal, "desk:round-ask", ask, do="accept", reason="", seen="1").status_code == 403
    assert other.get(reverse("desk:round-ask", args=[ask])).status_code == 404
    shown = page(steering, "desk:round-ask", ask)
    assert "Dos talleres" in shown
    photo = steering.get(shown.split('href="/rondas/evidencia/')[1].split('"')[0].join(("/rondas/evidencia/", "")))
    assert (photo.status_code, photo.content) == (200, PHOTO)
    assert "por validar" in page(steering, "desk:queue")
    assert sent(steering, "desk:round-ask", ask, do="return", reason="", seen="1").status_code == 422
    assert sent(steering, "desk:round-ask", ask, do="accept", reason="", seen="1").status_code == 302
    assert "sin enlace" not in page(steering, "desk:round", opened.pk)
    assert sent(steering, "desk:round", opened.pk, summary="").status_code == 422
    assert sent(steering, "desk:round", opened.pk, summary="SENPRENDE no contestó.").status_code == 302
    assert "Dos talleres" in page(other, "desk:round-ask", ask), "a closed round is read by everybody who works here"
    assert opened.plan.title in page(other, "desk:rounds")


def test_coordination_says_who_answers(opened, central, infop):  # noqa: F811
    steering = desk_of(central)
    code = opened.plan.code
    assert "INFOP" in page(steering, "desk:round-duties", code)
    assert desk_of(infop).get(reverse("desk:round-duty", args=[code, "1.1"])).status_code == 403
    assert sent(steering, "desk:round-duty", code, "1.1", institutions=[]).status_code == 302
    assert "por ser dueña del plan" in page(steering, "desk:round-duties", code)
