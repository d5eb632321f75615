"""Do totals follow their lines, do formulas live in the file, and does a changed sheet come in only as far as it is accepted?"""

import io
import re
import zipfile
from decimal import Decimal

import pytest
import python_calamine
import xlsxwriter

from ruta.base.clock import today
from ruta.base.context import Actor
from ruta.base.errors import Conflict, Invalid, NotOpen, Refused
from ruta.directory.models import Institution
from ruta.roadmap.actions.costs import apply_sheet, approve_costs, keep_sheet, record_expense, remove_cost, write_cost
from ruta.roadmap.models import CostLine
from ruta.roadmap.rules import Cost, amount_of, totals
from ruta.roadmap.selectors.cost_books import cost_book, read_costs
from ruta.roadmap.selectors.costs import cost_sheet

COMPUTERS = Cost("I4-pmse", "Computadoras", "PNEH", 2027, Decimal("4.00"), 18_000, 1, Decimal("0.00"), 2026)
WEB = Cost("I4-pmse", "Alojamiento web", "EUROEMPLEO", 2028, Decimal("1.00"), 1_500, 12, Decimal("4.50"), 2026)


def editor(user=1, role="central_coordination"):
    return Actor(
        kind="staff", institution_id=Institution.objects.order_by("pk").first().pk, user_id=user, membership_id=1, office_id=1, role=role
    )


def test_a_cost_is_quantity_unit_cost_and_periods_grown_by_its_index():
    assert amount_of(COMPUTERS) == 72_000
    assert amount_of(WEB) == 19_656  # 18,000 × 1.045² = 19,656.45
    assert totals([COMPUTERS, WEB, WEB]) == {("PNEH", 2027): 72_000, ("EUROEMPLEO", 2028): 39_312}


@pytest.fixture
def plan(four_plans):
    found = four_plans["hoja-de-ruta"].plan
    for cost in (COMPUTERS, WEB):
        write_cost(actor=editor(), plan=found, cost=cost)
    return found


def returned(plan, change):
    """The sheet as it leaves, with some of its rows changed by hand."""
    rows = python_calamine.load_workbook(io.BytesIO(cost_book(cost_sheet(plan)))).get_sheet_by_name("Costos").to_python()
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        page = book.add_worksheet("Costos")
        for place, row in enumerate(change(rows)):
            page.write_row(place, 0, row)
    return io.BytesIO(out.getvalue())


@pytest.mark.django_db
def test_the_file_computes_by_itself_what_the_page_says(plan):
    content = cost_book(cost_sheet(plan))
    parts = zipfile.ZipFile(io.BytesIO(content))
    lines, sums = (parts.read(f"xl/worksheets/sheet{number}.xml").decode() for number in (1, 2))
    assert re.findall(r"<f>(ROUND[^<]*)</f><v>(\d+)</v>", lines) == [
        ("ROUND(G2*H2*I2*(1+J2/100)^(F2-K2),0)", "72000"), ("ROUND(G3*H3*I3*(1+J3/100)^(F3-K3),0)", "19656")
    ]  # fmt: skip
    assert "SUMIFS(Costos!$L$2:$L$304,Costos!$E$2:$E$304,$A2,Costos!$F$2:$F$304,C$1)</f><v>72000</v>" in sums
    assert "<v>91656</v>" in sums
    assert read_costs(plan, io.BytesIO(content)) == []


@pytest.mark.django_db
def test_a_returned_sheet_is_told_row_by_row_and_applied_as_far_as_accepted(plan):
    def change(rows):
        rows[1][6] = 6
        bad = ["", "I4-pmse", "", "Sillas", "PNEH", 2027, "muchas", 900, 1, 0, 2026, ""]
        stranger = ["", "I4-pmse", "", "Mesas", "lotería", 2027, 3, 900, 1, 0, 2026, ""]
        return [rows[0], rows[1], ["", "I4-pmse", "", "Escáner", "own", 2027, 1, 9000, 1, 0, 2026, ""], bad, stranger]

    found = read_costs(plan, returned(plan, change))
    assert [(each.kind, each.number) for each in found] == [("changed", 2), ("new", 3), ("bad", 4), ("bad", 5), ("gone", 0)]
    assert "«Cantidad»: «muchas» no es un número" in found[2].problems[0]
    assert "fuente" in found[3].problems[0]
    kept = keep_sheet(actor=editor(), plan=plan, file_name="costos.xlsx", found=found)
    with pytest.raises(Invalid):
        apply_sheet(actor=editor(), plan=plan, import_id=kept.pk, accepted={0, 2})
    assert apply_sheet(actor=editor(), plan=plan, import_id=kept.pk, accepted={0, 1}) == 2
    assert cost_sheet(plan).whole().planned == 6 * 18_000 + 19_656 + 9_000
    with pytest.raises(NotOpen):
        apply_sheet(actor=editor(), plan=plan, import_id=kept.pk, accepted={4})


@pytest.mark.django_db
def test_what_somebody_changed_meanwhile_stops_the_whole_sheet(plan):
    def change(rows):
        rows[1][6], rows[2][7] = 5, 1600
        return rows

    kept = keep_sheet(actor=editor(), plan=plan, file_name="costos.xlsx", found=read_costs(plan, returned(plan, change)))
    line = CostLine.objects.get(plan=plan, concept="Alojamiento web")
    write_cost(actor=editor(2), plan=plan, cost=Cost.of(WEB.plain() | {"times": 6}), line_id=line.pk, seen=WEB)
    with pytest.raises(Conflict):
        apply_sheet(actor=editor(), plan=plan, import_id=kept.pk, accepted={0, 1})
    assert CostLine.objects.get(plan=plan, concept="Computadoras").quantity == 4


@pytest.mark.django_db
def test_another_person_approves_and_only_the_approved_is_spent(plan):
    line = CostLine.objects.get(plan=plan, concept="Computadoras")
    spend = {"plan": plan, "line_id": line.pk, "on": today(), "note": "Factura 12"}
    with pytest.raises(NotOpen):
        record_expense(actor=editor(), amount=36_000, **spend)
    with pytest.raises(NotOpen):
        approve_costs(actor=editor(), plan=plan)
    assert approve_costs(actor=editor(2), plan=plan) == 2
    record_expense(actor=editor(), amount=36_000, **spend)
    assert cost_sheet(plan).by_source()[0].share == 0.5
    with pytest.raises(NotOpen):
        remove_cost(actor=editor(), plan=plan, line_id=line.pk)
    write_cost(actor=editor(), plan=plan, cost=Cost.of(COMPUTERS.plain() | {"times": 2}), line_id=line.pk, seen=COMPUTERS)
    assert cost_sheet(plan).whole().approved == 19_656
    with pytest.raises(Refused):
        write_cost(actor=editor(role="receptionist"), plan=plan, cost=COMPUTERS)
    with pytest.raises(Invalid) as refused:
        write_cost(actor=editor(), plan=plan, cost=Cost.of(COMPUTERS.plain() | {"key": "nada", "quantity": "0"}))
    assert set(refused.value.fields) == {"key", "quantity"}
