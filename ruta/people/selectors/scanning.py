"""Who in the whole register of the own institution looks most like somebody? For «not registered» to be said with confidence.

A copy of the register as numbers lies in a file that the processes share; each reads what changed since, at every look. The copy holds
persons of one institution, read under its actor; what it finds are ids, and whoever may be read is decided by the database again.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from threading import Lock

import numpy as np
from django.conf import settings
from django.db import connection
from filelock import FileLock, Timeout

from ruta.people.linkage import Record
from ruta.people.linkage.copies import Copy, Head, joined, read, write
from ruta.people.linkage.scan import COLUMNS, ID, VERSION, Numbers, Signer, nearest
from ruta.people.selectors.matching import records

MOST = 64
SMALL = 20_000
"""A register of so many is copied within the request, in a second; a larger one by the worker."""
MOST_NEWS = 4_000
AT_ONCE = 500
"""So many changed persons are read within a request; while more wait, as during an import, none is, and nobody says that all were compared."""
STALE = 2 * 86_400
"""Changes are kept for three days; an older copy would miss some."""
CHUNK = 10_000
NEWS = """
SELECT s.floor, s.database, c.txid, c.person_id
FROM (SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS floor,
             (SELECT oid::bigint FROM pg_database WHERE datname = current_database()) AS database) AS s
LEFT JOIN LATERAL (SELECT txid, person_id FROM people_personchange WHERE institution_id = (SELECT ruta_me()) AND txid >= %s
                   ORDER BY txid, person_id LIMIT %s) AS c ON true
"""
IDS = "SELECT id FROM people_person WHERE owner_institution_id = (SELECT ruta_me()) AND id > %s ORDER BY id LIMIT %s"
FEW = "SELECT count(*) FROM (SELECT FROM people_person WHERE owner_institution_id = (SELECT ruta_me()) LIMIT %s) AS p"


@dataclass(frozen=True, slots=True)
class Scan:
    """Whom to look at closely, and among how many they were found; no number while changes wait to be read."""

    ids: list[int]
    looked_through: int | None


@dataclass(slots=True)
class Held:
    """What this process knows of one register: the shared copy, and what came since."""

    copy: Copy
    stamp: tuple[int, int]
    floor: int
    seen: set[tuple[int, int]] = field(default_factory=set)
    later: Numbers = field(default_factory=lambda: np.empty((COLUMNS, 0), np.uint64))

    @property
    def count(self) -> int:
        """How many persons stand in the copy and after it."""
        base, later = self.copy.numbers[ID], self.later[ID]
        places = np.minimum(np.searchsorted(base, later), max(len(base) - 1, 0))
        known = int((base[places] == later).sum()) if len(base) else 0
        return len(base) + len(later) - known


_held: dict[int, Held] = {}
_large: set[Path] = set()
"""The copies that wait for the worker: a register that was large once is not counted at every look."""
_lock = Lock()


def everybody_like(sought: Record, institution_id: int) -> Scan | None:
    """Compare somebody with every person of the actor's institution; nothing while there is no copy of its register."""
    with _lock:
        held = _current(institution_id)
        is_whole = _follow(held) if held else None
        if held is not None and is_whole is None:
            path_of(institution_id).unlink(missing_ok=True)
            held = _current(institution_id)
            is_whole = _follow(held) if held else None
        if held is None or is_whole is None:
            return None
        parts, count = (held.copy.numbers, held.later), held.count
    query = signer().signed(sought)
    found = [pair for part in parts for pair in zip(*nearest(part, query, MOST), strict=True)]
    best = sorted(found, key=lambda pair: -pair[1])[: MOST + 1]
    return Scan(list(dict.fromkeys(person_id for person_id, _score in best)), count if is_whole else None)


def renew(institution_id: int) -> int | None:
    """Write the copy anew, or what changed into it; gives how many stand in it, nothing when somebody else is at it."""
    path = path_of(institution_id)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        with FileLock(f"{path}.lock", timeout=0):
            held = read(path)
            made = _brought_forward(held) or _whole()
            if made is not held and made.numbers.shape[1]:
                write(path, made)
            return int(made.numbers.shape[1])
    except Timeout:
        return None


