"""What becomes of a Task that another system sends: a referral that arrives here, or the next step of one?"""

from typing import Any

from ruta.base.context import acting_as
from ruta.base.errors import Invalid, Refused
from ruta.directory.models import Institution, Office, Service
from ruta.exchange.fhir import naming, reading
from ruta.exchange.fhir.naming import Told, code_in, identified
from ruta.exchange.gate import machine_of
from ruta.referrals.actions import Arrived, hear_step, receive_again, receive_referral
from ruta.referrals.enums import ReferralVerb, Side
from ruta.referrals.models import Referral
from ruta.referrals.packet import Packet
from ruta.referrals.selectors.mirrored import mirror_of
from ruta.trust.actions import Granted


def taken_in(granted: Granted, told: Told) -> tuple[Referral, bool]:
    """A referral of the caller's institution to one here that it has an agreement with."""
    if told.get("status") != "requested":
        raise Invalid("A referral arrives with the status requested.")
    _demand_requester(granted, told)
    receiver, packet = _receiver(granted, told), reading.packet_in(told, granted.scope.purpose)
    _demand_agreed(granted, receiver, packet)
    system_name, number = _numbered(told)
    arrived = Arrived(
        client_id=granted.client.pk, remote_id=f"{system_name}|{number}", number=number, service_id=_service(receiver, told),
        office_id=_office(granted, told), person=reading.person_in(told, packet), purpose=granted.scope.purpose, packet=packet,
        allowed_until=reading.permission_in(told), is_urgent=told.get("priority") == "urgent", part_of=_part_of(told),
    )  # fmt: skip
    with acting_as(machine_of(granted)):
        return receive_referral(actor=machine_of(granted), arrived=arrived)


def step_taken(granted: Granted, referral: Referral, told: Told, version: int | None) -> Referral:
    """The step that a Task asks for, by the side on which the caller's institution stands."""
    machine = machine_of(granted)
    side = Side.SENDER if referral.owner_institution_id == granted.client.institution_id else Side.RECEIVER
    heard = reading.step_in(told, side)
    with acting_as(machine):
        if heard.verb is ReferralVerb.RESEND:
            return _again(granted, referral, told)
        return hear_step(actor=machine, referral_id=referral.pk, heard=heard, version=version)


def _again(granted: Granted, referral: Referral, told: Told) -> Referral:
    mirror, packet = mirror_of(referral.pk), reading.packet_in(told, granted.scope.purpose)
    if mirror is None or mirror.began_here:
        raise Invalid("What was sent from here is sent again from here.")
    _demand_agreed(granted, referral.receiver, packet)
    return receive_again(
        actor=machine_of(granted), referral_id=referral.pk, packet=packet, allowed_until=reading.permission_in(told)
    )  # fmt: skip


def _demand_requester(granted: Granted, told: Told) -> None:
    if identified(told.get("requester"), naming.INSTITUTION) != granted.client.institution.code:
        raise Refused("requester is the institution of the token, by its code.")


def _receiver(granted: Granted, told: Told) -> Institution:
    found = Institution.objects.filter(code=reading.receiver_of(told), pk__in=granted.others, is_active=True).first()
    if found is None:
        raise Invalid("owner is an institution of this agreement, by its code.")
    return found


def _demand_agreed(granted: Granted, receiver: Institution, packet: Packet) -> None:
    """The agreement lets the receiver read, of the caller's, every kind of data that the packet holds."""
    caller = granted.client.institution_id
    agreed = {code for each in granted.scopes if (each.giver_id, each.reader_id) == (caller, receiver.pk) for code in each.categories}
    beyond = sorted(set(packet.categories) - agreed)
    if beyond or "identity" not in packet.categories:
        raise Refused(f"The agreement does not give: {', '.join(beyond) or 'identity'}.")


def _numbered(told: Told) -> tuple[str, str]:
    every = told.get("identifier")
    first: Any = every[0] if isinstance(every, list) and every else {}
    system_name, number = (str(first.get(name, ""))[:200] if isinstance(first, dict) else "" for name in ("system", "value"))
    if not system_name or not number:
        raise Invalid("identifier has the system and the number of the referral where it comes from.")
    return system_name, number


def _part_of(told: Told) -> str:
    every = told.get("partOf")
    first: Any = every[0] if isinstance(every, list) and every else {}
    name = first.get("identifier", {}) if isinstance(first, dict) else {}
    return f"{name.get('system', '')}|{name.get('value', '')}" if isinstance(name, dict) and name else ""


def _service(receiver: Institution, told: Told) -> int:
    code = code_in(reading.contained(told, "ServiceRequest").get("code"), naming.SERVICE)
    found = (
        Service.objects.filter(institution=receiver, service_type=code, is_active=True).order_by("pk").values_list("pk", flat=True).first()
    )
    if found is None:
        raise Invalid("That institution offers no service of this code.")
    return found


def _office(granted: Granted, told: Told) -> int:
    """The office that refers, by its code, or the first of the institution."""
    offices = Office.objects.filter(institution=granted.client.institution_id, is_active=True).order_by("pk")
    named = identified(reading.contained(told, "ServiceRequest").get("requester"), naming.OFFICE)
    found = offices.filter(code=named).first() or offices.first()
    if found is None:
        raise Invalid("The institution that refers has no office in the directory here.")
    return found.pk
