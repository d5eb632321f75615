"""Can anybody check a certificate, is a forged one told apart, and does nothing personal leak?"""

import csv
import io
import uuid
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from python_calamine import load_workbook

from ruta.base.context import acting_as
from ruta.permits.actions import judge_requirement, make_dossier_link, step_certificate, step_dossier
from ruta.permits.models import Certificate, Dossier, Requirement
from ruta.permits.selectors.certificates import address_of_certificate
from ruta.permits.tests.conftest import AGENT, PDF, complete, decider, grant, keeper, lawyer, receive, resolve  # noqa: F401
from tests.reading import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def anybody(db):
    return Client()


def path_of(actor, dossier):
    with acting_as(actor):
        row = Certificate.objects.get(dossier=dossier)
    return row, "/" + address_of_certificate(row).split("/", 3)[3]


def test_an_agent_stands_in_the_register_until_it_is_revoked(anybody, grant, decider):  # noqa: F811
    dossier = grant()
    row, path = path_of(decider, dossier)
    page = anybody.get(reverse("portal:agents"), {"q": "agencia", "lugar": "08", "estado": "valid"}).content.decode()
    assert AGENT.holder_name in page
    last = AGENT.holder_name.split()[-1].lower()
    assert AGENT.holder_name in anybody.get(reverse("portal:agents"), {"q": f"{last[:4]} agen"}).content.decode()
    assert AGENT.holder_name not in anybody.get(reverse("portal:agents"), {"q": f"{last} zzz"}).content.decode()
    assert AGENT.holder_name not in anybody.get(reverse("portal:agents"), {"q": last[1:]}).content.decode()
    checked = anybody.get(path).content.decode()
    assert "Este certificado vale" in checked
    for word in (AGENT.holder_name, row.number):
        assert word in checked
    for word in ("0801", "2232", "Nadia"):
        assert word not in checked + page
    step_certificate(actor=decider, certificate_id=row.pk, verb="revoke", reason="charged_workers", note="Tres denuncias con nombre.")
    ended = anybody.get(path).content.decode()
    assert "fue revocado" in ended
    assert "Cobró a personas" in ended
    assert "denuncias" not in ended
    assert AGENT.holder_name in anybody.get(reverse("portal:agents"), {"estado": "revoked"}).content.decode()


def test_the_register_leaves_as_a_file_of_what_it_says(anybody, grant, decider):  # noqa: F811
    row, _path = path_of(decider, grant())
    grant("work_authorisation")
    address = reverse("portal:agents")
    assert "formato=csv" in anybody.get(address).content.decode()
    (line,) = agents_in_file(anybody, "lugar=08")
    assert list(line.values()) == [AGENT.holder_name, "Vigente", "", line["Lugar"], row.number, str(row.valid_until)]
    assert line["Lugar"].endswith(", Francisco Morazán")
    assert agents_in_file(anybody, "estado=revoked") == agents_in_file(anybody, "q=zzz") == []
    step_certificate(actor=decider, certificate_id=row.pk, verb="revoke", reason="charged_workers", note="Tres denuncias con nombre.")
    (ended,) = agents_in_file(anybody, "estado=revoked")
    assert ended["Motivo"].startswith("Cobró a personas")
    assert "denuncias" not in "".join(ended.values())
    sheet = load_workbook(io.BytesIO(read(anybody, f"{address}?formato=xlsx")[2])).get_sheet_by_index(0).to_python()
    assert [cells[0] for cells in sheet] == ["Nombre", AGENT.holder_name]


def agents_in_file(client, words):
    sent = read(client, f"{reverse('portal:agents')}?{words}&formato=csv")[2].decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(sent)))


def test_the_card_of_a_person_tells_nothing_of_them_but_whether_a_document_matches(anybody, grant, decider):  # noqa: F811
    _row, path = path_of(decider, grant("work_authorisation"))
    page = anybody.get(path).content.decode()
    assert "Este certificado vale" in page
    for word in ("Duarte", "C1234567", "Comedor", "San Pedro", "Nicaragua"):
        assert word not in page
    assert "Coincide" in anybody.post(path, {"document": "c-123 4567"}).content.decode()
    assert "No coincide" in anybody.post(path, {"document": "C1234568"}).content.decode()
    assert anybody.post(path, {"document": ""}).status_code == 422
    assert "Duarte" not in anybody.get(reverse("portal:agents")).content.decode()
    tries = [anybody.post(path, {"document": f"C{number}"}).status_code for number in range(14)]
    assert tries[-1] == 429


