"""How does staff give a person an appointment, move it, cancel it, or send a link to choose?"""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ruta.agenda.actions import Slot, book_appointment, invite, join_waiting_list
from ruta.agenda.enums import CancelledBy, Stranding
from ruta.agenda.models import Agenda, Appointment
from ruta.agenda.policies import AGENDA_ROLES
from ruta.agenda.selectors import (
    agenda_for,
    agendas_of_office,
    appointment_for,
    free_places_of,
    moment_of,
    officers_of,
    told_agenda,
    why_stranded,
)
from ruta.base.clock import HONDURAS, now, today
from ruta.base.context import Actor
from ruta.base.days import read_day
from ruta.base.errors import Conflict, Invalid, NotOpen
from ruta.base.numbers import read_number
from ruta.communication.enums import MessageState
from ruta.desk.agenda.forms import AppointmentForm, CancelForm, MoveForm, SlotForm, StepForm, WaitForm
from ruta.desk.agenda.referred import change_time, let_fall, referral_of
from ruta.desk.agenda.steps import step_of, steps_for
from ruta.desk.agenda.words import why_blocked
from ruta.desk.cases.answering import bring_back
from ruta.desk.gate import DeskRequest, roles
from ruta.people.selectors import blocked, person_for
from ruta.taxonomy.selectors import is_reserved
from ruta.tickets.selectors import code_of

SAFE = ["GET", "HEAD", "POST"]


@require_http_methods(SAFE)
@roles(AGENDA_ROLES)
def choose(request: DeskRequest, person_id: int) -> HttpResponse:
    """Give a person a free place of an agenda of this office; where the office has none, an hour by hand."""
    actor: Actor = request.actor
    person = person_for(person_id)
    agendas = list(agendas_of_office(actor))
    paso = request.GET.get("paso", "")
    if not agendas:
        return redirect(reverse("desk:appointment-book", args=[person.pk]) + (f"?{urlencode({'paso': paso})}" if paso else ""))
    asked = request.POST.get("agenda") or request.GET.get("agenda", "")
    agenda = next((each for each in agendas if str(each.pk) == asked), agendas[0])
    steps = steps_for(actor, person.pk)
    form, status = _slot_form(request, agenda, steps), 200
    if request.method == "POST":
        booked, status = _book(request, form, agenda, person.pk)
        if booked is not None:
            messages.success(request, _("Cita guardada para %(name)s.") % {"name": person.full_name})
            return redirect("desk:appointment", booked.pk)
    officers = officers_of(actor.office_id or 0)
    context = {
        "person": person, "form": form, "agenda": agenda, "told": told_agenda(actor, agenda, officers), "has_steps": bool(steps),
        "wait_form": WaitForm(steps=steps, initial={"step": paso}, auto_id="wait_%s"),
        "link_form": StepForm(steps=steps, initial={"step": paso}, auto_id="link_%s"),
        "agendas": [told_agenda(actor, each, officers) for each in agendas], "has_places": bool(form.fields["at"].choices),  # type: ignore[attr-defined]
        "is_unsafe": blocked(person.pk, office=agenda.office), "step": paso,
    }  # fmt: skip
    return render(request, "desk/agenda/choose.html", context, status=status)


@require_POST
@roles(AGENDA_ROLES)
def send_link(request: DeskRequest, person_id: int) -> HttpResponse:
    """Let the person choose alone: a message with a link."""
    actor: Actor = request.actor
    person = person_for(person_id)
    agenda = agenda_for(actor, read_number(request.POST.get("agenda", "")))
    step = step_of(actor, person.pk, request.POST.get("step", ""))
    message = invite(
        actor=actor, person_id=person.pk, agenda_id=agenda.pk, subject=request.POST.get("subject", "")[:120], plan_action_ref=step
    )
    if message is not None and message.state == MessageState.BLOCKED:
        messages.warning(request, why_blocked(message.blocked_because))
    else:
        messages.success(request, _("Enlace enviado. La persona elige el día desde su teléfono."))
    return redirect("desk:person", person.pk)


