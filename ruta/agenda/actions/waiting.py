"""How does somebody wait for a place, and how is one that came free offered to the next, held for them, and handed on?"""

from collections.abc import Iterable
from datetime import datetime
from itertools import islice

from django.utils.translation import gettext as _

from ruta.agenda.actions.booking import cancel_appointment
from ruta.agenda.actions.inviting import accept_held, invite, revoke_invitations
from ruta.agenda.actions.placing import take_place
from ruta.agenda.enums import AppointmentState, InvitationFor, TimeOfDay, WaitState
from ruta.agenda.events import PlaceOffered
from ruta.agenda.models import Agenda, Appointment, WaitingEntry
from ruta.agenda.policies import demand_booking, demand_safe
from ruta.agenda.rules import Place, fits_in, held_until
from ruta.agenda.selectors import agenda_for, free_places_of
from ruta.base.clock import now, today
from ruta.base.context import Actor
from ruta.base.errors import Conflict, Invalid, NotFound, NotOpen
from ruta.base.events import publish
from ruta.base.transactions import action
from ruta.people.models import Person
from ruta.people.selectors import blocked
from ruta.taxonomy.selectors import is_reserved

W = WaitState
MOST_AT_A_TIME = 20


@action
def join_waiting_list(
    *, actor: Actor, person_id: int, agenda_id: int, time_of_day: str = TimeOfDay.ANY, subject: str = "", plan_action_ref: int | None = None
) -> WaitingEntry:
    """Let a person wait for a place; who waits already keeps their turn."""
    demand_booking(actor)
    agenda = agenda_for(actor, agenda_id)
    person = Person.objects.filter(pk=person_id, owner_institution_id=actor.institution_id or 0).first()
    if person is None:
        raise NotFound(_("Esta persona no está entre las que usted puede ver. Búsquela otra vez."))
    if time_of_day not in TimeOfDay.values:
        raise Invalid(_("Elija a qué hora puede venir."), fields={"time_of_day": _("Elija a qué hora puede venir.")})
    demand_safe(person_id, agenda.office)
    waiting = WaitingEntry.objects.filter(person=person, agenda=agenda, state__in=(W.WAITING, W.OFFERED)).first()
    if waiting is not None:
        return waiting
    words = "" if is_reserved(agenda.service_type) else subject.strip()
    return WaitingEntry.objects.create(
        owner_institution_id=person.owner_institution_id, person=person, agenda=agenda, time_of_day=time_of_day, subject=words,
        plan_action_ref=plan_action_ref, since=now(),
    )  # fmt: skip


@action
def leave_waiting_list(*, actor: Actor, entry_id: int) -> WaitingEntry:
    """The person waits no more; a place that was held for them goes to the next."""
    demand_booking(actor)
    entry = _own_entry(actor, entry_id)
    if entry.state not in (W.WAITING, W.OFFERED):
        raise NotOpen(_("Esa persona ya no está en la lista. Recargue la página."))
    offered = entry.offered_id
    entry.state, entry.offered, entry.offered_until = W.LEFT, None, None
    entry.save(update_fields=["state", "offered", "offered_until"])
    if offered:
        cancel_appointment(actor=actor, appointment_id=offered)
    return entry


@action
def answer_offer(*, actor: Actor, entry_id: int, takes: bool) -> WaitingEntry:
    """The person says at the counter or on the telephone whether they want the place that is held; the link of the message stops."""
    demand_booking(actor)
    entry = _own_entry(actor, entry_id)
    if entry.state != W.OFFERED or entry.offered_id is None:
        raise NotOpen(_("Ese espacio ya no está guardado para esta persona. Recargue la página."))
    held = entry.offered_id
    revoke_invitations(actor=actor, person_id=entry.person_id, agenda_id=entry.agenda_id)
    if takes:
        accept_held(held)
    else:
        cancel_appointment(actor=actor, appointment_id=held)
    follow_offer(actor=actor, appointment_id=held)
    entry.refresh_from_db()
    return entry


