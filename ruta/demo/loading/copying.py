"""How do columns get into a protected table? COPY into one temporary table of texts, then INSERT … SELECT under its policies."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from django.db import connection, models
from django.db.models.fields import NOT_PROVIDED
from psycopg import sql

NULL = r"\N"
ESCAPES = str.maketrans({"\\": r"\\", "\n": r"\n", "\t": r"\t", "\r": r"\r"})
WIDTH = 48  # columns of the temporary table; no table that is filled has more
STAGE = sql.SQL("CREATE TEMP TABLE IF NOT EXISTS demo_stage ({}) ON COMMIT DROP").format(
    sql.SQL(", ").join(sql.SQL("c{} text").format(sql.SQL(str(at))) for at in range(WIDTH))
)
# One table for all: each new one is three files and a hundred rows of the catalogue. Emptied in the transaction that made it, it keeps its files.
EMPTY = sql.SQL("TRUNCATE demo_stage")
Columns = Mapping[str, Any]  # attribute of the model → array of values, or one value for all rows


def insert(model: type[models.Model], columns: Columns, *, leave_known: bool = False) -> int:
    """Write the rows as whoever acts now; says how many. Constraints, policies and the audit hold as for any other writer.

    `leave_known` passes over rows that a unique constraint refuses.
    """
    rows = {name: value for name, value in columns.items() if isinstance(value, np.ndarray)}
    count = len(next(iter(rows.values())))
    if not count:
        return 0
    fixed = {name: value for name, value in columns.items() if name not in rows} | _defaults(model, columns)
    with connection.cursor() as cursor:
        cursor.execute(STAGE)
        cursor.execute(EMPTY)
        with cursor.copy(sql.SQL("COPY demo_stage ({}) FROM STDIN").format(_staged(rows))) as copy:
            copy.write(as_text([rendered(column) for column in rows.values()]))
        into = _move(model, rows, fixed) + sql.SQL(" ON CONFLICT DO NOTHING" if leave_known else "")
        cursor.execute(into, [_told(value) for value in fixed.values()])
    return count


def as_text(columns: Sequence[list[str]]) -> str:
    """The rows in the text format of COPY."""
    return "\n".join(map("\t".join, zip(*columns, strict=True))) + "\n"


def rendered(column: np.ndarray) -> list[str]:
    """Each value as COPY reads it. A negative number, NaT and None are NULL."""
    kind = column.dtype.kind
    if kind == "M":
        return _moments(column)
    if kind == "b":
        return np.where(column, "t", "f").tolist()
    if kind in "iu":
        values = list(map(str, column.tolist()))
        return [NULL if value[0] == "-" else value for value in values] if len(column) and column.min() < 0 else values
    return _escaped(column.tolist())


def _moments(column: np.ndarray) -> list[str]:
    texts = np.datetime_as_string(column).tolist()
    suffix = "" if np.datetime_data(column.dtype)[0] == "D" else "Z"
    return [NULL if text == "NaT" else text + suffix for text in texts]


def _escaped(values: list[str | None]) -> list[str]:
    whole = "".join([value for value in values if value])
    if any(sign in whole for sign in "\\\n\t\r"):
        values = [value and value.translate(ESCAPES) for value in values]
    return [NULL if value is None else value for value in values]


def _told(value: Any) -> Any:
    """A value for all rows, as a parameter."""
    if isinstance(value, np.datetime64):
        return f"{value}Z"
    return json.dumps(value) if isinstance(value, dict) else value


def _defaults(model: type[models.Model], columns: Columns) -> dict[str, Any]:
    """What the model gives to columns that nobody named; those with a default in the database are left to it."""
    missing: dict[str, Any] = {}
    for field in model._meta.concrete_fields:
        if field.attname in columns or field.primary_key or field.db_default is not NOT_PROVIDED:
            continue
        if field.has_default() or not field.null:
            missing[field.attname] = field.get_default() if field.has_default() else ""
    return missing


def _staged(rows: Columns) -> sql.Composed:
    """The columns of the temporary table that hold the rows, in their order."""
    return sql.SQL(", ").join(sql.SQL("c{}").format(sql.SQL(str(at))) for at in range(len(rows)))


def _move(model: type[models.Model], rows: Columns, fixed: Columns) -> sql.Composed:
    into = [*_fields(model, rows), *_fields(model, fixed)]
    copied = [
        sql.SQL("c{}::{}").format(sql.SQL(str(at)), sql.SQL(str(field.db_type(connection))))
        for at, field in enumerate(_fields(model, rows))
    ]
    told = [sql.SQL("%s::{}").format(sql.SQL(field.db_type(connection))) for field in _fields(model, fixed)]
    return sql.SQL("INSERT INTO {} ({}) SELECT {} FROM demo_stage").format(
        sql.Identifier(model._meta.db_table),
        sql.SQL(", ").join(sql.Identifier(field.column) for field in into),
        sql.SQL(", ").join([*copied, *told]),
    )


def _fields(model: type[models.Model], names: Mapping[str, Any]) -> list[Any]:
    by_name = {field.attname: field for field in model._meta.concrete_fields}
    return [by_name[name] for name in names]
