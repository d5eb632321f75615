"""Which goals do the rows of a plan serve, and which rows serve the one that was asked for?"""

from typing import Any

from django.http import HttpRequest

from ruta.roadmap.models import Node, PlanVersion
from ruta.roadmap.selectors import tags_of


def narrowed_by_tag(request: HttpRequest, version: PlanVersion) -> dict[str, Any]:
    """The goals to choose from, the chosen one, and the rows that serve it with all that is below them; `kept` is nothing when none is chosen."""
    nodes = list(Node.objects.filter(version=version).order_by("position"))
    tags = tags_of(version.plan, nodes)
    offered = {each.code: each.label for held in tags.values() for each in held}
    chosen = request.GET.get("meta", "")
    kept = _below(nodes, {key for key, held in tags.items() if any(each.code == chosen for each in held)}) if chosen in offered else None
    order = sorted(offered, key=lambda code: (code.split(":")[0], int(code.split(":")[1])))
    confirmed = {each.code for held in tags.values() for each in held if each.is_confirmed}
    return {
        "tag_choices": [(code, offered[code]) for code in order],
        "tag": chosen if kept is not None else "",
        "kept": kept,
        "tag_unverified": kept is not None and chosen not in confirmed,
    }


def _below(nodes: list[Node], keys: set[str]) -> set[str]:
    found: set[int] = set()
    for node in nodes:  # parents come before their children
        if node.key in keys or node.parent_id in found:
            found.add(node.pk)
    return {node.key for node in nodes if node.pk in found}
