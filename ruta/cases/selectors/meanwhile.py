"""What did somebody else do to a case while this user had it open: what stood there, what stands now, who and when?"""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from ruta.base.models import AuditEvent
from ruta.base.numbers import read_number
from ruta.cases.models import Case
from ruta.cases.selectors.labels import STATES, worded
from ruta.directory.models import Office
from ruta.people.selectors import user_names

PARTS = 3


@dataclass(frozen=True, slots=True)
class Difference:
    """One fact of the case in both moments."""

    label: str
    had: str
    now: str


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """What changed, and the last hand in it."""

    rows: list[Difference]
    who: str
    at: datetime


def seen_of(case: Case) -> str:
    """State, office and officer in one word, which a form carries to tell later what its user saw."""
    return f"{case.state}:{case.office_id}:{case.officer_id or ''}"


def meanwhile(case: Case, seen: str) -> Meanwhile:
    """Both moments side by side; without differences in these facts something else of the case was changed."""
    had, present = _parts(seen), _parts(seen_of(case))
    names = _names(had, present)
    labels = (_("Estado"), _("Oficina"), _("Responsable"))
    pairs = zip(labels, had, present, strict=True) if had else ()
    rows = [Difference(label, names(place, old), names(place, new)) for place, (label, old, new) in enumerate(pairs) if old != new]
    last = AuditEvent.objects.filter(table_name="cases_case", row_id=case.pk).order_by("-pk").first()
    who = user_names({last.user_id}).get(last.user_id, "") if last and last.user_id else ""
    return Meanwhile(rows, who, last.at if last else case.last_activity_at)


def _parts(seen: str) -> tuple[str, ...]:
    """The word apart again; nothing when somebody else wrote it."""
    parts = tuple(seen.split(":"))
    return parts if len(parts) == PARTS and all(read_number(part) or not part for part in parts[1:]) else ()


def _names(*seen: tuple[str, ...]) -> "_Names":
    found = [each for each in seen if each]
    offices = {int(each[1]) for each in found if each[1]}
    return _Names(
        dict(Office.objects.filter(pk__in=offices).values_list("pk", "name")), user_names({int(each[2]) for each in found if each[2]})
    )


@dataclass(frozen=True, slots=True)
class _Names:
    offices: dict[int, str]
    users: dict[int, str]

    def __call__(self, place: int, code: str) -> str:
        """The word for a state, an office or an officer."""
        if place == 0:
            return worded(STATES, code)
        names = self.offices if place == 1 else self.users
        return names.get(int(code), code) if code else _("sin responsable")
