"""How are a line of the media plan and a session of the orientation programme planned, and what came of them told?"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time
from typing import TypeVar

from django.utils.translation import gettext as _

from ruta.base.clock import now, today
from ruta.base.context import Actor
from ruta.base.days import wrong_year
from ruta.base.errors import Conflict, NotOpen
from ruta.base.transactions import action
from ruta.communication.actions.strategy import WORDS, demand_plain, fault, short
from ruta.communication.enums import Medium, PlannedState, Segment
from ruta.communication.models import MediaItem, OrientationSession
from ruta.communication.policies import demand_writing
from ruta.communication.selectors import media_item_of, session_of
from ruta.directory.models import Office
from ruta.territory.models import Municipality, Territory

Row = TypeVar("Row", MediaItem, OrientationSession)
AHEAD, TOLD = (PlannedState.PLANNED,), (PlannedState.PLANNED, PlannedState.DONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaTerms:
    """Where something is told, when, for how much, and to how many."""

    title: str
    medium: str
    outlet: str = ""
    segment: str = Segment.ALL
    territory_code: str = ""
    begins: date
    ends: date
    budget: int = 0
    reach: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionTerms:
    """What is talked about, where and when."""

    topic: str
    place: str
    municipality_code: str
    held_on: date
    starts_at: time
    segment: str = Segment.ALL
    office_id: int | None = None
    is_public: bool = True


@action
def save_media(*, actor: Actor, terms: MediaTerms, item_id: int | None = None, version: int | None = None) -> MediaItem:
    """Plan a line, or change one that is still planned."""
    row = (
        _held_media(actor, item_id, version)
        if item_id
        else MediaItem(institution_id=actor.institution_id or 0, noted_by=actor.user_id, version=0)
    )
    demand_writing(actor, row.institution_id)
    if not terms.title.strip() or terms.medium not in Medium.values or terms.segment not in Segment.values:
        raise fault("title", _("Escriba qué se difunde."))
    if terms.ends < terms.begins:
        raise fault("ends", _("La fecha «hasta» es anterior a la fecha «desde»."))
    for name, day in (("begins", terms.begins), ("ends", terms.ends)):
        if sentence := wrong_year(day):
            raise fault(name, sentence)
    if terms.territory_code and not Territory.objects.filter(pk=terms.territory_code).exists():
        raise fault("territory_code", _("Elija un territorio de la lista."))
    row.title, row.medium, row.outlet, row.segment = short(terms.title), terms.medium, short(terms.outlet), terms.segment
    row.territory_id, row.begins, row.ends = terms.territory_code or None, terms.begins, terms.ends
    row.budget, row.reach = terms.budget, terms.reach
    return _kept(row)


@action
def close_media(
    *, actor: Actor, item_id: int, version: int | None, spent: int, reached: int, source: str
) -> MediaItem:  # fmt: skip
    """Say what it cost, how many it reached and who counted them, or say it again: a reach without a source is no figure."""
    row = _held_media(actor, item_id, version, TOLD)
    demand_writing(actor, row.institution_id)
    if row.begins > today():
        raise NotOpen(_("Todavía no empieza: no se puede dar por hecho."))
    if not source.strip():
        raise fault("source", _("Escriba quién contó a cuántas personas llegó."))
    row.state, row.spent, row.reached, row.source = PlannedState.DONE, spent, reached, source.strip()[:WORDS]
    return _kept(row)


@action
def cancel_media(*, actor: Actor, item_id: int, version: int | None, source: str) -> MediaItem:
    """Call a line off, and say why."""
    row = _held_media(actor, item_id, version)
    demand_writing(actor, row.institution_id)
    if not source.strip():
        raise fault("source", _("Escriba por qué."))
    row.state, row.source = PlannedState.CANCELLED, source.strip()[:WORDS]
    return _kept(row)


@action
def save_session(*, actor: Actor, terms: SessionTerms, session_id: int | None = None, version: int | None = None) -> OrientationSession:
    """Announce a session, or change one that is still ahead."""
    row = (
        _held_session(actor, session_id, version)
        if session_id
        else OrientationSession(institution_id=actor.institution_id or 0, noted_by=actor.user_id, version=0)
    )
    demand_writing(actor, row.institution_id)
    if not terms.topic.strip() or not terms.place.strip() or terms.segment not in Segment.values:
        raise fault("topic", _("Escriba el tema y el lugar."))
    demand_plain(topic=terms.topic, place=terms.place)
    if not Municipality.objects.filter(pk=terms.municipality_code).exists():
        raise fault("municipality_code", _("Elija un municipio de la lista."))
    if terms.office_id and not Office.objects.filter(pk=terms.office_id, institution=row.institution_id).exists():
        raise fault("office", _("Elija una oficina de su institución."))
    if sentence := wrong_year(terms.held_on):
        raise fault("held_on", sentence)
    row.topic, row.place, row.municipality_id, row.segment = short(terms.topic), short(terms.place), terms.municipality_code, terms.segment
    row.held_on, row.starts_at, row.office_id, row.is_public = terms.held_on, terms.starts_at, terms.office_id, terms.is_public
    return _kept(row)


@action
def close_session(  # noqa: PLR0913 (keywords only)
    *, actor: Actor, session_id: int, version: int | None, attended: int, women: int, youth: int, transit: int, note: str = ""
) -> OrientationSession:  # fmt: skip
    """Say how many came, or say it again; of whom they were, only the groups."""
    row = _held_session(actor, session_id, version, TOLD)
    demand_writing(actor, row.institution_id)
    if row.held_on > today():
        raise NotOpen(_("Ese día todavía no llega."))
    for name, count in (("women", women), ("youth", youth), ("transit", transit)):
        if count > attended:
            raise fault(name, _("Ningún grupo tiene más personas que el total."))
    demand_plain(note=note)
    row.state, row.attended, row.women, row.youth, row.transit, row.note = (
        PlannedState.DONE,
        attended,
        women,
        youth,
        transit,
        note.strip()[:WORDS],
    )
    return _kept(row)


@action
def cancel_session(*, actor: Actor, session_id: int, version: int | None, note: str) -> OrientationSession:
    """Call a session off, and say why: whoever looks for it reads that."""
    row = _held_session(actor, session_id, version)
    demand_writing(actor, row.institution_id)
    if not note.strip():
        raise fault("note", _("Escriba por qué."))
    demand_plain(note=note)
    row.state, row.note = PlannedState.CANCELLED, note.strip()[:WORDS]
    return _kept(row)


def _held_media(actor: Actor, item_id: int, version: int | None, states: Collection[str] = AHEAD) -> MediaItem:
    return _open(MediaItem.objects.select_for_update(of=("self",)).get(pk=media_item_of(actor, item_id).pk), version, states)


def _held_session(actor: Actor, session_id: int, version: int | None, states: Collection[str] = AHEAD) -> OrientationSession:
    return _open(OrientationSession.objects.select_for_update(of=("self",)).get(pk=session_of(actor, session_id).pk), version, states)


def _open(row: Row, version: int | None, states: Collection[str]) -> Row:
    if row.state not in states:
        raise NotOpen(_("Eso ya se dio por hecho o se canceló."))
    if version is not None and row.version != version:
        raise Conflict(_("Otra persona lo cambió mientras usted escribía. Recargue y compare."))
    return row


def _kept(row: Row) -> Row:
    row.version, row.noted_at = row.version + 1, now()
    row.save()
    return row