def test_a_forged_or_altered_certificate_gets_a_plain_answer(anybody, grant, decider):  # noqa: F811
    row, path = path_of(decider, grant())
    seal = path.rstrip("/").rsplit(".", 1)[1]
    for code in (f"{row.number}.{'A' * 16}", f"CACC-2026-99999.{seal}", row.number, "x", path.rstrip("/").rsplit("/", 1)[1][:-1]):
        answer = anybody.get(reverse("portal:certificate", args=[code]))
        assert answer.status_code == 404
        assert "no es auténtico" in answer.content.decode()
        assert AGENT.holder_name not in answer.content.decode()
    typed = f"{row.number} {seal[:4]} {seal[4:8]} {seal[8:12]} {seal[12:]}".lower()
    found = anybody.get(reverse("portal:certificates"), {"codigo": typed}, follow=True)
    assert "Este certificado vale" in found.content.decode()


def test_an_applicant_corrects_and_answers_behind_the_link(anybody, receive, keeper):  # noqa: F811
    dossier = receive()
    path = "/" + make_dossier_link(actor=keeper, dossier_id=dossier.pk).split("/", 3)[3]
    with acting_as(keeper):
        row = Requirement.objects.filter(dossier=dossier).order_by("position").first()
    judge_requirement(actor=keeper, dossier_id=dossier.pk, requirement_id=row.pk, state="observed", note="Sin firma")
    step_dossier(actor=keeper, dossier_id=dossier.pk, verb="observe", note="Falta la firma.")
    page = anybody.get(path).content.decode()
    assert "Falta la firma." in page
    key = {"idempotency_key": str(uuid.uuid4())}
    empty = anybody.post(path, key | {"do": "answer", "answer-note": " "})
    assert empty.status_code == 422
    assert "escriba qué corrigió" in empty.content.decode()
    wrong = anybody.post(path, key | {"do": "paper", "requirement": row.pk, "file": SimpleUploadedFile("a.exe", b"MZ")})
    assert wrong.status_code == 422
    good = anybody.post(path, key | {"do": "paper", "requirement": row.pk, "file": SimpleUploadedFile("a.pdf", PDF)})
    assert good.status_code == 302
    assert anybody.post(path, key | {"do": "grant", "note": "x"}).status_code == 422
    assert anybody.post(path, key | {"do": "answer", "answer-note": "Ya firmé"}).status_code == 302
    with acting_as(keeper):
        assert Dossier.objects.get(pk=dossier.pk).stage == "received"
        assert Requirement.objects.get(pk=row.pk).state == "given"
    judge_requirement(actor=keeper, dossier_id=dossier.pk, requirement_id=row.pk, state="accepted", note="Sin firma")
    assert "Sin firma" not in anybody.get(path).content.decode()
    make_dossier_link(actor=keeper, dossier_id=dossier.pk)
    assert anybody.get(path).status_code == 404


def test_what_was_typed_stays_when_an_appeal_comes_too_late(anybody, resolve, keeper, decider, monkeypatch):  # noqa: F811
    dossier = resolve()
    path = "/" + make_dossier_link(actor=keeper, dossier_id=dossier.pk).split("/", 3)[3]
    step_dossier(actor=decider, dossier_id=dossier.pk, verb="deny", reason="premises_unfit", note="El local no existe.")
    monkeypatch.setattr("ruta.permits.selectors.meeting.today", lambda: date(2100, 1, 1))
    late = anybody.post(path, {"idempotency_key": str(uuid.uuid4()), "do": "appeal", "appeal-note": "Nos mudamos de local"})
    assert late.status_code == 409
    assert "Nos mudamos de local</textarea>" in late.content.decode()
    for page in (late, anybody.get(path)):
        assert "Presentar el recurso" not in page.content.decode()
        assert "terminó el" in page.content.decode()
