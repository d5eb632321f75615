"""Who shares data with whom, by what really happened: agreements, keys, look-ups, referrals, events and readings of each institution (I13)?"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.db import connection

from ruta.base.clock import HONDURAS
from ruta.directory.models import Institution
from ruta.insights.selectors.categories import LEAST
from ruta.insights.selectors.coordination import Coordinating, Roots, agreed_institutions, coordination, roots_of
from ruta.trust.enums import ClientState
from ruta.trust.selectors import clients, keys_of

EXCHANGED = "SELECT asker_id, giver_id, service, good, every, last FROM ruta_exchanged(%s)"
PULLED = "SELECT giver_id, reader_id, received, valid, last, hours FROM ruta_pulled(%s)"
PULL, LOOK_UP, REFERRAL, EVENTS = "pull", "look_up", "referral", "events"
SAID = ((PULL, ("feeds.",)), (EVENTS, ("event", "subscription")), (REFERRAL, ("fhir", "referral")), (LOOK_UP, ("dci", "search")))
"""Which capability a service of the log of messages stands for, by a word of its name."""


@dataclass(slots=True)
class Shared:
    """What one institution exchanged in the year, on either side."""

    last: dict[str, datetime] = field(default_factory=dict)
    good: int = 0
    every: int = 0
    received: int = 0
    valid: int = 0
    taken: int = 0  # valid rows that it read of others
    hours: list[float] = field(default_factory=list)

    @property
    def is_valid(self) -> bool:
        """Whether anything of it was answered well, or could be read."""
        return bool(self.good or self.valid or self.taken)

    def note(self, capability: str, at: datetime | None) -> None:
        """It happened, and this was the last time."""
        if at is not None:
            self.last[capability] = max(at, self.last.get(capability, at))


@dataclass(frozen=True, slots=True)
class Phase:
    """One institution with its directions, and how far it came."""

    institution: Institution
    has_agreement: bool
    has_keys: bool
    has_referred: bool
    shared: Shared

    @property
    def is_sharing(self) -> bool:
        """Whether it counts for I13: an agreement in force and at least one valid exchange in the year."""
        return self.has_agreement and self.shared.is_valid

    @property
    def quality(self) -> float | None:
        """Valid of what was received of it, in percent; nothing where so few rows would say something of somebody."""
        return round(100 * self.shared.valid / self.shared.received, 1) if self.shared.received >= LEAST else None

    @property
    def answered(self) -> float | None:
        """Requests that were answered well, in percent."""
        return round(100 * self.shared.good / self.shared.every, 1) if self.shared.every >= LEAST else None

    @property
    def days_late(self) -> int | None:
        """How old its files are when they are read, in days; the slowest of its sources."""
        return int(max(self.shared.hours) // 24) if self.shared.hours else None

    @property
    def reached(self) -> int:
        """How many of the five capabilities are there."""
        return sum((self.has_agreement, self.has_keys, *(self.does(each) for each in (LOOK_UP, REFERRAL, EVENTS))))

    def does(self, capability: str) -> bool:
        """Whether it happened in the year; a referral that was answered here counts like one that came over the exchange."""
        return capability in self.shared.last or (capability == REFERRAL and self.has_referred)


def phases(day: date) -> list[Phase]:
    """Every institution of which there is something to tell, in the order of the coordination."""
    roots = roots_of()
    shared, keys = _shared(day, roots), _with_keys(roots)
    return [_phase(row, shared, keys) for row in coordination(day)]


def sharing_institutions(day: date) -> int:
    """How many institutions share data (I13): those of `phases` that do, without the rest of what is told of them."""
    roots = roots_of()
    agreed, shared = agreed_institutions(day, roots), _shared(day, roots)
    return Institution.objects.filter(
        pk__in=[pk for pk in agreed if pk in shared and shared[pk].is_valid], parent=None, is_active=True
    ).count()


def _phase(row: Coordinating, shared: dict[int, Shared], keys: set[int]) -> Phase:
    pk = row.institution.pk
    return Phase(row.institution, bool(row.agreements), pk in keys, row.has_answered, shared.get(pk) or Shared())


def _with_keys(roots: Roots) -> set[int]:
    """Those with an active system that has a public key."""
    return {roots[each.institution_id] for each in clients().filter(state=ClientState.ACTIVE) if keys_of(each)["keys"]}


def _shared(day: date, roots: Roots) -> dict[int, Shared]:
    since = datetime.combine(date(day.year, 1, 1), time.min, HONDURAS)
    found: dict[int, Shared] = {}
    for asker, giver, service, good, every, last in _rows(EXCHANGED, since):
        for side in _sides(asker, giver, roots):
            told = found.setdefault(side, Shared())
            if (capability := capability_of(service)) == PULL:
                continue  # counted below, by what of it was valid
            told.good, told.every = told.good + good, told.every + every
            told.note(capability, last)
    for giver, reader, received, valid, last, hours in _rows(PULLED, since):
        told = found.setdefault(roots[giver], Shared())
        told.received, told.valid = told.received + received, told.valid + valid
        told.hours += [hours] if hours is not None else []
        found.setdefault(roots[reader], Shared()).taken += valid
        for side in _sides(giver, reader, roots):
            found[side].note(PULL, last)
    return found


def _sides(one: int, other: int | None, roots: Roots) -> set[int]:
    """Both institutions, unless one is a direction of the other."""
    sides = {roots[side] for side in (one, other) if side in roots}
    return sides if len(sides) > 1 or other is None else set()


def _rows(asked: str, since: datetime) -> Iterable[Any]:
    with connection.cursor() as cursor:
        cursor.execute(asked, [since])
        return cursor.fetchall()  # type: ignore[no-any-return]


def capability_of(service: str) -> str:
    """What a service is for; one that nobody named yet counts as a look-up, for data left by it."""
    return next((capability for capability, words in SAID if any(word in service.lower() for word in words)), LOOK_UP)
