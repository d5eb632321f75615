"""Can somebody bring a file in from the screen, step by step, and does every wrong turn get a sentence?"""

import csv
import io
import re

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from ruta.accounts.actions import create_user
from ruta.base.context import acting_as, system
from ruta.base.events import handle
from ruta.base.models import Event
from ruta.cases.models import Case, CaseStep
from ruta.directory.models import Office
from ruta.people.imports.jobs import read_file
from ruta.people.models import ImportBatch, ImportRow, Person

pytestmark = pytest.mark.django_db
PASSWORD = "una-clave-de-prueba-larga"
HEADER = "Nombres;Apellidos;Fecha nac.;Identidad;Sexo;Tel.;Municipio"
ANA = "Ana Lucía;Mejía Paz;23/11/1990;0801-1990-00125;F;9712-3456;San Pedro Sula"
ANA_AGAIN = "Ana Lusía;Mejia Paz;23/11/1990;0801-1990-00152;F;9712-3456;0501"
BAD = "José;Paz;31/02/1990;0801-1990-123;M;123;Nada"


def sign_in(client, role="counsellor", office="SPS"):
    email = f"{role}-{office.lower()}@ejemplo.hn"
    create_user(actor=system(None), email=email, full_name="Prueba", office_code=office, role=role, password=PASSWORD)
    client.post("/cuenta/login/", {"login": email, "password": PASSWORD})
    return client


def upload(client, *rows, name="lista.csv", content=None):
    file = SimpleUploadedFile(name, content if content is not None else "\n".join([HEADER, *rows, ""]).encode())
    return client.post("/importar/", {"file": file, "office": Office.objects.get(code="SPS").pk})


def seen(model, office="SPS"):
    with acting_as(system(Office.objects.get(code=office).institution_id)), transaction.atomic():
        return list(model.objects.order_by("pk"))


def work():
    """Do what waits in the queue, as the worker does."""
    for job in ProcrastinateJob.objects.filter(status="todo", task_name="people.read_file").order_by("id"):
        app.tasks[job.task_name].func(**job.args)
        ProcrastinateJob.objects.filter(pk=job.pk)
    return seen(ImportBatch)[-1]


def columns(client, batch, **others):
    page = client.get(f"/importar/{batch.pk}/").content.decode()
    chosen = dict(re.findall(r'<select name="(column_\d+)".*?<option value="(\w+)" selected>', page, re.DOTALL))
    return client.post(f"/importar/{batch.pk}/columnas/", chosen | others)


def text(response) -> str:
    return response.content.decode()


def test_the_whole_way(client):
    sign_in(client)
    response = upload(client, ANA, ANA_AGAIN, BAD)
    (batch,) = seen(ImportBatch)
    assert response["Location"] == f"/importar/{batch.pk}/"
    page = text(client.get(response["Location"]))
    assert "¿Qué es cada columna?" in page
    assert "San Pedro Sula" in page
    assert '<option value="dni" selected>' in page

    columns(client, batch)
    page = text(client.get(f"/importar/{batch.pk}/"))
    assert "Revisando, sin registrar a nadie" in page
    assert 'hx-trigger="every 1s"' in page
    work()
    assert client.get(f"/importar/{batch.pk}/avance/")["HX-Refresh"] == "true"
    page = text(client.get(f"/importar/{batch.pk}/"))
    assert "Esto pasaría al importar" in page
    assert "Faltan 2 dígitos: el DNI tiene 13 (4-4-5)." in page
    assert seen(Person) == []

    client.post(f"/importar/{batch.pk}/empezar/")
    batch = work()
    assert (batch.state, batch.created_count, batch.duplicate_count, batch.error_count, batch.file) == ("done", 1, 1, 1, "")
    page = text(client.get(f"/importar/{batch.pk}/"))
    assert "Esto resultó" in page
    assert "Decidir 1 pareja" in page
    assert "Ya se importó" not in text(client.get("/importar/"))
    assert "ya se importó" in text(client.get(upload(client, ANA, ANA_AGAIN, BAD)["Location"]))
    assert default_storage.listdir("imports")[1] == []


def test_bad_rows_come_back_as_a_file_and_can_be_forgotten(client):
    sign_in(client)
    upload(client, ANA, BAD)
    batch = seen(ImportBatch)[0]
    columns(client, batch)
    work()
    client.post(f"/importar/{batch.pk}/empezar/")
    work()
    content = client.get(f"/importar/{batch.pk}/por-corregir.csv").content.decode("utf-8-sig")
    header, row = csv.reader(io.StringIO(content))
    assert header[-1] == "Qué corregir"
    assert row[0] == "José"
    assert client.get(f"/importar/{batch.pk}/por-corregir.xlsx")["Content-Type"].endswith("sheet")
    assert client.get(f"/importar/{batch.pk}/por-corregir.pdf").status_code == 404
    client.post(f"/importar/{batch.pk}/olvidar/")
    assert [row.values for row in seen(ImportRow) if row.outcome == "error"] == [None]
    assert "ya se borraron" in text(client.get(f"/importar/{batch.pk}/"))


