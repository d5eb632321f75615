"""How does the office say when it receives, and on which days it does not?"""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ruta.agenda.actions import close_days, reopen_days, save_agenda
from ruta.agenda.enums import Stranding
from ruta.agenda.models import Agenda
from ruta.agenda.policies import AGENDA_ROLES, KEEPER_ROLES, can_keep_agendas, demand_reserved
from ruta.agenda.selectors import agenda_for, agendas_of_office, closures_of_office, officers_of, stranded, told_agenda
from ruta.base.clock import today
from ruta.base.context import Actor
from ruta.base.numbers import read_number
from ruta.desk.agenda.forms import AgendaForm, ClosureForm
from ruta.desk.cases.answering import attempt
from ruta.desk.gate import DeskRequest, roles
from ruta.taxonomy.selectors import is_reserved, service_types

CLOSED_FOR = (Stranding.CLOSED, Stranding.AWAY)
PLAIN = (
    "name",
    "service_type",
    "officer_id",
    "room",
    "minutes",
    "capacity",
    "bring",
    "notice_hours",
    "cancel_hours",
    "ahead_days",
    "is_open",
)


@require_safe
@roles(AGENDA_ROLES)
def agendas(request: DeskRequest) -> HttpResponse:
    """The agendas of this office and its closed days."""
    return _page(request, ClosureForm(officers=officers_of(request.actor.office_id or 0)))


@require_http_methods(["GET", "HEAD", "POST"])
@roles(KEEPER_ROLES)
def new(request: DeskRequest) -> HttpResponse:
    """Open an agenda."""
    return _edit(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(KEEPER_ROLES)
def edit(request: DeskRequest, agenda_id: int) -> HttpResponse:
    """Change an agenda."""
    agenda = agenda_for(request.actor, agenda_id)
    demand_reserved(request.actor, is_reserved=is_reserved(agenda.service_type))
    return _edit(request, agenda)


@require_POST
@roles(KEEPER_ROLES)
def close(request: DeskRequest) -> HttpResponse:
    """Close days."""
    actor: Actor = request.actor
    form = ClosureForm(request.POST, officers=officers_of(actor.office_id or 0))
    done, status = attempt(request, form, "agenda.close", lambda: close_days(actor=actor, **form.cleaned_data).pk)
    if done is None:
        return _page(request, form, status=status)
    left = sum(why in CLOSED_FOR for why in stranded(actor).values())
    if left:
        said = ngettext(
            "Cerrado. Queda %(n)s cita en días cerrados: muévala o cancélela.",
            "Cerrado. Quedan %(n)s citas en días cerrados: muévalas o cancélelas.",
            left,
        )
        messages.warning(request, said % {"n": left})
    else:
        messages.success(request, _("Cerrado. No había nadie citado."))
    return redirect("desk:agendas")


@require_POST
@roles(KEEPER_ROLES)
def reopen(request: DeskRequest, closure_id: int) -> HttpResponse:
    """Receive on those days after all."""
    reopen_days(actor=request.actor, closure_id=closure_id)
    messages.success(request, _("Abierto otra vez."))
    return redirect("desk:agendas")


def _page(request: DeskRequest, form: ClosureForm, *, status: int = 200) -> HttpResponse:
    actor: Actor = request.actor
    officers = officers_of(actor.office_id or 0)
    context = {
        "agendas": [told_agenda(actor, each, officers) for each in agendas_of_office(actor, every=True)],
        "closures": [(row, officers.get(row.officer_id or 0, "")) for row in closures_of_office(actor, today())],
        "form": form,
        "may_keep": can_keep_agendas(actor),
        "stranded": len(stranded(actor)),
    }
    return render(request, "desk/agenda/agendas.html", context, status=status)


def _edit(request: DeskRequest, agenda: Agenda | None) -> HttpResponse:
    actor: Actor = request.actor
    initial: dict[str, Any] = {name: getattr(agenda, name) for name in PLAIN} if agenda else {}
    initial |= {f"day_{day}": text for day, text in agenda.hours.items()} if agenda else {}
    form = AgendaForm(request.POST or None, officers=officers_of(actor.office_id or 0), services=_services(actor), initial=initial)
    status = 200
    if request.method == "POST":
        version = request.POST.get("version", "")

        def run() -> int:
            kept = save_agenda(
                actor=actor,
                draft=form.draft(),
                agenda_id=agenda.pk if agenda else None,
                version=read_number(version) or None,
            )
            return kept.pk

        done, status = attempt(request, form, "agenda.save", run)
        if done is not None:
            messages.success(request, _("Agenda guardada."))
            return redirect("desk:agendas")
    return render(request, "desk/agenda/edit.html", {"form": form, "agenda": agenda}, status=status)


def _services(actor: Actor) -> list[tuple[str, str]]:
    """The services of the catalogue; reserved ones only for those who may name them."""
    offered = [each for each in service_types() if actor.sees_strict or not is_reserved(each.code)]
    return sorted(((each.code, each.label()) for each in offered), key=lambda pair: pair[1])
