"""How is a waiting room set up: lines, windows, kiosks and televisions?"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ruta.base.clock import now
from ruta.base.context import Actor
from ruta.base.errors import Invalid, NotFound
from ruta.base.live import END, tell
from ruta.base.transactions import action
from ruta.tickets.enums import DeviceKind
from ruta.tickets.models import Device, Line, Window
from ruta.tickets.policies import demand_arranging
from ruta.tickets.selectors import device_topic

Row = TypeVar("Row", Line, Window, Device)


@dataclass(frozen=True, slots=True, kw_only=True)
class LineTerms:
    """How a line presents itself at the kiosk."""

    letter: str
    name: str
    about: str = ""
    position: int = 0
    is_active: bool = True


@action
def save_line(*, actor: Actor, terms: LineTerms, line_id: int | None = None) -> Line:
    """Add a line to one's office, or change it. A letter is given once."""
    demand_arranging(actor)
    line = _own(Line, actor, line_id) if line_id else Line(**_here(actor))
    line.letter, line.name, line.about = terms.letter.strip().upper(), terms.name.strip(), terms.about.strip()
    line.position, line.is_active = terms.position, terms.is_active
    if len(line.letter) != 1 or not line.letter.isalpha():
        raise Invalid(_("Ponga una sola letra."), fields={"letter": _("Ponga una sola letra.")})
    return _kept(line, "letter", _("Esa letra ya es de otra fila."))


@action
def save_window(*, actor: Actor, name: str, lines: Sequence[int], window_id: int | None = None, is_active: bool = True) -> Window:
    """Add a window to one's office, or change its name and the lines that it calls."""
    demand_arranging(actor)
    window = _own(Window, actor, window_id) if window_id else Window(**_here(actor))
    own = Line.objects.filter(office_id=actor.office_id or 0, pk__in=lines).order_by("pk").values_list("pk", flat=True)
    window.name, window.lines, window.is_active = name.strip(), list(own), is_active
    if not window.is_active:
        window.user_id = None
    return _kept(window, "name", _("Ya hay una ventanilla con ese nombre."))


@action
def make_device(*, actor: Actor, kind: str, name: str, prints: bool = False) -> Device:
    """A kiosk or a television of one's office, with an address of its own."""
    demand_arranging(actor)
    if kind not in DeviceKind.values:
        raise Invalid(_("Elija kiosco o pantalla."), fields={"kind": _("Elija kiosco o pantalla.")})
    return Device.objects.create(
        **_here(actor), kind=kind, name=name.strip(), nonce=secrets.token_urlsafe(12),
        prints=prints, made_at=now(),
    )  # fmt: skip


@action
def revoke_device(*, actor: Actor, device_id: int) -> Device:
    """Take an address back; the next statement of that screen reads nothing, and its open line ends."""
    demand_arranging(actor)
    device = _own(Device, actor, device_id)
    if device.revoked_at is None:
        device.revoked_at = now()
        device.save(update_fields=["revoked_at"])
        tell(device_topic(device.pk), END, {})
    return device


def _here(actor: Actor) -> dict[str, int]:
    """Whose the rows of this office are."""
    return {"owner_institution_id": actor.institution_id or 0, "office_id": actor.office_id or 0}


def _own(kind: type[Row], actor: Actor, pk: int) -> Row:
    row = kind.objects.select_for_update().filter(pk=pk, office_id=actor.office_id or 0).first()
    if row is None:
        raise NotFound(_("Eso no es de esta oficina. Vuelva a la sala de espera."))
    return row


def _kept(row: Row, field: str, sentence: str) -> Row:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise Invalid(sentence, fields={field: sentence}) from error
    return row
