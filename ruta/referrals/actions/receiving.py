"""How does a referral enter that another institution's system sends? As the sender's own row here: its packet, its person, its permission."""

import json
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from ruta.base.clock import now
from ruta.base.context import Actor
from ruta.base.errors import Invalid
from ruta.base.transactions import action
from ruta.cases.actions import open_case
from ruta.cases.models import Case
from ruta.directory.models import Office, Service
from ruta.people.actions import PersonDraft, receive_consent, receive_person
from ruta.people.selectors import person_for
from ruta.referrals.actions.sending import insert_referral, next_number
from ruta.referrals.actions.stepping import Said, hold, take
from ruta.referrals.enums import ReferralState, ReferralVerb
from ruta.referrals.models import Referral, ReferralMirror, ReferralPacket
from ruta.referrals.packet import Packet, verify
from ruta.referrals.policies import is_reserved, on_behalf
from ruta.referrals.selectors.terms import due_of
from ruta.taxonomy.selectors import service_type

DOOR, MODALITY = "partner_referral", "returned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """What came: who, for which service, on which permission, and the packet as it was sealed there."""

    client_id: int
    remote_id: str
    number: str
    service_id: int
    office_id: int
    person: PersonDraft
    purpose: str
    packet: Packet
    allowed_until: datetime
    is_urgent: bool = False
    part_of: str = ""


@action
def receive_referral(*, actor: Actor, arrived: Arrived) -> tuple[Referral, bool]:
    """Keep it as sent, in the name of its sender; what came before is found. Gives whether it is new."""
    known = ReferralMirror.objects.filter(client=arrived.client_id, remote_id=arrived.remote_id).select_related("referral").first()
    if known is not None:
        return known.referral, False
    service = _service(arrived)
    person_id = receive_person(actor=actor, office_id=arrived.office_id, draft=arrived.person, today_is=now())
    referral = _draft(actor, arrived, service, _case_of(actor, person_id, arrived.office_id))
    ReferralMirror.objects.create(
        owner_institution_id=referral.owner_institution_id, receiver_id=referral.receiver_id, referral=referral, client_id=arrived.client_id,
        began_here=False, remote_id=arrived.remote_id, number=arrived.number,
    )  # fmt: skip
    seal_arrived(actor, referral, arrived.packet, arrived.allowed_until)
    _send(actor, referral, ReferralVerb.SEND, arrived.packet)
    return referral, True


@action
def receive_again(*, actor: Actor, referral_id: int, packet: Packet, allowed_until: datetime) -> Referral:
    """The sender completed what was missing and sends it again."""
    referral = hold(referral_id)
    seal_arrived(actor, referral, packet, allowed_until)
    _send(actor, referral, ReferralVerb.RESEND, packet)
    return referral


def seal_arrived(actor: Actor, referral: Referral, packet: Packet, until: datetime) -> None:
    """The packet with the permission under which the receiver reads it."""
    if not verify(packet):
        raise Invalid(_("El paquete sellado no está íntegro: su huella no es la de su texto."))
    if until <= now():
        raise Invalid(_("El permiso de la persona ya venció."))
    receive_consent(
        actor=actor, person_id=referral.person_id, grantee_id=referral.receiver_id, purpose=referral.purpose, categories=packet.categories,
        valid_until=until,
    )  # fmt: skip
    ReferralPacket.objects.create(
        owner_institution_id=referral.owner_institution_id, receiver_id=referral.receiver_id, referral=referral, person_id=referral.person_id,
        purpose=referral.purpose, categories=list(packet.categories), content=packet.content, sha256=packet.hash, allowed_until=until,
        sealed_at=now(),
    )  # fmt: skip


def _send(actor: Actor, referral: Referral, verb: ReferralVerb, packet: Packet) -> None:
    said = Said(packet=packet.short_hash, facts={"categories": list(packet.categories)})
    take(actor, referral, verb, said, place=on_behalf(actor, referral), packet_hash=packet.hash, sent_at=now())


def _draft(actor: Actor, arrived: Arrived, service: Service, case: Case) -> Referral:
    asked = json.loads(arrived.packet.content)["request"]
    earlier = ReferralMirror.objects.filter(client=arrived.client_id, remote_id=arrived.part_of).first() if arrived.part_of else None
    referral = Referral(
        owner_institution_id=case.owner_institution_id, number=next_number(), case=case, person_id=case.person_id, sender_office_id=arrived.office_id,
        receiver=service.institution, service=service, receiver_office=service.office, service_type=service.service_type, purpose=arrived.purpose,
        is_urgent=arrived.is_urgent, request=str(asked.get("asked", "")), state=ReferralState.DRAFT, waits_on="sender", state_since=now(),
        created_at=now(), rerouted_from_id=earlier.referral_id if earlier else None,
    )  # fmt: skip
    referral.due_at = due_of(referral)
    insert_referral(referral)
    del actor
    return referral


def _case_of(actor: Actor, person_id: int, office_id: int) -> Case:
    """The open case of the person in the sender's institution, or one that begins with this referral."""
    person = person_for(person_id)
    held = Case.objects.filter(person=person, owner_institution=person.owner_institution_id, closed_at=None).order_by("pk").first()
    if held is not None:
        return held
    return open_case(actor=actor, person_id=person.pk, modality=MODALITY, entry_point=DOOR, office_id=office_id)


def _service(arrived: Arrived) -> Service:
    found = Service.objects.select_related("institution", "office").filter(
        pk=arrived.service_id, is_active=True, institution__is_active=True
    )
    service = found.first()
    if service is None or not service_type(service.service_type).referable:
        raise Invalid(_("Ese servicio ya no recibe derivaciones. Elija otro de la lista."))
    if is_reserved(service):
        raise Invalid(_("Lo protegido no viaja por esta vía: se entrega de persona a persona."))
    if not Office.objects.filter(pk=arrived.office_id).exists():
        raise Invalid(_("Elija una oficina activa."))
    return service
