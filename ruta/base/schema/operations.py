"""Which SQL protects a table? Reversible migration operations, after the measured rules of the data layer."""

from collections.abc import Sequence
from typing import Any

from django.db.migrations.operations import RunSQL

MINE = "owner_institution_id = (SELECT ruta_me())"
# Two-sided rows: the planner knows the value of the inline expression and keeps the right index.
ME_INLINE = "nullif(current_setting('ruta.institution', true), '')::bigint"
LINKED = "nullif(current_setting('ruta.referral', true), '')::bigint"


def mine_or_shared(category: str, person: str = "person_id") -> str:
    """The read predicate of a row about a person: the owner, or whoever holds a live grant for the category."""
    return f"{MINE} OR ruta_shared({person}, {category})"


def either_side(*columns: str) -> str:
    """The predicate of a row with several sides: my institution stands in one of the columns."""
    return " OR ".join(f"{column} = {ME_INLINE}" for column in columns)


class RowSecurity(RunSQL):
    """Default deny on `table`, then one policy per verb for the application role; the owner may migrate data.

    `read`, `insert`, `update`, `delete` are SQL predicates; an absent one leaves the verb denied.
    """

    def __init__(self, table: str, *, read: str, insert: str = MINE, update: str = MINE, delete: str = "") -> None:
        """Predicates see the columns of the table and the functions `ruta_me()` and `ruta_shared()`."""
        self.arguments = {"read": read, "insert": insert, "update": update, "delete": delete}
        self.table = table
        super().__init__(self._forwards(), self._backwards())

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        """Django writes migrations with this."""
        return type(self).__name__, [self.table], self.arguments

    def _forwards(self) -> Any:
        table, clauses = self.table, self.arguments
        statements = [
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
            f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
            f"CREATE POLICY owner_all ON {table} TO ruta_owner USING (true) WITH CHECK (true)",
            f"CREATE POLICY actor_read ON {table} FOR SELECT TO ruta_app USING ({clauses['read']})",
        ]
        if clauses["insert"]:
            statements.append(f"CREATE POLICY actor_insert ON {table} FOR INSERT TO ruta_app WITH CHECK ({clauses['insert']})")
        if clauses["update"]:
            both = f"USING ({clauses['update']}) WITH CHECK ({clauses['update']})"
            statements.append(f"CREATE POLICY actor_update ON {table} FOR UPDATE TO ruta_app {both}")
        if clauses["delete"]:
            statements.append(f"CREATE POLICY actor_delete ON {table} FOR DELETE TO ruta_app USING ({clauses['delete']})")
        return statements

    def _backwards(self) -> Any:
        names = ["owner_all", "actor_read", *(f"actor_{verb}" for verb in ("insert", "update", "delete"))]
        return [
            *(f"DROP POLICY IF EXISTS {name} ON {self.table}" for name in names),
            f"ALTER TABLE {self.table} NO FORCE ROW LEVEL SECURITY",
            f"ALTER TABLE {self.table} DISABLE ROW LEVEL SECURITY",
        ]


class Audited(RunSQL):
    """One statement-level trigger per verb on `table`: a change without an actor is refused, one with leaves a row."""

    def __init__(self, table: str) -> None:
        """`table` has an `id` column."""
        self.table = table
        forwards: Any = [
            self._trigger("insert", "NEW TABLE AS new_rows"),
            self._trigger("update", "OLD TABLE AS old_rows NEW TABLE AS new_rows"),
            self._trigger("delete", "OLD TABLE AS old_rows"),
        ]
        super().__init__(forwards, [f"DROP TRIGGER IF EXISTS audit_{verb} ON {table}" for verb in ("insert", "update", "delete")])

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        """Django writes migrations with this."""
        return type(self).__name__, [self.table], {}

    def _trigger(self, verb: str, tables: str) -> str:
        return (
            f"CREATE TRIGGER audit_{verb} AFTER {verb.upper()} ON {self.table} REFERENCING {tables} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION ruta_audit_{verb}()"
        )


# Single keys that a composite key implies: the parent holds them itself. Each would be looked up again for each row written.
IMPLIED = """
DO $implied$
DECLARE single record; whole pg_constraint;
BEGIN
  SELECT * INTO STRICT whole FROM pg_constraint WHERE conrelid = '{table}'::regclass AND conname = '{name}';
  IF EXISTS (SELECT FROM pg_attribute WHERE attrelid = whole.conrelid AND attnum = ANY (whole.conkey) AND NOT attnotnull) THEN RETURN; END IF;
  FOR single IN SELECT c.conname FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
    WHERE c.conrelid = whole.conrelid AND c.contype = 'f' AND cardinality(c.conkey) = 1 AND c.conkey[1] = ANY (whole.conkey)
      AND a.attname = ANY (ARRAY['{column}', 'person_id', 'owner_institution_id'])
  LOOP EXECUTE format('ALTER TABLE {table} DROP CONSTRAINT %I', single.conname); END LOOP;
END $implied$
"""