@require_POST
@roles(AGENDA_ROLES)
def wait(request: DeskRequest, person_id: int) -> HttpResponse:
    """Let the person wait for a place of an agenda."""
    actor: Actor = request.actor
    person = person_for(person_id)
    agenda = agenda_for(actor, read_number(request.POST.get("agenda", "")))
    form = WaitForm(request.POST, steps=steps_for(actor, person.pk))
    wish = form.cleaned_data["time_of_day"] if form.is_valid() else "any"
    join_waiting_list(
        actor=actor,
        person_id=person.pk,
        agenda_id=agenda.pk,
        time_of_day=wish,
        plan_action_ref=step_of(actor, person.pk, request.POST.get("step", "")),
    )
    messages.success(request, _("Anotado en la lista de espera. Cuando se libere un espacio, se le ofrece."))
    return redirect("desk:waiting-list")


@require_http_methods(SAFE)
@roles(AGENDA_ROLES)
def book(request: DeskRequest, person_id: int) -> HttpResponse:
    """Give a person an appointment at an hour of one's own, without an agenda."""
    actor: Actor = request.actor
    person = person_for(person_id)
    initial = {"office": actor.office_id, "step": request.GET.get("paso", "")}
    steps = steps_for(actor, person.pk)
    form, status = AppointmentForm(request.POST or None, institution_id=actor.institution_id, initial=initial, steps=steps), 200
    if request.method == "POST" and form.is_valid():
        try:
            booked = book_appointment(
                actor=actor, person_id=person.pk, office_id=form.cleaned_data["office"].pk, slot=form.slot, officer_id=actor.user_id,
                plan_action_ref=step_of(actor, person.pk, form.cleaned_data["step"]), idempotency=request.POST.get("idempotency_key", ""),
            )  # fmt: skip
        except Invalid as error:
            form.add_error("day", str(error.message))
        except (Conflict, NotOpen) as error:
            form.add_error(None, str(error.message))
            status = error.status
        else:
            messages.success(request, _("Cita guardada para %(name)s.") % {"name": person.full_name})
            return redirect(f"/agenda/?dia={booked.starts_at.astimezone(HONDURAS):%Y-%m-%d}")
    status = 422 if form.errors and status == 200 else status
    return render(request, "desk/agenda/book.html", {"form": form, "person": person}, status=status)


@require_safe
@roles(AGENDA_ROLES)
def appointment(request: DeskRequest, appointment_id: int) -> HttpResponse:
    """One appointment: what it is, and what can be done with it now."""
    return _page(request, appointment_for(request.actor, appointment_id))


@require_POST
@roles(AGENDA_ROLES)
def move(request: DeskRequest, appointment_id: int) -> HttpResponse:
    """Another time of the same agenda."""
    found = appointment_for(request.actor, appointment_id)
    form = MoveForm(request.POST)
    try:
        change_time(request.actor, found, request.POST.get("at", ""))
    except (Invalid, Conflict) as error:
        form.full_clean()
        form.add_error(None, str(error.message))
        return _page(request, appointment_for(request.actor, appointment_id), move_form=form, status=error.status)
    messages.success(request, _("Cita cambiada. La persona recibe un aviso si aceptó mensajes."))
    return redirect("desk:appointment", found.pk)


@require_POST
@roles(AGENDA_ROLES)
def cancel(request: DeskRequest, appointment_id: int) -> HttpResponse:
    """Cancel, saying who and why."""
    found = appointment_for(request.actor, appointment_id)
    form = CancelForm(request.POST, is_host=found.host_id == request.actor.institution_id)
    form.full_clean()
    try:
        let_fall(request.actor, found, request.POST.get("by", ""), request.POST.get("note", "")[:200])
    except Invalid as error:
        form.errors.clear()
        bring_back(form, error)
        return _page(request, found, cancel_form=form, status=error.status)
    if found.referral_ref:
        messages.success(request, _("Cita cancelada. La derivación espera otra fecha y quien derivó lo ve."))
    else:
        messages.success(request, _("Cita cancelada. Si fue un error, puede deshacerlo hoy mismo."))
    return redirect("desk:appointment", found.pk)


