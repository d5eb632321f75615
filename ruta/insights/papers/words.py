"""How are values written in a report?"""

from collections.abc import Mapping, Sequence

from ruta.insights.engine.suppression import Cell, Mark
from ruta.insights.papers.parts import Value

ABSENT = "sin dato"
NAMED = 3


def said(value: Value) -> str:
    """A value as a person reads it: 3,412; 7.1; «sin dato» where nobody gave one."""
    if value is None:
        return ABSENT
    if isinstance(value, float):
        return f"{value:,.1f}"
    return f"{value:,}" if isinstance(value, int) else value


def safe_count(cell: Cell, least: int = 5) -> Value:
    """The count of a protected table, or the words that stand for a hidden one."""
    if cell.count is not None:
        return cell.count
    return f"menos de {least}" if cell.mark == Mark.PRIMARY else "protegida"


def leaders(counts: Mapping[str, int]) -> list[str]:
    """The codes that have the most, all of them where several are equal."""
    most = max(counts.values(), default=0)
    return [code for code, n in counts.items() if n == most]


def quoted(names: Sequence[str]) -> str:
    """Some names within a sentence: the first three, and how many more."""
    told = ", ".join(f"«{name}»" for name in names[:NAMED])
    return f"{told} y {len(names) - NAMED} más" if len(names) > NAMED else told
