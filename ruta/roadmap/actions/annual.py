"""How does what falls in one year of a plan become the annual plan (POA) of an institution?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from ruta.base import clock
from ruta.base.context import Actor
from ruta.base.errors import Conflict, Invalid
from ruta.base.transactions import action
from ruta.roadmap.actions.loading import load_plan
from ruta.roadmap.enums import WORK, PlanKind
from ruta.roadmap.models import Plan, PlanVersion
from ruta.roadmap.planning import Said, nested
from ruta.roadmap.selectors import Timed, current_version, periods_of, rows_of, statement_of, timed_rows

LONGEST = 400
KEPT = ("kind", "code", "title", "unit", "institution", "responsible", "resources", "territories", "priority", "track", "tags")


@dataclass(frozen=True)
class Year:
    """What a row of an annual plan is cut by."""

    version: PlanVersion
    year: int
    codes: tuple[str, ...]
    kept: frozenset[str]


@action
def make_annual(*, actor: Actor, plan: Plan, year: int) -> PlanVersion:
    """Copy the work of a year with what contains it; each row says from which row of which version it comes."""
    version = current_version(plan)
    if plan.kind == PlanKind.ANNUAL:
        raise Invalid(_("Este ya es un plan anual. Elija el plan del que sale."))
    code = f"poa-{year}-{plan.code}"[:60]
    if Plan.objects.filter(code=code).exists():
        raise Conflict(
            _("El POA %(year)s de este plan ya existe. Ábralo en la lista de planes y ajústelo con una propuesta.") % {"year": year}
        )
    rows = _of_year(version, year)
    if not rows:
        raise Invalid(_("Nada de este plan cae en %(year)s. Elija otro año.") % {"year": year}, fields={"year": _("Nada cae en ese año.")})
    made, _is_new = load_plan(
        actor=actor, content=_content(version, year, code, rows), reason=_("Sale de la versión %(number)s") % {"number": version.number}
    )
    return made


def _content(version: PlanVersion, year: int, code: str, rows: list[Said]) -> dict[str, Any]:
    plan = version.plan
    content: dict[str, Any] = {
        "plan": code,
        "kind": str(PlanKind.ANNUAL),
        "title": f"POA {year}: {plan.title}"[:LONGEST],
        "document": {
            "title": (_("%(plan)s, versión %(number)s") % {"plan": plan.title, "number": version.number})[:LONGEST],
            "date": clock.today().isoformat(),
        },
        "periods": [{"code": str(year), "label": str(year), "begins": f"{year}-01-01", "ends": f"{year}-12-31"}],
        "items": nested(rows),
    }
    if plan.owner:
        content["owner"] = plan.owner.code
    if funding := version.listed("funding"):
        content["funding"] = funding
    return content


def _of_year(version: PlanVersion, year: int) -> list[Said]:
    nodes = list(rows_of(version))
    timed = {row.node.key: row for row in timed_rows(version, nodes)}
    said = statement_of(version)
    work = {row.key for row in said if row.item["kind"] in WORK and _falls_in(timed[row.key], year)}
    kept = _with_above(said, work)
    codes = tuple(period.code for period in periods_of(version) if period.begins.year <= year <= period.ends.year)
    frame = Year(version, year, codes, frozenset(kept))
    return [_copied(row, timed[row.key], frame) for row in said if row.key in kept]


def _falls_in(row: Timed, year: int) -> bool:
    return row.span is not None and row.span[0].year <= year <= row.span[1].year


def _with_above(said: list[Said], work: Iterable[str]) -> set[str]:
    parents = {row.key: row.parent for row in said}
    kept: set[str] = set()
    for key in work:
        above: str | None = key
        while above is not None and above not in kept:
            kept.add(above)
            above = parents[above]
    return kept


def _copied(row: Said, timed: Timed, frame: Year) -> Said:
    item = {name: row.item[name] for name in KEPT if name in row.item}
    facts = {"plan": frame.version.plan.title, "number": frame.version.number, "key": row.key}
    item["section"] = (_("%(plan)s, versión %(number)s, fila %(key)s") % facts)[:LONGEST]
    if row.item["kind"] in WORK and timed.span:
        first, last = date(frame.year, 1, 1), date(frame.year, 12, 31)
        item |= {"begins": max(first, timed.span[0]).isoformat(), "ends": min(last, timed.span[1]).isoformat()}
    if waits := [key for key in row.item.get("depends_on", ()) if key in frame.kept]:
        item["depends_on"] = waits
    if targets := [_target(target, frame) for target in row.item.get("targets", ()) if set(frame.codes) & set(target["periods"])]:
        item["targets"] = targets
    return Said(row.key, row.parent, item)


def _target(target: dict[str, Any], frame: Year) -> dict[str, Any]:
    code = next(code for code in frame.codes if code in target["periods"])
    return target | {"periods": {str(frame.year): target["periods"][code]}}
