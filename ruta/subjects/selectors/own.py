"""What is there about the person who is in, where no policy could tell it narrowly enough? Three doors that give their own rows alone."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from ruta.base.errors import NotFound
from ruta.referrals.enums import ReferralState, ReferralVerb, Side
from ruta.referrals.policies import PERSON
from ruta.referrals.rules import open_verbs
from ruta.taxonomy.selectors import service_type

REFERRALS = "SELECT * FROM ruta_own_referrals()"
MESSAGES = "SELECT * FROM ruta_own_messages()"
TRAIL = "SELECT * FROM ruta_own_trail(%s)"
MOST = 400


@dataclass(frozen=True, slots=True)
class OwnReferral:
    """A referral as a list of the person shows it."""

    pk: int
    number: str
    state: str
    position: int
    service_type: str
    receiver_id: int | None
    is_protected: bool
    state_since: datetime
    sent_at: datetime | None
    appointment_id: int | None
    closed_at: datetime | None

    @property
    def is_delicate(self) -> bool:
        """Whether neither the service nor who gives it is said."""
        return self.is_protected or not self.service_type or service_type(self.service_type).sensitive

    @property
    def waits_for_person(self) -> bool:
        """Whether the ring waits for their word."""
        return ReferralVerb.CONFIRM in open_verbs(ReferralState(self.state), Side.PERSON, PERSON)


@dataclass(frozen=True, slots=True)
class OwnMessage:
    """A message that was written to them."""

    pk: int
    template: str
    channel: str
    state: str
    body: str
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class Happened:
    """Somebody of an institution opened or changed something; no institution where it is reserved."""

    at: datetime
    what: str  # open | change | given to a system
    institution_id: int | None
    kind: str


def own_referrals() -> list[OwnReferral]:
    """The referrals of whoever is in, the last that moved first."""
    return [OwnReferral(*row) for row in _rows(REFERRALS)]


def own_referral(referral_id: int) -> OwnReferral:
    """One of them; of anybody else's there is none."""
    found = next((each for each in own_referrals() if each.pk == referral_id), None)
    if found is None:
        raise NotFound(_("Eso no está en su página. Vuelva al inicio."))
    return found


def own_messages() -> list[OwnMessage]:
    """What was written to them, the newest first."""
    return [OwnMessage(*row) for row in _rows(MESSAGES)]


def own_trail(most: int = MOST) -> list[Happened]:
    """Who opened and who changed, the newest first."""
    return [Happened(*row) for row in _rows(TRAIL, [most])]


def _rows(statement: str, values: list[int] | None = None) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()
