"""When is which report promised, who announces one, and how does its day move?"""

from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.views.decorators.http import require_http_methods, require_POST

from ruta.base.errors import NotFound
from ruta.base.forms import Day
from ruta.base.holding import holding
from ruta.base.listing import Column, Filter, Listing, Sort
from ruta.desk.cases.answering import attempt, say
from ruta.desk.employers.lists import worded
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.listing import answered
from ruta.insights.actions import call_off_issue, move_issue, plan_issue
from ruta.insights.enums import IssueState
from ruta.insights.policies import PAPER_ROLES, PUBLISHER_ROLES, can_move, can_publish
from ruta.insights.selectors import issues
from ruta.roadmap.selectors.papers import PAPERS, paper_kind

TONES = {"out": "done", "proposed": "you", "late": "stop", "ahead": "them", "called_off": "stop"}
MOST_WORDS = 8
WORDS = {state.value: state.label for state in IssueState}


def _said(row: Any) -> str:
    return str(WORDS[row.state])


CALENDAR = Listing(
    name="calendario-de-informes",
    order="dia",
    sorts=[Sort("dia", ("due_on", "id"))],
    filters=[
        Filter("estado", gettext_lazy("Estado"), lambda rows, value: rows.filter(state=value), lambda: worded(IssueState.choices)),
        Filter("informe", gettext_lazy("Informe"), lambda rows, value: rows.filter(name=value), lambda: worded([(kind.name, kind.title) for kind in PAPERS.values()])),
    ],
    columns=[
        Column("informe", gettext_lazy("Informe"), lambda row: row.title),
        Column("periodo", gettext_lazy("Período"), lambda row: row.period),
        Column("fecha", gettext_lazy("Fecha"), lambda row: row.due_on),
        Column("primera", gettext_lazy("Fecha anunciada primero"), lambda row: row.first_due_on),
        Column("motivo", gettext_lazy("Motivo"), lambda row: row.reason),
        Column("cancelado", gettext_lazy("Por qué se canceló"), lambda row: row.why_off),
        Column("estado", gettext_lazy("Estado"), _said),
        Column("publicado", gettext_lazy("Publicado"), lambda row: row.out_at),
    ],
)  # fmt: skip
DATE = {"invalid": gettext_lazy("Escriba día, mes y año: 15/2/2027."), "required": gettext_lazy("Elija una fecha.")}


class IssueForm(forms.Form):
    """Which report of which period is promised for when."""

    name = forms.ChoiceField(
        label=gettext_lazy("Informe"), choices=[(kind.name, kind.title) for kind in PAPERS.values() if not kind.is_rolling]
    )
    period = forms.CharField(
        label=gettext_lazy("Período"),
        max_length=10,
        help_text=gettext_lazy("Un año (2026) o un trimestre (2026-T3)."),
        error_messages={"required": gettext_lazy("Escriba el período.")},
    )
    due_on = forms.DateField(label=gettext_lazy("Sale el"), widget=Day, error_messages=DATE)


class MoveForm(forms.Form):
    """For when it moves, and why."""

    due_on = forms.DateField(label=gettext_lazy("Nueva fecha"), widget=Day, error_messages=DATE)
    reason = forms.CharField(
        label=gettext_lazy("Motivo"),
        max_length=400,
        help_text=gettext_lazy("Se lee en la página pública."),
        error_messages={"required": gettext_lazy("Diga por qué cambia la fecha; se lee en la página pública.")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class OffForm(forms.Form):
    """Why it will not come."""

    reason = forms.CharField(
        label=gettext_lazy("Por qué no saldrá"),
        max_length=400,
        help_text=gettext_lazy("Se lee en la página pública."),
        error_messages={"required": gettext_lazy("Diga por qué no saldrá; se lee en la página pública.")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


def _found(text: str) -> Any:
    """Those whose title or period hold every word."""
    return issues().filter(holding(text, "title", "period"))


@require_http_methods(["GET", "HEAD", "POST"])
@roles(PAPER_ROLES)
def calendar(request: DeskRequest) -> HttpResponseBase:
    """All that is announced, by its day."""
    return answered(
        request,
        CALENDAR,
        _found,
        "desk/reports/calendar.html",
        lambda page: {
            "rows": [(row, can_move(request.actor, row)) for row in page.rows],
            "may_plan": can_publish(request.actor),
            "tones": TONES,
            "words": WORDS,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@roles(PUBLISHER_ROLES)
def issue_new(request: DeskRequest) -> HttpResponse:
    """Announce one."""
    form, status = IssueForm(request.POST or None), 200
    if request.method == "POST":

        def run() -> int:
            said = form.cleaned_data
            kind = paper_kind(said["name"])
            with override("es-hn"):  # as the report itself will be called, whatever is spoken here
                title = str(kind.title)
            return plan_issue(actor=request.actor, title=title, covers=kind.covers_code, **said).pk

        done, status = attempt(request, form, "insights.plan_issue", run)
        if done is not None:
            say(request, _("Anunciado. Todos lo ven entre los próximos informes."))
            return redirect("desk:report-calendar")
    told = {"form": form, "title": _("Anunciar un informe"), "period": "", "verb": _("Anunciar"), "there": "", "off": None}
    return render(request, "desk/reports/issue.html", told, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(PUBLISHER_ROLES)
def issue_move(request: DeskRequest, issue_id: int) -> HttpResponse:
    """Change its day."""
    row = _row(issue_id)
    form, status = MoveForm(request.POST or None, initial={"due_on": row.due_on, "version": row.version}), 200
    if request.method == "POST":
        done, status = attempt(
            request,
            form,
            f"insights.move_issue {issue_id}",
            lambda: move_issue(actor=request.actor, issue_id=issue_id, **form.cleaned_data).pk,
        )
        if done is not None:
            say(request, _("La fecha cambió. El motivo se lee en la página pública."))
            return redirect("desk:report-calendar")
    return _page(request, row, form, None, status)


@require_POST
@roles(PUBLISHER_ROLES)
def issue_off(request: DeskRequest, issue_id: int) -> HttpResponse:
    """Say that it will not come."""
    row, form = _row(issue_id), OffForm(request.POST, auto_id="cancelar-%s")
    run = lambda: call_off_issue(actor=request.actor, issue_id=issue_id, **form.cleaned_data).pk  # noqa: E731
    done, status = attempt(request, form, f"insights.call_off_issue {issue_id}", run)
    if done is None:
        return _page(request, row, MoveForm(initial={"due_on": row.due_on, "version": row.version}), form, status)
    say(request, _("Cancelado. El motivo se lee en la página pública."))
    return redirect("desk:report-calendar")


def _row(issue_id: int) -> Any:
    row = issues().filter(pk=issue_id).first()
    if row is None:
        raise NotFound(_("Ese informe no está en el calendario."))
    return row


def _page(request: DeskRequest, row: Any, form: forms.Form, off: OffForm | None, status: int) -> HttpResponse:
    told = {
        "form": form, "title": row.title, "period": row.period, "verb": _("Cambiar la fecha"), "row": row,
        "there": reverse("desk:report-issue", args=[row.pk]),
        "off": off or OffForm(initial={"version": row.version}, auto_id="cancelar-%s"),
    }  # fmt: skip
    return render(request, "desk/reports/issue.html", told, status=status)
