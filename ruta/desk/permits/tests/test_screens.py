"""Do the pages of the desk carry a dossier to its certificate, each step for its role alone?"""

import re
import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from ruta.accounts.models import User
from ruta.base.clock import today
from ruta.base.context import Actor, acting_as
from ruta.permits.actions import step_dossier
from ruta.permits.models import Certificate, Dossier, Requirement
from ruta.permits.tests.conftest import AGENT, PDF, complete, decider, elsewhere, grant, keeper, lawyer, receive, resolve  # noqa: F401

pytestmark = pytest.mark.django_db


def desk_of(actor):
    client = Client()
    client.force_login(User.objects.get(pk=actor.user_id))
    return client


def sent(client, name, /, *args, **fields):
    return client.post(reverse(name, args=args), {"idempotency_key": str(uuid.uuid4()), **fields})


FIELDS = {
    "holder_name": AGENT.holder_name, "document_kind": "rtn", "document": AGENT.document, "municipality": "0801", **AGENT.facts,
}  # fmt: skip


def test_a_dossier_is_received_filled_and_found(keeper):  # noqa: F811
    desk = desk_of(keeper)
    refused = sent(desk, "desk:permit-new", "agent_certification", **FIELDS | {"document": "1"})
    assert refused.status_code == 422
    answer = sent(desk, "desk:permit-new", "agent_certification", **FIELDS)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    with acting_as(keeper):
        dossier = Dossier.objects.get()
        row = Requirement.objects.filter(dossier=dossier).order_by("position").first()
    where = (dossier.pk, row.pk)
    bad = SimpleUploadedFile("a.pdf", b"nada")
    assert sent(desk, "desk:permit-requirement", *where, do="paper", file=bad).status_code == 422
    assert sent(desk, "desk:permit-requirement", *where, do="paper", file=SimpleUploadedFile("a.pdf", PDF)).status_code == 302
    assert sent(desk, "desk:permit-requirement", *where, do="judge", state="accepted", note="").status_code == 302
    assert sent(desk, "desk:permit-payment", dossier.pk, code="fee", amount="", receipt="1", paid_on="2026-01-05").status_code == 422
    assert sent(desk, "desk:permit-payment", dossier.pk, code="fee", amount="900", receipt="1", paid_on="2026-01-05").status_code == 302
    assert sent(desk, "desk:permit-note", dossier.pk, note="Llamar el lunes").status_code == 302
    page = desk.get(reverse("desk:permit", args=[dossier.pk])).content.decode()
    assert "Llamar el lunes" in page
    assert "Cumple" in page
    paper = desk.get(page.split('href="/tramites/documentos/')[1].split('"')[0].join(("/tramites/documentos/", "")))
    assert (paper.status_code, paper.content) == (200, PDF)
    assert AGENT.holder_name in desk.get(reverse("desk:permits"), {"etapa": "received", "lugar": "08"}).content.decode()
    assert AGENT.holder_name in desk.post(reverse("desk:permits"), {"q": "agencia cam"}, follow=True).content.decode()
    assert dossier.number in b"".join(desk.get(reverse("desk:permits"), {"formato": "csv"}).streaming_content).decode()
    assert dossier.number in desk.get(reverse("desk:queue")).content.decode()
    assert "/tramite/" in desk.post(reverse("desk:permit-link", args=[dossier.pk])).content.decode()


def test_what_is_missing_is_said_and_what_is_observed_goes_back(receive, keeper):  # noqa: F811
    dossier, desk = receive(), desk_of(keeper)
    answer = sent(desk, "desk:permit-step", dossier.pk, "avanzar", note="", version="1")
    assert answer.status_code == 409
    assert "Faltan requisitos" in answer.content.decode()
    assert sent(desk, "desk:permit-step", dossier.pk, "observar", note="", version="1").status_code == 422
    assert sent(desk, "desk:permit-step", dossier.pk, "observar", note="Falta firma", version="1").status_code == 302
    assert "Con observaciones" in desk.get(reverse("desk:permit", args=[dossier.pk])).content.decode()


