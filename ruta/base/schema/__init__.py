"""How does a migration protect a table? Operations for row security, audit and copies of the owner."""

from ruta.base.schema.operations import (
    LINKED,
    ME_INLINE,
    MINE,
    Audited,
    ChildOf,
    Definer,
    Movable,
    RowSecurity,
    either_side,
    mine_or_shared,
)
from ruta.base.schema.reserving import Reserved

__all__ = [
    "LINKED",
    "ME_INLINE",
    "MINE",
    "Audited",
    "ChildOf",
    "Definer",
    "Movable",
    "Reserved",
    "RowSecurity",
    "either_side",
    "mine_or_shared",
]
