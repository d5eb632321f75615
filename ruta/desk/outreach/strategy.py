"""What does a strategy, of communication or of action, ask, and how much of it is done, shown and verified?"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ruta.accounts.policies import has_role
from ruta.base.clock import today
from ruta.communication.actions import (
    MilestoneTerms,
    add_milestone,
    approve_strategy,
    correct_strategy,
    drop_milestone,
    drop_strategy,
    open_strategy,
    show_milestone,
    verify_milestone,
)
from ruta.communication.enums import StrategyAim, StrategyState
from ruta.communication.models import Milestone, Strategy
from ruta.communication.policies import APPROVER_ROLES, READER_ROLES, WRITER_ROLES, can_approve, can_write
from ruta.communication.selectors import places_of, ruling_strategy, strategy_of, strategy_share
from ruta.communication.selectors import strategies as all_strategies
from ruta.desk.cases.answering import as_sent, attempt
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.outreach.forms import CorrectForm, EvidenceForm, MilestoneForm, StrategyForm, VerifyForm
from ruta.desk.outreach.lists import TONES
from ruta.desk.outreach.steps import finished, names_of
from ruta.insights.policies import FIGURE_ROLES
from ruta.roadmap.selectors.wished import SHARE_OF, wished_shares

STEPS: dict[str, Any] = {
    "evidencia": (EvidenceForm, show_milestone),
    "verificar": (VerifyForm, verify_milestone),
    "quitar": (forms.Form, drop_milestone),
}


@require_safe
@roles(READER_ROLES)
def strategies(request: DeskRequest, aim: str = StrategyAim.COMMUNICATION) -> HttpResponse:
    """The one in force of an aim: of the own institution, else the national one; and every version."""
    own = all_strategies().filter(institution=request.actor.institution_id or 0, aim=aim)
    row = own.filter(state=StrategyState.IN_FORCE).first() or ruling_strategy(aim) or own.first()
    return (
        _page(request, row)
        if row
        else render(request, "desk/outreach/none.html", {"may_write": _may_write(request), "aim": StrategyAim(aim)})
    )


@require_safe
@roles(READER_ROLES)
def strategy(request: DeskRequest, strategy_id: int) -> HttpResponse:
    """One version."""
    return _page(request, strategy_of(strategy_id))


@require_http_methods(["GET", "HEAD", "POST"])
@roles(WRITER_ROLES)
def new(request: DeskRequest) -> HttpResponse:
    """Begin a version."""
    form, status = StrategyForm(request.POST or None, initial={"aim": request.GET.get("para", StrategyAim.COMMUNICATION)}), 200
    if request.method == "POST":
        done, status = attempt(request, form, "strategy.new", lambda: open_strategy(actor=request.actor, **form.cleaned_data).pk)
        if done is not None:
            return redirect("desk:strategy", done)
    return render(request, "desk/outreach/strategy_new.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(WRITER_ROLES)
def correct(request: DeskRequest, strategy_id: int) -> HttpResponse:
    """Say better what a draft is for."""
    row, status = strategy_of(strategy_id), 200
    form = CorrectForm(request.POST or None, initial={name: getattr(row, name) for name in CorrectForm.base_fields})
    if request.method == "POST":

        def run() -> int:
            return correct_strategy(actor=request.actor, strategy_id=row.pk, **form.cleaned_data).pk

        done, status = attempt(request, form, f"strategy.correct {row.pk}", run)
        if done is not None:
            return redirect("desk:strategy", done)
    return render(request, "desk/outreach/strategy_new.html", {"form": form, "row": row}, status=status)


@require_POST
@roles(WRITER_ROLES)
def drop(request: DeskRequest, strategy_id: int) -> HttpResponse:
    """Give a draft up."""
    row, form = strategy_of(strategy_id), forms.Form(request.POST)

    def run() -> int:
        return drop_strategy(actor=request.actor, strategy_id=row.pk).pk

    back = "desk:outreach" if row.aim == StrategyAim.COMMUNICATION else "desk:action-strategy"
    return finished(request, form, f"strategy.drop {row.pk}", run, lambda status: _page(request, row, status=status, problem=form), (back,))


@require_POST
@roles(WRITER_ROLES)
def add(request: DeskRequest, strategy_id: int) -> HttpResponse:
    """Add a piece to a draft."""
    row = strategy_of(strategy_id)
    form = MilestoneForm(request.POST, aim=row.aim)

    def run() -> int:
        return add_milestone(actor=request.actor, strategy_id=row.pk, terms=MilestoneTerms(**form.cleaned_data)).pk

    return finished(
        request,
        form,
        f"strategy.add {row.pk}",
        run,
        lambda status: _page(request, row, status=status, add_form=form),
        ("desk:strategy", row.pk),
    )


@require_POST
@roles(APPROVER_ROLES)
def approve(request: DeskRequest, strategy_id: int) -> HttpResponse:
    """Let a draft rule."""
    row, form = strategy_of(strategy_id), forms.Form(request.POST)

    def run() -> int:
        return approve_strategy(actor=request.actor, strategy_id=row.pk).pk

    return finished(
        request,
        form,
        f"strategy.approve {row.pk}",
        run,
        lambda status: _page(request, row, status=status, problem=form),
        ("desk:strategy", row.pk),
    )


@require_POST
@roles(WRITER_ROLES)
def milestone(request: DeskRequest, milestone_id: int, step: str) -> HttpResponse:
    """Show, verify or drop one."""
    one = Milestone.objects.filter(pk=milestone_id).first()
    if step not in STEPS or one is None:
        raise Http404
    kind, verb = STEPS[step]
    row, form = strategy_of(one.strategy_id), kind(request.POST, prefix=None if step == "quitar" else f"h{one.pk}")

    def run() -> int:
        verb(actor=request.actor, milestone_id=one.pk, **form.cleaned_data)
        return one.pk

    return finished(
        request,
        form,
        f"milestone.{step} {one.pk}",
        run,
        lambda status: _page(request, row, status=status, problem=form, sent={one.pk: form}),
        ("desk:strategy", row.pk),
    )


def _may_write(request: DeskRequest) -> bool:
    return can_write(request.actor, request.actor.institution_id or 0)


def _page(
    request: DeskRequest, row: Strategy, *, status: int = 200, sent: Mapping[int, forms.Form] = MappingProxyType({}), **given: Any
) -> HttpResponse:
    rows = list(row.milestones.select_related("territory").order_by("due_on", "pk"))
    writes, is_draft = can_write(request.actor, row.institution_id), row.state == StrategyState.DRAFT
    places = places_of(row)
    versions = list(all_strategies().filter(institution=row.institution_id, aim=row.aim))
    context = {
        "row": row, "indicator": SHARE_OF[StrategyAim(row.aim)], "tone": TONES[row.state], "problem": None, "versions": versions, "places": places,
        "percent": strategy_share(rows), "planned": strategy_share(rows, until=today()), "reached": sum(each.since is not None for each in places),
        "milestones": [(each, *(as_sent(form, sent.get(each.pk)) for form in _forms_of(request, row, each, writes=writes))) for each in rows], "writes": writes, "today": today(),
        "weight": sum(each.weight for each in rows), "add_form": MilestoneForm(aim=row.aim) if writes and is_draft else None,
        "may_approve": is_draft and can_approve(request.actor, row.institution_id, row.authors), "names": names_of(*row.authors, row.approved_by),
        "has_sheets": has_role(request.actor, FIGURE_ROLES), "wished": wished_shares(row, rows, today()),
        "may_open": _may_write(request) and not any(each.state == StrategyState.DRAFT for each in versions),
    }  # fmt: skip
    return render(request, "desk/outreach/strategy.html", context | given, status=status)


def _forms_of(request: DeskRequest, row: Strategy, one: Milestone, *, writes: bool) -> tuple[Any, Any]:
    """What the reader may say of a piece now: its evidence, or whether that shows it."""
    if not writes or row.state != StrategyState.IN_FORCE or one.verified_at:
        return None, None
    verifies = one.evidence and can_approve(request.actor, row.institution_id, [one.shown_by])
    return (None, VerifyForm(prefix=f"h{one.pk}")) if verifies else (None if one.evidence else EvidenceForm(prefix=f"h{one.pk}"), None)