def path_of(institution_id: int) -> Path:
    """Where the copy of a register lies."""
    return Path(settings.LINKAGE_FOLDER) / f"{connection.settings_dict['NAME']}-{institution_id}-v{VERSION}.register"


@lru_cache(maxsize=1)
def signer() -> Signer:
    """What makes numbers of records in this installation."""
    return Signer(settings.LINKAGE_SECRET.encode())


def _current(institution_id: int) -> Held | None:
    path = path_of(institution_id)
    stamp = _stamp(path)
    held = _held.get(institution_id)
    if held is not None and stamp == held.stamp:
        return held
    copy = read(path)
    if (copy is None or time.time() - copy.head.made_at > STALE) and _is_small(path):
        path.unlink(missing_ok=True)
        renew(institution_id)
        stamp, copy = _stamp(path), read(path)
    if copy is None or stamp is None or time.time() - copy.head.made_at > STALE:
        return None
    held = _held[institution_id] = Held(copy, stamp, copy.head.floor)
    return held


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        state = path.stat()
    except FileNotFoundError:
        return None
    return state.st_ino, state.st_mtime_ns


def _is_small(path: Path) -> bool:
    if path in _large:
        return False
    with connection.cursor() as cursor:
        cursor.execute(FEW, [SMALL + 1])
        (count,) = cursor.fetchone()
    if count > SMALL:
        _large.add(path)
    return 0 < count <= SMALL


def _follow(held: Held) -> bool | None:
    """Read what changed: whether all of it is known now. Nothing when the database was restored or made anew under the same name."""
    floor, database, news = _news(held.floor, min(len(held.seen) + AT_ONCE, MOST_NEWS) + 1)
    if database != held.copy.head.database or floor < held.floor:
        return None
    unseen = [entry for entry in news if entry not in held.seen]
    if len(unseen) > AT_ONCE or len(news) > MOST_NEWS:
        return False
    if unseen:
        ids = sorted({person_id for _txid, person_id in unseen})
        held.later = joined(held.later, signer().numbers(records(ids)))
        own = _own_txid()
        held.seen.update(entry for entry in unseen if entry[0] != own)
    held.floor = floor
    held.seen = {entry for entry in held.seen if entry[0] >= floor}
    return True


def _news(floor: int, most: int | None) -> tuple[int, int, list[tuple[int, int]]]:
    with connection.cursor() as cursor:
        cursor.execute(NEWS, [floor, most])
        rows = cursor.fetchall()
    return rows[0][0], rows[0][1], [(txid, person_id) for _floor, _database, txid, person_id in rows if txid is not None]


def _own_txid() -> int | None:
    """What this transaction wrote may change once more before it ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id_if_assigned()::text::bigint")
        return cursor.fetchone()[0]


def _brought_forward(copy: Copy | None) -> Copy | None:
    """A copy of today with what changed since; nothing when it is too old or of another database."""
    if copy is None or time.time() - copy.head.made_at > STALE / 4:
        return None
    floor, database, news = _news(copy.head.floor, None)
    if database != copy.head.database or floor < copy.head.floor:
        return None
    if not news:
        return copy
    ids = sorted({person_id for _txid, person_id in news})
    parts = [signer().numbers(records(ids[at : at + CHUNK])) for at in range(0, len(ids), CHUNK)]
    return Copy(replace(copy.head, floor=floor), joined(copy.numbers, np.concatenate(parts, axis=1)))


def _whole() -> Copy:
    floor, database, _later = _news(2**62, 1)
    parts = list(_parts())
    numbers = np.concatenate(parts, axis=1) if parts else np.empty((COLUMNS, 0), np.uint64)
    return Copy(Head(database, floor, time.time()), numbers)


def _parts() -> Iterator[Numbers]:
    last = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(IDS, [last, CHUNK])
            ids = [row[0] for row in cursor.fetchall()]
        if not ids:
            return
        yield signer().numbers(records(ids))
        last = ids[-1]
