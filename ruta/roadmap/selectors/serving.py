"""Which goals does each row serve, and which parts of the three plans serve each other? Ours until somebody confirms it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ruta.base.datafiles import yaml_content
from ruta.roadmap.models import Node, Plan

DATA = Path(__file__).parent.parent / "data"


@dataclass(frozen=True)
class Tagged:
    """One goal that a row serves; confirmed when an approved adjustment said it, else our own reading."""

    code: str
    is_confirmed: bool

    @property
    def label(self) -> str:
        """As it is written: ODS 8, PMM 21."""
        return self.code.replace(":", " ").upper()


@dataclass(frozen=True)
class Link:
    """Why a row of one plan and a part of another belong together."""

    row: str
    plan: str
    key: str
    is_text: bool  # both documents say it; else our own reading
    why: str
    row_lines: str = ""
    lines: str = ""


@cache
def _proposed() -> Mapping[str, Mapping[str, list[str]]]:
    return yaml_content(DATA / "tags.yaml")


def tags_of(plan: Plan, nodes: Iterable[Node]) -> dict[str, list[Tagged]]:
    """The goals of each row that has some: its own, else those that we read into it."""
    ours = _proposed().get(plan.code, {})
    found = {}
    for node in nodes:
        if node.tags:
            found[node.key] = [Tagged(code, is_confirmed=True) for code in node.tags]
        elif node.key in ours or node.code in ours:
            found[node.key] = [Tagged(code, is_confirmed=False) for code in ours.get(node.key) or ours[node.code]]
    return found


@cache
def alignment() -> dict[str, Any]:
    """Rows, columns and links of the matrix, as the file says them."""
    content = yaml_content(DATA / "alignment.yaml")
    links = [
        Link(each["row"], each["plan"], each["key"], each["basis"] == "text", each["why"], each.get("row_lines", ""), each.get("lines", ""))
        for each in content["links"]
    ]
    return {"rows": content["rows"], "columns": content["columns"], "links": {(each.row, each.plan, each.key): each for each in links}}
