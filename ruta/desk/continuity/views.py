"""Which offices are prepared, what does one do when everything fails, and what did its drills show?"""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ruta.accounts.enums import Role
from ruta.base.clock import today
from ruta.base.holding import holding
from ruta.base.numbers import read_number
from ruta.base.selectors import halts
from ruta.desk.beside import beside
from ruta.desk.cases.answering import attempt
from ruta.desk.continuity.forms import CallForm, ContinuityForm, DrillForm, HeldForm, MendForm, OffForm, of_plan
from ruta.desk.continuity.lists import OFFICES
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.listing import answered
from ruta.directory.actions import approve_continuity_plan, call_off_drill, mend_findings, plan_drill, record_drill, save_continuity_plan
from ruta.directory.enums import PhoneKind
from ruta.directory.models import Drill, Office
from ruta.directory.policies import CONTINUITY_ROLES, can_keep_continuity, demand_continuity
from ruta.directory.selectors import (
    approved_version,
    approved_versions,
    chain_of,
    continuity_of,
    drill_of,
    drills_of,
    office_prepared,
    offices_prepared,
    restores,
)
from ruta.field.policies import FIELD_ROLES
from ruta.people.selectors import user_names

READERS = frozenset(Role)  # everybody works in an office
RESTORES_SHOWN = 5


@require_http_methods(["GET", "HEAD", "POST"])
@roles(READERS)
def listing(request: DeskRequest) -> Any:
    """All offices: whether they have a plan, and when it was tried."""

    def find(text: str) -> Any:
        rows = offices_prepared(first=request.actor.institution_id).annotate(plan_mine=Q(institution_id=request.actor.institution_id))
        return rows.filter(holding(text, "short_name", "institution__short_name"))

    extra = {
        "today": today(), "restores": list(restores()[:RESTORES_SHOWN]), "mine": request.actor.institution_id,
        "papers_url": reverse("desk:papers") if request.actor.role in FIELD_ROLES else "", "halts": list(halts()[:RESTORES_SHOWN]),
    }  # fmt: skip
    return answered(request, OFFICES, find, "desk/continuity/list.html", lambda _page: extra)


@require_safe
@roles(READERS)
def office(request: DeskRequest, office_id: int) -> HttpResponse:
    """One office: its plan, to be printed and hung on the wall, and its drills."""
    return page_of(request, office_prepared(office_id))


