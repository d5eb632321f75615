"""Which systems of institutions learn that something happened? Of a referral the other side's; of a person whoever subscribed and may know."""

from collections.abc import Collection
from typing import Any

from ruta.base.context import acting_as, system
from ruta.base.events import listens
from ruta.base.models import Event
from ruta.cases.events import CaseClosed, CaseOpened, CaseReopened
from ruta.exchange.dci import notifying
from ruta.exchange.events.telling import kind_of, subject_of
from ruta.exchange.fhir.handing import system_that_takes
from ruta.exchange.jobs import later_for
from ruta.people.events import PersonUpdated
from ruta.referrals.enums import Side
from ruta.referrals.events import OF_VERB
from ruta.referrals.models import Referral, ReferralStep
from ruta.referrals.selectors.mirrored import arrived
from ruta.trust.actions.events import Told, queue_event
from ruta.trust.enums import ClientState
from ruta.trust.models import Client
from ruta.trust.selectors import clients, scopes_of_client


@listens(*dict.fromkeys(OF_VERB.values()))
def tell_systems(*, event_id: int, referral_id: int, step_id: int, **_ids: Any) -> None:
    """What the sender did goes to the system that was asked; what that side did, to the sender's."""
    referral, step = Referral.objects.get(pk=referral_id), ReferralStep.objects.get(pk=step_id)
    if referral.is_protected:
        return
    is_ours = step.side != Side.RECEIVER
    if is_ours and not arrived(referral.pk) and system_that_takes(referral) is not None:
        later_for(referral.pk, referral.owner_institution_id)
        return
    event = Event.objects.get(pk=event_id)
    told = Told(event_id=event_id, type=kind_of(event.name), subject=subject_of(referral.pk), happened_at=event.occurred_at)
    for client in _heard_by(referral, referral.receiver_id if is_ours else referral.owner_institution_id):
        machine = system(client.institution_id, f"event {event_id}")
        with acting_as(machine):
            queue_event(actor=machine, client=client, told=told)


@listens(CaseOpened, CaseReopened, CaseClosed, PersonUpdated)
def tell_subscribers(*, event_id: int, person_id: int, fields: Collection[str] = (), **_ids: Any) -> None:
    """Whoever subscribed to a document of the person hears of it later, if it may know then."""
    event = Event.objects.get(pk=event_id)
    told = notifying.happened(event_id, event.name, person_id, fields)
    if told is not None and event.institution_id is not None:
        notifying.tell_subscribers(event.institution_id, told)


def _heard_by(referral: Referral, institution_id: int) -> list[Client]:
    """The systems of an institution that have an agreement for this purpose with the other side."""
    sides = (referral.owner_institution_id, referral.receiver_id)
    rows = clients().filter(institution=institution_id, state=ClientState.ACTIVE).order_by("pk")
    return [
        row for row in rows if any((each.purpose, each.giver_id, each.reader_id) == (referral.purpose, *sides) for each in scopes_of_client(row))
    ]  # fmt: skip
