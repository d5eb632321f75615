"""Who may work on a case, and what do the floors above know that keeps one open?"""

from collections.abc import Callable, Mapping

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ruta.accounts.enums import Role
from ruta.accounts.policies import can_carry_cases, has_role
from ruta.base.context import Actor
from ruta.base.errors import NotOpen, Refused
from ruta.cases.enums import ClosingRequirement
from ruta.cases.models import Case, CaseAlert, Need

# The machine works on behalf of an institution with the rights of whoever carries cases.
SYSTEM_ROLE = "counsellor"
OF_WORK = ("placement_", "destination_")  # contacts that follow a job
Counter = Callable[[Actor, Case], int]
Check = Callable[[Actor, Case], bool]
_open_referrals: dict[str, Counter] = {}
_closing: dict[ClosingRequirement, Check] = {}


def counts_open_referrals(name: str, counter: Counter) -> None:
    """Let a floor above say how many of its things still wait for a result; a case does not close before."""
    _open_referrals[name] = counter


def answers_closing(requirement: ClosingRequirement, check: Check) -> None:
    """Let a floor above say whether a requirement of a closing reason holds (a placement confirmed, a gap recorded)."""
    _closing[requirement] = check


def open_referrals(actor: Actor, case: Case) -> int:
    """How many hand-overs to others still wait for a result."""
    return sum(counter(actor, case) for counter in _open_referrals.values())


def closing_checks() -> Mapping[ClosingRequirement, Check]:
    """What the floors above can answer about closing."""
    return _closing


def role_of(actor: Actor) -> str:
    """The role that the transition table reads."""
    return SYSTEM_ROLE if actor.kind == "system" else actor.role


def can_open_case(actor: Actor) -> bool:
    """Whether the actor may begin a case in the own institution."""
    return actor.kind == "system" or can_carry_cases(actor)


def can_read_case(actor: Actor) -> bool:
    """Whether the role opens cases at all; row security decides which."""
    return can_open_case(actor)


def owns(actor: Actor, case: Case) -> bool:
    """Whether the actor's institution carries the case."""
    return actor.institution_id == case.owner_institution_id


def can_work_on(actor: Actor, case: Case) -> bool:
    """Whether the actor may change the parts of the case now."""
    return owns(actor, case) and can_open_case(actor) and case.closed_at is None


def demand_work(actor: Actor, case: Case) -> None:
    """Refuse with a sentence unless the actor may change the parts of the case now."""
    if not can_open_case(actor):
        raise Refused(_("Su rol en esta oficina no lleva casos. Pídalo a quien lo lleva o cambie de rol en el menú."))
    if not owns(actor, case):
        raise Refused(_("Este caso lo lleva otra institución. Puede leer lo que la persona permitió, no cambiarlo."))
    if case.closed_at is not None:
        raise NotOpen(_("El caso está cerrado. Reábralo si la persona volvió."))


def demand_opening(actor: Actor) -> None:
    """Refuse with a sentence unless the actor may begin cases."""
    if not can_open_case(actor):
        raise Refused(_("Su rol en esta oficina no abre casos. Pídalo a orientación o a quien coordina."))


def demand_contact(actor: Actor, subject: str) -> None:
    """Refuse unless the actor makes this contact: whoever carries cases makes any, a broker those that follow a job."""
    if has_role(actor, {Role.BROKER}) and subject.startswith(OF_WORK):
        return
    demand_opening(actor)


def sees(actor: Actor, need: Need) -> bool:
    """Whether the actor may read what a need is; a strict one only by role."""
    return need.sensitivity != "strict" or actor.sees_strict or actor.kind == "system"


def shows(actor: Actor, category: str) -> bool:
    """Whether a row of this category of data may be read word by word."""
    return category != "needs_sensitive" or actor.sees_strict


def can_resolve(actor: Actor, alert: CaseAlert) -> bool:
    """An alert is resolved by whom it notified, in the institution that carries the case."""
    return actor.institution_id == alert.owner_institution_id and actor.role in alert.notify_roles


def visible_cases(actor: Actor) -> QuerySet[Case]:
    """The cases that the actor's role may open at all, own and shared; row security narrows the rest."""
    return Case.objects.all() if can_read_case(actor) else Case.objects.none()
