"""Who came to this session: by the code on the wall, by badge, or by hand?"""

import time
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ruta.base.clock import now
from ruta.base.numbers import read_number
from ruta.base.squares import square_path
from ruta.desk.cases.answering import attempt
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.training.forms import MoveForm, of_session
from ruta.training.actions import mark_by_badge, mark_list, move_session
from ruta.training.enums import EditionState, EnrolmentState
from ruta.training.models import Enrolment, Session
from ruta.training.policies import KEEPER_ROLES, demand_keeping
from ruta.training.rules import room_code
from ruta.training.selectors import enrolment_by_badge, lines_of, present_in, session_of


@require_http_methods(["GET", "HEAD", "POST"])
@roles(KEEPER_ROLES)
def session(request: DeskRequest, session_id: int) -> HttpResponse:
    """The list of one session, to be marked by hand, also later."""
    row = session_of(request.actor, session_id)
    demand_keeping(request.actor, row.edition.course.audience, row.edition.course.service_type)
    form, status = forms.Form(request.POST or None), 200
    if request.method == "POST":
        present, seen = (
            [number for value in request.POST.getlist(name) if (number := read_number(value))] for name in ("presente", "estaba")
        )

        def run() -> int:
            return mark_list(actor=request.actor, session_id=row.pk, present=present, seen=seen)

        done, status = attempt(request, form, f"session.list {row.pk}", run)
        if done is not None:
            messages.success(request, ngettext("Anotado: %(count)s persona.", "Anotado: %(count)s personas.", done) % {"count": done})
            return redirect("desk:session", row.pk)
    return _page(request, row, status=status, form=form)


@require_POST
@roles(KEEPER_ROLES)
def move(request: DeskRequest, session_id: int) -> HttpResponse:
    """Hold it at another time."""
    row, form = session_of(request.actor, session_id), MoveForm(request.POST)
    done, status = attempt(
        request, form, f"session.move {row.pk}", lambda: move_session(actor=request.actor, session_id=row.pk, **form.given()).pk
    )
    if done is None:
        return _page(request, row, status=status, move_form=form)
    messages.success(request, _("Sesión cambiada."))
    return redirect("desk:session", row.pk)


@require_safe
@roles(KEEPER_ROLES)
def room(request: DeskRequest, session_id: int) -> HttpResponse:
    """What the wall of the room shows; it changes every half a minute."""
    row = session_of(request.actor, session_id)
    demand_keeping(request.actor, row.edition.course.audience, row.edition.course.service_type)
    code = room_code(row.owner_institution_id, row.pk, time.time(), settings.CERTIFICATE_KEY)
    address = f"{settings.PUBLIC_ADDRESS}{reverse('portal:attend', args=[code])}"
    path, side = square_path(address)
    return render(
        request,
        "desk/training/room.html",
        {"session": row, "path": path, "side": side, "address": address, "count": row.attendances.count()},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@roles(KEEPER_ROLES)
def badge(request: DeskRequest, badge: str) -> HttpResponse:
    """Where the camera of a telephone leads that read a badge: whose it is, and the session of now."""
    row = enrolment_by_badge(request.actor, badge)
    demand_keeping(request.actor, row.edition.course.audience, row.edition.course.service_type)
    form, status = forms.Form(request.POST or None), 200
    sitting = _now(row)
    if request.method == "POST" and sitting is not None:
        verb = f"session.badge {sitting.pk} {row.pk}"
        done, status = attempt(request, form, verb, lambda: mark_by_badge(actor=request.actor, session_id=sitting.pk, badge=row.badge).pk)
        if done is not None:
            messages.success(request, _("Presente. Ya puede leer el gafete siguiente."))
            return redirect("desk:badge", row.badge)
    is_here = sitting is not None and row.pk in present_in(sitting)
    return render(request, "desk/training/badge.html", {"row": row, "session": sitting, "is_here": is_here, "form": form}, status=status)


def _now(row: Enrolment) -> Session | None:
    """The session that goes on, or the nearest in time of today."""
    rows = Session.objects.filter(edition=row.edition_id).order_by("starts_at", "pk")
    moment = now()
    return min((each for each in rows), key=lambda each: abs((each.starts_at - moment).total_seconds()), default=None)


def _page(request: DeskRequest, row: Session, *, status: int = 200, **given: Any) -> HttpResponse:
    there = present_in(row)
    lines = [line.row for line in lines_of(row.edition) if line.row.state != EnrolmentState.WITHDRAWN]
    context = {
        "session": row, "edition": row.edition, "lines": [(each, there.get(each.pk)) for each in lines], "form": forms.Form(),
        "move_form": MoveForm(initial=of_session(row)), "is_open": row.edition.state == EditionState.OPEN, "has_begun": row.starts_at <= now(),
    }  # fmt: skip
    return render(request, "desk/training/session.html", context | given, status=status)
