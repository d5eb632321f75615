"""How does a space of participation begin, meet, write down what it agreed, and give account of it?"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from ruta.base.clock import now, today
from ruta.base.constraints import demand_constraints
from ruta.base.context import Actor
from ruta.base.days import wrong_year
from ruta.base.errors import Conflict, Invalid, NotOpen, Refused
from ruta.base.spelling import folded
from ruta.base.transactions import action
from ruta.directory.models import Institution
from ruta.roadmap.models import Meeting, Space
from ruta.roadmap.policies import demand_convening
from ruta.roadmap.selectors.spaces import meeting_in, space_of
from ruta.territory.models import Municipality

OLDEST, FURTHEST = 40, 20
"""Years back and ahead within which a space begins and ends."""


@dataclass(frozen=True, kw_only=True)
class SpaceTerms:
    """What is said of a space; no municipality and no department is the whole country."""

    kind: str
    name: str
    purpose: str
    convener: Institution
    department_code: str = ""
    municipality_code: str = ""
    how_to_join: str = ""
    members: int | None = None
    women: int | None = None
    begins: date
    ends: date | None = None
    document: str = ""
    is_public: bool = False


@dataclass(frozen=True, kw_only=True)
class Minutes:
    """What happened when they met: institutions, how many persons, and what was said; nobody's name."""

    present: str
    minutes: str
    attended: int | None = None
    returned: int | None = None
    seen: str | None = None
    """When those that were read were written, as `Meeting.written_at` says; others written since are a conflict."""


@action
def save_space(*, actor: Actor, terms: SpaceTerms, space_id: int | None = None, version: int | None = None) -> Space:
    """Register or correct a space; somebody else's correction in between is a conflict."""
    demand_convening(actor, terms.convener.pk)
    row = Space(at=now(), by=actor.user_id, version=0)
    if space_id is not None:
        row = _locked(space_id)
        demand_convening(actor, row.convener_id)
        if version is not None and version != row.version:
            raise Conflict(_("Alguien cambió este espacio mientras usted escribía. Compare: si guarda otra vez, queda lo suyo."))
    _demand_span(terms)
    for name, value in _facts(terms).items():
        setattr(row, name, value)
    row.version, row.at, row.by = row.version + 1, now(), actor.user_id
    demand_constraints(row)
    row.save()
    return row


@action
def convene_meeting(*, actor: Actor, space_id: int, held_on: date, place: str, agenda: str) -> Meeting:
    """Call the next meeting: what is open of the ones before comes back in it by itself."""
    space = space_of(space_id)
    demand_convening(actor, space.convener_id)
    _demand_day(space, held_on)
    return Meeting.objects.create(
        space=space, title=space.name, held_on=held_on, place=place.strip(), agenda=agenda.strip(), by=actor.user_id, at=now()
    )


@action
def move_meeting(
    *, actor: Actor, meeting_id: int, held_on: date, place: str, agenda: str, seen: str | None = None
) -> Meeting:  # fmt: skip
    """Another day, another place or another agenda, until it has minutes; the audit keeps what was called first, `seen` says what was read."""
    row = _convened(actor, meeting_id)
    if row.minutes:
        raise NotOpen(_("Esta reunión ya tiene acta: su convocatoria queda como estaba."))
    if seen is not None and seen != row.called_as:
        raise Conflict(_("Alguien cambió esta reunión mientras usted escribía. Arriba está como quedó; si guarda otra vez, queda lo suyo."))
    _demand_day(row.space, held_on)
    row.held_on, row.place, row.agenda = held_on, place.strip(), agenda.strip()
    row.save(update_fields=["held_on", "place", "agenda"])
    return row


@action
def write_minutes(*, actor: Actor, meeting_id: int, said: Minutes) -> Meeting:
    """Keep what was said; while it is published it stays as it is."""
    row = _convened(actor, meeting_id)
    if row.held_on > today():
        raise NotOpen(_("El acta se escribe después de la reunión."))
    _demand_seen(row, said.seen, _("Alguien cambió el acta mientras usted escribía. Compare las dos: si guarda otra vez, queda la suya."))
    row.present, row.minutes, row.attended, row.returned = said.present.strip(), said.minutes.strip(), said.attended, said.returned
    row.minutes_by, row.minutes_at = actor.user_id, now()
    demand_constraints(row)
    row.save()
    return row


