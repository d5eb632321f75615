"""How is a source declared, moved, stopped and read from the desk?"""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ruta.base.idempotency import once
from ruta.base.numbers import read_number
from ruta.desk.cases.answering import attempt
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.sources.forms import AddressForm, ScheduleForm, SourceForm, VerdictForm
from ruta.desk.sources.views import page_of
from ruta.feeds.actions import declare_source, judge_mapping, save_address, save_schedule, set_source_state
from ruta.feeds.policies import HANDLERS
from ruta.feeds.pulling.jobs import queue_pull
from ruta.feeds.selectors import current_mapping, refusal, right_of, source_of


@require_http_methods(["GET", "HEAD", "POST"])
@roles(HANDLERS)
def new(request: DeskRequest) -> HttpResponse:
    """Declare a source; what was typed stays when something is wrong."""
    form = SourceForm(request.POST or None, actor=request.actor)
    status = 200
    if request.method == "POST":
        made, status = attempt(request, form, "source.new", lambda: declare_source(actor=request.actor, terms=form.terms()).pk)
        if made is not None:
            messages.success(request, _("La fuente quedó declarada. Ahora diga qué es cada columna."))
            return redirect("desk:source", made)
    return render(request, "desk/sources/new.html", {"form": form}, status=status)


@require_POST
@roles(HANDLERS)
def address(request: DeskRequest, pk: int) -> HttpResponse:
    """Say anew where its rows are."""
    row = source_of(pk)
    form = AddressForm(request.POST, kind=row.kind)
    given, status = attempt(
        request, form, f"source.address.{pk}",
        lambda: save_address(actor=request.actor, source_id=pk, version=form.cleaned_data["version"] or 0, address=form.told()).version,
    )  # fmt: skip
    if given is None:
        return page_of(request, row, status, form=form)
    messages.success(request, _("Guardado."))
    return redirect("desk:source", pk)


@require_POST
@roles(HANDLERS)
def schedule(request: DeskRequest, pk: int) -> HttpResponse:
    """Say how often it is read by itself."""
    row, form = source_of(pk), ScheduleForm(request.POST)
    given, status = attempt(
        request, form, f"source.schedule.{pk}",
        lambda: save_schedule(
            actor=request.actor, source_id=pk, version=form.cleaned_data["version"], every=form.cleaned_data["every"],
            at_hour=form.cleaned_data["at_hour"],
        ).version,
    )  # fmt: skip
    if given is None:
        return page_of(request, row, status, schedule=form)
    messages.success(request, _("Guardado."))
    return redirect("desk:source", pk)


@require_POST
@roles(HANDLERS)
def verdict(request: DeskRequest, pk: int) -> HttpResponse:
    """Approve a change of the columns, or not, as a second person."""
    row, form, is_approved = source_of(pk), VerdictForm(request.POST), request.POST.get("verdict") == "yes"
    given, status = attempt(
        request, form, f"source.verdict.{pk}",
        lambda: judge_mapping(
            actor=request.actor, mapping_id=form.cleaned_data["mapping"], is_approved=is_approved, note=form.cleaned_data["note"]
        ).pk,
    )  # fmt: skip
    if given is None:
        return page_of(request, row, status, verdict=form)
    messages.success(request, _("Aprobado: desde ahora se lee así.") if is_approved else _("No se aprobó: se sigue leyendo como antes."))
    return redirect("desk:source", pk)


@require_POST
@roles(HANDLERS)
def state(request: DeskRequest, pk: int) -> HttpResponse:
    """Read it no more, or again."""
    version, wanted = read_number(request.POST.get("version")) or 0, request.POST.get("state", "")
    set_source_state(actor=request.actor, source_id=pk, version=version, state=wanted)
    return redirect("desk:source", pk)


@require_POST
@roles(HANDLERS)
def fetch(request: DeskRequest, pk: int) -> HttpResponse:
    """Let the worker read it, for real or as a trial; a second click asks once."""
    row, is_trial = source_of(pk), request.POST.get("how") != "real"
    problem = refusal(row, current_mapping(row), right_of(row))
    if problem:
        messages.error(request, problem)
        return redirect("desk:source", pk)

    def ask() -> int:
        queue_pull(row, request.actor, is_trial=is_trial)
        return row.pk

    once(actor=request.actor, key=request.POST.get("idempotency_key", ""), verb=f"source.pull.{pk}", run=ask)
    messages.success(request, _("La lectura empezó. Recargue en un momento para ver lo que resultó."))
    return redirect("desk:source", pk)
