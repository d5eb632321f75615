"""How does a person choose, change or refuse an appointment alone? By a link that is random, kept as a hash, used once and short-lived."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from django.conf import settings
from django.db import connection
from django.urls import reverse
from django.utils.translation import gettext as _

from ruta.agenda.actions.booking import Slot, book_appointment, cancel_appointment, move_appointment
from ruta.agenda.actions.placing import gone, keep
from ruta.agenda.actions.reminding import facts_at
from ruta.agenda.enums import AppointmentState, CancelledBy, InvitationFor
from ruta.agenda.events import AppointmentBooked
from ruta.agenda.models import Agenda, Appointment, Invitation
from ruta.agenda.policies import demand_booking, demand_safe
from ruta.agenda.rules import may_still_change
from ruta.base.clock import now
from ruta.base.context import Actor
from ruta.base.errors import Invalid, NotFound, NotOpen, Refused
from ruta.base.events import publish
from ruta.base.transactions import action
from ruta.communication.actions import LinkTo, queue_message
from ruta.communication.models import Message
from ruta.people.models import Person
from ruta.taxonomy.selectors import catalogue

INVITATION = "agenda.invitation"
TOKEN_BYTES = 16  # 128 bits


def token_hash(token: str) -> str:
    """What is kept of a token."""
    return sha256(token.encode()).hexdigest()


@action
def invite(  # noqa: PLR0913 (keywords only)
    *, actor: Actor, person_id: int, agenda_id: int, purpose: str = InvitationFor.CHOOSE, template: str = "appointment_choose",
    appointment: Appointment | None = None, about: datetime | None = None, expires_at: datetime | None = None, subject: str = "",
    plan_action_ref: int | None = None,
) -> Message | None:  # fmt: skip
    """Send the person a link; the links before for the same thing stop. What may not leave is a message that says why.

    `about` is the time that the message names when there is no appointment any more.
    """
    demand_booking(actor)
    agenda = (
        Agenda.objects.select_related("office__institution").filter(pk=agenda_id, owner_institution_id=actor.institution_id or 0).first()
    )
    person = Person.objects.filter(pk=person_id, owner_institution_id=actor.institution_id or 0).first()
    if agenda is None or person is None:
        raise NotFound(_("Esta persona o esta agenda no son de su institución. Búsquelas otra vez."))
    demand_safe(person_id, agenda.office)
    revoke_invitations(actor=actor, person_id=person_id, agenda_id=agenda_id)
    made = Invitation.objects.create(
        owner_institution_id=person.owner_institution_id, person=person, agenda=agenda, purpose=purpose, appointment=appointment,
        subject=subject.strip(), plan_action_ref=plan_action_ref, expires_at=expires_at or _ends(appointment), created_at=now(),
    )  # fmt: skip
    return queue_message(
        actor=actor, template=template, person_id=person_id, facts=facts_at(person, agenda.office, appointment.starts_at if appointment else about),
        link=LinkTo(INVITATION, made.pk), once_key=f"invitation:{made.pk}",
    )  # fmt: skip


@action
def open_change(*, actor: Actor, appointment_id: int) -> str:
    """A person who is in changes or cancels through the same door as by a message: a link used once. Gives its token; the links before stop."""
    own = {"owner_institution_id": actor.institution_id or 0}
    before = Appointment.objects.select_related("agenda").filter(pk=appointment_id, state=AppointmentState.BOOKED, **own).first()
    if (
        actor.kind != "system"
        or before is None
        or before.person_id is None
        or before.agenda is None
        or before.host_id != actor.institution_id
    ):
        raise NotOpen(_("Esta cita no se cambia aquí. Llame a la oficina y le dan otra fecha."))
    revoke_invitations(actor=actor, person_id=before.person_id, agenda_id=before.agenda_id)
    made = Invitation.objects.create(
        **own, person_id=before.person_id, agenda=before.agenda, purpose=InvitationFor.CHANGE, appointment=before, subject=before.subject,
        expires_at=_ends(before), created_at=now(),
    )  # fmt: skip
    return mint_invitation(actor=actor, invitation_id=made.pk).rstrip("/").rsplit("/", 1)[1]


@action
def mint_invitation(*, actor: Actor, invitation_id: int) -> str:
    """Make the link of an invitation when its message leaves, and give its address; only the hash stays."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    live = Invitation.objects.filter(pk=invitation_id, owner_institution_id=actor.institution_id, used_at=None, revoked_at=None)
    live.update(token_sha256=token_hash(token))
    return settings.PUBLIC_ADDRESS + reverse("portal:booking", args=[token])