def test_pairs_are_decided_side_by_side(client):
    sign_in(client)
    upload(client, ANA, ANA_AGAIN)
    batch = seen(ImportBatch)[0]
    columns(client, batch)
    work()
    client.post(f"/importar/{batch.pk}/empezar/")
    work()
    page = text(client.get(f"/importar/parejas/?archivo={batch.pk}"))
    assert "Ana Lu<mark>s</mark>ía" in page or "<mark>" in page
    assert "Dos dígitos cambiados de lugar" in page
    (address,) = re.findall(r'action="(/importar/parejas/\d+/)"', page)
    assert "Queda al final" in text(client.post(address, {"decision": "unsure"}, follow=True))
    assert "Antes se respondió" in text(client.get("/importar/parejas/"))
    assert "No se duplicó nada" in text(client.post(address, {"decision": "same"}, follow=True))
    assert "Nada por decidir" in text(client.get("/importar/parejas/"))
    assert client.post(address, {"decision": "different"}).status_code == 409
    assert len(seen(Person)) == 1


def test_cases_are_opened_when_asked_and_once(client):
    sign_in(client, "office_coordinator")
    upload(client, ANA, "Eva;Cruz;01/02/1985;;F;;Tela")
    batch = seen(ImportBatch)[0]
    assert columns(client, batch, opens_cases="on").status_code == 422
    columns(client, batch, opens_cases="on", modality="returned", door="camr")
    work()
    client.post(f"/importar/{batch.pk}/empezar/")
    work()
    for event in Event.objects.filter(name="PersonsImported"):
        for _again in range(2):
            with acting_as(system(event.institution_id)), transaction.atomic():
                event.deliveries.all().delete()
                handle(event.pk)
    cases = seen(Case)
    assert [(case.state, case.modality, case.entry_point, case.officer_id) for case in cases] == [("intake", "returned", "camr", None)] * 2
    assert len({case.number for case in cases}) == 2
    assert len(seen(CaseStep)) == 2


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"", "vacío"), (b"\x89PNG\r\n\x1a\n\x00\x01", "no es una lista"), (b"Nombres\n", "solo trae los encabezados"), (b"\xd0\xcf\x11\xe0xx", "Excel antiguo")],
)  # fmt: skip
def test_a_wrong_file_gets_a_sentence_and_leaves_nothing(client, content, sentence):
    response = upload(sign_in(client), content=content)
    assert response.status_code == 422
    assert sentence in text(response)
    assert seen(ImportBatch) == []


def test_a_file_too_large_and_no_file(client, monkeypatch):
    sign_in(client)
    monkeypatch.setattr("ruta.desk.imports.forms.MOST_BYTES", 10)
    assert "más de 40 MB" in text(upload(client, ANA))
    assert "Elija un archivo" in text(client.post("/importar/", {"office": Office.objects.get(code="SPS").pk}))


def test_a_mapping_without_names_is_told_and_keeps_what_was_chosen(client):
    sign_in(client)
    upload(client, ANA)
    batch = seen(ImportBatch)[0]
    response = client.post(f"/importar/{batch.pk}/columnas/", {"column_3": "dni"})
    assert response.status_code == 422
    assert "Falta el nombre" in text(response)
    assert '<option value="dni" selected>' in text(response)


def test_it_can_be_stopped_and_continued(client):
    sign_in(client)
    upload(client, ANA)
    batch = seen(ImportBatch)[0]
    columns(client, batch)
    work()
    client.post(f"/importar/{batch.pk}/empezar/")
    client.post(f"/importar/{batch.pk}/detener/")
    assert work().state == "stopped"
    assert "Seguir importando" in text(client.get(f"/importar/{batch.pk}/"))
    client.post(f"/importar/{batch.pk}/empezar/")
    assert work().state == "done"
    assert len(seen(Person)) == 1


def test_a_trial_whose_worker_died_begins_anew(client):
    sign_in(client)
    upload(client, ANA, ANA_AGAIN)
    batch = seen(ImportBatch)[0]
    columns(client, batch)
    with acting_as(system(batch.owner_institution_id)), transaction.atomic():
        ImportBatch.objects.filter(pk=batch.pk).update(done_count=1, created_count=1)
    batch = work()
    assert (batch.state, batch.created_count, batch.duplicate_count) == ("checked", 1, 1)


def test_a_lost_file_is_told(client):
    sign_in(client)
    upload(client, ANA)
    batch = seen(ImportBatch)[0]
    columns(client, batch)
    default_storage.delete(batch.file)
    work()
    assert "Súbalo otra vez" in text(client.get(f"/importar/{batch.pk}/"))


def test_other_roles_and_other_institutions_see_nothing(client):
    sign_in(client)
    upload(client, ANA)
    batch = seen(ImportBatch)[0]
    client.post("/cuenta/logout/")
    sign_in(client, "counsellor", "UMAR-SPS")
    assert client.get(f"/importar/{batch.pk}/").status_code == 404
    assert client.post(f"/importar/{batch.pk}/empezar/").status_code == 404
    assert "lista.csv" not in text(client.get("/importar/"))
    client.post("/cuenta/logout/")
    sign_in(client, "auditor")
    assert client.get("/importar/").status_code == 403


def test_the_template_comes_in_both_kinds(client):
    sign_in(client, "data_steward")
    assert "Nombres" in client.get("/importar/plantilla.csv").content.decode("utf-8-sig")
    assert client.get("/importar/plantilla.xlsx").status_code == 200


def test_the_job_carries_ids_only(client):
    sign_in(client)
    upload(client, ANA)
    columns(client, seen(ImportBatch)[0])
    (job,) = ProcrastinateJob.objects.filter(task_name=read_file.name)
    assert set(job.args) == {"batch_id", "institution_id", "user_id", "office_id"}
