"""How does a plan file become a version of its plan? Once: the same file changes nothing, another one makes the next version."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.utils.translation import gettext as _

from ruta.base import clock
from ruta.base.context import Actor, system
from ruta.base.datafiles import yaml_content
from ruta.base.errors import Refused
from ruta.base.transactions import action
from ruta.directory.models import Institution
from ruta.roadmap import rules
from ruta.roadmap.actions.planting import plant
from ruta.roadmap.errors import BrokenPlan
from ruta.roadmap.models import Plan, PlanVersion
from ruta.roadmap.policies import can_load_plans
from ruta.taxonomy.rules import fingerprint, shape_problems

DATA = Path(__file__).parent.parent / "data"
NAMES = ("hoja-de-ruta", "plan-siempleo", "plan-reintegracion", "pes-scan")
Content = Mapping[str, Any]


def read_plan(name: str) -> dict[str, Any]:
    """The content of one of our own plans by its name, or of a file."""
    path = DATA / f"{name}.yaml" if name in NAMES else Path(name)
    try:
        return yaml_content(path)
    except (OSError, UnicodeDecodeError) as error:
        raise BrokenPlan(
            _("No se puede leer «%(name)s». Dé un archivo o uno de estos nombres: %(names)s.") % {"name": name, "names": ", ".join(NAMES)}
        ) from error
    except yaml.YAMLError as error:
        raise BrokenPlan(
            _("«%(name)s» no es YAML bien formado. Revise sangrías y comillas.") % {"name": name}, problems=[str(error)]
        ) from error


@action
def load_plan(*, actor: Actor, content: Content, reason: str = "") -> tuple[PlanVersion, bool]:
    """Make the content the current version of its plan, and say whether it is new; the versions before stay readable."""
    if not can_load_plans(actor):
        raise Refused(_("Solo coordinación central, monitoreo y administración cargan planes. Pídalo a una de ellas."))
    _demand_whole(content)
    plan = _plan_of(content)
    sha256 = fingerprint(content)
    before = PlanVersion.objects.select_for_update().filter(plan=plan, is_current=True).first()
    if before and before.sha256 == sha256:
        return before, False
    version = _next_version(plan, before, content, sha256, reason, actor.user_id)
    plant(version, content)
    return version, True


def load_missing_plans() -> list[str]:
    """Load those of our own plans that are not there yet; one that is there keeps the version that its institutions gave it."""
    there = set(Plan.objects.filter(code__in=NAMES).order_by().values_list("code", flat=True))
    missing = [name for name in NAMES if name not in there]
    with transaction.atomic():
        for name in missing:
            load_plan(actor=system(None, "plans"), content=read_plan(name))
    return missing


def _demand_whole(content: Content) -> None:
    problems = shape_problems(content, _schema()) or rules.plan_problems(content) or _strangers(content)
    if problems:
        raise BrokenPlan(_("El plan no se cargó porque tiene errores. Corríjalos y vuelva a cargarlo."), problems=problems)


def _strangers(content: Content) -> list[str]:
    """Institutions that the directory does not know."""
    named = {row.item["institution"] for row in rules.flattened(content["items"]) if row.item.get("institution")}
    named |= {content["owner"]} if content.get("owner") else set()
    known = set(Institution.objects.filter(code__in=named).order_by().values_list("code", flat=True))
    return [f"institution {code} is not in the directory" for code in sorted(named - known)]


def _plan_of(content: Content) -> Plan:
    owner = Institution.objects.filter(code=content["owner"]).first() if content.get("owner") else None
    said = {"kind": content["kind"], "title": content["title"], "owner": owner}
    return Plan.objects.update_or_create(code=content["plan"], defaults=said)[0]


def _next_version(plan: Plan, before: PlanVersion | None, content: Content, sha256: str, reason: str, by: int | None) -> PlanVersion:
    if before:
        PlanVersion.objects.filter(pk=before.pk).update(is_current=False)
    return PlanVersion.objects.create(
        plan=plan,
        number=before.number + 1 if before else 1,
        sha256=sha256,
        header={name: part for name, part in content.items() if name != "items"},
        reason=reason,
        is_current=True,
        loaded_at=clock.now(),
        loaded_by=by,
    )


@cache
def _schema() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((DATA / "schema.json").read_text(encoding="utf-8"))
    return loaded