@action
def cancel_meeting(*, actor: Actor, meeting_id: int, reason: str) -> Meeting:
    """It was not held; the reason stays."""
    row = _convened(actor, meeting_id)
    if row.minutes:
        raise NotOpen(_("Esta reunión ya tiene acta. No se puede cancelar."))
    if not reason.strip():
        raise Invalid(_("Diga por qué no se celebró."), fields={"reason": _("Diga por qué no se celebró.")})
    row.cancelled_at, row.cancel_reason = now(), reason.strip()
    row.save(update_fields=["cancelled_at", "cancel_reason"])
    return row


@action
def publish_minutes(*, actor: Actor, meeting_id: int, seen: str | None = None) -> Meeting:
    """Let everybody read them: another person than who wrote them, in a space that is public."""
    row = _convened(actor, meeting_id)
    if not row.minutes:
        raise NotOpen(_("Primero se escribe el acta."))
    if row.minutes_by == actor.user_id:
        raise Refused(_("La publica otra persona, no quien escribió el acta. Pídaselo a alguien de su equipo."))
    if row.space is None or not row.space.is_public:
        raise NotOpen(_("Este espacio no es público. Márquelo como público antes de publicar sus actas."))
    _demand_seen(row, seen, _("Alguien cambió el acta mientras usted la veía. Léala otra vez antes de publicarla."))
    row.published_at, row.published_by = now(), actor.user_id
    row.save(update_fields=["published_at", "published_by"])
    return row


@action
def take_back_minutes(*, actor: Actor, meeting_id: int, why: str) -> Meeting:
    """Nobody reads them any more, at once, and everybody reads why; corrected, another person publishes them again."""
    row = _called(actor, meeting_id)
    if row.published_at is None:
        raise NotOpen(_("Esta acta no está publicada. Actualice la página."))
    if not why.strip():
        raise Invalid(_("Diga por qué se retira."), fields={"why": _("Diga por qué se retira.")})
    row.published_at, row.published_by, row.taken_back_at, row.taken_back_why = None, None, now(), why.strip()
    row.save(update_fields=["published_at", "published_by", "taken_back_at", "taken_back_why"])
    return row


def _facts(terms: SpaceTerms) -> dict[str, Any]:
    town = Municipality.objects.filter(pk=terms.municipality_code).first() if terms.municipality_code else None
    return {
        "kind": terms.kind, "name": terms.name.strip(), "purpose": terms.purpose.strip(), "convener": terms.convener, "municipality": town,
        "department_id": town.department_id if town else terms.department_code or None, "how_to_join": terms.how_to_join.strip(),
        "members": terms.members, "women": terms.women, "begins": terms.begins, "ends": terms.ends, "document": terms.document.strip(),
        "is_public": terms.is_public, "sort_name": folded(terms.name),
    }  # fmt: skip


def _demand_span(terms: SpaceTerms) -> None:
    """A roundtable may be older than this register; nobody means one of another century."""
    days = {"begins": terms.begins, "ends": terms.ends}
    faults = {name: sentence for name, day in days.items() if day and (sentence := wrong_year(day, back=OLDEST, ahead=FURTHEST))}
    if faults:
        raise Invalid(_("Revise la fecha."), fields=faults)


def _demand_day(space: Space | None, day: date) -> None:
    is_after = space is not None and space.ends is not None and day > space.ends
    if sentence := wrong_year(day) or (_("Este espacio termina antes de ese día.") if is_after else ""):
        raise Invalid(_("Revise la fecha."), fields={"held_on": sentence})


def _demand_seen(row: Meeting, seen: str | None, sentence: str) -> None:
    if seen is not None and seen != row.written_at:
        raise Conflict(sentence)


def _locked(space_id: int) -> Space:
    Space.objects.select_for_update().filter(pk=space_id).first()
    return space_of(space_id)


def _called(actor: Actor, meeting_id: int) -> Meeting:
    Meeting.objects.select_for_update().filter(pk=meeting_id).first()
    row = meeting_in(meeting_id)
    demand_convening(actor, row.space.convener_id if row.space else 0)
    return row


def _convened(actor: Actor, meeting_id: int) -> Meeting:
    """A meeting that this actor may write about and that is neither published nor cancelled."""
    row = _called(actor, meeting_id)
    if row.published_at is not None:
        raise NotOpen(_("El acta ya se publicó y no cambia. Si tiene un error, retírela primero."))
    if row.cancelled_at is not None:
        raise NotOpen(_("Esta reunión se canceló."))
    return row
