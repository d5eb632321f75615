"""When could the receiver of a referral see the person? At the free places of its agenda, where it keeps one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from ruta.agenda.models import Agenda
from ruta.agenda.selectors import Place, agendas_for_service, free_places_of
from ruta.base.clock import today
from ruta.base.context import Actor
from ruta.directory.models import Office
from ruta.referrals.enums import ReferralState
from ruta.referrals.models import Referral

UNANSWERED = (ReferralState.SENT, ReferralState.RECEIVED)


@dataclass(frozen=True, slots=True)
class Offer:
    """What can be given. Without agendas the office keeps its hours elsewhere, and the date is written by hand."""

    agendas: Sequence[Agenda] = ()
    places: Sequence[Place] = ()
    by_start: Mapping[datetime, Agenda] = field(default_factory=dict)

    @property
    def is_full(self) -> bool:
        """Whether there are hours, and none of them is free."""
        return bool(self.agendas) and not self.places

    def agenda_at(self, moment: datetime) -> Agenda | None:
        """The agenda that has this time free; the first one when none has, so that the no names the next free ones."""
        return self.by_start.get(moment) or next(iter(self.agendas), None)


BY_HAND = Offer()


def receiving_office(actor: Actor, referral: Referral) -> Office | None:
    """Where the person is expected: the office that takes it now or took it, that of the service, or any of the institution."""
    offices = Office.objects.filter(institution=referral.receiver_id, is_active=True)
    if referral.state in UNANSWERED and actor.institution_id == referral.receiver_id:
        taking = offices.filter(pk=actor.office_id or 0).first()
        if taking is not None:
            return taking
    return referral.receiver_office or referral.known_service.office or offices.order_by("pk").first()


def agendas_of(office: Office | None, referral: Referral) -> list[Agenda]:
    """The agendas in which that office receives for what is asked."""
    return agendas_for_service(office.pk, referral.service_type) if office else []


def offer_for(actor: Actor, referral: Referral) -> Offer:
    """Every free time of those agendas, each once, with the first agenda that has it."""
    agendas = agendas_of(receiving_office(actor, referral), referral)
    by_start: dict[datetime, Agenda] = {}
    places: dict[datetime, Place] = {}
    besides = referral.appointment_id
    for agenda in agendas:
        for place in free_places_of(agenda, today(), agenda.ahead_days, besides=besides):
            by_start.setdefault(place.starts_at, agenda)
            places.setdefault(place.starts_at, place)
    return Offer(agendas, [places[start] for start in sorted(places)], by_start)
