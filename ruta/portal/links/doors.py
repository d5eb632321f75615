"""Who stands behind a signed link, is it still good, and is somebody guessing?"""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest
from django.utils.translation import gettext as _

from ruta.base.addresses import address_of
from ruta.base.context import Actor
from ruta.base.errors import TooMany
from ruta.base.idempotency import once, was_done
from ruta.referrals.actions import token_hash, use_link
from ruta.referrals.models import Referral

OPENING_SECONDS, MISS_SECONDS = 60, 600
FIND = "SELECT link_id, referral_id, audience, owner_institution_id, status FROM ruta_open_link(%s)"


@dataclass(frozen=True, slots=True)
class Pace:
    """How many openings a minute, and how many wrong ones in ten, one address may make."""

    name: str
    openings: int
    misses: int


LINKS = Pace("links", 60, 12)
ROOM = Pace("room", 400, 60)
"""A hall of a hundred behind one line: each opens and sends, some twice, and some mistype the eight letters of their badge."""


@dataclass(frozen=True, slots=True)
class Door:
    """A link that exists. Its actor is bound to one referral and to nothing else."""

    token: str
    link_id: int
    referral_id: int
    audience: str
    owner_institution_id: int
    status: str

    @property
    def is_live(self) -> bool:
        """Whether it still opens."""
        return self.status == "live"

    @property
    def actor(self) -> Actor:
        """Whoever holds it."""
        return Actor(kind=self.audience, referral_id=self.referral_id, reason=f"link {self.link_id}")

    def act(self, key: str, run: Callable[[Actor], Referral]) -> None:
        """Use the link up and do the verb, both or neither; a second click of the same form finds it done."""

        def both() -> int:
            use_link(actor=self.actor, token=self.token)
            return run(self.actor).pk

        once(actor=self.actor, key=key, verb=self._verb, run=both)

    def was_done_by(self, key: str) -> bool:
        """Whether this very form was already answered."""
        return was_done(key, self._verb)

    @property
    def _verb(self) -> str:
        return f"link {self.link_id}"


def door_of(token: str) -> Door | None:
    """The link of a token, found by its hash; nothing of a forged one is kept or said."""
    with connection.cursor() as cursor:
        cursor.execute(FIND, [token_hash(token)])
        row = cursor.fetchone()
    return Door(token, *row) if row else None


def demand_calm(request: HttpRequest, pace: Pace = LINKS) -> None:
    """Refuse an address that opens too many links, or too many that are no good."""
    where = address_of(request)
    opened = count_within(f"{pace.name}:open:{where}", OPENING_SECONDS)
    if opened > pace.openings or cache.get(f"{pace.name}:miss:{where}", 0) >= pace.misses:
        raise TooMany(_("Se abrieron muchos enlaces desde aquí en poco tiempo. Espere diez minutos y abra otra vez el suyo."))


def count_miss(request: HttpRequest, pace: Pace = LINKS) -> None:
    """Remember that an address tried a link that is no good."""
    count_within(f"{pace.name}:miss:{address_of(request)}", MISS_SECONDS)


def count_within(key: str, seconds: int) -> int:
    """How often it happened since the first time within these seconds, this time included."""
    if cache.add(key, 1, seconds):
        return 1
    try:
        return cache.incr(key)
    except ValueError:  # it ran out between the two
        cache.set(key, 1, seconds)
        return 1
