"""Which SQL keeps the telling columns of a reserved row apart from the row?"""

from collections.abc import Sequence
from typing import Any

from django.db import router, transaction
from django.db.migrations.operations import RunSQL

BATCH = 20_000
"""Rows whose writers wait at a time, where the migration is not one transaction."""


class Reserved(RunSQL):
    """Where `when` holds of a new row of `table`, move `columns` to `people_reservedwords` and leave a mask.

    The function is `ruta_reserve`; rows written before are moved too, batch by batch, without a word of them in the audit.
    """

    def __init__(self, table: str, columns: Sequence[str], *, when: str, name: str = "reserve") -> None:
        """`when` sees NEW. The trigger fires after all others that may refuse the row."""
        self.arguments = {"when": when, "name": name}
        self.table, self.columns = table, tuple(columns)
        call = f"FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION ruta_reserve({', '.join(repr(each) for each in columns)})"
        trigger = f"zz_{name}"
        super().__init__(
            [f"CREATE OR REPLACE TRIGGER {trigger} BEFORE INSERT OR UPDATE ON {table} {call}"], [f"DROP TRIGGER {trigger} ON {table}"]
        )

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """First the trigger, then the rows that were there before it."""
        super().database_forwards(app_label, schema_editor, from_state, to_state)
        connection = schema_editor.connection
        if schema_editor.collect_sql or not router.allow_migrate(connection.alias, app_label, **self.hints):
            return
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT coalesce(max(id), 0) FROM {self.table}")
            last = cursor.fetchone()[0]
        for first in range(0, last, BATCH):
            with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
                for statement in self._again(first):
                    cursor.execute(statement)

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        """Django writes migrations with this."""
        return type(self).__name__, [self.table, self.columns], self.arguments

    def _again(self, first: int) -> list[str]:
        """Write each row of a batch as it stands: the trigger decides. Whoever writes meanwhile waits for the batch, and is audited."""
        column, when = self.columns[0], self.arguments["when"].replace("NEW.", "")
        return [
            "SELECT set_config('ruta.kind', 'system', true)",
            f"ALTER TABLE {self.table} DISABLE TRIGGER audit_update",
            f"UPDATE {self.table} SET {column} = {column} WHERE id > {first} AND id <= {first + BATCH} AND ({when})",
            "SET CONSTRAINTS ALL IMMEDIATE",
            f"ALTER TABLE {self.table} ENABLE TRIGGER audit_update",
            "SELECT set_config('ruta.kind', '', true)",
        ]
