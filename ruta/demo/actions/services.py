"""What do the services of a demonstration say? Invented hours, prices and requirements, each marked so, some confirmed and some long ago."""

from datetime import timedelta
from random import Random

from django.db import transaction

from ruta.base.clock import now, today
from ruta.base.context import Actor, acting_as, system
from ruta.directory.actions import describe_all
from ruta.directory.models import FocalPoint, Institution, OpeningHours, Service

MARK = "Demostración: horario, costo y requisitos inventados, sin verificar."
SHIFTS = ((480, 720), (780, 960))  # 8:00-12:00, 13:00-16:00
LONG_DAY = ((420, 1020),)
EVERY_DAY = {"camr", "migration_post", "shelter", "health_facility"}
PAID = {"infop_digital_language": 300, "infop_skills_certification": 150}
AUDIENCES: tuple[list[str], ...] = (
    ["anyone"],
    ["returned", "relative_of_migrant"],
    ["returned", "internally_displaced"],
    ["returned", "women", "youth"],
    [],
)
PAPERS = ("DNI, o cualquier papel con su nombre. Sin papeles también le atienden.", "DNI y constancia de retorno, si la tiene.", "")
REQUIRED = ("Ninguno.", "Ser persona mayor de edad.", "Vivir en el departamento.", "")
FRESH, OLD = range(1, 80), range(100, 400)
WRITTEN = (
    "doubt", "populations", "eligibility", "papers", "cost", "cost_amount", "entry", "delivery", "languages", "accessibility", "capacity",
    "focal_point", "verified_on", "not_applicable", "hours_note", "changed_at",
)  # fmt: skip


def make_services(*, actor: Actor, seed: int) -> int:
    """Fill the entries of the directory once; says how many."""
    rows = list(Service.objects.filter(is_active=True).select_related("office", "institution").order_by("pk"))
    if OpeningHours.objects.filter(service__in=rows[:1]).exists() or any(row.doubt == MARK for row in rows):
        return 0
    chance = Random(f"services {seed}")  # noqa: S311 (a demonstration)
    points = {owner: _point(actor, owner, chance) for owner in sorted({row.institution_id for row in rows})}
    with transaction.atomic():
        hours = [window for row in rows for window in _filled(row, points[row.institution_id], chance)]
        Service.objects.bulk_update(rows, WRITTEN, batch_size=500)
        OpeningHours.objects.bulk_create(hours, batch_size=2000)
        describe_all()
    return len(rows)


def _point(actor: Actor, owner: int, chance: Random) -> int | None:
    """Who answers for an institution; one in six has named nobody."""
    if chance.random() < 1 / 6:
        return None
    code = Institution.objects.values_list("code", flat=True).get(pk=owner).lower()
    with acting_as(system(owner, actor.reason or "demo")), transaction.atomic():
        return FocalPoint.objects.create(
            owner_institution_id=owner, name="Persona de enlace (demostración)", position="Enlace", email=f"enlace.{code}@ejemplo.hn"
        ).pk


def _filled(row: Service, point: int | None, chance: Random) -> list[OpeningHours]:
    row.doubt, row.changed_at = MARK, now()
    row.populations, row.papers, row.eligibility = chance.choice(AUDIENCES), chance.choice(PAPERS), chance.choice(REQUIRED)
    row.cost_amount = PAID.get(row.service_type)
    row.cost = "paid" if row.cost_amount else "free"
    row.entry = ["walk_in"] if row.office else ["phone"]
    row.delivery = ["on_site"] if row.office else ["by_phone"]
    row.languages, row.capacity = ["es"], chance.choice((None, 10, 20, 40))
    row.accessibility = chance.choice(([], ["ramp"], ["ramp", "companion"], ["companion", "children"]))
    row.not_applicable = ["capacity"] if row.capacity is None and chance.random() < 0.5 else []
    row.focal_point_id = point
    told = chance.random()
    row.verified_on = None if told < 0.25 else today() - timedelta(days=chance.choice(FRESH if told < 0.75 else OLD))
    return _week(row, chance)


def _week(row: Service, chance: Random) -> list[OpeningHours]:
    if chance.random() < 0.1:
        return []
    is_daily = row.office is not None and row.office.kind in EVERY_DAY
    days, windows = (range(7), LONG_DAY) if is_daily else (range(5), SHIFTS)
    return [OpeningHours(service=row, weekday=day, opens=opens, closes=closes) for day in days for opens, closes in windows]
