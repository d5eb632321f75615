"""How does a register of millions stand in the real tables within minutes? By COPY past the triggers, its indexes made afterwards."""

import csv
import sys
import time
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from threading import BoundedSemaphore

import numpy as np

from ruta.people.linkage import Document, Record, stored_keys

CHUNK = 20_000
AHEAD = 6
"""So many parts are made before they are written."""
SEX = {"F": "woman", "M": "man", "": "unknown"}
KEY_ROW = np.dtype([("fields", ">i2"), ("a", ">i4"), ("key", ">i8"), ("b", ">i4"), ("person", ">i8")])
COPY_HEAD = b"PGCOPY\n\xff\r\n\0" + b"\0" * 8
COPY_TAIL = b"\xff\xff"
PERSON = "id, owner_institution_id, office_id, given_names, surnames, preferred_name, sort_name, sex, birth_date, is_birth_date_estimated, nationality, municipality_id, place, education, languages, version"
INDEXED = ("people_person", "people_identifier", "people_contact", "people_personkey")


def rows_of(path: Path) -> Iterator[dict[str, str]]:
    """The lines of a register as `ruta demo dirty` writes it."""
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def record_of(row: dict[str, str], ref: object = None) -> Record:
    """A line as linkage compares it."""
    return Record(
        ref=ref,
        given_names=row["given_names"],
        surnames=row["surnames"],
        birth_date=date.fromisoformat(row["birth_date"]) if row["birth_date"] else None,
        sex=SEX[row["sex"]],
        municipality=row["municipality"],
        phones=(row["phone"],) if row["phone"] else (),
        documents=(Document("dni", row["dni"].replace("-", "")),) if row["dni"] else (),
    )


def load(connection, path: Path, institution_id: int, office_id: int, *, is_lean: bool = False) -> int:
    """Fill persons, documents, telephones and keys; persons get the ids 1, 2, 3 … in the order of the file. Gives how many.

    Lean leaves out the indexes that no look-up reads: ten million persons then fit into half the room and time.
    """
    connection.execute("SET session_replication_role = replica")
    known = {row[0] for row in connection.execute("SELECT code FROM territory_municipality").fetchall()}
    count, begin = 0, time.monotonic()
    room = BoundedSemaphore(AHEAD)
    with get_context("spawn").Pool(2) as pool, connection.transaction():
        definitions = without_indexes(connection)
        connection.execute(f"TRUNCATE {', '.join(INDEXED)} CASCADE")  # a server with wal_level = minimal then logs none of the rows
        for first, texts, keys in pool.imap(_made, _chunks(path, institution_id, office_id, known, room)):
            for table, columns, text in zip(INDEXED, (PERSON, IDENTIFIER, CONTACT), texts, strict=False):
                _copy(connection, f"COPY {table} ({columns}) FROM STDIN", text)
            _copy(connection, "COPY people_personkey (key, person_id) FROM STDIN (FORMAT binary)", keys)
            room.release()
            count = first - 1 + CHUNK
            sys.stderr.write(f"\r  {count:,} persons, {time.monotonic() - begin:.0f} s ")
        connection.execute("SET maintenance_work_mem = '1GB'")
        for definition in definitions:
            if not is_lean or is_read(definition):
                connection.execute(definition)
                sys.stderr.write(f"\r  {definition[:60]} … {time.monotonic() - begin:.0f} s ")
    count = connection.execute("SELECT count(*) FROM people_person").fetchone()[0]
    connection.execute("SELECT setval('people_person_id_seq', %s)", [count])
    for table in INDEXED:
        connection.execute(f"VACUUM (ANALYZE) {table}")
    sys.stderr.write(f"\r  {count:,} persons in {time.monotonic() - begin:.0f} s\n")
    return count


def is_read(definition: str) -> bool:
    """Whether a look-up reads this index: that of the keys, of the persons, and of their documents and telephones."""
    return any(
        part in definition for part in ("people_personkey_pkey", "people_person_pkey", "people_person_id_owner", "(person_id)")
    ) and ("people_personkey_person_id" not in definition)


def without_indexes(connection) -> list[str]:
    """Drop indexes and keys of the tables; gives the statements that make them again, keys to other tables left out."""
    again = []
    for table in INDEXED:
        for name, definition in connection.execute(
            "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = %s::regclass AND contype IN ('p', 'u')", [table]
        ).fetchall():
            again.append(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
            connection.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name} CASCADE")
        for name, definition in connection.execute("SELECT indexname, indexdef FROM pg_indexes WHERE tablename = %s", [table]).fetchall():
            again.append(definition)
            connection.execute(f"DROP INDEX {name}")
    return again


IDENTIFIER = "owner_institution_id, person_id, kind, value, normalized, country"
CONTACT = "owner_institution_id, person_id, kind, value, safety, note, is_main"
Chunk = tuple[int, list[dict[str, str]], int, int, set[str]]


def _chunks(path: Path, institution_id: int, office_id: int, known: set[str], room: BoundedSemaphore) -> Iterator[Chunk]:
    source, first = rows_of(path), 1
    seen: set[int] = set()
    while rows := list(islice(source, CHUNK)):
        for row in rows:  # the product refuses a document that is somebody's already
            number = int(row["dni"].replace("-", "") or 0)
            if number in seen:
                row["dni"] = ""
            seen.add(number)
        room.acquire()
        yield first, rows, institution_id, office_id, known
        first += len(rows)


def _made(chunk: Chunk) -> tuple[int, list[str], bytes]:
    first, rows, institution, office, known = chunk
    persons, papers, phones, keys, owners = [], [], [], [], []
    for at, row in enumerate(rows, first):
        place = row["municipality"] if row["municipality"] in known else "\\N"
        born = row["birth_date"] or "\\N"
        persons.append(
            f"{at}\t{institution}\t{office}\t{row['given_names']}\t{row['surnames']}\t\t{row['surnames'].lower()} {row['given_names'].lower()}\t"
            f"{SEX[row['sex']]}\t{born}\tf\tHN\t{place}\t\t\t{{}}\t1\n"
        )
        if row["dni"]:
            papers.append(f"{institution}\t{at}\tdni\t{row['dni']}\t{row['dni'].replace('-', '')}\tHN\n")
        if row["phone"]:
            phones.append(f"{institution}\t{at}\tphone\t{row['phone']}\tsafe\t\tt\n")
        made = stored_keys(record_of(row))
        keys += made
        owners += [at] * len(made)
    return first, ["".join(persons), "".join(papers), "".join(phones)], _binary(keys, owners)


def _binary(keys: Iterable[int], owners: Iterable[int]) -> bytes:
    values = np.fromiter(keys, np.int64)
    rows = np.zeros(len(values), KEY_ROW)
    rows["fields"], rows["a"], rows["b"] = 2, 8, 8
    rows["key"], rows["person"] = values, np.fromiter(owners, np.int64)
    return COPY_HEAD + rows.tobytes() + COPY_TAIL


def _copy(connection, statement: str, data: str | bytes) -> None:
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        copy.write(data)