@action
def offer_places(*, actor: Actor, agenda_id: int) -> list[int]:
    """Offer what is free in an agenda to those who wait, the first first; each place is held until it is answered."""
    agenda = Agenda.objects.select_related("office__institution").filter(pk=agenda_id, owner_institution_id=actor.institution_id).first()
    if agenda is None:
        return []
    rows = WaitingEntry.objects.select_for_update(of=("self",), skip_locked=True).select_related("person")
    waiting = rows.filter(agenda=agenda, state=W.WAITING).order_by("since", "pk")
    if not waiting.exists():
        return []
    free = free_places_of(agenda, today(), agenda.ahead_days)
    # Who can come at no free hour does not stand in the way of those behind: the list is read to its end, while there are places.
    given = (entry.pk for entry in waiting if free and _offer(actor, agenda, entry, free))
    return list(islice(given, MOST_AT_A_TIME))


@action
def follow_offer(*, actor: Actor, appointment_id: int) -> int | None:
    """What became of a held place becomes of whoever waited: served, or waiting on with the place let go. Gives the agenda to look at."""
    entry = WaitingEntry.objects.select_for_update(of=("self",)).filter(offered=appointment_id, state=W.OFFERED).first()
    appointment = Appointment.objects.filter(pk=appointment_id, host_id=actor.institution_id).first()
    if appointment is None:
        return None
    if entry is not None:
        is_served = appointment.state == AppointmentState.BOOKED
        entry.state = W.SERVED if is_served else W.WAITING
        entry.refused += 0 if is_served else 1
        entry.offered, entry.offered_until = (entry.offered if is_served else None), None
        entry.save(update_fields=["state", "refused", "offered", "offered_until"])
    elif appointment.state == AppointmentState.BOOKED and appointment.person_id:
        # Who got a place otherwise waits no more.
        same = WaitingEntry.objects.filter(person=appointment.person_id, agenda=appointment.agenda_id, state=W.WAITING)
        same.update(state=W.SERVED)
    return appointment.agenda_id


@action
def lapse_offers(*, actor: Actor) -> int:
    """Let go what nobody answered in time."""
    late = WaitingEntry.objects.filter(owner_institution_id=actor.institution_id, state=W.OFFERED, offered_until__lte=now())
    ids = list(late.exclude(offered=None).order_by("pk").values_list("offered_id", flat=True))
    # Locked before it is asked whether anybody took it: an answer of this very moment counts.
    held = Appointment.objects.select_for_update(of=("self",)).filter(pk__in=ids, state=AppointmentState.HELD).order_by("pk")
    for appointment in held:
        cancel_appointment(actor=actor, appointment_id=appointment.pk)
    return len(ids)


def _own_entry(actor: Actor, entry_id: int) -> WaitingEntry:
    rows = WaitingEntry.objects.select_for_update(of=("self",))
    entry = rows.filter(pk=entry_id, owner_institution_id=actor.institution_id or 0).first()
    if entry is None:
        raise NotFound(_("Esa espera no existe o no es de su institución. Recargue la página."))
    return entry


def _offer(actor: Actor, agenda: Agenda, entry: WaitingEntry, free: Iterable[Place]) -> bool:
    refused = set(
        Appointment.objects.filter(agenda=agenda, person=entry.person_id, state=AppointmentState.CANCELLED).values_list(
            "starts_at", flat=True
        )
    )
    if blocked(entry.person_id, office=agenda.office):
        return False
    for place in free:
        until = held_until(now(), place.starts_at)
        if until is None or place.starts_at in refused or not fits_in(entry.time_of_day, place.starts_at):
            continue
        if _hold(actor, agenda, entry, place, until):
            return True
    return False


def _hold(actor: Actor, agenda: Agenda, entry: WaitingEntry, place: Place, until: datetime) -> bool:
    held = Appointment(
        owner_institution_id=entry.owner_institution_id, host_id=agenda.owner_institution_id, office=agenda.office, person=entry.person,
        subject=entry.subject or _("Atención"), bring=agenda.bring, plan_action_ref=entry.plan_action_ref, starts_at=place.starts_at,
        state=AppointmentState.HELD, created_at=now(),
    )  # fmt: skip
    try:
        take_place(held, agenda, place.starts_at)
    except Conflict:
        return False  # another got it, or the person is elsewhere at that hour: the next place is tried
    entry.state, entry.offered, entry.offered_until = W.OFFERED, held, until
    entry.save(update_fields=["state", "offered", "offered_until"])
    invite(
        actor=actor, person_id=entry.person_id, agenda_id=agenda.pk, purpose=InvitationFor.OFFER, template="appointment_offer",
        appointment=held, expires_at=until,
    )  # fmt: skip
    publish(PlaceOffered(entry.pk, held.pk), institution_id=entry.owner_institution_id)
    return True
