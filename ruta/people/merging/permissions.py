"""What if one record says yes and the other, later, no? The person's last word holds."""

from ruta.people.models import Consent, Refusal
from ruta.people.selectors import live_consents
from ruta.people.selectors.consents import RENEWED


def contradicted(survivor: int, absorbed: int) -> list[Consent]:
    """Live permissions of either record to which the person said no afterwards, on the other one."""
    both = [*live_consents(survivor).select_related("grantee"), *live_consents(absorbed).select_related("grantee")]
    return [consent for consent in both if _is_contradicted(consent, absorbed if consent.person_id == survivor else survivor)]


def _is_contradicted(consent: Consent, other: int) -> bool:
    same = {"person": other, "grantee": consent.grantee_id, "purpose": consent.purpose}
    refused = Refusal.objects.filter(**same, refused_at__gt=consent.given_at)
    withdrawn = Consent.objects.filter(**same, withdrawn_at__gt=consent.given_at).exclude(withdrawn_reason=RENEWED)
    given_again = Consent.objects.filter(**same, withdrawn_at=None, given_at__gt=consent.given_at)
    return (refused.exists() or withdrawn.exists()) and not given_again.exists()
