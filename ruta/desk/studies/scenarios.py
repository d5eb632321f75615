"""What could come, what would announce it, and what would be done then?"""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ruta.base.numbers import read_number
from ruta.desk.cases.answering import attempt
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.listing import answered
from ruta.desk.outreach.steps import finished, names_of
from ruta.desk.studies.forms import ScenarioForm
from ruta.desk.studies.lists import SCENARIOS, named_themes
from ruta.insights.actions import save_scenario, show_scenario
from ruta.insights.models import Scenario
from ruta.insights.policies import STUDY_READERS, STUDY_WRITERS, can_register, can_show
from ruta.insights.selectors import found_scenarios, scenario_of, scenarios

KEPT = ("title", "horizon", "likelihood", "themes", "drivers", "story", "signs", "response")


@require_http_methods(["GET", "HEAD", "POST"])
@roles(STUDY_READERS)
def listing(request: DeskRequest) -> Any:
    """Every scenario, the nearest first."""

    def told(page: Any) -> dict[str, Any]:
        return {
            "rows": [(row, named_themes(row.themes)) for row in page.rows],
            "may_write": can_register(request.actor, request.actor.institution_id or 0),
        }

    return answered(request, SCENARIOS, lambda text: found_scenarios(scenarios(), text), "desk/studies/scenarios.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(STUDY_WRITERS)
def new(request: DeskRequest) -> HttpResponse:
    """Write one."""
    form, status = ScenarioForm(request.POST or None), 200
    if request.method == "POST":
        done, status = attempt(request, form, "scenario.new", lambda: save_scenario(actor=request.actor, terms=form.terms()).pk)
        if done is not None:
            return redirect("desk:scenario", done)
    return render(request, "desk/studies/scenario_new.html", {"form": form}, status=status)


@require_safe
@roles(STUDY_READERS)
def scenario(request: DeskRequest, scenario_id: int) -> HttpResponse:
    """One of them."""
    return _page(request, scenario_of(scenario_id))


@require_http_methods(["GET", "HEAD", "POST"])
@roles(STUDY_WRITERS)
def change(request: DeskRequest, scenario_id: int) -> HttpResponse:
    """Correct one that is not public."""
    row, status = scenario_of(scenario_id), 200
    if row.shown_at or not can_register(request.actor, row.institution_id):
        return redirect("desk:scenario", row.pk)
    first = {name: getattr(row, name) for name in KEPT} | {"study_ids": list(row.studies.order_by("pk").values_list("pk", flat=True))}
    form = ScenarioForm(request.POST or None, initial=first)
    if request.method == "POST":
        version = read_number(request.POST.get("version", ""))

        def run() -> int:
            return save_scenario(actor=request.actor, terms=form.terms(), scenario_id=row.pk, version=version).pk

        done, status = attempt(request, form, f"scenario.change {row.pk}", run)
        if done is not None:
            return redirect("desk:scenario", row.pk)
    return render(request, "desk/studies/scenario_new.html", {"form": form, "row": row}, status=status)


@require_POST
@roles(STUDY_WRITERS)
def step(request: DeskRequest, scenario_id: int, step: str) -> HttpResponse:
    """Let everybody read it, or take it back."""
    if step not in {"publicar", "quitar"}:
        raise Http404
    row, form = scenario_of(scenario_id), forms.Form(request.POST)

    def run() -> int:
        return show_scenario(actor=request.actor, scenario_id=row.pk, is_shown=step == "publicar").pk

    return finished(
        request,
        form,
        f"scenario.{step} {row.pk}",
        run,
        lambda status: _page(request, row, status=status, problem=form),
        ("desk:scenario", row.pk),
    )


def _page(request: DeskRequest, row: Scenario, *, status: int = 200, **given: Any) -> HttpResponse:
    is_mine = row.institution_id == request.actor.institution_id
    context = {
        "row": row, "problem": None, "themes": named_themes(row.themes), "studies": list(row.studies.defer("content").order_by("-published_on", "pk")),
        "names": names_of(row.noted_by, row.shown_by) if is_mine else {}, "may_show": can_show(request.actor, row),
        "may_change": can_register(request.actor, row.institution_id) and row.shown_at is None,
    }  # fmt: skip
    return render(request, "desk/studies/scenario.html", context | given, status=status)
