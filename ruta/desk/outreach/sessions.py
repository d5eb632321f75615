"""Where and when does the orientation programme talk to people, and how many came?"""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ruta.base.clock import today
from ruta.base.numbers import read_number
from ruta.communication.actions import SessionTerms, cancel_session, close_session, save_session
from ruta.communication.enums import PlannedState
from ruta.communication.models import OrientationSession
from ruta.communication.policies import READER_ROLES, WRITER_ROLES, can_write
from ruta.communication.selectors import found_sessions, held_by_segment, session_of, sessions
from ruta.desk.cases.answering import attempt
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.listing import answered
from ruta.desk.outreach.forms import AttendedForm, NoteForm, SessionForm
from ruta.desk.outreach.lists import SESSIONS, TONES
from ruta.desk.outreach.steps import finished


@require_http_methods(["GET", "HEAD", "POST"])
@roles(READER_ROLES)
def listing(request: DeskRequest) -> Any:
    """The sessions, and what the year says of them."""

    def told(page: Any) -> dict[str, Any]:
        return {
            "rows": [(row, TONES[row.state], row.state == PlannedState.PLANNED and row.held_on < today()) for row in page.rows],
            "year": today().year, "held": held_by_segment(request.actor, today().year),
            "may_write": can_write(request.actor, request.actor.institution_id or 0),
        }  # fmt: skip

    return answered(request, SESSIONS, lambda text: found_sessions(sessions(request.actor), text), "desk/outreach/sessions.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(WRITER_ROLES)
def new(request: DeskRequest) -> HttpResponse:
    """Announce one."""
    form, status = (
        SessionForm(request.POST or None, institution_id=request.actor.institution_id, initial={"office": request.actor.office_id}),
        200,
    )
    if request.method == "POST":
        done, status = attempt(request, form, "session.new", lambda: save_session(actor=request.actor, terms=_terms(form)).pk)
        if done is not None:
            return redirect("desk:talk", done)
    return render(request, "desk/outreach/session_new.html", {"form": form}, status=status)


@require_safe
@roles(READER_ROLES)
def session(request: DeskRequest, session_id: int) -> HttpResponse:
    """One of them."""
    return _page(request, session_of(request.actor, session_id))


@require_POST
@roles(WRITER_ROLES)
def step(request: DeskRequest, session_id: int, step: str) -> HttpResponse:
    """Change it, say how many came, or call it off."""
    row = session_of(request.actor, session_id)
    made = {"cambiar": lambda: SessionForm(request.POST, institution_id=row.institution_id), "hecho": lambda: AttendedForm(request.POST), "cancelar": lambda: NoteForm(request.POST)}  # fmt: skip
    if step not in made:
        raise Http404
    form, version = made[step](), read_number(request.POST.get("version", ""))

    def run() -> int:
        if step == "cambiar":
            return save_session(actor=request.actor, terms=_terms(form), session_id=row.pk, version=version).pk
        verb = close_session if step == "hecho" else cancel_session
        return int(verb(actor=request.actor, session_id=row.pk, version=version, **form.cleaned_data).pk)

    return finished(
        request,
        form,
        f"session.{step} {row.pk}",
        run,
        lambda status: _page(request, row, status=status, **{step: form}),
        ("desk:talk", row.pk),
    )


def _terms(form: Any) -> SessionTerms:
    said = dict(form.cleaned_data)
    office = said.pop("office")
    return SessionTerms(office_id=int(office) if office else None, **said)


def _page(request: DeskRequest, row: OrientationSession, *, status: int = 200, **given: Any) -> HttpResponse:
    writes = can_write(request.actor, row.institution_id)
    may, tells = writes and row.state == PlannedState.PLANNED, writes and row.state != PlannedState.CANCELLED and row.held_on <= today()
    counted = {name: getattr(row, name) for name in ("attended", "women", "youth", "transit", "note")}
    first = {name: getattr(row, name) for name in ("topic", "place", "held_on", "starts_at", "segment", "is_public")}
    first |= {"municipality_code": row.municipality_id, "office": row.office_id or ""}
    context = {
        "row": row, "tone": TONES[row.state], "cambiar": SessionForm(initial=first, institution_id=row.institution_id) if may else None,
        "hecho": AttendedForm(initial=counted if row.state == PlannedState.DONE else None) if tells else None, "cancelar": NoteForm() if may else None,
    }  # fmt: skip
    return render(request, "desk/outreach/session.html", context | given, status=status)
