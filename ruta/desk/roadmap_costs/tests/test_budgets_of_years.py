"""Does each institution say once a year what it set aside for returned persons, and does everybody read it?"""

import uuid

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from ruta.base.clock import today
from ruta.desk.roadmap.tests.test_screens import desk_of
from ruta.directory.models import Institution
from ruta.roadmap.models import YearBudget
from ruta.roadmap.selectors.papers import paper_of
from ruta.roadmap.tests.conftest import four_plans  # noqa: F401

pytestmark = pytest.mark.django_db
PAGE = "desk:year-budgets"


def said(institution: Institution, **other) -> dict:
    return {
        "idempotency_key": str(uuid.uuid4()), "institution": institution.pk, "year": today().year, "amount": "2300000", "spent": "", "poa": "yes",
        "document": "Presupuesto aprobado",
    } | other  # fmt: skip


def test_a_year_is_said_read_by_everybody_and_told_in_the_report(four_plans):  # noqa: F811
    central, reader = desk_of("central_coordination"), desk_of("receptionist")
    infop = Institution.objects.get(code="INFOP")
    assert "falta" in reader.get(reverse(PAGE)).content.decode()
    assert central.post(reverse(PAGE), said(infop, amount="", spent="5")).status_code == 422
    assert central.post(reverse(PAGE), said(infop, year=today().year + 2)).status_code == 422
    assert central.post(reverse(PAGE), said(infop)).status_code == 302
    assert central.post(reverse(PAGE), said(infop, spent="900000")).status_code == 302
    shown = reader.get(reverse(PAGE)).content.decode()
    assert "L 2,300,000" in shown
    assert "ejecutado L 900,000" in shown
    assert reader.post(reverse(PAGE), said(infop)).status_code == 422  # nobody answers for it here: it is not among the choices
    assert YearBudget.objects.count() == 2
    with pytest.raises(DatabaseError), transaction.atomic():
        YearBudget.objects.update(amount=1)
    (told,) = [
        section for section in paper_of("reintegracion", f"{today().year - 1}-T4").sections if section.title == "Presupuestos del año"
    ]
    assert {row[0]: row[1] for row in told.blocks[0].rows}["INFOP"] is None  # of another year
    (told,) = [
        section
        for section in paper_of("reintegracion", f"{today().year}-T{(today().month + 2) // 3}").sections
        if section.title == "Presupuestos del año"
    ]
    assert {row[0]: row[1:4] for row in told.blocks[0].rows}["INFOP"] == [2_300_000, 900_000, "Sí"]


def test_a_focal_point_says_it_of_its_own_institution_alone(four_plans):  # noqa: F811
    focal = desk_of("me_focal_point")
    others = Institution.objects.get(code="INM")
    assert focal.post(reverse(PAGE), said(others)).status_code == 422
    assert not YearBudget.objects.exists()


def test_a_sum_that_is_a_slip_of_the_hand_is_refused_and_one_over_the_budget_is_told(four_plans):  # noqa: F811
    central = desk_of("central_coordination")
    infop = Institution.objects.get(code="INFOP")
    assert central.post(reverse(PAGE), said(infop) | {"institution": ""}).status_code == 422, "nobody's budget is another's by chance"
    assert '<option value="" selected>' in central.get(reverse(PAGE)).content.decode().split("id_poa")[0]
    for wrong in ({"amount": "9" * 30}, {"spent": "9" * 30}, {"year": today().year + 1, "spent": "1"}):
        assert central.post(reverse(PAGE), said(infop, **wrong)).status_code == 422
    assert central.post(reverse(PAGE), said(infop, spent="2300001")).status_code == 302
    assert "más de lo apartado" in central.get(reverse(PAGE)).content.decode()
    assert YearBudget.objects.get().spent == 2_300_001