@require_safe
@roles(READERS)
def version(request: DeskRequest, office_id: int, number: int) -> HttpResponse:
    """What was approved once, as it was read then."""
    place = office_prepared(office_id)
    row = approved_version(place, number)
    context = {
        "office": place, "version": row, "users": user_names({pk for pk in (row.by, row.approved_by) if pk}), "words": row.words,
        "calls": [(each, PhoneKind(each["kind"]).label) for each in row.calls], "holds": row == approved_versions(row.plan).first(),
    }  # fmt: skip
    return render(request, "desk/continuity/version.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(CONTINUITY_ROLES)
def edit(request: DeskRequest, office_id: int) -> HttpResponse:
    """Write the plan."""
    place = office_prepared(office_id)
    demand_continuity(request.actor, place)
    row, kept, status = continuity_of(place), None, 200
    form = ContinuityForm(request.POST or None, initial=of_plan(row))
    if request.method == "POST":

        def run() -> int:
            return save_continuity_plan(actor=request.actor, office=place, terms=form.terms(), version=form.cleaned_data["version"]).pk

        done, status = attempt(request, form, f"continuity.save {place.pk}", run)
        if done is not None:
            messages.success(request, _("Guardado. Lo aprueba otra persona."))
            return redirect("desk:continuity-office", place.pk)
        if hasattr(form, "conflict") and (row := continuity_of(place)):
            kept = beside(form, {name: value for name, value in of_plan(row).items() if name != "version"}, version=str(row.version))
    told = {
        "beside": kept,
        "beside_at": row.at if row else None,
        "beside_by": user_names({row.by}).get(row.by, "") if row and row.by else "",
    }
    return render(request, "desk/continuity/edit.html", {"form": form, "office": place, **told}, status=status)


@require_POST
@roles(CONTINUITY_ROLES)
def approve(request: DeskRequest, office_id: int) -> HttpResponse:
    """Let the plan hold, as it was read."""
    place, form = office_prepared(office_id), forms.Form(request.POST)
    version = read_number(request.POST.get("version"))
    run = lambda: approve_continuity_plan(actor=request.actor, office=place, version=version).pk  # noqa: E731
    return done(request, place, ("approve", form), run, _("Aprobado."))


@require_POST
@roles(CONTINUITY_ROLES)
def plan_one(request: DeskRequest, office_id: int) -> HttpResponse:
    """Plan a drill."""
    place, form = office_prepared(office_id), DrillForm(request.POST)
    run = lambda: plan_drill(actor=request.actor, office=place, **form.cleaned_data).pk  # noqa: E731
    return done(request, place, ("drill", form), run, _("Simulacro previsto."))


@require_http_methods(["GET", "HEAD", "POST"])
@roles(READERS)
def drill(request: DeskRequest, drill_id: int) -> HttpResponse:
    """One drill: how it went, what it showed, and how that was mended."""
    row = drill_of(drill_id)
    form, status = (HeldForm if row.held_on is None else MendForm)(request.POST or None), 200
    if request.method == "POST":

        def run() -> int:
            if isinstance(form, HeldForm):
                return record_drill(actor=request.actor, drill_id=row.pk, held=form.held()).pk
            return mend_findings(actor=request.actor, drill_id=row.pk, mending=form.cleaned_data["mending"]).pk

        done, status = attempt(request, form, f"drill.say {row.pk}", run)
        if done is not None:
            messages.success(request, _("Guardado."))
            return redirect("desk:drill", row.pk)
    return _drill_page(request, row, status=status, form=form)


@require_POST
@roles(CONTINUITY_ROLES)
def call_off(request: DeskRequest, drill_id: int) -> HttpResponse:
    """Say before its day that it will not be held."""
    row, form = drill_of(drill_id), OffForm(request.POST)

    def run() -> int:
        return call_off_drill(actor=request.actor, drill_id=row.pk, why=form.cleaned_data["why"]).pk

    done, status = attempt(request, form, f"drill.off {row.pk}", run)
    if done is None:
        return _drill_page(request, row, status=status, off_form=form)
    messages.success(request, _("Cancelado."))
    return redirect("desk:drill", row.pk)


def _drill_page(request: DeskRequest, row: Drill, *, status: int = 200, **given: Any) -> HttpResponse:
    may = row.office is not None and can_keep_continuity(request.actor, row.office) and row.called_off_on is None
    is_open = row.held_on is None or (bool(row.findings) and row.mended_on is None)
    context = {
        "drill": row, "may": may and is_open, "form": (HeldForm if row.held_on is None else MendForm)(),
        "off_form": OffForm() if may and row.held_on is None and row.planned_on > today() else None,
    }  # fmt: skip
    return render(request, "desk/continuity/drill.html", context | given, status=status)


def page_of(request: DeskRequest, place: Office, *, status: int = 200, **given: Any) -> HttpResponse:
    """The office as this actor sees it; its plan is read in its own institution."""
    row, actor = continuity_of(place), request.actor
    may = can_keep_continuity(actor, place)
    waits = row is not None and row.approved_at is None
    chain, kept = (chain_of(row), list(approved_versions(row))) if row else ([], [])
    context = {
        "office": place, "plan": row, "may": may, "may_approve": may and waits and row is not None and row.by != actor.user_id, "waits": waits,
        "is_ours": place.institution_id == actor.institution_id, "drills": list(drills_of(place)), "today": today(), "drill_form": DrillForm() if may else None,
        "users": user_names({pk for pk in (row.by, row.approved_by, *(each.approved_by for each in kept)) if pk}) if row else {}, "approve_form": None, "drop_form": None, "chain": chain,
        "versions": kept, "holds": kept[0] if waits and kept else None,
        "call_form": CallForm(chain=[each for _depth, each in chain], initial={"version": row.version}) if may and row else None,
    }  # fmt: skip
    return render(request, "desk/continuity/office.html", context | given, status=status)


def done(request: DeskRequest, place: Office, named: tuple[str, forms.Form], run: Callable[[], int], sentence: str) -> HttpResponse:
    """Say that it was done, or show the office again with what was wrong."""
    name, form = named
    result, status = attempt(request, form, f"continuity.{name} {place.pk}", run)
    if result is None:
        return page_of(request, place, status=status, **{f"{name}_form": form})
    messages.success(request, sentence)
    return redirect("desk:continuity-office", place.pk)
