"""Which norms does the compendium have, how sure is what it says, and who corrects it?"""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ruta.accounts.enums import Role
from ruta.base.clock import today
from ruta.base.days import read_day
from ruta.base.listing.paging import Page
from ruta.desk.cases.answering import attempt, say
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.listing import answered
from ruta.desk.norms.forms import FactsForm, NewForm, RelateForm, said_of
from ruta.desk.norms.lists import NORMS, memory_names
from ruta.legal.actions import correct_instrument, register_instrument, relate_instruments
from ruta.legal.models import Instrument
from ruta.legal.policies import KEEPERS, can_keep, can_report
from ruta.legal.selectors import corrections, criteria_on, days_of, instrument_of, instruments, related, revisions_of, search
from ruta.people.selectors import user_names

EVERYBODY = frozenset(Role)  # norms are public
LONGEST_SEARCH = 120


@require_http_methods(["GET", "HEAD", "POST"])
@roles(EVERYBODY)
def norms(request: DeskRequest) -> Any:
    """The compendium, in its order."""

    def told(page: Page) -> dict[str, Any]:
        del page
        return {"may_keep": can_keep(request.actor), "may_report": can_report(request.actor)}

    return answered(request, NORMS, instruments, "desk/norms/list.html", told)


norms.menu_roles = KEEPERS  # type: ignore[attr-defined]


@require_safe
@roles(EVERYBODY)
def norm(request: DeskRequest, code: str) -> HttpResponse:
    """One norm: what is known, how sure, what it has to do with others, who corrected it."""
    return _page(request, instrument_of(code))


@require_safe
@roles(EVERYBODY)
def find(request: DeskRequest) -> HttpResponse:
    """Where norms, articles in force on a day and criteria say these words."""
    text, day = " ".join(request.GET.get("q", "").split())[:LONGEST_SEARCH], read_day(request.GET.get("dia", "")) or today()
    context = {"text": text, "day": day, "hits": search(text, day, is_inside=True), "may_report": can_report(request.actor)}
    return render(request, "desk/norms/find.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(KEEPERS)
def new(request: DeskRequest) -> HttpResponse:
    """Add a norm."""
    form, status = NewForm(request.POST or None), 200
    if request.method == "POST":
        done, status = attempt(
            request, form, "norm.register",
            lambda: register_instrument(actor=request.actor, facts=form.facts(), code=form.cleaned_data["code"]).code,
        )  # fmt: skip
        if done is not None:
            say(request, _("Norma agregada al compendio."))
            return redirect("desk:norm", done)
    return render(request, "desk/norms/edit.html", {"form": form, "norm": None}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(KEEPERS)
def edit(request: DeskRequest, code: str) -> HttpResponse:
    """Correct what is said of a norm, naming where it was seen."""
    row, status = instrument_of(code), 200
    form = FactsForm(request.POST or None, initial=said_of(row))
    if request.method == "POST":

        def run() -> str:
            revision = form.cleaned_data["revision"] or 0
            return correct_instrument(actor=request.actor, code=code, facts=form.facts(), revision=revision).code

        done, status = attempt(request, form, f"norm.correct {code}", run)
        if done is not None:
            say(request, _("Corregida. Queda escrito qué cambió y dónde se vio."))
            return redirect("desk:norm", code)
    return render(request, "desk/norms/edit.html", {"form": form, "norm": row}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(KEEPERS)
def relate(request: DeskRequest, code: str) -> HttpResponse:
    """Say what this norm does to another."""
    row, status = instrument_of(code), 200
    form = RelateForm(request.POST or None, instrument=row)
    if request.method == "POST":
        done, status = attempt(
            request, form, f"norm.relate {code}", lambda: relate_instruments(actor=request.actor, code=code, **form.cleaned_data).pk
        )
        if done is not None:
            say(request, _("Relación anotada."))
            return redirect("desk:norm", code)
    return render(request, "desk/norms/relate.html", {"form": form, "norm": row}, status=status)


def _page(request: DeskRequest, row: Instrument) -> HttpResponse:
    traces = list(corrections(row))
    context = {
        "norm": row, "related": related(row), "memory": memory_names(row), "corrections": traces, "may_keep": can_keep(request.actor),
        "fields": {each.name: each.verbose_name for each in Instrument._meta.fields},  # noqa: SLF001 (names of fields)
        "revisions": revisions_of(row) if can_keep(request.actor) else revisions_of(row).filter(state="published"), "days": days_of(row),
        "criteria": criteria_on(row, is_inside=True), "may_report": can_report(request.actor), "users": user_names({each.by for each in traces if each.by}),
    }  # fmt: skip
    return render(request, "desk/norms/norm.html", context)
