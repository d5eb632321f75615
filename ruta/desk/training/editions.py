"""When is a course given, who sits in it, how did it end, and who holds a certificate?"""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ruta.base.access import log_access
from ruta.base.clock import now
from ruta.base.squares import square_path
from ruta.desk.cases.answering import attempt
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.listing import answered
from ruta.desk.training.forms import CorrectForm, FindForm, LinesForm, WhyForm, read_grade
from ruta.desk.training.lists import EDITIONS, may_train_staff, tone_of
from ruta.training.actions import cancel_edition, correct_edition, finish_edition, grade_enrolments, reopen_edition
from ruta.training.enums import Audience, EditionState, EnrolmentState
from ruta.training.models import Edition, Enrolment
from ruta.training.policies import KEEPER_ROLES, READER_ROLES, can_keep, can_read_names
from ruta.training.rules import may_reopen
from ruta.training.selectors import (
    appraised,
    asking_code_of,
    edition_of,
    editions,
    found_editions,
    learnt,
    lines_of,
    tally_of,
    waiting_for,
    wishes_said,
)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(READER_ROLES)
def listing(request: DeskRequest) -> Any:
    """The editions of the institution, the latest first."""

    def told(page: Any) -> dict[str, Any]:
        return {
            "rows": [(row, tone_of(row.state)) for row in page.rows],
            "may_keep": request.actor.role in KEEPER_ROLES,
            "may_train_staff": may_train_staff(request),
        }

    return answered(request, EDITIONS, lambda text: found_editions(editions(request.actor), text), "desk/training/editions.html", told)


@require_safe
@roles(READER_ROLES)
def edition(request: DeskRequest, edition_id: int) -> HttpResponse:
    """One edition: its sittings, who has a place, and what is next."""
    return shown(request, edition_of(request.actor, edition_id))


@require_POST
@roles(KEEPER_ROLES)
def grades(request: DeskRequest, edition_id: int) -> HttpResponse:
    """Write the grades."""
    row, form = edition_of(request.actor, edition_id), forms.Form(request.POST)

    def run() -> int:
        said, before, *seen = (_typed(request, name) for name in ("nota-", "antes-", "era-nota-", "era-antes-"))
        return grade_enrolments(actor=request.actor, edition_id=edition_id, grades=said, before=before, seen=seen)

    return _done(request, row, form, "edition.grades", run, _("Notas guardadas."))


@require_POST
@roles(KEEPER_ROLES)
def correct(request: DeskRequest, edition_id: int) -> HttpResponse:
    """Another room, another teacher, other places."""
    row, form = edition_of(request.actor, edition_id), CorrectForm(request.POST)

    def run() -> int:
        return correct_edition(actor=request.actor, edition_id=edition_id, **form.cleaned_data).pk

    done, status = attempt(request, form, f"edition.correct {row.pk}", run)
    if done is None:
        return shown(request, row, status=status, correct_form=form)
    messages.success(request, _("Guardado."))
    return redirect("desk:edition", row.pk)


@require_POST
@roles(KEEPER_ROLES)
def finish(request: DeskRequest, edition_id: int) -> HttpResponse:
    """Say how it ended for everybody, and certify."""
    row, form = edition_of(request.actor, edition_id), forms.Form(request.POST)
    said = _("Terminada. Las constancias ya se pueden comprobar desde afuera.")

    def run() -> int:
        return finish_edition(actor=request.actor, edition_id=edition_id, is_sure="sin-nota" in request.POST).pk

    return _done(request, row, form, "edition.finish", run, said)


@require_POST
@roles(KEEPER_ROLES)
def cancel(request: DeskRequest, edition_id: int) -> HttpResponse:
    """It is not given."""
    row, form = edition_of(request.actor, edition_id), forms.Form(request.POST)
    return _done(
        request,
        row,
        form,
        "edition.cancel",
        lambda: cancel_edition(actor=request.actor, edition_id=edition_id).pk,
        _("Cancelada. Se avisa a quienes tienen lugar."),
    )


