"""Which rounds are there, how far is each, and how is one closed?"""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from ruta.accounts.enums import Role
from ruta.desk.cases.answering import attempt
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.rounds.forms import CloseForm
from ruta.desk.rounds.showing import counted, is_late, period_words, round_title, told
from ruta.people.selectors import user_names
from ruta.roadmap.actions import close_round, open_due_rounds
from ruta.roadmap.enums import RoundKind, Stage
from ruta.roadmap.models import Round, Undertaking
from ruta.roadmap.policies import EDITOR_ROLES, READER_ROLES, can_edit_plans, can_steer_rounds
from ruta.roadmap.rules import LATE, RISKY
from ruta.roadmap.selectors import Asked, asked_in, coming_rounds, plans, round_of, rounds, shares_of

MENU_ROLES = EDITOR_ROLES | {Role.AUDITOR, Role.OBSERVATORY_ANALYST}
CLOSED_SHOWN = 40


@require_http_methods(["GET", "HEAD", "POST"])
@roles(READER_ROLES)
def rounds_page(request: DeskRequest) -> HttpResponse:
    """Open rounds with how far they are, what comes next, and those that are closed."""
    if request.method == "POST":
        opened = len(open_due_rounds(actor=request.actor))
        words = ngettext("Se abrió %(count)s ronda.", "Se abrieron %(count)s rondas.", opened) % {"count": opened}
        messages.success(request, words if opened else _("No toca abrir ninguna ronda hoy."))
        return redirect("desk:rounds")
    every = list(rounds())
    live = [(row, round_title(row), counted(asked_in(row), row), is_late(row)) for row in every if row.is_open]
    context = {
        "live": live,
        "closed": [(row, round_title(row)) for row in every if not row.is_open][:CLOSED_SHOWN],
        "coming": [(each, RoundKind(each.due.kind).label, period_words(each.due.begins, each.due.ends)) for each in coming_rounds()],
        "may_steer": can_steer_rounds(request.actor),
        "plans": [version.plan for version in plans() if version.plan.kind != "maturity"],
    }
    return render(request, "desk/rounds/list.html", context)


rounds_page.menu_roles = MENU_ROLES  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
@roles(READER_ROLES)
def round_page(request: DeskRequest, round_id: int) -> HttpResponse:
    """One round: every question that the reader may see; coordination closes it here."""
    row = round_of(round_id)
    form, status = CloseForm(request.POST or None, initial={"summary": row.summary}), 200
    if request.method == "POST":
        done, status = attempt(
            request, form, "round.close", lambda: close_round(actor=request.actor, round_id=row.pk, summary=form.cleaned_data["summary"]).pk
        )
        if done is not None:
            messages.success(request, _("Ronda cerrada. Ya no cambia."))
            return redirect("desk:round", row.pk)
    return render(request, "desk/rounds/round.html", _context(request, row) | {"form": form}, status=status)


def _context(request: DeskRequest, row: Round) -> dict[str, Any]:
    asked = asked_in(row)
    stage, institution = request.GET.get("estado", ""), request.GET.get("de", "")
    shares = shares_of(asked)
    shown = [each for each in asked if _is_wanted(each, stage, institution)]
    may_steer = can_steer_rounds(request.actor)
    return {
        "round": row,
        "title": round_title(row),
        "counts": counted(asked, row),
        "shares": shares if may_steer or len(shares) > 1 else [],
        "asks": [told(each) for each in shown],
        "stages": [(each.value, each.label, sum(one.stage == each for one in asked), each == stage) for each in Stage],
        "is_whole": not stage,
        "institution": institution,
        "is_late": is_late(row),
        "may_close": may_steer and row.is_open,
        "closed_by": user_names({row.closed_by}).get(row.closed_by, "") if row.closed_by else "",
        "late": LATE,
        "risky": RISKY,
        "undertaken": list(Undertaking.objects.filter(round=row).select_related("institution").order_by("due_on", "pk")),
        "may_edit": can_edit_plans(request.actor),
        "has_any": bool(asked),
    }


def _is_wanted(each: Asked, stage: str, institution: str) -> bool:
    return stage in {"", each.stage} and institution in {"", str(each.ask.owner_institution_id)}
