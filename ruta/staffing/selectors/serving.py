"""Who serves in an office today, and for how much of a whole day?"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from ruta.accounts.enums import Role
from ruta.accounts.selectors import live_members
from ruta.directory.models import Office
from ruta.staffing.models import Dedication
from ruta.staffing.policies import DIRECT_ROLES
from ruta.staffing.rules import presence


@dataclass(frozen=True, slots=True)
class Serving:
    """Somebody who serves, with what counts of them here."""

    user_id: int
    name: str
    roles: list[str]
    part: float  # of a whole person
    share: int | None  # what was said, in hundredths; none where nobody said


def presences(ids: Iterable[int]) -> dict[int, float]:
    """Of each office, how many whole persons serve there today."""
    found: dict[int, float] = defaultdict(float)
    for parts in _parts(ids).values():
        for office, part in parts.items():
            found[office] += part
    return found


def serving(office: Office) -> list[Serving]:
    """Each who serves in one office, by name."""
    parts, said = _parts([office.pk]), _shares().get
    rows = live_members().filter(office=office, role__in=DIRECT_ROLES).select_related("user").order_by("user__full_name", "user", "role")
    names: dict[int, str] = {}
    held: dict[int, list[str]] = defaultdict(list)
    for row in rows:
        names[row.user_id] = row.user.full_name
        held[row.user_id].append(str(Role(row.role).label))
    return [Serving(pk, name, held[pk], parts[pk][office.pk], said((pk, office.pk))) for pk, name in names.items()]


def _shares() -> dict[tuple[int, int], int]:
    """What was said last of each in each office."""
    return {(row.user_id, row.office_id): row.share for row in Dedication.objects.order_by("said_at", "pk")}


def _parts(ids: Iterable[int]) -> dict[int, dict[int, float]]:
    """Of each who serves in these offices, how much of them each of their offices has."""
    said = _shares()
    people = live_members().filter(office__in=list(ids), role__in=DIRECT_ROLES).order_by().values("user_id")
    places: dict[int, set[int]] = defaultdict(set)
    rows = live_members().filter(user__in=people, role__in=DIRECT_ROLES, office__is_active=True)
    for user, office in rows.order_by().values_list("user_id", "office_id"):
        places[user].add(office)
    return {
        user: presence(offices, {office: said[user, office] / 100 for office in offices if (user, office) in said})
        for user, offices in places.items()
    }
