"""How is a strategy written, approved and shown to be done, milestone by milestone?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from ruta.base.clock import now, today
from ruta.base.context import Actor
from ruta.base.days import wrong_year
from ruta.base.errors import Invalid, NotFound, NotOpen
from ruta.base.transactions import action
from ruta.communication.enums import PARTS, Segment, StrategyAim, StrategyState
from ruta.communication.models import Milestone, Strategy
from ruta.communication.policies import demand_approving, demand_writing
from ruta.communication.quiet import tells
from ruta.territory.models import Territory

LONGEST, WORDS, HEAVIEST = 160, 3000, 100
YEARS_AHEAD = 10
KEPT = (
    "kind",
    "title",
    "weight",
    "due_on",
    "segment",
    "territory_id",
    "evidence",
    "evidence_on",
    "shown_by",
    "verified_at",
    "verified_by",
    "doubt",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneTerms:
    """What is to be done by when, how much it weighs, for whom and where."""

    kind: str
    title: str
    weight: int
    due_on: date
    segment: str = Segment.ALL
    territory_code: str = ""


@action
def open_strategy(*, actor: Actor, title: str, summary: str, begins: date, ends: date, aim: str = StrategyAim.COMMUNICATION) -> Strategy:
    """Begin a version; it takes along what the one in force has, so that adjusting loses no evidence."""
    institution = actor.institution_id or 0
    demand_writing(actor, institution)
    if aim not in StrategyAim.values:
        raise fault("aim", _("Elija una opción de la lista."))
    _demand_told(title, summary, begins, ends)
    known = Strategy.objects.filter(institution=institution, aim=aim).order_by("-number")
    if known.filter(state=StrategyState.DRAFT).exists():
        raise NotOpen(_("Ya hay un borrador. Apruébelo, corríjalo o descártelo antes de abrir otro."))
    last = known.first()
    made = Strategy.objects.create(
        institution_id=institution, aim=aim, number=(last.number if last else 0) + 1, title=short(title), summary=summary.strip()[:WORDS],
        begins=begins, ends=ends, made_at=now(), made_by=actor.user_id, hands=with_hand((), actor),
    )  # fmt: skip
    ruling = known.filter(state=StrategyState.IN_FORCE).first()
    if ruling:
        rows = ruling.milestones.order_by("due_on", "pk")
        Milestone.objects.bulk_create(Milestone(strategy=made, **{name: getattr(row, name) for name in KEPT}) for row in rows)
    return made


@action
def correct_strategy(*, actor: Actor, strategy_id: int, title: str, summary: str, begins: date, ends: date) -> Strategy:
    """Say better what a draft is for."""
    row = _changed(actor, _draft(actor, strategy_id))
    _demand_told(title, summary, begins, ends)
    row.title, row.summary, row.begins, row.ends = short(title), summary.strip()[:WORDS], begins, ends
    row.save(update_fields=["title", "summary", "begins", "ends"])
    return row


@action
def drop_strategy(*, actor: Actor, strategy_id: int) -> Strategy:
    """Give a draft up: the one in force takes evidence again."""
    row = _draft(actor, strategy_id)
    row.state = StrategyState.DROPPED
    row.save(update_fields=["state"])
    return row


@action
def add_milestone(*, actor: Actor, strategy_id: int, terms: MilestoneTerms) -> Milestone:
    """Add a weighted piece to a draft."""
    row = _changed(actor, _draft(actor, strategy_id))
    if not terms.title.strip():
        raise fault("title", _("Escriba qué se va a hacer."))
    demand_plain(title=terms.title)
    if not 1 <= terms.weight <= HEAVIEST:
        raise fault("weight", _("El peso va de 1 a 100."))
    if terms.kind not in PARTS[StrategyAim(row.aim)] or terms.segment not in Segment.values:
        raise Invalid(_("Elija una opción de la lista."))
    if terms.territory_code and not Territory.objects.filter(pk=terms.territory_code).exists():
        raise fault("territory_code", _("Elija un territorio de la lista."))
    if sentence := wrong_year(terms.due_on, ahead=YEARS_AHEAD) or _after(row, terms.due_on):
        raise fault("due_on", sentence)
    return Milestone.objects.create(
        strategy=row, kind=terms.kind, title=short(terms.title), weight=terms.weight, due_on=terms.due_on, segment=terms.segment,
        territory_id=terms.territory_code or None,
    )  # fmt: skip


@action
def drop_milestone(*, actor: Actor, milestone_id: int) -> int:
    """Take a piece out of a draft; gives the strategy's id."""
    row = _milestone(milestone_id)
    _changed(actor, _draft(actor, row.strategy_id))
    row.delete()
    return row.strategy_id


@action
def approve_strategy(*, actor: Actor, strategy_id: int) -> Strategy:
    """Let a draft rule in place of the one before; somebody who wrote none of it says so."""
    row = Strategy.objects.select_for_update(of=("self",)).filter(pk=strategy_id).first()
    if row is None:
        raise NotFound(_("Esa estrategia no existe. Vuelva a la lista."))
    demand_approving(actor, row.institution_id, row.authors)
    if row.state != StrategyState.DRAFT:
        raise NotOpen(_("Esa versión ya no es un borrador."))
    if not row.milestones.exists():
        raise Invalid(_("Una estrategia sin hitos no se puede medir. Agregue al menos uno."))
    if row.milestones.filter(due_on__gt=row.ends, verified_at=None).exists():
        raise Invalid(_("Un hito va después de que la estrategia termina. Corrija la fecha «hasta», o quite el hito."))
    _demand_plain_whole(row)
    ruling = Strategy.objects.filter(institution=row.institution_id, aim=row.aim, state=StrategyState.IN_FORCE)
    ruling.update(state=StrategyState.REPLACED)
    row.state, row.approved_at, row.approved_by = StrategyState.IN_FORCE, now(), actor.user_id
    row.save(update_fields=["state", "approved_at", "approved_by"])
    return row


