"""How do the trays sort, filter and leave as a file, and what does one row of them show?"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ruta.base.clock import now
from ruta.base.listing import Column, Filter, Listing, Sort
from ruta.referrals.models import Referral
from ruta.referrals.selectors import Clock, StateWord, clock_of, names_in, service_label, state_word

PROTECTED = _("Servicio protegido")


@dataclass(frozen=True, slots=True)
class Row:
    """One referral in a list; a protected one says neither what nor, to its sender, with whom."""

    referral: Referral
    name: str
    service: Any
    other: str
    state: StateWord
    clock: Clock | None


def rows_of(referrals: Iterable[Referral], institution_id: int | None) -> list[Row]:
    """The rows of a page, with the names that their packets say."""
    found = list(referrals)
    names = names_in(found)
    return [_row(each, names.get(each.pk, ""), is_mine=each.owner_institution_id == institution_id) for each in found]


def _row(referral: Referral, name: str, *, is_mine: bool) -> Row:
    other = referral.receiver.short_name if is_mine else referral.sender_office.name
    hides = referral.is_protected
    return Row(
        referral=referral, name=name or referral.number, service=PROTECTED if hides else service_label(referral.service_type),
        other="" if hides and is_mine else other, state=state_word(referral), clock=clock_of(referral),
    )  # fmt: skip


def _late(rows: Any, value: str) -> Any:
    del value
    return rows.filter(due_at__lt=now())


def _urgent(rows: Any, value: str) -> Any:
    del value
    return rows.filter(is_urgent=True)


def _mine(rows: Any, value: str) -> Any:
    del value
    return rows.filter(Q(waits_on="sender"))


WAITED = {
    "sender": _("Quien la envió"), "receiver": _("Quien la recibió"), "person": _("La persona"), "system": _("Nadie: se cierra sola"),
}  # fmt: skip
FILTERS = (Filter("tarde", _("Tarde"), _late), Filter("urgente", _("Urgentes"), _urgent))
COLUMNS = (
    Column("number", _("Número"), lambda row: row.number),
    Column("state", _("Estado"), lambda row: str(state_word(row).label)),
    Column("service", _("Servicio"), lambda row: str(PROTECTED) if row.is_protected else service_label(row.service_type)),
    Column("from", _("De"), lambda row: row.sender_office.name),
    Column("to", _("A"), lambda row: "" if row.is_protected else row.receiver.name),
    Column("sent_at", _("Enviada"), lambda row: row.sent_at),
    Column("due_at", _("Vence"), lambda row: row.due_at),
    Column("waits_on", _("Espera a"), lambda row: str(WAITED.get(row.waits_on, ""))),
)
OPEN = Listing("derivaciones", sorts=(Sort("plazo", ("due_at", "pk")),), order="plazo", filters=FILTERS, columns=COLUMNS)
SENT = Listing(
    "derivaciones-enviadas", sorts=(Sort("plazo", ("due_at", "pk")),), order="plazo", columns=COLUMNS,
    filters=(*FILTERS, Filter("turno", _("Le toca a mi oficina"), _mine)),
)  # fmt: skip
OVER = Listing("derivaciones-terminadas", sorts=(Sort("fecha", ("state_since", "pk")),), order="-fecha", columns=COLUMNS)
