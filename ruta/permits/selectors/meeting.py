"""What of all that a verb may need is there already for this dossier?"""

from ruta.base.clock import today
from ruta.base.context import Actor
from ruta.permits.enums import MeasureKind, Needed, RequirementState
from ruta.permits.models import Dossier, Measure, Payment, Requirement
from ruta.permits.policies import has_other_eyes
from ruta.permits.rules import Procedure

SETTLED = {RequirementState.ACCEPTED, RequirementState.WAIVED}


def met_needs(actor: Actor, dossier: Dossier, procedure: Procedure, *, note: str = "", reason: str = "") -> set[Needed]:
    """The needs that are met; the table says which of them a verb asks for."""
    met = {
        Needed.NOTE: bool(note.strip()), Needed.REASON: reason in {each.code for each in procedure.reasons_of("denial")},
        Needed.REQUIREMENTS: has_all_requirements(dossier, procedure), Needed.PAYMENTS: has_all_payments(dossier, procedure),
        Needed.INSPECTION: _was_inspected(dossier),
    }  # fmt: skip
    return {need for need, is_met in met.items() if is_met} | standing_needs(actor, dossier)


def standing_needs(actor: Actor, dossier: Dossier) -> set[Needed]:
    """What is met or not whatever is brought: who asks, and whether the time is over."""
    is_late = dossier.due_on is not None and dossier.due_on < today()
    eyes = {Needed.OTHER_EYES} if has_other_eyes(actor, dossier) else set[Needed]()
    return {Needed.LATE if is_late else Needed.IN_TIME} | eyes


def has_all_requirements(dossier: Dossier, procedure: Procedure) -> bool:
    """Whether every requirement that must be there was accepted or does not apply."""
    states = dict(Requirement.objects.filter(dossier=dossier).order_by("pk").values_list("code", "state"))
    return all(states.get(each.code) in SETTLED for each in procedure.requirements if each.required)


def has_all_payments(dossier: Dossier, procedure: Procedure) -> bool:
    """Whether a receipt was noted for every payment."""
    paid = set(Payment.objects.filter(dossier=dossier).order_by("pk").values_list("code", flat=True))
    return all(each.code in paid for each in procedure.payments if each.required)


def _was_inspected(dossier: Dossier) -> bool:
    return Measure.objects.filter(dossier=dossier, kind=MeasureKind.INSPECTION).exists()
