"""What stands in a file of profiles or of vacancies? CSV or Parquet, read column by column; no other column is looked at."""

from pathlib import Path

import duckdb
import pyarrow as pa

from ruta.placements.matching.batch.errors import Unusable
from ruta.placements.matching.nearness import Essentials
from ruta.placements.matching.tables import PROFILE_COLUMNS, VACANCY_COLUMNS

READERS = {".parquet": "read_parquet(?)", ".csv": "read_csv(?, all_varchar = true, header = true)"}
_TYPES = {pa.string(): "VARCHAR", pa.bool_(): "BOOLEAN", pa.int32(): "INTEGER", pa.date32(): "DATE"}


def read_profiles(path: Path) -> pa.Table:
    """Profiles of a file, in the order of their ids."""
    return _read(path, PROFILE_COLUMNS)


def read_vacancies(path: Path) -> pa.Table:
    """Vacancies of a file, in the order of their ids."""
    return _read(path, VACANCY_COLUMNS)


def read_essentials(path: Path | None) -> Essentials:
    """The essential skills of each occupation, from a file with the columns occupation and skill."""
    if path is None:
        return {}
    rows = _asked(
        path, {"occupation", "skill"}, "SELECT CAST(occupation AS VARCHAR), list(DISTINCT CAST(skill AS VARCHAR)) FROM {} GROUP BY 1"
    )
    return dict(zip(rows.column(0).to_pylist(), map(frozenset, rows.column(1).to_pylist()), strict=True))


def _read(path: Path, schema: pa.Schema) -> pa.Table:
    held = dict(zip(*_columns(path), strict=True))
    if "id" not in held:
        raise Unusable(f"A «{path.name}» le falta la columna id. Las columnas están en docs/reference/matching.md.")
    picked = ", ".join(f"{_expression(field, held.get(field.name))} AS {field.name}" for field in schema)
    table = _asked(path, {"id"}, f"SELECT {picked} FROM {{}} ORDER BY id").cast(schema)
    ids = table["id"].to_pylist()
    if not ids:
        raise Unusable(f"«{path.name}» no tiene filas. Dé un archivo con al menos una.")
    if None in ids or len(set(ids)) < len(ids):
        raise Unusable(f"En «{path.name}» faltan o se repiten valores de la columna id. Deje uno distinto en cada fila.")
    return table


def _expression(field: pa.Field, held: str | None) -> str:
    """What is asked for a column: nothing when the file does not have it; a text of several parts is cut at «;»."""
    name = f'"{field.name}"'
    if not pa.types.is_list(field.type):
        kind = _TYPES[field.type]
        return f"CAST(NULL AS {kind})" if held is None else f"CAST(nullif(CAST({name} AS VARCHAR), '') AS {kind})"
    if held is None:
        return "CAST([] AS VARCHAR[])"
    if held.endswith("[]"):
        return f"CAST(coalesce({name}, []) AS VARCHAR[])"
    return f"list_filter(list_transform(string_split(coalesce(CAST({name} AS VARCHAR), ''), ';'), lambda x: trim(x)), lambda x: x <> '')"


def _columns(path: Path) -> tuple[list[str], list[str]]:
    described = _asked(path, set(), "SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM {})")
    return described.column(0).to_pylist(), described.column(1).to_pylist()


def _asked(path: Path, needed: set[str], query: str) -> pa.Table:
    reader = READERS.get(path.suffix.lower())
    if reader is None or not path.is_file():
        raise Unusable(f"No se puede leer «{path}». Dé un archivo .csv o .parquet que exista.")
    try:
        with duckdb.connect() as connection:
            return connection.sql(query.format(reader), params=[str(path)]).to_arrow_table()
    except duckdb.Error as error:
        wanted = f" Debe tener las columnas: {', '.join(sorted(needed))}." if needed else ""
        reason = str(error).splitlines()[0]
        raise Unusable(f"No se entiende «{path.name}»: {reason}.{wanted} Las columnas están en docs/reference/matching.md.") from error
