"""How is something undertaken and closed, a risk valued, a roundtable written down, and a light put by hand?"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from ruta.base.clock import HONDURAS, now, today
from ruta.base.context import Actor
from ruta.base.days import wrong_year
from ruta.base.errors import Conflict, Invalid, NotOpen, Refused
from ruta.base.transactions import action
from ruta.directory.models import Institution
from ruta.roadmap.models import Contribution, LightSaid, Meeting, Plan, RiskReview, Round, Undertaking
from ruta.roadmap.policies import can_answer_for, can_edit_plans, can_note, can_steer_rounds
from ruta.roadmap.selectors.following import can_correct, can_reopen, undertaking_of, watched_risk
from ruta.roadmap.selectors.trees import current_version, node_of

YEARS_AHEAD = 10
ENDING = ("closed_at", "closed_by", "outcome", "was_kept", "kept_on")


@dataclass(frozen=True, kw_only=True)
class Promise:
    """What will be done, by whom and by when, and where it comes from."""

    kind: str
    title: str
    institution: Institution
    due_on: date
    plan: Plan | None = None
    key: str = ""
    round: Round | None = None
    meeting: Meeting | None = None


@dataclass(frozen=True, kw_only=True)
class Valuation:
    """What is thought of a risk today."""

    probability: int
    impact: int
    control: str
    institution: Institution
    review_on: date


@action
def undertake(*, actor: Actor, said: Promise) -> Undertaking:
    """Write down what an institution will do; it reappears until it is closed."""
    _demand_noting(actor, said.meeting)
    _demand_due(said.due_on, said.meeting.held_on if said.meeting else today())  # minutes are typed late too
    if said.plan and said.key:
        node_of(current_version(said.plan), said.key)
    return Undertaking.objects.create(
        kind=said.kind, title=said.title.strip(), institution=said.institution, due_on=said.due_on, plan=said.plan, key=said.key, round=said.round,
        meeting=said.meeting, by=actor.user_id, at=now(),
    )  # fmt: skip


@action
def correct_undertaking(*, actor: Actor, undertaking_id: int, kind: str, title: str, institution: Institution, due_on: date) -> Undertaking:
    """Say better what was undertaken, within the week and before everybody reads it; what it said stays in the audit."""
    row = _noted_lately(actor, undertaking_id)
    _demand_due(due_on, min(_agreed_on(row), row.due_on))
    row.kind, row.title, row.institution, row.due_on = kind, title.strip(), institution, due_on
    row.save(update_fields=["kind", "title", "institution", "due_on"])
    return row


@action
def drop_undertaking(*, actor: Actor, undertaking_id: int) -> None:
    """Take out what was noted twice or by mistake, within the week and before everybody reads it; the audit keeps what it said."""
    row = _noted_lately(actor, undertaking_id)
    if Contribution.objects.filter(undertaking=row).exists():
        raise NotOpen(_("Un aporte de la comunidad se contestó con este compromiso. Corríjalo en vez de quitarlo."))
    row.delete()


@action
def close_undertaking(*, actor: Actor, undertaking_id: int, outcome: str, was_kept: bool, kept_on: date | None = None) -> Undertaking:
    """Say how it ended, whether it was kept and on which day, today unless said; only whoever answers for it, or coordination."""
    found = _answered_for(actor, undertaking_id)
    if found.closed_at is not None:
        raise NotOpen(_("Esta acción ya se cerró. Actualice la página."))
    if not outcome.strip():
        raise Invalid(_("Diga cómo terminó."), fields={"outcome": _("Diga cómo terminó.")})
    day = (kept_on or today()) if was_kept else None
    if sentence := _wrong_day(found, kept_on, was_kept=was_kept):
        raise Invalid(_("Revise la fecha."), fields={"kept_on": sentence})
    found.closed_at, found.closed_by, found.outcome, found.was_kept, found.kept_on = now(), actor.user_id, outcome.strip(), was_kept, day
    found.save(update_fields=ENDING)
    return found


@action
def reopen_undertaking(*, actor: Actor, undertaking_id: int, seen: str) -> Undertaking:
    """Take back an ending that was told by mistake, within the week, by whoever may close it; `seen` says which, as `Undertaking.told_at` does."""
    found = _answered_for(actor, undertaking_id)
    if not can_reopen(found):
        raise NotOpen(_("Eso ya no se deshace: pasó más de una semana, o ya está abierta."))
    if seen != found.told_at:
        raise Conflict(_("Otra persona la cerró de nuevo mientras usted la veía. Actualice la página."))
    found.closed_at, found.closed_by, found.outcome, found.was_kept, found.kept_on = None, None, "", None, None
    found.save(update_fields=ENDING)
    return found


def _answered_for(actor: Actor, undertaking_id: int) -> Undertaking:
    """One that this actor may close, held until the end of the transaction."""
    Undertaking.objects.select_for_update().filter(pk=undertaking_id).first()
    found = undertaking_of(undertaking_id)
    if not can_steer_rounds(actor) and not can_answer_for(actor, found.institution_id):
        raise Refused(_("La cierra el enlace de la institución que responde, o coordinación central."))
    return found


def _noted_lately(actor: Actor, undertaking_id: int) -> Undertaking:
    Undertaking.objects.select_for_update().filter(pk=undertaking_id).first()
    row = undertaking_of(undertaking_id)
    _demand_noting(actor, row.meeting)
    if not can_correct(row):
        raise NotOpen(_("Eso ya no se corrige: pasó más de una semana, se cerró o su acta está publicada."))
    return row


def _demand_due(day: date, first: date) -> None:
    late = _("Ese día ya había pasado cuando se acordó.") if day < first else ""
    if sentence := late or wrong_year(day, ahead=YEARS_AHEAD):
        raise Invalid(_("Revise la fecha."), fields={"due_on": sentence})


def _wrong_day(row: Undertaking, day: date | None, *, was_kept: bool) -> str:
    if not was_kept:
        return _("Quite la fecha: lo que no se cumplió no tiene día en que se cumplió.") if day else ""
    return "" if min(_agreed_on(row), row.due_on) <= (day or today()) <= today() else _("Se cumplió entre el día en que se acordó y hoy.")


def _agreed_on(row: Undertaking) -> date:
    return row.meeting.held_on if row.meeting else row.at.astimezone(HONDURAS).date()


@action
def review_risk(*, actor: Actor, risk_id: int, said: Valuation) -> RiskReview:
    """Value a risk of a plan: how probable, how grave, what controls it, and when to look again. What was thought before stays."""
    _demand_editor(actor)
    watched = watched_risk(risk_id)
    if said.review_on <= today():
        raise Invalid(_("Revise la fecha."), fields={"review_on": _("La próxima revisión va después de hoy.")})
    return RiskReview.objects.create(
        plan=watched.plan, key=watched.risk.node.key, text=watched.risk.text, probability=said.probability, impact=said.impact,
        control=said.control.strip(), institution=said.institution, review_on=said.review_on, by=actor.user_id, at=now(),
    )  # fmt: skip


@action
def write_meeting(*, actor: Actor, title: str, held_on: date, place: str, present: str, minutes: str) -> Meeting:
    """Keep the minutes of a roundtable; its commitments are undertaken from its page."""
    _demand_editor(actor)
    if sentence := _("El acta se escribe después de la mesa.") if held_on > today() else wrong_year(held_on):
        raise Invalid(_("Revise la fecha."), fields={"held_on": sentence})
    return Meeting.objects.create(
        title=title.strip(),
        held_on=held_on,
        place=place.strip(),
        present=present.strip(),
        minutes=minutes.strip(),
        by=actor.user_id,
        at=now(),
        minutes_by=actor.user_id,
        minutes_at=now(),
    )


@action
def say_light(*, actor: Actor, plan: Plan, key: str, light: str, reason: str) -> LightSaid:
    """Put a light over the rule, or give the rule back its place; both need a reason, and both are shown."""
    if not can_steer_rounds(actor):
        raise Refused(_("Solo coordinación central pone un semáforo a mano, y se ve que lo hizo."))
    node_of(current_version(plan), key)
    if not reason.strip():
        raise Invalid(_("Diga por qué."), fields={"reason": _("Diga por qué.")})
    return LightSaid.objects.create(plan=plan, key=key, light=light, reason=reason.strip(), by=actor.user_id, at=now())


def _demand_noting(actor: Actor, meeting: Meeting | None) -> None:
    if not can_note(actor, meeting):
        _demand_editor(actor)
    if meeting is not None and meeting.published_at is not None:
        raise NotOpen(_("El acta ya se publicó, y sus compromisos con ella. Anótelo en la próxima reunión, o retire el acta."))


def _demand_editor(actor: Actor) -> None:
    if not can_edit_plans(actor):
        raise Refused(_("Lo anotan coordinación central, los enlaces de monitoreo y administración. Pídalo a una de ellas."))
