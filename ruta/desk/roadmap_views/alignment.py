"""Which parts of the three plans serve each other, and which stand alone?"""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ruta.desk.gate import DeskRequest, roles
from ruta.desk.roadmap.around import around
from ruta.roadmap.models import Node
from ruta.roadmap.policies import READER_ROLES
from ruta.roadmap.selectors import alignment, current_version, plan_of


@require_safe
@roles(READER_ROLES)
def matrix(request: DeskRequest) -> HttpResponse:
    """Interventions of the roadmap across, lines and pillars of the other two down; gaps stay visible."""
    said = alignment()
    version = current_version(plan_of(said["rows"]["plan"]))
    across = _nodes(said["rows"]["plan"], said["rows"]["keys"])
    groups = [_group(each["plan"], each["keys"], across, said["links"]) for each in said["columns"]]
    rows = [row for group in groups for row in group["rows"]]
    context = around(request, version) | {
        "across": across,
        "groups": groups,
        "alone": [row["node"] for row in rows if not row["filled"]],
        "alone_across": [node for number, node in enumerate(across) if not any(row["cells"][number] for row in rows)],
        "unverified": sum(not link.is_text for link in said["links"].values()),
        "links": sum(row["filled"] for row in rows),
    }
    return render(request, "desk/roadmap_views/alignment.html", context)


def _nodes(plan: str, keys: list[str]) -> list[Node]:
    """The rows that the matrix names, in the order of the file; one that a later version dropped is left out."""
    version = current_version(plan_of(plan))
    known = {node.key: node for node in Node.objects.filter(version=version, key__in=keys).order_by("position")}
    return [known[key] for key in keys if key in known]


def _group(plan: str, keys: list[str], across: list[Node], links: dict[Any, Any]) -> dict[str, Any]:
    rows = []
    for node in _nodes(plan, keys):
        cells = [links.get((each.key, plan, node.key)) for each in across]
        rows.append({"node": node, "cells": cells, "filled": sum(cell is not None for cell in cells)})
    return {"plan": plan_of(plan), "rows": rows}
