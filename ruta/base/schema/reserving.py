"""Which SQL keeps the telling columns of a reserved row apart from the row?"""

from collections.abc import Sequence
from typing import Any

from django.db.migrations.operations import RunSQL


class Reserved(RunSQL):
    """Where `when` holds of a new row of `table`, move `columns` to `people_reservedwords` and leave a mask.

    The function is `ruta_reserve`; rows written before are moved too, without a word of them in the audit.
    """

    def __init__(self, table: str, columns: Sequence[str], *, when: str, name: str = "reserve") -> None:
        """`when` sees NEW. The trigger fires after all others that may refuse the row."""
        self.arguments = {"when": when, "name": name}
        self.table, self.columns = table, tuple(columns)
        call = f"FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION ruta_reserve({', '.join(repr(each) for each in columns)})"
        anew = f"UPDATE {table} SET {columns[0]} = {columns[0]} WHERE {when.replace('NEW.', '')}"
        trigger = f"zz_{name}"
        forwards: Any = [
            f"CREATE TRIGGER {trigger} BEFORE INSERT OR UPDATE ON {table} {call}",
            "SELECT set_config('ruta.kind', 'system', true)",
            f"ALTER TABLE {table} DISABLE TRIGGER audit_update",
            anew,
            "SET CONSTRAINTS ALL IMMEDIATE",
            f"ALTER TABLE {table} ENABLE TRIGGER audit_update",
            "SELECT set_config('ruta.kind', '', true)",
        ]
        super().__init__(forwards, [f"DROP TRIGGER {trigger} ON {table}"])

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        """Django writes migrations with this."""
        return type(self).__name__, [self.table, self.columns], self.arguments