class ChildOf(RunSQL):
    """Keep a child's copies of its parent's columns honest: a composite key refuses wrong ones and carries a hand-over down.

    The single keys that it implies go: to the parent, to the person and to the owner. Where a column may be NULL they stay.
    """

    def __init__(self, table: str, parent: str, column: str, copies: Sequence[str] = ("owner_institution_id",)) -> None:
        """`table.column` points to `parent.id`; `copies` stand in both and are unique together with the parent's id."""
        self.arguments = (table, parent, column, tuple(copies))
        name = f"{table}_copies_of_{column}"
        columns = ", ".join(copies)
        add = (
            f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY ({column}, {columns}) "
            f"REFERENCES {parent} (id, {columns}) ON UPDATE CASCADE"
        )
        implied = IMPLIED.format(table=table, name=name, column=column)
        back: Any = [
            f"ALTER TABLE {table} DROP CONSTRAINT {name}",
            f"ALTER TABLE {table} ADD FOREIGN KEY ({column}) REFERENCES {parent} (id) DEFERRABLE INITIALLY DEFERRED",
        ]
        super().__init__([add, implied], back)

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        """Django writes migrations with this."""
        return type(self).__name__, list(self.arguments), {}


class Definer(RunSQL):
    """A SECURITY DEFINER function owned by a narrow role: the one door past row security."""

    def __init__(
        self, signature: str, body: str, *, owner: str, returns: str, volatility: str = "STABLE PARALLEL SAFE", language: str = "sql"
    ) -> None:
        """`signature` as `name(argument type, …)`; `body` is the function's text."""
        name = signature.split("(", maxsplit=1)[0]
        types = ", ".join(part.split()[1] for part in signature.split("(", maxsplit=1)[1].rstrip(")").split(",") if part.strip())
        self.arguments = {
            "signature": signature, "body": body, "owner": owner, "returns": returns, "volatility": volatility, "language": language,
        }  # fmt: skip
        create = (
            f"CREATE FUNCTION {signature} RETURNS {returns} LANGUAGE {language} {volatility} SECURITY DEFINER "
            f"SET search_path = pg_catalog, public, pg_temp AS $definer$ {body} $definer$"
        )
        super().__init__(
            [
                create,
                # Before the new owner: afterwards these would only warn, and everybody could still call it.
                f"REVOKE EXECUTE ON FUNCTION {name}({types}) FROM PUBLIC",
                f"GRANT EXECUTE ON FUNCTION {name}({types}) TO ruta_app",
                f"ALTER FUNCTION {name}({types}) OWNER TO {owner}",
                f"SET ROLE {owner}",
                f"GRANT EXECUTE ON FUNCTION {name}({types}) TO ruta_owner",
                "RESET ROLE",
            ],
            [f"DROP FUNCTION IF EXISTS {name}({types})"],
        )

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        """Django writes migrations with this."""
        return type(self).__name__, [], self.arguments


class Movable(RunSQL):
    """Let a merge carry the rows of `table` from one person to another of the same institution, by its own narrow role alone.

    With `refuses`, nothing new can be hung on a record that was merged into another: it would be lost from sight.
    """

    def __init__(self, table: str, column: str = "person_id", *, refuses: bool = False) -> None:
        """`table.column` names a person; the table has an owner."""
        self.arguments = (table, column)
        self.refuses = refuses
        forwards: Any = [
            f"GRANT SELECT, UPDATE ({column}) ON {table} TO ruta_merge",
            f"DROP POLICY IF EXISTS merger ON {table}",
            f"CREATE POLICY merger ON {table} TO ruta_merge USING ({MINE}) WITH CHECK ({MINE})",
        ]
        back: Any = [f"DROP POLICY IF EXISTS merger ON {table}", f"REVOKE ALL ON {table} FROM ruta_merge"]
        if refuses:
            forwards.append(
                f"CREATE TRIGGER refuse_merged AFTER INSERT ON {table} REFERENCING NEW TABLE AS new_rows "
                "FOR EACH STATEMENT EXECUTE FUNCTION ruta_refuse_merged()"
            )
            back.append(f"DROP TRIGGER refuse_merged ON {table}")
        super().__init__(forwards, back)

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        """Django writes migrations with this."""
        return type(self).__name__, list(self.arguments), {"refuses": self.refuses}
