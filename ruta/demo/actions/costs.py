"""What would the driving team have written in its cost sheet by today? Invented, like everything of a demonstration."""

from decimal import Decimal

from ruta.accounts.models import Membership
from ruta.accounts.selectors import actor_in
from ruta.base.clock import today
from ruta.base.context import Actor
from ruta.directory.models import Institution
from ruta.roadmap.actions import Budgeted, report_year_budget
from ruta.roadmap.actions.costs import approve_costs, record_expense, write_cost
from ruta.roadmap.models import CostLine, Plan
from ruta.roadmap.rules import Cost

PLAN = "hoja-de-ruta"
# row, concept, source, years from now, quantity, unit cost, periods, index
LINES = (
    ("I1-estructura", "Consultoría para la estructura de la DGE", "EUROEMPLEO", -1, 1, 480_000, 1, "0.00"),
    ("I1-infraestructura", "Computadoras para oficinas territoriales", "EUROEMPLEO", 0, 24, 18_500, 1, "0.00"),
    ("I1-infraestructura", "Mobiliario de ventanillas", "PNEH", 1, 8, 42_000, 1, "4.50"),
    ("I1-formacion", "Talleres con personal de ventanilla", "cooperation", 0, 12, 35_000, 1, "0.00"),
    ("I1-formacion", "Talleres con personal de ventanilla", "cooperation", 1, 12, 35_000, 1, "4.50"),
    ("I3-estrategia", "Visitas a territorios", "own", 0, 4, 6_500, 12, "0.00"),
    ("I4-pmse", "Alojamiento y soporte de la plataforma", "own", 0, 1, 9_800, 12, "0.00"),
    ("I4-pmse", "Alojamiento y soporte de la plataforma", "own", 1, 1, 9_800, 12, "4.50"),
    ("I5-comunicacion", "Campaña en radios locales", "cooperation", 1, 10, 22_000, 3, "4.50"),
)
SPENT = {"Consultoría para la estructura de la DGE": 100, "Computadoras para oficinas territoriales": 62, "Visitas a territorios": 55, "Alojamiento y soporte de la plataforma": 83}  # fmt: skip


# institution, years from now, amount, spent, in the POA, document
BUDGETS = (
    ("SETRASS", -1, 4_200_000, 3_650_000, False, "POA institucional, programa de empleo"),
    ("SETRASS", 0, 5_100_000, 2_480_000, True, "POA institucional, programa de empleo"),
    ("INFOP", 0, 2_300_000, 1_150_000, True, "Presupuesto aprobado por el Consejo Directivo"),
    ("SENPRENDE", 0, None, None, True, "POA, eje de emprendimiento"),
    ("SRECI", -1, 6_400_000, 6_120_000, True, "Presupuesto de la Dirección de Protección"),
)


def make_costs() -> int:
    """Lines that one person wrote and another approved, and what was spent of some; a plan that has lines keeps its own."""
    writer, approver = (_actor(name) for name in ("monitoreo", "central"))
    plan = Plan.objects.filter(code=PLAN).first()
    if plan is None or writer is None or approver is None or CostLine.objects.filter(plan=plan).exists():
        return 0
    for key, concept, source, ahead, *how in LINES[:-1]:
        write_cost(actor=writer, plan=plan, cost=_cost(key, concept, source, ahead, how))
    approve_costs(actor=approver, plan=plan)
    key, concept, source, ahead, *how = LINES[-1]
    write_cost(actor=writer, plan=plan, cost=_cost(key, concept, source, ahead, how))
    for line in CostLine.objects.filter(plan=plan, concept__in=SPENT, year__lte=today().year).order_by("pk"):
        amount = line.cost.amount * SPENT[line.concept] // 100
        record_expense(actor=writer, plan=plan, line_id=line.pk, on=today(), amount=amount, note="Orden de pago de demostración")
    _say_budgets(approver)
    return len(LINES)


def _say_budgets(teller: Actor) -> None:
    for code, ahead, amount, spent, is_in_poa, document in BUDGETS:
        institution = Institution.objects.filter(code=code).first()
        if institution:
            said = Budgeted(today().year + ahead, amount, spent, is_in_poa, document)
            report_year_budget(actor=teller, institution=institution, said=said)


def _cost(key: str, concept: str, source: str, ahead: int, how: list[object]) -> Cost:
    quantity, unit_cost, times, rate = how
    year = today().year
    return Cost(
        key, concept, source, year + ahead, Decimal(f"{quantity}.00"), int(str(unit_cost)), int(str(times)), Decimal(str(rate)), year
    )


def _actor(name: str) -> Actor | None:
    post = Membership.objects.select_related("office").filter(user__email=f"{name}@demo.ruta.hn").order_by("pk").first()
    return actor_in(post) if post else None