@require_POST
@roles(KEEPER_ROLES)
def reopen(request: DeskRequest, edition_id: int) -> HttpResponse:
    """It was called off by mistake."""
    row, form = edition_of(request.actor, edition_id), forms.Form(request.POST)
    said = _("Abierta otra vez, con quienes tenían lugar. Se les avisa.")
    return _done(request, row, form, "edition.reopen", lambda: reopen_edition(actor=request.actor, edition_id=edition_id).pk, said)


def shown(request: DeskRequest, row: Edition, *, status: int = 200, **given: Any) -> HttpResponse:
    """The page of one edition; with the forms that somebody sent."""
    may_read, may_keep = (
        can_read_names(request.actor, row.course.audience, row.course.service_type),
        can_keep(request.actor, row.course.audience, row.course.service_type),
    )
    is_open, is_staff = row.state == EditionState.OPEN, row.course.audience == Audience.STAFF
    sessions = list(row.sessions.annotate(came=Count("attendances")).order_by("starts_at", "pk"))
    if may_read and not is_staff:
        log_access(request.actor, "open_training", object_id=row.pk, owner_institution_id=row.owner_institution_id)
    lines = lines_of(row)
    context = {
        "edition": row, "course": row.course, "tone": tone_of(row.state), "tally": tally_of(row), "is_open": is_open, "is_staff": is_staff,
        "may_read": may_read, "may_keep": may_keep and is_open, "may_revoke": may_keep, "may_reopen": may_keep and may_reopen(row.state, row.closed_at, now()),
        "sessions": [(each, each.came, each.starts_at <= now()) for each in sessions],
        "lines": [(line, tone_of(line.row.state), *_boxes(request, line.row)) for line in lines] if may_read else [],
        "ungraded": sum(line.row.grade is None and line.row.state == EnrolmentState.ENROLLED for line in lines) if row.course.least_grade else 0,
        "correct_form": CorrectForm(initial={"place": row.place, "places": row.places, "teacher": row.teacher}), "lines_form": LinesForm(), "find_form": FindForm(), "why_form": WhyForm(), "found": None, "problem": None,
        "waiting": waiting_for(row) if may_keep and is_open and not is_staff else [],
        "is_over": bool(sessions) and all(each.starts_at <= now() for each in sessions),
    }  # fmt: skip
    said = _said_of(row, may_read=may_read)
    return render(request, "desk/training/edition.html", context | said | given, status=status)


def _boxes(request: DeskRequest, row: Enrolment) -> tuple[str, str]:
    """What stands in both boxes of somebody: what was typed where it could not be kept."""
    stood = (("antes-", row.grade_before), ("nota-", row.grade))
    before, after = (request.POST.get(f"{name}{row.pk}", "" if grade is None else str(grade)) for name, grade in stood)
    return before, after


def _typed(request: DeskRequest, name: str) -> dict[int, int | None]:
    """The grades of one column, by enrolment."""
    numbers = {each: each.removeprefix(name) for each in request.POST if each.startswith(name)}
    return {int(number): read_grade(request.POST.get(each, "")) for each, number in numbers.items() if number.isdecimal()}


def _said_of(row: Edition, *, may_read: bool) -> dict[str, Any]:
    """What those who sat in it said, or where they say it while it goes on."""
    address = f"{settings.PUBLIC_ADDRESS}{reverse('portal:appraise', args=[asking_code_of(row)])}"
    path, side = square_path(address) if row.state == EditionState.OPEN else ("", 0)
    found = appraised(row)
    return {
        "said": found, "asking": address, "path": path, "side": side, "learnt": learnt(row),
        "wishes": wishes_said(row) if may_read and found.is_told else [],
    }  # fmt: skip


def _done(request: DeskRequest, row: Edition, form: forms.Form, verb: str, run: Any, said: str) -> HttpResponse:
    done, status = attempt(request, form, f"{verb} {row.pk}", run)
    if done is None:
        return shown(request, row, status=status, problem=form)
    messages.success(request, said)
    return redirect("desk:edition", row.pk)
