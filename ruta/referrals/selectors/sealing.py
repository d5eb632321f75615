"""What exactly would travel to a service, and does the person allow it? Shown before sending, sealed when sent."""

from collections.abc import Collection
from dataclasses import dataclass

from ruta.base.clock import now
from ruta.cases.models import Case, Need
from ruta.directory.models import Institution, Office, Service
from ruta.people.models import Consent
from ruta.referrals.packet import Packet, build_packet
from ruta.referrals.rules.purposes import purpose_for
from ruta.referrals.selectors.facts import facts_of
from ruta.taxonomy.selectors import consent_matrix, service_type

IDENTITY = "identity"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked of a service for a case."""

    case: Case
    service: Service
    need: Need | None = None
    request: str = ""
    number: str = ""
    supersedes: str = ""
    sender_office: Office | None = None
    leave_out: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """A packet as it would be sealed now, the permission it stands on and what could travel with one."""

    purpose: str
    consent: Consent | None
    possible: frozenset[str]
    packet: Packet

    @property
    def is_allowed(self) -> bool:
        """Whether the person allowed at least to say who they are."""
        return self.consent is not None and IDENTITY in self.packet.categories


def provider_kind_of(service: Service) -> str:
    """The kind of institution that the matrix of permissions speaks of."""
    receiver: Institution = service.institution
    return receiver.provider_kind or service_type(service.service_type).provider_kind


def purpose_of(service: Service, need: Need | None) -> str:
    """The purpose that a referral to this service needs; empty where nothing may travel."""
    return purpose_for(need.sensitivity if need else "", provider_kind_of(service), consent_matrix)


def live_consent(person_id: int, receiver_id: int, purpose: str) -> Consent | None:
    """The permission that holds now for this institution and purpose."""
    held = Consent.objects.filter(person=person_id, grantee=receiver_id, purpose=purpose, withdrawn_at=None, valid_until__gt=now())
    return held.order_by("-valid_until").first()


def preview(asked: Asked) -> Preview:
    """Seal what may travel: what the matrix lists for the purpose, what the person allowed, less what the sender leaves out."""
    kind, purpose = provider_kind_of(asked.service), purpose_of(asked.service, asked.need)
    possible = frozenset(consent_matrix(purpose, kind)) if purpose else frozenset()
    consent = live_consent(asked.case.person_id, asked.service.institution_id, purpose) if purpose else None
    allowed = (possible & frozenset(consent.categories) if consent else possible) - frozenset(asked.leave_out)
    facts = facts_of(asked.case, asked.need, kind)
    return Preview(purpose, consent, possible, build_packet(purpose, allowed, facts, _request(asked, allowed)))


def _request(asked: Asked, allowed: Collection[str]) -> dict[str, object]:
    need = asked.need
    names_need = need is not None and (need.sensitivity != "strict" or "needs_sensitive" in allowed)
    values: dict[str, object] = {
        "number": asked.number, "service_type": asked.service.service_type, "service": asked.service.name, "asked": asked.request.strip(),
        "need": need.code if need and names_need else "", "urgent": bool(need and need.priority == "critical"),
        "sender_office": asked.sender_office.name if asked.sender_office else "", "receiver": asked.service.institution.short_name,
        "supersedes": asked.supersedes,
    }  # fmt: skip
    return {name: value for name, value in values.items() if value not in ("", None)}
