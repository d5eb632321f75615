"""Does the sheet of costs go from an empty plan to a reviewed file, by hand of whoever may?"""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ruta.desk.roadmap.tests.test_screens import desk_of
from ruta.roadmap.models import CostLine
from ruta.roadmap.tests.conftest import four_plans  # noqa: F401

pytestmark = pytest.mark.django_db
PLAN = "hoja-de-ruta"
LINE = {
    "key": "I4-pmse",
    "concept": "Computadoras",
    "source": "PNEH",
    "year": 2027,
    "quantity": 4,
    "unit_cost": 18000,
    "times": 1,
    "rate": 0,
    "base_year": 2026,
}


def post(client, name, *args, **fields):
    return client.post(reverse(f"desk:{name}", args=[PLAN, *args]), {"idempotency_key": str(uuid.uuid4()), **fields})


def test_a_line_is_written_approved_spent_and_leaves_as_a_workbook_that_comes_back(four_plans):  # noqa: F811
    writer, second, reader = (desk_of(role) for role in ("me_focal_point", "central_coordination", "receptionist"))
    assert post(writer, "cost-new", **LINE | {"quantity": 0}).status_code == 422
    assert post(writer, "cost-new", **LINE).status_code == 302
    line = CostLine.objects.get()
    assert post(reader, "cost-new", **LINE).status_code == 403
    assert "72,000" in reader.get(reverse("desk:cost-sheet", args=[PLAN])).content.decode()
    assert "Sin aprobar" in writer.get(reverse("desk:cost-line", args=[PLAN, line.pk])).content.decode()
    post(second, "cost-approve", seen_at=line.changed_at.isoformat())
    assert post(writer, "cost-expense", line.pk, on="2026-01-05", amount="9" * 30, note="Factura 7").status_code == 422
    assert post(writer, "cost-expense", line.pk, on="2026-01-05", amount=18000, note="Factura 7").status_code == 302
    assert "25 %" in reader.get(reverse("desk:costs")).content.decode()
    book = reader.get(reverse("desk:cost-book", args=[PLAN])).content
    answer = post(writer, "cost-upload", file=SimpleUploadedFile("costos.xlsx", book))
    assert answer["Location"] == reverse("desk:cost-sheet", args=[PLAN])  # it says the same
    assert "dice lo mismo" in writer.get(answer["Location"]).content.decode()
    wrong = post(writer, "cost-upload", file=SimpleUploadedFile("costos.xlsx", b"PK no"))
    assert "No es la hoja de costos" in writer.get(wrong["Location"]).content.decode()


def test_a_line_removed_meanwhile_is_reviewed_and_applied(four_plans):  # noqa: F811
    writer = desk_of("me_focal_point")
    post(writer, "cost-new", **LINE)
    empty = writer.get(reverse("desk:cost-book", args=["plan-siempleo"])).content
    review = post(writer, "cost-upload", file=SimpleUploadedFile("costos.xlsx", empty))["Location"]
    page = writer.get(review).content.decode()
    assert "Se quita" in page
    assert writer.post(review, {"idempotency_key": str(uuid.uuid4()), "row": "0"}).status_code == 302
    assert not CostLine.objects.exists()
