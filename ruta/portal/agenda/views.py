"""What does a person see and choose behind the link of an appointment? Looking changes nothing; an answer uses the link up."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ruta.agenda.actions import choose_by_link, refuse_by_link
from ruta.agenda.enums import InvitationFor
from ruta.agenda.models import Invitation
from ruta.agenda.selectors import few_days, free_for_person, invitation_of, may_change_by_link, moment_of, told_places
from ruta.base.access import log_access
from ruta.base.context import acting_as
from ruta.base.days import read_day, spoken_hour
from ruta.base.errors import Conflict, Invalid, NotOpen, Refused
from ruta.base.forms import Times
from ruta.portal.agenda.doors import Door, door_of
from ruta.portal.links.doors import count_miss, demand_calm
from ruta.taxonomy.selectors import is_reserved
from ruta.tickets.selectors import code_of

GONE = 404
GOING, NO = "voy", "no"


class TimeForm(forms.Form):
    """One of the free hours."""

    at = forms.ChoiceField(label=_("Horas libres"), widget=Times(), required=False)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def booking(request: HttpRequest, token: str) -> HttpResponse:
    """Open a link. One that was used, ended, was taken back or never was, gives the same page."""
    demand_calm(request)
    door = door_of(token)
    if door is None or not door.is_live:
        return _gone(request, door)
    with acting_as(door.actor):
        invitation = invitation_of(door.invitation_id)
        response = _gone(request, door) if invitation is None else _open(request, door, invitation)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


@require_safe
def done(request: HttpRequest) -> HttpResponse:
    """Thanks, and what follows; names nobody."""
    return render(request, "portal/agenda/done.html", {"what": request.GET.get("que", "")})


def _open(request: HttpRequest, door: Door, invitation: Invitation) -> HttpResponse:
    if request.method == "POST":
        return _answer(request, door, invitation)
    log_access(
        door.actor,
        "open_link_person",
        person_id=door.person_id,
        object_id=door.invitation_id,
        owner_institution_id=door.owner_institution_id,
    )
    return _page(request, invitation)


def _answer(request: HttpRequest, door: Door, invitation: Invitation) -> HttpResponse:
    what, key = request.POST.get("hacer", ""), request.POST.get("idempotency_key", "")
    if what == GOING:
        return redirect(_thanks(GOING))  # nothing is written: the link still opens

    def run(actor: Any) -> str:
        if what == NO:
            refuse_by_link(actor=actor, token=door.token)
            return "offer" if invitation.purpose == InvitationFor.OFFER else NO
        choose_by_link(actor=actor, token=door.token, starts_at=moment_of(request.POST.get("at", "")))
        return "cita"

    try:
        return redirect(_thanks(door.act(key, run)))
    except NotOpen:
        return _gone(request, door)
    except (Invalid, Conflict, Refused) as error:
        return _page(request, invitation, str(error.message), error.status)


def _page(request: HttpRequest, invitation: Invitation, problem: str = "", status: int = 200) -> HttpResponse:
    agenda, before = invitation.agenda, invitation.appointment
    is_change = invitation.purpose == InvitationFor.CHANGE and before is not None
    can_change = before is None or not is_change or may_change_by_link(agenda, before)
    is_asked = not is_change or request.GET.get("hacer") == "cambiar" or request.method == "POST"
    form, later = TimeForm(), None
    if invitation.purpose != InvitationFor.OFFER and can_change and is_asked:
        free = free_for_person(agenda, besides=before.pk if before else None)
        others = [place for place in free if not (is_change and before and place.starts_at == before.starts_at)]
        shown, later = few_days(others, read_day(request.GET.get("desde", "")))
        form.fields["at"].choices = told_places(shown)  # type: ignore[attr-defined]
    context = {
        "invitation": invitation, "agenda": agenda, "before": before, "is_change": is_change, "can_change": can_change, "is_asked": is_asked,
        "form": form, "has_places": bool(form.fields["at"].choices), "problem": problem, "later": later,  # type: ignore[attr-defined]
        "hour": spoken_hour(before.starts_at) if before else "",
        "is_delicate": is_reserved(agenda.service_type), "code": code_of(before.pk) if before else "",
    }  # fmt: skip
    return render(request, "portal/agenda/booking.html", context, status=status)


def _gone(request: HttpRequest, door: Door | None) -> HttpResponse:
    if door is not None and request.method == "POST" and (what := door.done_by(request.POST.get("idempotency_key", ""))):
        return redirect(_thanks(what))
    count_miss(request)
    return render(request, "portal/links/gone.html", status=GONE)


def _thanks(what: str) -> str:
    return f"{reverse('portal:booking_done')}?que={what}"