@action
def show_milestone(*, actor: Actor, milestone_id: int, evidence: str, evidence_on: date) -> Milestone:
    """Say what shows that a piece is done."""
    row = _open_milestone(actor, milestone_id)
    _demand_settled(row)
    if not evidence.strip():
        raise fault("evidence", _("Escriba qué lo demuestra: un documento, una dirección, un acta."))
    if sentence := _("Ese día todavía no llega.") if evidence_on > today() else wrong_year(evidence_on, back=YEARS_AHEAD):
        raise fault("evidence_on", sentence)
    row.evidence, row.evidence_on, row.shown_by, row.doubt = evidence.strip()[:WORDS], evidence_on, actor.user_id, ""
    row.save(update_fields=["evidence", "evidence_on", "shown_by", "doubt"])
    return row


@action
def verify_milestone(*, actor: Actor, milestone_id: int, is_done: bool, doubt: str = "") -> Milestone:
    """Another person says that the evidence shows it, or sends it back with a reason."""
    row = _open_milestone(actor, milestone_id)
    _demand_settled(row)
    if not row.evidence:
        raise NotOpen(_("Sin evidencia no se verifica."))
    demand_approving(actor, row.strategy.institution_id, [row.shown_by])
    if is_done:
        row.verified_at, row.verified_by = now(), actor.user_id
    elif doubt.strip():
        row.evidence, row.evidence_on, row.shown_by, row.doubt = "", None, None, doubt.strip()[:WORDS]
    else:
        raise fault("doubt", _("Escriba qué le falta a la evidencia."))
    row.save(update_fields=["verified_at", "verified_by", "evidence", "evidence_on", "shown_by", "doubt"])
    return row


def _demand_told(title: str, summary: str, begins: date, ends: date) -> None:
    if not title.strip() or not summary.strip():
        raise Invalid(_("Escriba el título y de qué trata."))
    demand_plain(title=title, summary=summary)
    if ends <= begins:
        raise fault("ends", _("La fecha «hasta» es anterior a la fecha «desde»."))
    for name, day in (("begins", begins), ("ends", ends)):
        if sentence := wrong_year(day, ahead=YEARS_AHEAD):
            raise fault(name, sentence)


def _after(row: Strategy, day: date) -> str:
    return _("La estrategia termina antes de ese día.") if day > row.ends else ""


def _draft(actor: Actor, strategy_id: int) -> Strategy:
    row = Strategy.objects.select_for_update(of=("self",)).filter(pk=strategy_id).first()
    if row is None:
        raise NotFound(_("Esa estrategia no existe. Vuelva a la lista."))
    demand_writing(actor, row.institution_id)
    if row.state != StrategyState.DRAFT:
        raise NotOpen(_("Una estrategia aprobada conserva sus hitos. Abra una versión nueva para cambiarlos."))
    return row


def _changed(actor: Actor, row: Strategy) -> Strategy:
    """Whoever changed a draft does not approve it."""
    row.made_by, row.hands = actor.user_id, with_hand(row.hands, actor)
    row.save(update_fields=["made_by", "hands"])
    return row


def with_hand(hands: Iterable[int], actor: Actor) -> list[int]:
    """Who wrote in something, this actor too."""
    return sorted({*hands, *([actor.user_id] if actor.user_id else [])})


def _demand_settled(row: Milestone) -> None:
    """A draft took along what was shown when it was opened: what is shown meanwhile would stay behind."""
    if Strategy.objects.filter(institution=row.strategy.institution_id, aim=row.strategy.aim, state=StrategyState.DRAFT).exists():
        raise NotOpen(_("Hay una versión nueva en borrador. Apruébela y muestre en ella, o descártela."))


def _milestone(milestone_id: int) -> Milestone:
    row = Milestone.objects.select_related("strategy").select_for_update(of=("self",)).filter(pk=milestone_id).first()
    if row is None:
        raise NotFound(_("Ese hito ya no está. Recargue la página."))
    return row


def _open_milestone(actor: Actor, milestone_id: int) -> Milestone:
    row = _milestone(milestone_id)
    demand_writing(actor, row.strategy.institution_id)
    if row.strategy.state != StrategyState.IN_FORCE:
        raise NotOpen(_("La evidencia se pone en la estrategia vigente."))
    if row.verified_at:
        raise NotOpen(_("Ese hito ya está verificado."))
    return row


def short(text: str) -> str:
    """A title in one line."""
    return " ".join(text.split())[:LONGEST]


def _demand_plain_whole(row: Strategy) -> None:
    """Refuse a draft of which any part names something reserved: parts may be older than the look at each."""
    if any(map(tells, (row.title, row.summary, *row.milestones.values_list("title", flat=True)))):
        raise Invalid(
            _("El título, el resumen o un hito nombra algo reservado, y lo aprobado lo lee cualquiera. Corríjalo en el borrador.")
        )


def demand_plain(**said: str) -> None:
    """Refuse what everybody would read and names something reserved, each beside its field."""
    sentence = _("Nombra algo reservado, y esto lo lee cualquiera. Dígalo con otras palabras.")
    faults = {name: sentence for name, text in said.items() if tells(text)}
    if faults:
        raise Invalid(_("No se guardó: falta corregir algo."), fields=faults)


def fault(field: str, sentence: str) -> Invalid:
    """What is wrong with one field."""
    return Invalid(sentence, fields={field: sentence})