@action
def revoke_invitations(*, actor: Actor, person_id: int, agenda_id: int | None = None) -> int:
    """Close the person's unused links, perhaps of one agenda only."""
    live = Invitation.objects.filter(person=person_id, owner_institution_id=actor.institution_id, used_at=None, revoked_at=None)
    return (live.filter(agenda=agenda_id) if agenda_id else live).update(revoked_at=now())


@action
def choose_by_link(*, actor: Actor, token: str, starts_at: datetime | None) -> Appointment:
    """The holder takes a free place, changes to another, or accepts the one that is held."""
    invitation = _used(actor, token)
    agenda, before = invitation.agenda, invitation.appointment
    if invitation.purpose == InvitationFor.OFFER and before is not None:
        return accept_held(before.pk)
    if starts_at is None:
        sentence = _("Toque una de las horas.")
        raise Invalid(sentence, fields={"starts_at": sentence})
    soonest = now() + timedelta(hours=agenda.notice_hours)
    if before is not None and before.state == AppointmentState.BOOKED:
        _demand_in_time(before, agenda)
        return move_appointment(actor=actor, appointment_id=before.pk, starts_at=starts_at, not_before=soonest)
    return book_appointment(
        actor=actor, person_id=invitation.person_id, office_id=agenda.office_id, owner_institution_id=invitation.owner_institution_id,
        plan_action_ref=invitation.plan_action_ref,
        slot=Slot(starts_at=starts_at, subject=invitation.subject, agenda_id=agenda.pk, not_before=soonest),
    )  # fmt: skip


@action
def refuse_by_link(*, actor: Actor, token: str) -> None:
    """The holder cancels the appointment, or lets the held place go to the next."""
    invitation = _used(actor, token)
    before = invitation.appointment
    if before is None:
        return
    if invitation.purpose != InvitationFor.OFFER:
        _demand_in_time(before, invitation.agenda)
        Appointment.objects.filter(pk=before.pk, state=AppointmentState.BOOKED).update(cancelled_by=CancelledBy.PERSON)
    cancel_appointment(actor=actor, appointment_id=before.pk)


def _used(actor: Actor, token: str) -> Invitation:
    """The invitation of the holder, used up by this; two clicks at once let one through."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT ruta_use_invitation(%s)", [token_hash(token)])
        if cursor.fetchone() is None:
            raise NotOpen(_("Este enlace ya no sirve."))
    return Invitation.objects.select_related("agenda", "appointment").get(pk=actor.invitation_id or 0)


def accept_held(appointment_id: int) -> Appointment:
    """The place that is held for somebody is theirs. Locked: it may be let go at this very moment."""
    held = Appointment.objects.select_for_update(of=("self",)).select_related("agenda").get(pk=appointment_id)
    if held.state != AppointmentState.HELD:
        raise gone(held.agenda, held.starts_at) if held.agenda else NotOpen(_("Este enlace ya no sirve."))
    held.state = AppointmentState.BOOKED
    keep(held, ("state",))
    publish(AppointmentBooked(held.pk, None, held.plan_action_ref), institution_id=held.owner_institution_id)
    return held


def _demand_in_time(before: Appointment, agenda: Agenda) -> None:
    if not may_still_change(now(), before.starts_at, agenda.cancel_hours):
        raise Refused(_("Ya falta poco para su cita y no se puede cambiar aquí. Llame a la oficina y le ayudan."))


def _ends(appointment: Appointment | None) -> datetime:
    """A link lives as long as every other, or until the hour of the appointment: when it is too late to change, it says whom to call."""
    if appointment is None:
        return now() + timedelta(days=catalogue("notifications")["rules"]["link_life_days"])
    return appointment.starts_at
