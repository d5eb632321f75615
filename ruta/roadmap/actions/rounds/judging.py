"""How does coordination accept or return an answer, and how is a round closed for good?"""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ruta.base.clock import now
from ruta.base.context import Actor
from ruta.base.errors import Conflict, Invalid, NotOpen, Refused
from ruta.base.transactions import action
from ruta.roadmap.actions.rounds.holding import hold_round
from ruta.roadmap.actions.rounds.opening import count_values
from ruta.roadmap.enums import AskKind, Stage
from ruta.roadmap.models import Progress, Round, RoundVerdict
from ruta.roadmap.policies import demand_steering
from ruta.roadmap.rules import state_said
from ruta.roadmap.selectors.rounds import Asked, asked_in, asked_of


@action
def judge_answer(*, actor: Actor, ask_id: int, is_accepted: bool, reason: str = "", seen: int | None = None) -> RoundVerdict:
    """Accept what was handed in, or return it with a reason; `seen` is the sending that was on the page."""
    demand_steering(actor)
    asked = asked_of(ask_id)
    hold_round(asked.ask.round_id)
    asked = asked_of(ask_id)
    answer = asked.answer
    if answer is None or asked.stage != Stage.SENT:
        raise NotOpen(_("Esta respuesta no espera validación. Actualice la página."))
    if seen is not None and seen != answer.sending:
        raise Conflict(_("La institución envió otra versión mientras usted leía. Revísela y valide otra vez."))
    if actor.user_id is not None and answer.by == actor.user_id:
        raise Refused(_("Quien contestó no valida su propia respuesta. Pídalo a otra persona de coordinación."))
    if not is_accepted and not reason.strip():
        raise Invalid(_("Diga qué falta o qué hay que corregir."), fields={"reason": _("Diga qué falta o qué hay que corregir.")})
    verdict = RoundVerdict.objects.create(
        answer=answer, round=asked.ask.round, owner_institution_id=answer.owner_institution_id, sending=answer.sending,
        is_accepted=is_accepted, reason=reason.strip(), by=actor.user_id, at=now(),
    )  # fmt: skip
    if is_accepted and asked.ask.kind == AskKind.ACTIVITY:
        _report(actor, asked)
    return verdict


@action
def close_round(*, actor: Actor, round_id: int, summary: str) -> Round:
    """Freeze a round: what was not answered stays unanswered, and its summary says why."""
    demand_steering(actor)
    row = hold_round(round_id)
    asked = asked_in(row)
    unjudged = sum(each.stage == Stage.SENT for each in asked)
    if unjudged:
        raise NotOpen(
            ngettext("Queda %(count)s respuesta por validar. Valídela o devuélvala antes de cerrar.",
                     "Quedan %(count)s respuestas por validar. Valídelas o devuélvalas antes de cerrar.", unjudged) % {"count": unjudged}
        )  # fmt: skip
    if not summary.strip():
        sentence = _("Escriba el resumen de la ronda; si faltan respuestas, diga por qué se cierra sin ellas.")
        raise Invalid(sentence, fields={"summary": sentence})
    count_values(actor=actor, round_id=row.pk)
    row.closed_at, row.closed_by, row.summary = now(), actor.user_id, summary.strip()
    row.save(update_fields=["closed_at", "closed_by", "summary"])
    return row


def _report(actor: Actor, asked: Asked) -> None:
    """The plan shows what was validated: the mean of the institutions that answer for the activity."""
    same = [each for each in asked_in(asked.ask.round) if each.ask.key == asked.ask.key and each.ask.kind == AskKind.ACTIVITY]
    known = [each.answer.percent for each in same if each.stage == Stage.ACCEPTED and each.answer and each.answer.percent is not None]
    percent = round(sum(known) / len(known)) if known else 0
    answer = asked.answer
    Progress.objects.create(
        plan=asked.ask.round.plan, key=asked.ask.key, state=state_said(percent), percent=percent, note=answer.done[:400] if answer else "",
        at=now(), by=actor.user_id, institution_id=asked.ask.owner_institution_id,
    )  # fmt: skip
