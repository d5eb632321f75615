"""How do profiles and vacancies stand as a table, and how does a file say them? Lists hold `code:number`."""

from collections.abc import Iterable, Sequence
from dataclasses import fields

import pyarrow as pa

from ruta.placements.matching.facts import Language, Profile, Skill, Vacancy, Work

_LIST = pa.list_(pa.string())
PROFILE_COLUMNS = pa.schema(
    [
        ("id", pa.string()),
        ("works", _LIST),
        ("skills", _LIST),
        ("is_complete", pa.bool_()),
        ("education", pa.int32()),
        ("languages", _LIST),
        ("hours", _LIST),
        ("papers", _LIST),
        ("papers_lacking", _LIST),
        ("available_from", pa.date32()),
        ("home", pa.string()),
        ("places", _LIST),
        ("wage_min", pa.int32()),
        ("contracts", _LIST),
        ("sends", pa.int32()),
    ]
)
VACANCY_COLUMNS = pa.schema(
    [
        ("id", pa.string()),
        ("occupation", pa.string()),
        ("skills", _LIST),
        ("desirable", _LIST),
        ("months", pa.int32()),
        ("education", pa.int32()),
        ("languages", _LIST),
        ("hours", _LIST),
        ("papers", _LIST),
        ("starts_on", pa.date32()),
        ("place", pa.string()),
        ("wage_max", pa.int32()),
        ("contract", pa.string()),
        ("openings", pa.int32()),
        ("applicants", pa.int32()),
    ]
)


def table_of_profiles(profiles: Iterable[Profile]) -> pa.Table:
    """Profiles as the rows of a table."""
    return _table(list(profiles), PROFILE_COLUMNS)


def table_of_vacancies(vacancies: Iterable[Vacancy]) -> pa.Table:
    """Vacancies as the rows of a table."""
    return _table(list(vacancies), VACANCY_COLUMNS)


def _table(things: Sequence[Profile] | Sequence[Vacancy], schema: pa.Schema) -> pa.Table:
    columns = {name: [_said(getattr(thing, name)) for thing in things] for name in schema.names}
    return pa.table(columns, schema=schema)


def _said(value: object) -> object:
    if isinstance(value, tuple | frozenset):
        return [_one(item) for item in value]
    return value


def _one(item: object) -> str:
    match item:
        case Work(code, number) | Skill(code, number) | Language(code, number):
            return code if number is None else f"{code}:{number}"
        case _:
            return str(item)


assert {field.name for field in fields(Profile)} == set(PROFILE_COLUMNS.names)  # noqa: S101 - a field without a column would never count
assert {field.name for field in fields(Vacancy)} == set(VACANCY_COLUMNS.names)  # noqa: S101 - the same
