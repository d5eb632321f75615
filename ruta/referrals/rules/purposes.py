"""On which purpose does a referral stand, and which people may be named with their document? Pure tables."""

from collections.abc import Callable, Collection

REFERRAL, SHARED, PROTECTION, HEALTH = "referral", "shared_case", "protection", "health_sharing"
STRICT = "strict"
HEALTH_KINDS = frozenset({"health", "mental_health", "disability_services"})
# Who cannot serve without the number: a register, an enrolment, a credit.
ASKS_DOCUMENT = frozenset(
    {"civil_registry", "inm", "infop", "senprende", "finance", "higher_education", "labour_migration_unit", "housing"}
)
Matrix = Callable[[str, str], Collection[str]]


def purpose_for(sensitivity: str, provider_kind: str, matrix: Matrix) -> str:
    """The narrowest purpose under which anything may travel to this kind of institution; empty where nothing may.

    A strict need never travels under the plain purpose.
    """
    sensitive = (HEALTH, PROTECTION) if provider_kind in HEALTH_KINDS else (PROTECTION, HEALTH)
    asked = sensitive if sensitivity == STRICT else (REFERRAL, *sensitive, SHARED)
    return next((purpose for purpose in asked if matrix(purpose, provider_kind)), "")
