"""Can everybody who works here read the plans with the faults of their sources, and do only the named roles report?"""

import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from ruta.accounts.actions import create_user
from ruta.base.context import system
from ruta.roadmap.models import Progress
from ruta.roadmap.tests.conftest import four_plans  # noqa: F401

pytestmark = pytest.mark.django_db
PASSWORD = "una-clave-de-prueba-larga"


def desk_of(role):
    user = create_user(actor=system(None), email=f"{role}@ejemplo.hn", full_name="Prueba", office_code="SPS", role=role, password=PASSWORD)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def reader(four_plans):  # noqa: F811
    return desk_of("receptionist")


@pytest.fixture
def editor(four_plans):  # noqa: F811
    return desk_of("me_focal_point")


def page(client, name, *args, **query):
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def report(client, key, **said):
    fields = {"idempotency_key": str(uuid.uuid4()), "state": "running", "percent": "40", "note": "", **said}
    return client.post(reverse("desk:roadmap-row", args=["hoja-de-ruta", key]), fields)


def test_whoever_works_here_reads_every_plan_and_its_faults(reader):
    assert "Plan Nacional de Reintegración" in page(reader, "desk:roadmap")
    tree = page(reader, "desk:roadmap-plan", "hoja-de-ruta")
    assert "A3 dice «tres (4)»" in tree
    assert "la palabra y la cifra no coinciden" in tree
    assert re.findall(r'id="duda-\d+"', tree)
    targets = page(reader, "desk:roadmap-targets", "hoja-de-ruta")
    assert "405%" in targets
    row = page(reader, "desk:roadmap-row", "plan-siempleo", "act-74")
    assert "Cita B.4.1.4, que no existe" in row
    assert "vacío en la fuente" in row
    assert "Anotar avance" not in row
    assert "Sin texto en el documento extraído" in page(reader, "desk:roadmap-plan", "plan-reintegracion")


def test_the_tree_is_searched_and_narrowed_with_what_contains_the_found(reader):
    found = reader.post(reverse("desk:roadmap-plan", args=["plan-siempleo"]), {"q": "buzón"}, follow=True).content.decode()
    assert "Reactivar el buzón de sugerencias" in found
    assert "Satisfacción del usuario" in found  # the line that holds it
    assert "Plan de continuidad de operaciones" not in found.split('id="fuente"')[0]
    by_term = page(reader, "desk:roadmap-plan", "plan-siempleo", plazo="3", eje="4.2")
    assert "2 filas encontradas" in by_term


def test_rows_and_targets_leave_as_files(reader):
    address = reverse("desk:roadmap-plan", args=["plan-siempleo"])
    lines = b"".join(reader.get(address, {"formato": "csv", "clase": "activity"}).streaming_content).decode().splitlines()
    assert len(lines) == 83
    answer = reader.get(reverse("desk:roadmap-targets", args=["hoja-de-ruta"]), {"formato": "xlsx"})
    assert answer["Content-Type"].endswith("sheet")
    assert b"".join(answer.streaming_content)[:2] == b"PK"
    answer.close()


def test_progress_is_reported_kept_and_not_overwritten_blindly(editor):
    assert report(editor, "I4-pmse").status_code == 302
    first = Progress.objects.get()
    assert "40 %" in page(editor, "desk:roadmap-plan", "hoja-de-ruta")
    assert report(editor, "I4-pmse", percent="55").status_code == 409
    assert report(editor, "I4-pmse", percent="55", seen=str(first.pk)).status_code == 302
    assert [row.percent for row in Progress.objects.order_by("pk")] == [40, 55]
    assert report(editor, "I5-comunicacion", state="done", percent="90").status_code == 422
    assert report(editor, "I5-comunicacion", state="stopped", percent="0").status_code == 422
    assert report(editor, "OE1").status_code == 404


def test_other_roles_do_not_report(reader):
    assert report(reader, "I4-pmse").status_code == 403
    assert not Progress.objects.exists()
