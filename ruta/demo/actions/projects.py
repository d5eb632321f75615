"""Which programmes and projects does a demonstration have? A few invented ones, marked, some of which do the same."""

from pathlib import Path
from typing import Any

import yaml

from ruta.base.clock import now
from ruta.base.context import Actor, system
from ruta.base.transactions import action
from ruta.directory.models import Institution
from ruta.projects.actions import ContactTerms, ProjectTerms, ResultTerms, add_contact, add_result, publish_project, save_project
from ruta.projects.enums import Origin
from ruta.projects.models import Judgement, Project

FILE = Path(__file__).parent.parent / "data" / "projects.yaml"
TOLD = (
    "ref",
    "kind",
    "name",
    "summary",
    "places",
    "population",
    "needs",
    "begins",
    "ends",
    "budget",
    "expected",
    "reached",
    "executing",
    "funding",
)
SOURCE = "Demostración: inventado"


@action
def make_projects(*, actor: Actor) -> int:
    """Write them once; says how many."""
    del actor
    if Project.objects.filter(origin=Origin.DEMO).exists():
        return 0
    owners = dict(Institution.objects.order_by("pk").values_list("code", "pk"))
    rows = [row for row in yaml.safe_load(FILE.read_text(encoding="utf-8")) if row["institution"] in owners]
    for row in rows:
        _make(system(owners[row["institution"]], "demo"), row)
    return len(rows)


def _make(actor: Actor, row: dict[str, Any]) -> None:
    terms = ProjectTerms(**{name: row[name] for name in TOLD if name in row}, source=SOURCE)
    made = save_project(actor=actor, terms=terms, state=row["state"], origin=Origin.DEMO)
    add_result(
        actor=actor,
        project_id=made.pk,
        terms=ResultTerms(title="Personas atendidas", target=row["expected"], reached=row.get("reached", 0)),
    )
    add_contact(actor=actor, project_id=made.pk, terms=ContactTerms(name="Unidad de proyectos", phone="2232-0000", is_public=True))
    publish_project(actor=actor, project_id=made.pk)
    Project.objects.filter(pk=made.pk).update(state_note=row.get("note", ""), verdict=row.get("verdict", ""))
    if "verdict" in row:
        Judgement.objects.create(
            project=made, verdict=row["verdict"], reasons=row["reasons"], institution_id=actor.institution_id, said_at=now()
        )
