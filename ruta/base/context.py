"""Who is acting, and how does the database learn it? The actor is bound at BEGIN and ends with the transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import Any

from django.db import connections
from psycopg.pq import TransactionStatus

SETTINGS = (
    "kind", "institution", "user", "membership", "office", "role", "strict", "reason", "person", "referral", "device", "invitation", "employer",
    "dossier", "visit",
)  # fmt: skip
OUTSIDE = {"person", "partner", "device", "employer", "applicant"}  # behind a signed link, or on a screen of a waiting room
KINDS = OUTSIDE | {"staff", "system", "client"}
BIND = "SELECT " + ", ".join(f"set_config('ruta.{name}', %s, true)" for name in SETTINGS)
# With the actor, because that is no further way to the server: is anything written at present?
BEGIN = BIND + ", (SELECT reason FROM base_readonlyperiod WHERE ended_at IS NULL)"  # noqa: S608 - our own words


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever reads or writes: staff, whoever holds a signed link, a screen of an office, an institution's system with its key, or our own."""

    kind: str  # staff | person | partner | employer | applicant | device | client | system
    institution_id: int | None = None
    user_id: int | None = None
    membership_id: int | None = None
    office_id: int | None = None
    role: str = ""
    sees_strict: bool = False
    reason: str = ""
    person_id: int | None = None
    referral_id: int | None = None
    device_id: int | None = None
    invitation_id: int | None = None  # to choose one appointment
    employer_id: int | None = None
    dossier_id: int | None = None  # of one procedure
    visit_id: int | None = None  # of a person who came in with a code or a link of their own

    def __post_init__(self) -> None:
        """Refuse what the policies could mistake: the holder of a link is a member of nothing, and a member holds no link."""
        if self.kind not in KINDS:
            message = f"no such kind of actor: {self.kind}"
            raise ValueError(message)
        is_outside = self.kind in OUTSIDE
        is_member = any((self.institution_id, self.user_id, self.membership_id, self.office_id, self.role, self.sees_strict))
        links = (self.referral_id, self.invitation_id, self.employer_id, self.dossier_id)
        if is_member if is_outside else any(links):
            message = "the holder of a link is a member of nothing, and a member holds no link"
            raise ValueError(message)
        if (self.device_id is not None) != (self.kind == "device") or (self.kind == "device" and any(links)):
            message = "a screen is a device and holds no link, and nobody else is a screen"
            raise ValueError(message)
        if (self.employer_id is not None) != (self.kind == "employer"):
            message = "an employer stands behind the link of one employer, and nobody else does"
            raise ValueError(message)
        if (self.dossier_id is not None) != (self.kind == "applicant"):
            message = "an applicant stands behind the link of one dossier, and nobody else does"
            raise ValueError(message)
        if self.visit_id is not None and (self.kind != "person" or self.person_id is None):
            message = "a visit is of one person"
            raise ValueError(message)

    def settings(self) -> list[str]:
        """The values for BIND, in its order; absent ones are empty, which the policies read as NULL."""
        values = (
            self.kind, self.institution_id, self.user_id, self.membership_id, self.office_id, self.role,
            "on" if self.sees_strict else "", self.reason, self.person_id, self.referral_id, self.device_id, self.invitation_id,
            self.employer_id, self.dossier_id, self.visit_id,
        )  # fmt: skip
        return ["" if value is None else str(value) for value in values]

    def because(self, reason: str) -> "Actor":
        """The same actor with a reason, which the audit keeps beside each change."""
        return replace(self, reason=reason)


@dataclass(frozen=True, slots=True)
class Context:
    """The actor of the running request, job or command, and whether it may only read."""

    actor: Actor | None
    read_only: bool = False
    writes_always: bool = False  # who ends a time of reading, and who signs in meanwhile


NOBODY = [""] * len(SETTINGS)
current: ContextVar[Context | None] = ContextVar("ruta_context", default=None)


ANYBODY = Actor(kind="person")
"""Whoever reads what is public, without having come in."""


def system(institution_id: int | None, reason: str = "") -> Actor:
    """The actor of jobs and commands: the machine, on behalf of one institution."""
    return Actor(kind="system", institution_id=institution_id, reason=reason)


def current_actor() -> Actor | None:
    """The actor of the running request or job, if there is one."""
    context = current.get()
    return context.actor if context else None


def bind(connection: Any, actor: Actor | None) -> None:
    """Tell the open transaction who acts; the setting dies with the transaction."""
    connection.execute(BIND, actor.settings() if actor else NOBODY)


def begin(connection: Any, actor: Actor | None) -> str:
    """Tell a transaction that begins who acts; gives why nothing may be written at present, or an empty text."""
    return str(connection.execute(BEGIN, actor.settings() if actor else NOBODY).fetchone()[-1] or "")


@contextmanager
def acting_as(actor: Actor | None, *, read_only: bool = False, writes_always: bool = False) -> Iterator[None]:
    """Everything inside is done by `actor`. Opened inside a transaction it binds at once and restores on leaving.

    What writes always does so in every part of itself, whoever acts there.
    """
    before = current.get()
    token = current.set(Context(actor, read_only, writes_always or (before is not None and before.writes_always)))
    database = connections["default"]
    nested = database.in_atomic_block
    try:
        if nested:
            bind(database.connection, actor)
        yield
    finally:
        current.reset(token)
        if nested and _is_usable(database):
            bind(database.connection, before.actor if before else None)


@contextmanager
def writing_always() -> Iterator[None]:
    """Transactions that begin in here write, also while nothing else is written."""
    token = current.set(replace(current.get() or Context(None), writes_always=True))
    try:
        yield
    finally:
        current.reset(token)


def _is_usable(database: Any) -> bool:
    return database.connection is not None and database.connection.info.transaction_status == TransactionStatus.INTRANS