def _page(
    request: DeskRequest, found: Appointment, *, move_form: MoveForm | None = None, cancel_form: CancelForm | None = None, status: int = 200
) -> HttpResponse:
    actor: Actor = request.actor
    is_open = found.state == "booked" and found.starts_at > now()
    move_form = move_form or MoveForm()
    if is_open and found.agenda and found.host_id == actor.institution_id:
        free = free_places_of(found.agenda, today(), found.agenda.ahead_days, besides=found.pk)
        move_form.offer([place for place in free if place.starts_at != found.starts_at], read_day(request.GET.get("desde", "")))
    officers = officers_of(found.office_id)
    context = {
        "one": found, "is_open": is_open, "move_form": move_form, "has_places": bool(move_form.fields["at"].choices),  # type: ignore[attr-defined]
        "cancel_form": cancel_form or CancelForm(is_host=found.host_id == actor.institution_id), "cancelled_by": dict(CancelledBy.choices).get(found.cancelled_by, ""),
        "stranding": Stranding(why).label if (why := why_stranded(actor, found)) else "",
        "told": told_agenda(actor, found.agenda, officers) if found.agenda else None, "officer": officers.get(found.officer_id or 0, ""),
        "may_again": found.state not in ("booked", "held") and found.owner_institution_id == actor.institution_id and found.person_id
        and found.referral_ref is None,
        "is_here": found.host_id == actor.institution_id, "is_ours": found.owner_institution_id == actor.institution_id,
        "may_mark": found.host_id == actor.institution_id and found.state == "booked" and found.starts_at.astimezone(HONDURAS).date() <= today(),
        "referral": referral_of(actor, found), "code": code_of(found.pk) if is_open else "",
        "may_undo": found.referral_ref is None and found.ended_at is not None and found.ended_at.astimezone(now().tzinfo).date() == today(),
        "marks": [("seen", _("Atendida")), ("no_show", _("No asistió")), ("excused", _("Avisó que no puede"))],
    }  # fmt: skip
    return render(request, "desk/agenda/appointment.html", context, status=status)


def _slot_form(request: DeskRequest, agenda: Agenda, steps: list[tuple[str, str]]) -> SlotForm:
    initial = {"agenda": agenda.pk, "step": request.GET.get("paso", ""), "at": request.GET.get("hora", "")}
    form = SlotForm(request.POST or None, steps=steps, initial=initial, is_reserved=is_reserved(agenda.service_type))
    form.offer(free_places_of(agenda, today(), agenda.ahead_days), read_day(request.GET.get("desde", "")))
    return form


def _book(request: DeskRequest, form: SlotForm, agenda: Agenda, person_id: int) -> tuple[Any, int]:
    if not form.is_valid() and set(form.errors) != {"at"}:
        return None, Invalid.status
    given = form.cleaned_data
    slot = Slot(
        starts_at=moment_of(request.POST.get("at", "")), subject=given.get("subject", ""), bring=given.get("bring", ""), agenda_id=agenda.pk
    )
    step = step_of(request.actor, person_id, given.get("step", ""))
    form.errors.clear()  # the place may be gone since the page was drawn: the action says so, with what is free
    try:
        booked = book_appointment(
            actor=request.actor, person_id=person_id, office_id=agenda.office_id, slot=slot, plan_action_ref=step,
            idempotency=request.POST.get("idempotency_key", ""),
        )  # fmt: skip
    except (Invalid, Conflict, NotOpen) as error:
        form.add_error("at", str(error.message))
        return None, error.status
    return booked, 200
