"""When would each row fall if a proposal were approved?"""

from datetime import date

from ruta.roadmap.models import Node
from ruta.roadmap.planning import Said
from ruta.roadmap.selectors.proposals import Draft
from ruta.roadmap.selectors.timing import Timed, timed_rows
from ruta.roadmap.selectors.trees import rows_of


def timed_draft(draft: Draft) -> list[Timed]:
    """The rows as the proposal leaves them, with their days; nothing is written."""
    known = {node.key: node for node in rows_of(draft.proposal.base)}
    nodes: dict[str, Node] = {}
    for number, row in enumerate(draft.after):
        node = known.get(row.key) or _fresh(row, number)
        _say(node, row, number, nodes.get(row.parent or ""))
        nodes[row.key] = node
    waits = {row.key: tuple(row.item.get("depends_on", ())) for row in draft.after}
    return timed_rows(draft.proposal.base, list(nodes.values()), waits)


def _fresh(row: Said, number: int) -> Node:
    node = Node(pk=-number - 1, key=row.key, kind=row.item["kind"])
    node.state, node.percent = "", 0  # type: ignore[attr-defined]
    return node


def _say(node: Node, row: Said, number: int, parent: Node | None) -> None:
    item = row.item
    node.position, node.depth = number, parent.depth + 1 if parent else 0
    node.parent_id = parent.pk if parent else None
    node.title, node.code = item.get("title", ""), item.get("code", "")
    node.begins, node.ends = (date.fromisoformat(item[name]) if item.get(name) else None for name in ("begins", "ends"))
