"""What follows when an appointment changes, a place comes free, or two records become one person?"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.formats import date_format

from ruta.agenda.actions import EXPECTED, INVITATION, follow_offer, mint_invitation, offer_places, revoke_invitations, tell_person
from ruta.agenda.enums import TAKES_PLACE
from ruta.agenda.events import (
    AppointmentBooked,
    AppointmentCancelled,
    AppointmentExcused,
    AppointmentMissed,
    AppointmentMoved,
)
from ruta.agenda.models import Appointment, Invitation, WaitingEntry
from ruta.base.clock import HONDURAS
from ruta.base.context import Actor
from ruta.base.events import listens, machine
from ruta.base.sentences import gettext_noop
from ruta.communication.policies import fears_danger, makes_links
from ruta.people.events import MarkedUnsafe
from ruta.people.merging.registry import moves
from ruta.people.selectors import blocked


@listens(AppointmentBooked)
def write_when_booked(*, appointment_id: int, **_ids: Any) -> None:
    """When and where, with a link to change it."""
    tell_person(actor=machine(), appointment_id=appointment_id, what="booked")


@listens(AppointmentMoved)
def write_when_moved(*, appointment_id: int, **_ids: Any) -> None:
    """The new time."""
    tell_person(actor=machine(), appointment_id=appointment_id, what="moved")


@listens(AppointmentMissed)
def write_when_missed(*, appointment_id: int, **_ids: Any) -> None:
    """Another time may be chosen."""
    tell_person(actor=machine(), appointment_id=appointment_id, what="missed")


@listens(AppointmentCancelled)
def write_when_cancelled(*, appointment_id: int, **_ids: Any) -> None:
    """Where we were the ones who could not, another time may be chosen."""
    tell_person(actor=machine(), appointment_id=appointment_id, what="cancelled")


@listens(AppointmentBooked, AppointmentMoved, AppointmentCancelled, AppointmentExcused)
def offer_what_came_free(*, appointment_id: int, **_ids: Any) -> None:
    """Whoever waits hears of it."""
    agenda_id = follow_offer(actor=machine(), appointment_id=appointment_id)
    if agenda_id is not None:
        offer_places(actor=machine(), agenda_id=agenda_id)


@listens(MarkedUnsafe)
def close_links_into_danger(*, person_id: int, **_ids: Any) -> None:
    """Links that went out stop, whether the telephone or the place is the danger."""
    revoke_invitations(actor=machine(), person_id=person_id)


def _link(actor: Actor, template: str, ref: int) -> str:
    del template
    return mint_invitation(actor=actor, invitation_id=ref)


def _endangers(ref: int) -> bool:
    found = Invitation.objects.select_related("agenda__office").filter(pk=ref).first()
    return found is not None and blocked(found.person_id, office=found.agenda.office)


def _expected_in_danger(ref: int) -> bool:
    found = Appointment.objects.select_related("office").filter(pk=ref).first()
    return found is not None and found.person_id is not None and blocked(found.person_id, office=found.office)


def _days(ids: Sequence[int]) -> Mapping[int, str]:
    rows = Appointment.objects.filter(pk__in=ids)
    return {row.pk: date_format(row.starts_at.astimezone(HONDURAS), "DATETIME_FORMAT") for row in rows}


def _clashing(survivor: int, absorbed: int) -> list[int]:
    """Who is expected twice at the same time under both records keeps the survivor's appointment; the other stays where it was."""
    standing = Appointment.objects.filter(state__in=TAKES_PLACE, ends_at__isnull=False)
    theirs = standing.filter(person=survivor, starts_at__lt=OuterRef("ends_at"), ends_at__gt=OuterRef("starts_at"))
    return list(standing.filter(Exists(theirs), person=absorbed).order_by("pk").values_list("pk", flat=True))


def _waits_twice(survivor: int, absorbed: int) -> list[int]:
    """Who waits under both records keeps one turn."""
    live = WaitingEntry.objects.filter(state__in=("waiting", "offered"))
    agendas = live.filter(person=survivor).values("agenda")
    return list(live.filter(person=absorbed, agenda__in=agendas).order_by("pk").values_list("pk", flat=True))


makes_links(INVITATION, _link)
fears_danger(INVITATION, _endangers)
fears_danger(EXPECTED, _expected_in_danger)
moves("agenda_appointment", gettext_noop("Citas"), tell=_days, twins=_clashing)
moves("agenda_invitation", gettext_noop("Enlaces para elegir cita"))
moves("agenda_waitingentry", gettext_noop("Lista de espera"), twins=_waits_twice)
