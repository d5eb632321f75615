"""Who keeps the compendium? Everybody who works here reads it, and what is published the public reads too.

Roles by their codes: accounts stand on a floor above.
"""

from django.utils.translation import gettext as _

from ruta.base.context import Actor
from ruta.base.errors import Refused
from ruta.legal.models import Criterion, Revision

KEEPERS = frozenset({"legal_officer", "central_coordination"})
OPINERS = frozenset({"legal_officer"})
REPORTERS = frozenset(
    {
        "counsellor", "broker", "territorial_officer", "receptionist", "office_coordinator", "partner_officer", "protection_officer",
        "child_protection_officer", "permits_officer", "privacy_officer",
    }
)  # fmt: skip


def can_keep(actor: Actor | None) -> bool:
    """Legal advice and central coordination write; neither publishes alone what it wrote."""
    return actor is not None and actor.kind == "staff" and actor.role in KEEPERS


def demand_keeping(actor: Actor) -> None:
    """Refuse whoever does not keep the compendium."""
    if not can_keep(actor):
        raise Refused(_("El compendio lo mantienen asesoría legal y coordinación central. Pídaselo a una de ellas."))


def can_decide(actor: Actor | None, revision: Revision) -> bool:
    """Who keeps the compendium and neither wrote nor proposed this text."""
    return can_keep(actor) and actor is not None and actor.user_id not in {revision.written_by, revision.proposed_by}


def can_give_opinions(actor: Actor | None) -> bool:
    """Legal advice."""
    return actor is not None and actor.kind == "staff" and actor.role in OPINERS


def can_decide_criterion(actor: Actor | None, criterion: Criterion) -> bool:
    """Who keeps the compendium and did not write it; what already holds, any of them takes back."""
    is_other = criterion.state == "published" or (actor is not None and actor.user_id != criterion.proposed_by)
    return can_keep(actor) and is_other


def can_report(actor: Actor | None) -> bool:
    """Whoever serves people, receives referrals or decides procedures."""
    return actor is not None and actor.kind == "staff" and actor.role in REPORTERS


def demand_reporting(actor: Actor) -> None:
    """Refuse whoever serves nobody."""
    if not can_report(actor):
        raise Refused(_("Las dudas las anota quien atiende. Pídaselo a quien coordina la oficina."))