def test_each_role_does_its_own(resolve, keeper, decider, elsewhere):  # noqa: F811
    dossier = resolve()
    assert desk_of(elsewhere).get(reverse("desk:permit", args=[dossier.pk])).status_code == 404
    assert sent(desk_of(decider), "desk:permit-payment", dossier.pk, code="fee").status_code == 403
    page = desk_of(keeper).get(reverse("desk:permit", args=[dossier.pk])).content.decode()
    assert "/paso/otorgar/" not in page
    chief = desk_of(decider)
    assert "/paso/otorgar/" in chief.get(reverse("desk:permit", args=[dossier.pk])).content.decode()
    assert sent(chief, "desk:permit-step", dossier.pk, "otorgar", note="", version=str(dossier.version)).status_code == 302
    with acting_as(decider):
        row = Certificate.objects.get(dossier=dossier)
    assert desk_of(keeper).get(reverse("desk:certificate-step", args=[row.pk, "revocar"])).status_code == 403
    made = chief.get(reverse("desk:certificate", args=[row.pk]))
    assert made["Content-Type"] == "application/pdf"
    assert made.content.startswith(b"%PDF-1.7")
    assert b"/StructTreeRoot" in made.content
    where = ("desk:certificate-step", row.pk, "suspender")
    assert sent(chief, *where, reason="", note="Denuncia").status_code == 422
    assert sent(chief, *where, reason="under_inquiry", note="Denuncia").status_code == 302
    assert "Suspendido" in chief.get(reverse("desk:permit", args=[dossier.pk])).content.decode()


def test_supervision_goes_on_after_the_certificate(grant, keeper):  # noqa: F811
    dossier, desk = grant(), desk_of(keeper)
    page = sent(desk, "desk:permit-measure", dossier.pk, kind="improvement", on_day="2026-03-02", note="Rótulo")
    assert page.status_code == 422
    ids = re.findall(r' id="([^"]+)"', page.content.decode())
    assert sorted(ids) == sorted(set(ids)), "a label of one form would name the field of another"
    early = sent(desk, "desk:permit-measure", dossier.pk, kind="inspection", on_day=str(today() + timedelta(days=1)), note="Visita")
    assert early.status_code == 422
    assert "todavía no llega" in early.content.decode()
    assert (
        sent(
            desk, "desk:permit-measure", dossier.pk, kind="improvement", on_day="2026-03-02", note="Rótulo", due_on="2026-03-20"
        ).status_code
        == 302
    )
    page = desk.get(reverse("desk:permit", args=[dossier.pk])).content.decode()
    finish = page.split('href="/tramites/compromisos/')[1].split("/")[0]
    assert sent(desk, "desk:permit-measure-finish", finish, outcome="Ya está").status_code == 302
    assert "Ya está" in desk.get(reverse("desk:permit", args=[dossier.pk])).content.decode()


def test_a_reason_that_an_appeal_undid_stands_in_the_history_alone(resolve, keeper, lawyer, decider):  # noqa: F811
    dossier = resolve()
    step_dossier(actor=decider, dossier_id=dossier.pk, verb="deny", reason="premises_unfit", note="El local no existe.")
    step_dossier(actor=Actor(kind="applicant", dossier_id=dossier.pk), dossier_id=dossier.pk, verb="appeal", note="Nos mudamos.")
    address = reverse("desk:permit", args=[dossier.pk])
    assert "Motivo de la denegación" in desk_of(lawyer).get(address).content.decode()
    step_dossier(actor=lawyer, dossier_id=dossier.pk, verb="overturn", note="El local existe.")
    page = desk_of(lawyer).get(address).content.decode()
    assert "Motivo de la denegación" not in page
    assert "El local o la actividad no es lo declarado" in page
