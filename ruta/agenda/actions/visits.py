"""How is a visit to a community announced, and what became of its day told? Another day is another announcement; the first one stays."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ruta.agenda.enums import VisitState
from ruta.agenda.models import ItinerantVisit
from ruta.agenda.policies import demand_announcing
from ruta.agenda.selectors import can_unsay, services_brought, visit_of
from ruta.base.clock import now, today
from ruta.base.context import Actor
from ruta.base.errors import Conflict, Invalid, NotOpen
from ruta.base.transactions import action
from ruta.directory.models import Office
from ruta.taxonomy.selectors import names_reserved
from ruta.territory.models import Municipality

FARTHEST = timedelta(days=366)
MOST = 160
ONCE = "agenda_visit_once"
TOLD = ("state", "held_on", "reason", "told_at", "told_by", "version")
DETAILS = ("place", "starts_at", "ends_at", "services", "version")


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitDetails:
    """What somebody finds on the day: it may be corrected until then."""

    place: str
    starts_at: time
    ends_at: time
    services: Sequence[str]


@action
def announce_visit(*, actor: Actor, office_id: int, municipality_code: str, day: date, details: VisitDetails) -> ItinerantVisit:
    """Tell everybody that a team comes on this day. From here on the day is promised."""
    demand_announcing(actor)
    row = ItinerantVisit(owner_institution_id=actor.institution_id or 0, office_id=office_id, municipality_id=municipality_code)
    if not Office.objects.filter(pk=office_id, institution=row.owner_institution_id, is_active=True).exists():
        raise _fault("office", _("Elija una oficina o unidad de su institución."))
    if not Municipality.objects.filter(pk=municipality_code).exists():
        raise _fault("municipality_code", _("Elija un municipio de la lista."))
    _detail(row, details)
    return _promised(actor, row, day)


@action
def change_visit(*, actor: Actor, visit_id: int, version: int | None, details: VisitDetails) -> ItinerantVisit:
    """Correct where exactly, from when to when and with what; never the day."""
    row = _open(actor, visit_id, version)
    if row.day < today():
        raise NotOpen(_("Ese día ya pasó: lo anunciado queda como se leyó."))
    _detail(row, details)
    return _kept(row, update_fields=DETAILS)


@action
def hold_visit(*, actor: Actor, visit_id: int, version: int | None, held_on: date, reason: str = "") -> ItinerantVisit:
    """The team came; on another day than announced it says why."""
    row = _open(actor, visit_id, version)
    if not row.announced_on <= held_on <= today():
        raise _fault("held_on", _("Ponga el día en que el equipo llegó: entre el anuncio y hoy."))
    if held_on != row.day:
        _demand_reason(reason)
    row.held_on = held_on
    return _told(actor, row, VisitState.HELD, reason)


@action
def call_off_visit(*, actor: Actor, visit_id: int, version: int | None, reason: str) -> ItinerantVisit:
    """Nobody comes, on that day or another: whoever looks for it reads why."""
    row = _open(actor, visit_id, version)
    _demand_reason(reason)
    return _told(actor, row, VisitState.CALLED_OFF, reason)


@action
def move_visit(*, actor: Actor, visit_id: int, version: int | None, day: date, reason: str) -> ItinerantVisit:
    """Announce another day in the place of one that stays as it was announced; gives the new one."""
    row = _open(actor, visit_id, version)
    _demand_reason(reason)
    if day == row.day:
        raise _fault("day", _("Ese es el día que ya está anunciado."))
    _told(actor, row, VisitState.MOVED, reason)
    kept = ("owner_institution_id", "office_id", "municipality_id", "place", "starts_at", "ends_at", "services")
    return _promised(actor, ItinerantVisit(instead_of=row, **{name: getattr(row, name) for name in kept}), day)


@action
def unsay_visit(*, actor: Actor, visit_id: int, version: int | None) -> ItinerantVisit:
    """Take back what was told of a day by mistake, within the week: it waits to be told again. One that was moved stays: its new day is read already."""
    row = _locked(actor, visit_id, version)
    if not can_unsay(row):
        raise NotOpen(_("Eso ya no se deshace: pasó más de una semana, o ya hay otro día anunciado."))
    row.state, row.held_on, row.reason, row.told_at, row.told_by = VisitState.ANNOUNCED, None, "", None, None
    return _kept(row, update_fields=TOLD)


def _promised(actor: Actor, row: ItinerantVisit, day: date) -> ItinerantVisit:
    if not today() < day <= today() + FARTHEST:
        raise _fault("day", _("Se anuncia al menos el día antes, y a lo más con un año."))
    row.day, row.announced_on, row.announced_by = day, today(), actor.user_id
    return _kept(row, force_insert=True)


def _kept(row: ItinerantVisit, **how: Any) -> ItinerantVisit:
    """Save it; one that is announced already is not promised twice, for nobody could take the second back."""
    try:
        with transaction.atomic():
            row.save(**how)
    except IntegrityError as error:
        if ONCE not in str(error):
            raise
        raise _fault("place", _("Esa visita ya está anunciada: mismo día, hora y lugar. Búsquela en la lista.")) from error
    return row


def _detail(row: ItinerantVisit, details: VisitDetails) -> None:
    place, known = " ".join(details.place.split())[:MOST], dict(services_brought(row.owner_institution_id))
    faults = {
        "place": _("Escriba el lugar.") if not place else _reserved(place),
        "ends_at": "" if details.ends_at > details.starts_at else _("La hora en que termina va después de la hora en que empieza."),
        "services": "" if details.services and known.keys() >= set(details.services) else _("Elija al menos un servicio de la lista."),
    }
    found = {name: sentence for name, sentence in faults.items() if sentence}
    if found:
        raise Invalid(_("No se guardó: falta corregir algo."), fields=found)
    row.place, row.starts_at, row.ends_at, row.services = place, details.starts_at, details.ends_at, sorted(set(details.services))


def _told(actor: Actor, row: ItinerantVisit, state: VisitState, reason: str) -> ItinerantVisit:
    row.state, row.reason, row.told_at, row.told_by = state, reason.strip(), now(), actor.user_id
    if sentence := _reserved(row.reason):
        raise _fault("reason", sentence)
    row.save(update_fields=TOLD)
    return row


def _open(actor: Actor, visit_id: int, version: int | None) -> ItinerantVisit:
    row = _locked(actor, visit_id, version)
    if row.state != VisitState.ANNOUNCED:
        raise NotOpen(_("De esa visita ya se dijo qué pasó."))
    return row


def _locked(actor: Actor, visit_id: int, version: int | None) -> ItinerantVisit:
    demand_announcing(actor)
    row = ItinerantVisit.objects.select_for_update(of=("self",)).get(pk=visit_of(actor, visit_id).pk)
    if version is not None and row.version != version:
        raise Conflict(_("Otra persona la cambió mientras usted escribía. Recargue y compare."))
    row.version += 1
    return row


def _demand_reason(reason: str) -> None:
    if not reason.strip():
        raise _fault("reason", _("Escriba por qué: lo lee quien esperaba la visita."))


def _reserved(text: str) -> str:
    """What to say of words that everybody would read and that name something reserved."""
    return _("Nombra algo reservado, y esto lo lee cualquiera. Dígalo con otras palabras.") if names_reserved(text) else ""


def _fault(field: str, sentence: str) -> Invalid:
    return Invalid(sentence, fields={field: sentence})
