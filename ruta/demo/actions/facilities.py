"""What do offices lack in a demonstration? Some things needed, some on their way, some there; two with their upkeep overdue."""

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction

from ruta.base.clock import today
from ruta.base.context import Actor, acting_as, system
from ruta.demo.pictures import drawn
from ruta.directory.models import Office
from ruta.facilities.actions import Line, add_photo, buy_requirement, give_budget, keep_survey, receive_requirement
from ruta.facilities.models import Found, Requirement

PAPER = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj 3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
LOOKS = (
    Line("ramp", 0, 1, "none"), Line("cubicle", 1, 3, "fair"), Line("screen", 0, 1, "none"), Line("dispenser", 0, 1, "none"),
    Line("computer", 4, 6, "bad"), Line("network", 1, 1, "good"), Line("sign", 1, 2, "fair"),
)  # fmt: skip
WAY = {"SPS": (4, 420), "TGU": (3, 150), "SBA": (2, 60), "TRU": (1, 30), "LCE": (0, 0), "CHO": (0, 0)}
"""Of each office: how many things came, and how many days ago; the next one is bought, the one after has a budget."""
PRICES = {"ramp": 48_000, "cubicle": 65_000, "screen": 18_500, "dispenser": 32_000, "computer": 24_000, "sign": 4_500}


def make_facilities(*, actor: Actor) -> int:
    """Write them once; says how many things are lacking or came."""
    offices = list(Office.objects.filter(code__in=WAY, is_active=True).order_by("pk"))
    if not offices or Requirement.objects.exists():
        return 0
    for office in offices:
        machine = system(office.institution_id, actor.reason or "demo")
        with acting_as(machine), transaction.atomic():
            survey = keep_survey(
                actor=machine,
                office_id=office.pk,
                made_on=today() - timedelta(days=WAY[office.code][1] + 30),
                lines=LOOKS,
                note="Revisión inicial.",
            )
            for line in Found.objects.filter(survey=survey).order_by("pk"):
                add_photo(actor=machine, line_id=line.pk, content=drawn(line.kind))
            _bring(machine, list(Requirement.objects.filter(office=office).order_by("pk")), *WAY[office.code])
    return Requirement.objects.count()


def _bring(machine: Actor, rows: Sequence[Requirement], came: int, days: int) -> None:
    for place, row in enumerate(rows[: came + 2] if came else ()):
        price = PRICES[row.kind] * row.quantity
        give_budget(actor=machine, requirement_id=row.pk, version=1, budget=price, funding=("Fondos nacionales", "OIM")[place % 2])
        if place <= came:
            order = f"OC-{today().year}-{row.pk:03}"
            buy_requirement(
                actor=machine, requirement_id=row.pk, version=2, supplier="Proveedor de demostración", order_ref=order, paid=price - 900
            )
        if place < came:
            receive_requirement(
                actor=machine, requirement_id=row.pk, version=3, received_on=today() - timedelta(days=days - 3 * place), received=row.quantity,
                upkeep_months=6 if row.kind in {"computer", "screen", "dispenser"} else 0, title="Acta de entrega", content=PAPER,
            )  # fmt: skip
