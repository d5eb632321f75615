"""What does a page of another topic show of referrals, without knowing how they are found?"""

from typing import Any

from django import template
from django.template import Context

from ruta.referrals.enums import ReferralState
from ruta.referrals.models import Referral
from ruta.referrals.policies import can_open
from ruta.referrals.rules import ring
from ruta.referrals.selectors import clock_of, of_case, service_label, state_word
from ruta.taxonomy.selectors import service_type

register = template.Library()


@register.simple_tag(takes_context=True)
def referrals_of(context: Context, case_id: int) -> list[dict[str, Any]]:
    """The referrals of a case as the rows of its panel; a protected one shows neither provider nor service."""
    actor = context["request"].actor
    return [
        {
            "referral": referral,
            "ring": ring(ReferralState(referral.state), referral.position),
            "state": state_word(referral),
            "clock": clock_of(referral),
            "service": service_label(referral.service_type),
            "is_open": can_open(actor, referral),
        }
        for referral in of_case(case_id)
    ]


@register.simple_tag
def papers_of(case_id: int) -> list[dict[str, Any]]:
    """The open referrals of a case that may stand on a paper which the person takes home: nothing delicate."""
    return [
        {"referral": referral, "service": service_label(referral.service_type)}
        for referral in of_case(case_id)
        if referral.sent_at and not referral.closed_at and referral.state != ReferralState.REROUTED and not _is_delicate(referral)
    ]


def _is_delicate(referral: Referral) -> bool:
    return referral.is_protected or service_type(referral.service_type).sensitive
