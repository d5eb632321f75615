"""Which persons does a CSV or Parquet file hold? Columns by name, numbers bare, dates read in the order that offices write them."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pyarrow as pa

from ruta.people.linkage.batch.errors import Unusable
from ruta.people.linkage.batch.numbers import with_bare_numbers
from ruta.people.linkage.normal import plain

ALIASES: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "rec_id", "person_id", "persona_id", "codigo", "no", "numero"),
    "name": ("name", "nombre_completo", "full_name"),
    "given_names": ("given_names", "given_name", "nombres", "nombre", "first_name", "primer_nombre"),
    "second_given": ("second_given_name", "segundo_nombre", "middle_name"),
    "surnames": ("surnames", "surname", "apellidos", "apellido", "last_name"),
    "first_surname": ("first_surname", "primer_apellido"),
    "second_surname": ("second_surname", "segundo_apellido"),
    "sex": ("sex", "sexo", "genero", "gender"),
    "birth_date": ("birth_date", "date_of_birth", "dob", "fecha_nacimiento", "fecha_de_nacimiento", "fecha_nac", "nacimiento"),
    "municipality": ("municipality", "municipality_id", "municipio", "suburb", "residence_municipality"),
    "phone": ("phone", "telefono", "celular", "phones", "phone_number"),
    "dni": ("dni", "identidad", "numero_identidad", "cedula", "soc_sec_id", "identity"),
}
_READERS = {".csv": "read_csv(?, all_varchar=true, header=true)", ".parquet": "read_parquet(?)"}
_READERS[".txt"] = _READERS[".tsv"] = _READERS[".csv"]
_READERS[".pq"] = _READERS[".parquet"]


class Extra(NamedTuple):
    """One more column that both files have: compared as a text, or only as equal or not."""

    column: str
    is_exact: bool = False


class PeopleFile(NamedTuple):
    """What was read: the ids as written, and one Arrow table of bare values in the order of the file."""

    path: Path
    table: pa.Table

    @property
    def ids(self) -> pa.ChunkedArray:
        """The ids of the file, in its order."""
        return self.table["id"]

    def __len__(self) -> int:
        return self.table.num_rows


def read_people(path: Path, extras: Sequence[Extra] = ()) -> PeopleFile:
    """Read a file of persons; whatever hinders is told in one Spanish sentence."""
    reader = _READERS.get(path.suffix.lower())
    if not path.is_file():
        raise Unusable(f"No hay ningún archivo en «{path}». Revise la ruta.")
    if reader is None:
        raise Unusable(f"«{path.name}» no es CSV ni Parquet. Guárdelo con uno de esos formatos.")
    if not path.stat().st_size:
        raise Unusable(f"«{path.name}» está vacío. Revise que se haya guardado entero.")
    with duckdb.connect() as connection:
        connection.execute("SET preserve_insertion_order = true; SET enable_progress_bar = false")
        try:
            columns = [row[0] for row in connection.execute(f"DESCRIBE SELECT * FROM {reader}", [str(path)]).fetchall()]  # noqa: S608 - one of two constants
            query = _select(path, columns, extras)
            table = connection.sql(f"{query} FROM {reader}", params=[str(path)]).to_arrow_table()
        except duckdb.Error as error:
            raise Unusable(_hindrance(path, str(error))) from error
    _demand_usable(path, table)
    return PeopleFile(path, with_bare_numbers(table))


def _hindrance(path: Path, error: str) -> str:
    if "utf-8" in error.lower() or "unicode" in error.lower():
        return f"«{path.name}» no está en UTF-8. Ábralo y guárdelo de nuevo como «CSV UTF-8»."
    reason = error.splitlines()[0].rstrip(".")
    return f"No se puede leer «{path.name}»: {reason}. Ábralo, corríjalo y guárdelo de nuevo como CSV o Parquet."


def _demand_usable(path: Path, table: pa.Table) -> None:
    if not table.num_rows:
        raise Unusable(f"«{path.name}» no tiene filas.")
    if table["id"].null_count:
        raise Unusable(f"En «{path.name}» hay {table['id'].null_count} filas sin «id». Cada fila necesita uno.")
    repeated = table.num_rows - len(table["id"].unique())
    if repeated:
        raise Unusable(f"En «{path.name}» hay {repeated} filas con un «id» repetido. Cada fila necesita uno distinto.")


def _found(columns: Sequence[str]) -> dict[str, str]:
    """Which column of the file is which of ours, by its name without accents and marks."""
    by_name = {re.sub(r"[^a-z0-9]+", "_", plain(column).strip()).strip("_"): column for column in reversed(columns)}
    return {ours: by_name[alias] for ours, names in ALIASES.items() for alias in reversed(names) if alias in by_name}


def _select(path: Path, columns: Sequence[str], extras: Sequence[Extra]) -> str:
    found = _found(columns)
    if "id" not in found:
        raise Unusable(f"A «{path.name}» le falta la columna «id». Tiene: {', '.join(columns)}.")
    if not {"name", "given_names", "surnames", "first_surname"} & found.keys():
        raise Unusable(f"A «{path.name}» le faltan los nombres: «given_names» y «surnames», o «name». Tiene: {', '.join(columns)}.")
    missing = [extra.column for extra in extras if extra.column not in columns]
    if missing:
        raise Unusable(f"«{path.name}» no tiene la columna «{missing[0]}» que se pidió con --extra. Tiene: {', '.join(columns)}.")
    texts = {ours: f"coalesce(trim({_quoted(column)}::VARCHAR), '')" for ours, column in found.items()}
    given = _joined(texts, "given_names", "second_given")
    surnames = _joined(texts, "surnames", "first_surname", "second_surname")
    parts = [
        f"{_quoted(found['id'])}::VARCHAR AS id",
        f"{given} AS given_names",
        f"{surnames} AS surnames",
        # A whole name only speaks where the parts are silent.
        f"CASE WHEN {given} = '' AND {surnames} = '' THEN {texts.get('name', _NOTHING)} ELSE '' END AS name",
        f"lower({texts.get('sex', _NOTHING)}) AS sex",
        f"{texts.get('municipality', _NOTHING)} AS municipality",
        f"{texts.get('dni', _NOTHING)} AS dni",
        f"{texts.get('birth_date', _NOTHING)} AS birth",
        f"{texts.get('phone', _NOTHING)} AS phone",
        *(f"lower(strip_accents(coalesce(trim({_quoted(extra.column)}::VARCHAR), ''))) AS extra{at}" for at, extra in enumerate(extras)),
    ]
    return f"SELECT {', '.join(parts)}"


_NOTHING = "''"


def _quoted(column: str) -> str:
    return '"' + column.replace('"', '""') + '"'


def _joined(texts: Mapping[str, Any], *names: str) -> str:
    known = [texts[name] for name in names if name in texts]
    return f"trim(concat_ws(' ', {', '.join(known)}))" if known else _NOTHING
