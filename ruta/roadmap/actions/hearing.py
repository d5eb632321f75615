"""How is what a community said written down, corrected before its answer, answered, and an answer taken back?"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from ruta.base.clock import now
from ruta.base.constraints import demand_constraints
from ruta.base.context import Actor
from ruta.base.errors import Conflict, Invalid, NotOpen, Refused
from ruta.base.transactions import action
from ruta.directory.models import Institution
from ruta.roadmap.models import Contribution, Meeting, Undertaking
from ruta.roadmap.policies import can_answer_contribution, can_take_back_answer, demand_convening
from ruta.roadmap.selectors.spaces import contribution_of, space_of


@dataclass(frozen=True, kw_only=True)
class Heard:
    """Something that a community said, and who answers."""

    theme: str
    said: str
    times: int
    institution: Institution
    meeting: Meeting | None = None


@action
def note_contribution(*, actor: Actor, space_id: int, said: Heard) -> Contribution:
    """Write down what a community said, and which institution answers."""
    space = space_of(space_id)
    demand_convening(actor, space.convener_id)
    row = Contribution(
        space=space, meeting=said.meeting, theme=said.theme.strip(), said=said.said.strip(), times=said.times, institution=said.institution,
        by=actor.user_id, at=now(),
    )  # fmt: skip
    demand_constraints(row)
    row.save()
    return row


@action
def answer_contribution(*, actor: Actor, contribution_id: int, answer: str, undertaking: Undertaking | None = None) -> Contribution:
    """Say what the institution does about it; what it undertook goes along."""
    row = _locked(contribution_id)
    if not can_answer_contribution(actor, row):
        raise Refused(_("Contesta la institución a la que le toca, o coordinación central."))
    if row.answered_at is not None:
        raise NotOpen(_("Este aporte ya tiene respuesta. Actualice la página."))
    if not answer.strip():
        raise Invalid(_("Escriba la respuesta."), fields={"answer": _("Escriba la respuesta.")})
    row.answer, row.answered_at, row.answered_by, row.undertaking = answer.strip(), now(), actor.user_id, undertaking
    row.save(update_fields=["answer", "answered_at", "answered_by", "undertaking"])
    return row


@action
def correct_contribution(*, actor: Actor, contribution_id: int, said: Heard) -> Contribution:
    """Say better what was said, or to whom; what has an answer is read by everybody with it, so the answer is taken back first."""
    row = _locked(contribution_id)
    demand_convening(actor, row.space.convener_id)
    if row.answered_at is not None:
        raise NotOpen(_("Este aporte ya tiene respuesta, y las dos se leen juntas. Retire primero la respuesta."))
    row.theme, row.said, row.times, row.institution = said.theme.strip(), said.said.strip(), said.times, said.institution
    demand_constraints(row)
    row.save(update_fields=["theme", "said", "times", "institution"])
    return row


@action
def take_back_answer(*, actor: Actor, contribution_id: int, seen: str) -> Contribution:
    """Nobody reads it any more, at once, and it waits again; `seen` says which, as `Contribution.told_at` does. The audit keeps it."""
    row = _locked(contribution_id)
    if not can_take_back_answer(actor, row):
        raise Refused(_("La retira la institución a la que le toca, quien convoca, o coordinación central."))
    if row.answered_at is None:
        raise NotOpen(_("Este aporte todavía no tiene respuesta. Actualice la página."))
    if seen != row.told_at:
        raise Conflict(_("Hay otra respuesta desde que usted la leyó. Actualice la página."))
    row.answer, row.answered_at, row.answered_by, row.undertaking = "", None, None, None
    row.save(update_fields=["answer", "answered_at", "answered_by", "undertaking"])
    return row


def _locked(contribution_id: int) -> Contribution:
    Contribution.objects.select_for_update().filter(pk=contribution_id).first()
    return contribution_of(contribution_id)
