"""How do the rows of a file of persons look as records, one by one, as somebody would type them at a counter?"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from ruta.people.linkage.batch.columns import sex_of
from ruta.people.linkage.batch.reading import PeopleFile
from ruta.people.linkage.places import municipality_code
from ruta.people.linkage.record import Document, Record

_SEVEN = 10**9
_PHONES = ("phone1", "phone2")


def records_in(file: PeopleFile) -> Iterator[Record]:
    """One record per row, its id as the reference."""
    for row in file.table.to_pylist():
        yield Record(
            ref=row["id"],
            name=row["name"],
            given_names=row["given_names"],
            surnames=row["surnames"],
            birth_date=_day(row["birth"]),
            sex=sex_of(row["sex"]),
            municipality=municipality_code(row["municipality"]) if row["municipality"] else "",
            phones=tuple(_phone(row[name]) for name in _PHONES if row.get(name, -1) >= 0),
            documents=tuple(_documents(row)),
        )


def _day(number: int) -> date | None:
    return date(number // 10_000, number // 100 % 100, number % 100) if number else None


def _phone(number: int) -> str:
    return f"{number - _SEVEN:07d}" if number >= _SEVEN else f"{number:08d}"


def _documents(row: dict[str, Any]) -> Iterator[Document]:
    if row["dni_length"]:
        yield Document("dni", str(row["dni"]).zfill(row["dni_length"]))
    if row["document"]:
        yield Document("other", row["document"])
