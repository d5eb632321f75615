"""How does a doubt become an answer that holds for all? Reported, answered by legal advice, and published as a criterion by somebody else."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from ruta.base import clock
from ruta.base.context import Actor
from ruta.base.errors import Invalid, NotFound, NotOpen, Refused
from ruta.base.transactions import action
from ruta.legal.enums import CriterionState, GapState
from ruta.legal.models import Criterion, Gap, Instrument, Opinion
from ruta.legal.policies import can_decide_criterion, can_give_opinions, demand_keeping, demand_reporting

LONGEST = 8_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A question in general words, and what holds."""

    question: str
    answer: str
    basis: str = ""
    norm: str = ""
    is_public: bool = False


@action
def report_gap(*, actor: Actor, question: str, situation: str, norm: str = "", key: str = "") -> Gap:
    """Say where a norm is silent or unclear. Of the person only what the question needs: no names."""
    demand_reporting(actor)
    _demand({"question": question, "situation": situation})
    return Gap.objects.create(
        owner_institution_id=actor.institution_id or 0, question=question.strip()[:200], situation=situation.strip(), instrument=_norm(norm),
        key=key, reported_by=actor.user_id, reported_at=clock.now(),
    )  # fmt: skip


@action
def give_opinion(*, actor: Actor, gap_id: int, text: str, basis: str = "") -> Opinion:
    """Answer a gap. Whoever reported it reads the answer."""
    if not can_give_opinions(actor):
        raise Refused(_("El dictamen lo escribe asesoría legal."))
    _demand({"text": text})
    gap = _gap(gap_id)
    made = Opinion.objects.create(
        owner_institution_id=gap.owner_institution_id, gap=gap, text=text.strip(), basis=basis.strip(), given_by=actor.user_id,
        given_at=clock.now(),
    )  # fmt: skip
    gap.state, gap.answered_at = GapState.ANSWERED, made.given_at
    gap.save(update_fields=["state", "answered_at"])
    return made


@action
def propose_criterion(*, actor: Actor, answer: Answer, gap_id: int | None = None) -> Criterion:
    """Write an answer for every like case; a second person publishes it."""
    demand_keeping(actor)
    _demand({"question": answer.question, "answer": answer.answer})
    gap = _gap(gap_id) if gap_id else None
    return Criterion.objects.create(
        number=_next_number(), question=answer.question.strip()[:200], answer=answer.answer.strip(), basis=answer.basis.strip(),
        instrument=_norm(answer.norm), gap_ref=gap.pk if gap else None, is_public=answer.is_public, state=CriterionState.PROPOSED,
        proposed_by=actor.user_id, proposed_at=clock.now(),
    )  # fmt: skip


@action
def decide_criterion(*, actor: Actor, number: str, is_approved: bool, reason: str = "") -> Criterion:
    """Let it hold, or not; whoever wrote it does not decide. One that holds can be taken back by saying why."""
    row = Criterion.objects.select_for_update().filter(number=number).first()
    if row is None:
        raise NotFound(_("Ese criterio no existe."))
    if not can_decide_criterion(actor, row):
        raise Refused(_("Lo decide otra persona de asesoría legal o coordinación central, no quien lo escribió."))
    if row.state == CriterionState.WITHDRAWN or (is_approved and row.state == CriterionState.PUBLISHED):
        raise NotOpen(_("Este criterio ya se decidió. Vuelva a abrirlo."))
    if not is_approved and not reason.strip():
        sentence = _("Diga por qué.")
        raise Invalid(sentence, fields={"reason": sentence})
    row.state = CriterionState.PUBLISHED if is_approved else CriterionState.WITHDRAWN
    row.decided_by, row.decided_at, row.reason = actor.user_id, clock.now(), reason.strip()
    row.save(update_fields=["state", "decided_by", "decided_at", "reason"])
    if is_approved and row.gap_ref:
        Gap.objects.filter(pk=row.gap_ref).update(state=GapState.SETTLED)
    return row


def _next_number() -> str:
    year = clock.today().year
    last = Criterion.objects.select_for_update().filter(number__startswith=f"C-{year}-").order_by("-number").first()
    return f"C-{year}-{int(last.number[-3:]) + 1 if last else 1:03d}"


def _gap(gap_id: int) -> Gap:
    row = Gap.objects.select_for_update(of=("self",)).filter(pk=gap_id).first()
    if row is None:
        raise NotFound(_("Esa duda no existe o es de otra institución."))
    return row


def _norm(code: str) -> Instrument | None:
    return Instrument.objects.filter(code=code).first() if code else None


def _demand(said: dict[str, str]) -> None:
    fields = {name: _("Escríbalo con sus palabras.") for name, text in said.items() if not text.strip()}
    fields |= {name: _("Es demasiado largo. Resuma.") for name, text in said.items() if len(text) > LONGEST}
    if fields:
        raise Invalid(next(iter(fields.values())), fields=fields)
