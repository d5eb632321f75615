"""Is a log still what was written? Batches sealed by a Merkle root, each chained to the one before; the audit and the log of messages alike."""

from array import array
from dataclasses import dataclass
from hashlib import sha256

from django.db import connection, transaction
from django.utils.translation import gettext

from ruta.base.context import acting_as, system
from ruta.base.models import AuditSeal, Seal

GENESIS = bytes(32)
LEAF = 32
NO_END = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Book:
    """A log that is sealed: its seals, and the statement that gives the leaves of a range of transactions."""

    seals: type[Seal]
    leaves: str


AUDIT = Book(AuditSeal, "SELECT id, leaf FROM ruta_audit_leaves(%s, %s, %s)")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a verification found: how much was checked and, if anything, the first row that was touched."""

    seals: int
    rows: int
    fault: str = ""

    @property
    def is_clean(self) -> bool:
        """Whether every row and every link is as sealed."""
        return not self.fault


def merkle_root(leaves: bytes) -> bytes:
    """Root of a binary hash tree over 32-byte leaves; an odd node is carried up, no leaves give zeros."""
    level = [leaves[at : at + LEAF] for at in range(0, len(leaves), LEAF)]
    while len(level) > 1:
        pairs = [sha256(b"\x01" + left + right).digest() for left, right in zip(level[::2], level[1::2], strict=False)]
        level = pairs + ([level[-1]] if len(level) % 2 else [])
    return level[0] if level else GENESIS


def seal(book: Book = AUDIT) -> int:
    """Seal all that finished transactions wrote since the last batch; returns the number of rows.

    Batches go by transaction, not by id: no write waits, and none slips in behind a seal.
    """
    with acting_as(system(None, "seal")), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('ruta.seal'))")
        cursor.execute("SELECT ruta_epoch(), pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        now, finished = cursor.fetchone()
        last = _last(book)
        # A restore begins an epoch: what the one before left unsealed is sealed first, under its own counter.
        epochs = range(last.epoch if last else 1, now + 1)
        return sum(_seal_one(book, epoch, finished if epoch == now else NO_END) for epoch in epochs)


def _last(book: Book) -> Seal | None:
    return book.seals._default_manager.order_by("-pk").first()  # noqa: SLF001 - Django names its public manager so


def _seal_one(book: Book, epoch: int, until: int) -> int:
    last = _last(book)
    since = last.txid_to if last and last.epoch == epoch else 0
    ids, leaves = _read(book, epoch, since, until)
    if not ids:
        return 0
    root = merkle_root(leaves)
    chain = sha256((bytes(last.chain) if last else GENESIS) + root).digest()
    book.seals._default_manager.create(  # noqa: SLF001 - the same
        epoch=epoch, txid_from=since, txid_to=until, count=len(ids), ids=ids.tobytes(), leaves=leaves, root=root, chain=chain,
    )  # fmt: skip
    return len(ids)


def verify(book: Book = AUDIT) -> Verdict:
    """Recompute every leaf, root and link, and name the first row that was touched, deleted or slipped in."""
    chain, rows, seals = GENESIS, 0, 0
    with acting_as(system(None, "verify")), transaction.atomic():
        for one in book.seals._default_manager.order_by("pk").iterator(chunk_size=20):  # noqa: SLF001 - the same
            chain = sha256(chain + bytes(one.root)).digest()
            fault = _fault(book, one, chain)
            if fault:
                return Verdict(seals, rows, fault)
            seals, rows = seals + 1, rows + one.count
    return Verdict(seals, rows)


def _fault(book: Book, one: Seal, chain: bytes) -> str:
    if bytes(one.chain) != chain or merkle_root(bytes(one.leaves)) != bytes(one.root):
        return gettext("El sello %(seal)s no encaja con el anterior: la cadena fue tocada.") % {"seal": one.pk}
    ids, leaves = _read(book, one.epoch, one.txid_from, one.txid_to)
    if leaves == bytes(one.leaves) and ids.tobytes() == bytes(one.ids):
        return ""
    return _first_difference(one, dict(_leaf_by_id(ids, leaves)))


def _first_difference(one: Seal, found: dict[int, bytes]) -> str:
    sealed_ids = array("q")
    sealed_ids.frombytes(bytes(one.ids))
    sealed = dict(_leaf_by_id(sealed_ids, bytes(one.leaves)))
    touched = min(row for row in sealed.keys() | found.keys() if sealed.get(row) != found.get(row))
    said = {"row": touched, "seal": one.pk}
    if touched not in found:
        return gettext("La fila %(row)s de la bitácora fue borrada (sello %(seal)s).") % said
    if touched not in sealed:
        return gettext("La fila %(row)s de la bitácora fue añadida después del sello %(seal)s.") % said
    return gettext("La fila %(row)s de la bitácora fue cambiada (sello %(seal)s).") % said


def _leaf_by_id(ids: array, leaves: bytes) -> list[tuple[int, bytes]]:
    return [(row, leaves[at * LEAF : (at + 1) * LEAF]) for at, row in enumerate(ids)]


def _read(book: Book, epoch: int, since: int, until: int) -> tuple[array, bytes]:
    ids, leaves = array("q"), bytearray()
    with connection.cursor() as cursor:
        cursor.execute(book.leaves, [epoch, since, until])
        while rows := cursor.fetchmany(10_000):
            ids.extend(row for row, _ in rows)
            leaves.extend(b"".join(bytes(leaf) for _, leaf in rows))
    return ids, bytes(leaves)
