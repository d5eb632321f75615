"""How is it noted what an employer expects, when a sector takes on people, whom somebody will visit and what came of it?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from ruta.base.clock import now, today
from ruta.base.context import Actor
from ruta.base.errors import Invalid, NotFound, NotOpen
from ruta.base.transactions import action
from ruta.employers.actions.registering import section_of
from ruta.employers.enums import VisitOutcome, VisitState
from ruta.employers.models import Employer, Expectation, Season, Visit
from ruta.employers.policies import demand_prospecting
from ruta.employers.rules import months_of
from ruta.employers.selectors import employer_of, employers, is_non_user
from ruta.territory.models import Department

MOST_AT_ONCE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The checked answers of an employer, and how its instrument reads them."""

    instrument: str
    version: str
    answers: Mapping[str, Any] = field(default_factory=dict)
    segment: str = ""
    potential: int | None = None


@action
def keep_expectations(*, actor: Actor, employer_id: int, said: Said) -> Expectation:
    """Keep what an employer expects with today's date; the older ones stay. Its segment follows the newest."""
    demand_prospecting(actor)
    employer = employer_of(actor, employer_id)
    answers = said.answers
    made = Expectation.objects.create(
        owner_institution_id=employer.owner_institution_id, employer=employer, instrument=said.instrument, instrument_version=said.version,
        answers=dict(answers), segment=said.segment, potential=said.potential, will_hire=str(answers.get("will_hire", "")),
        persons=answers.get("hire_number"), jobs=str(answers.get("hire_occupation", "")), peak_months=months_of(answers.get("peak_months", ())),
        asked_on=today(), asked_by=actor.user_id, asked_at=now(),
    )  # fmt: skip
    Employer.objects.filter(pk=employer.pk).update(segment=said.segment)
    return made


@action
def note_season(*, actor: Actor, title: str, section: str, department: str, months: Sequence[int], source: str = "") -> Season:
    """Note in which months a sector takes on people in a department, and who says so."""
    demand_prospecting(actor)
    if not title.strip():
        raise _fault("title", _("Escriba qué temporada es: corte de café, ventas de diciembre…"))
    if not section or section_of(section) != section:
        raise _fault("section", _("Elija un sector de la lista."))
    if not Department.objects.filter(pk=department).exists():
        raise _fault("department", _("Elija un departamento de la lista."))
    chosen = sorted({month for month in months if month in range(1, 13)})
    if not chosen:
        raise _fault("months", _("Marque al menos un mes."))
    return Season.objects.create(
        owner_institution_id=actor.institution_id or 0, title=" ".join(title.split()), section=section, department=department, months=chosen,
        source=source.strip(), noted_at=now(), noted_by=actor.user_id,
    )  # fmt: skip


@action
def remove_season(*, actor: Actor, season_id: int) -> None:
    """It is so no longer."""
    demand_prospecting(actor)
    Season.objects.filter(owner_institution_id=actor.institution_id or 0, pk=season_id).delete()


@action
def plan_visits(*, actor: Actor, employer_ids: Sequence[int], planned_on: date, purpose: str = "") -> int:
    """Plan a visit of each employer for a day to come; whoever has one on that day keeps the one. Says how many are new."""
    demand_prospecting(actor)
    if planned_on < today():
        raise _fault("planned_on", _("Ese día ya pasó. Ponga uno que venga."))
    locked = employers(actor).select_for_update(of=("self",))  # whoever plans at this moment comes before or after
    rows = list(locked.filter(pk__in=list(employer_ids)[:MOST_AT_ONCE]).order_by("pk"))
    if not rows:
        raise _fault("employers", _("Marque al menos un empleador."))
    has_one = set(
        Visit.objects.filter(employer__in=rows, planned_on=planned_on, state=VisitState.PLANNED).values_list("employer", flat=True)
    )
    made = [_planned(actor, row, planned_on, purpose) for row in rows if row.pk not in has_one]
    Visit.objects.bulk_create(made)
    return len(made)


@action
def close_visit(*, actor: Actor, visit_id: int, outcome: str, note: str = "", next_on: date | None = None) -> Visit:
    """Say what came of a visit; another one may be planned at once."""
    visit = _held(actor, visit_id)
    if outcome not in VisitOutcome.values:
        raise _fault("outcome", _("Elija qué resultó de la visita."))
    if next_on is not None and next_on <= today():
        raise _fault("next_on", _("Ponga un día que venga."))
    visit.state, visit.outcome, visit.note, visit.done_on, visit.done_by = VisitState.DONE, outcome, note.strip(), today(), actor.user_id
    visit.save()
    if next_on is not None:
        plan_visits(actor=actor, employer_ids=[visit.employer_id], planned_on=next_on, purpose=visit.purpose)
    return visit


@action
def cancel_visit(*, actor: Actor, visit_id: int, note: str) -> Visit:
    """It will not take place; why is asked for."""
    visit = _held(actor, visit_id)
    if not note.strip():
        raise _fault("note", _("Escriba por qué."))
    visit.state, visit.note = VisitState.CANCELLED, note.strip()
    visit.save()
    return visit


def _planned(actor: Actor, employer: Employer, planned_on: date, purpose: str) -> Visit:
    return Visit(
        owner_institution_id=employer.owner_institution_id, employer=employer, section=employer.section, department=employer.department,
        is_non_user=is_non_user(employer), planned_on=planned_on, purpose=purpose.strip(), planned_by=actor.user_id, made_at=now(),
    )  # fmt: skip


def _held(actor: Actor, visit_id: int) -> Visit:
    demand_prospecting(actor)
    visit = Visit.objects.select_for_update().filter(pk=visit_id, owner_institution_id=actor.institution_id or 0).first()
    if visit is None:
        raise NotFound(_("Esa visita no es de su institución."))
    if visit.state != VisitState.PLANNED:
        raise NotOpen(_("Esa visita ya se cerró. Recargue la página."))
    return visit


def _fault(field_name: str, sentence: str) -> Invalid:
    return Invalid(sentence, fields={field_name: sentence})
