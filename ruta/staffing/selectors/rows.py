"""Which rows does a figure of the calculation count?"""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ruta.base.context import Actor
from ruta.base.errors import NotFound, Refused
from ruta.directory.models import Office
from ruta.people.models.reserved import MASK
from ruta.staffing.enums import Besides
from ruta.staffing.selectors.supposed import supposable
from ruta.staffing.selectors.workload import deliveries, followed, held_sessions, missed, opened


@dataclass(frozen=True, slots=True)
class Listed:
    """Rows with the name of their kind and the moment at which each counts."""

    kind: str
    label: str
    when: str
    rows: QuerySet[Any]


def rows_of(actor: Actor, office: Office, code: str) -> Listed:
    """The rows behind one line of an office."""
    label = supposable().get(code) or {str(each): str(words) for each, words in Besides.choices}.get(code, "")
    if code == Besides.CASES:
        return Listed("case", label, "opened_at", opened(actor).filter(office=office))
    if code == Besides.FOLLOW_UPS:
        return Listed("followup", label, "done_at", followed(actor).filter(case__office=office).select_related("case"))
    if code == Besides.NO_SHOWS:
        return Listed("appointment", label, "starts_at", missed(actor).filter(office=office))
    if code == Besides.SESSIONS:
        return Listed("session", label, "starts_at", held_sessions(actor).filter(edition__office=office).select_related("edition__course"))
    if code == MASK and not actor.sees_strict:
        raise Refused(_("Lo reservado lo lee quien tiene protección a su cargo."))
    rows = deliveries(actor).filter(office=office, service_type=code).select_related("case")
    if not label and not rows.exists():
        raise NotFound(_("Eso no está en el cálculo de esta oficina."))
    return Listed("delivery", label or code, "delivered_on", rows)
