"""How do facts get from the database into Parquet, and only those months that changed?

The database says of each month how many rows it has and what they add up to (a sum of hashes, in any order); a month that says what it said
before is left as it is. A changed one is written beside the old and takes its place in one step, so that whoever reads finds one or the
other. Rows may change between the two questions: then the month is written once more the next time.
"""

import hashlib
import hmac
import json
import shutil
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv as read_csv
import pyarrow.dataset as ds
from filelock import FileLock

from ruta.insights.warehouse.facts import FACTS, Fact

SIGNED, LOCK, MONTH = "_months.json", ".lock", "month"  # engines leave alone what begins so
BLOCK = 64  # bytes: of SHA-256, RFC 2104
MONTHS = "SELECT month, count(*), sum(hashtextextended(v::text, 0))::text FROM {view} v GROUP BY month"
ROWS = "COPY (SELECT {columns} FROM {view} WHERE month = ANY ({months})) TO STDOUT (FORMAT csv)"
MOST_FILES = 1_024


@dataclass(frozen=True, slots=True)
class Stored:
    """What one run wrote: rows and months of each fact; months that nothing changed in are not in it."""

    fact: str
    rows: int
    months: int
    gone: int


def signature(folder: Path, facts: Iterable[str]) -> str:
    """What stands in some facts, as one word: the same as long as no month of them changed."""
    said = {fact: _signed(folder / fact) for fact in sorted(facts)}
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def keys_from(secret: str) -> tuple[str, str]:
    """The two padded keys of HMAC-SHA256 (inner, outer), in hexadecimal, derived from a secret that readers of the warehouse do not have."""
    key = hmac.new(secret.encode(), b"warehouse of the observatory", hashlib.sha256).digest().ljust(BLOCK, b"\0")
    return bytes(each ^ 0x36 for each in key).hex(), bytes(each ^ 0x5C for each in key).hex()


def stored(connection: Any, folder: Path, secret: str, tell: Callable[[str], None] = lambda _name: None) -> list[Stored]:
    """Bring every fact up to date; `connection` (psycopg) is inside a transaction of the machine."""
    inner, outer = keys_from(secret)
    connection.execute("SELECT set_config('ruta.facts_inner', %s, true), set_config('ruta.facts_outer', %s, true)", [inner, outer])
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    told = []
    with FileLock(folder / LOCK):
        for fact in FACTS.values():
            tell(fact.name)
            told.append(_one(connection, folder / fact.name, fact))
    return told


def _one(connection: Any, place: Path, fact: Fact) -> Stored:
    now = {month: [rows, total] for month, rows, total in connection.execute(MONTHS.format(view=fact.view)).fetchall()}
    before = _signed(place)
    changed = sorted(month for month, said in now.items() if before.get(month) != said)
    gone = sorted(before.keys() - now.keys())
    place.mkdir(exist_ok=True)
    if changed:
        _write(connection, place, fact, changed)
    for month in gone:
        shutil.rmtree(place / f"{MONTH}={month}", ignore_errors=True)
    if changed or gone or not before:
        _sign(place, now)
    return Stored(fact.name, sum(now[month][0] for month in changed), len(changed), len(gone))


def _write(connection: Any, place: Path, fact: Fact, months: list[str]) -> None:
    """Through a file of text, so that memory stays flat however many rows there are."""
    with tempfile.TemporaryDirectory(dir=place.parent, prefix=".making-") as room:
        text, made = Path(room, "rows.csv"), Path(room, "made")
        listed = "ARRAY[" + ", ".join(f"'{month}'" for month in months) + "]"
        query = ROWS.format(columns=", ".join(fact.schema.names), view=fact.view, months=listed)
        with text.open("wb") as out, connection.cursor().copy(query) as rows:
            for block in rows:
                out.write(block)
        how = read_csv.ConvertOptions(
            column_types=fact.schema, true_values=["t"], false_values=["f"], null_values=[""], strings_can_be_null=False
        )
        with read_csv.open_csv(text, read_csv.ReadOptions(column_names=fact.schema.names), convert_options=how) as batches:
            filed = ds.partitioning(pa.schema([fact.schema.field(MONTH)]), flavor="hive")
            ds.write_dataset(batches, made, format="parquet", partitioning=filed, max_open_files=MOST_FILES)
        for name in (f"{MONTH}={month}" for month in months):
            _put(made / name, place / name)


def _put(new: Path, place: Path) -> None:
    """File by file, each in one step: whoever reads finds the month as it was or as it is. One that lost its last row in between goes."""
    files = sorted(new.iterdir()) if new.exists() else []
    place.mkdir(exist_ok=True)
    for file in files:
        file.replace(place / file.name)
    for old in {path.name for path in place.iterdir()} - {file.name for file in files}:
        (place / old).unlink()
    if not files:
        place.rmdir()


def _signed(place: Path) -> dict[str, list[Any]]:
    path = place / SIGNED
    return json.loads(path.read_text()) if path.exists() else {}


def _sign(place: Path, months: dict[str, list[Any]]) -> None:
    fresh = place / f"{SIGNED}.new"
    fresh.write_text(json.dumps(months, sort_keys=True))
    fresh.replace(place / SIGNED)
