"""In what do two versions of a plan differ, and what clashes when a proposal stands on a version of before?"""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ruta.desk.cases.answering import attempt
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.roadmap_proposals.views import around
from ruta.desk.roadmap_proposals.words import Names, names_of, said, said_value, told, told_row
from ruta.roadmap.actions import name_of, rebase_proposal
from ruta.roadmap.models import PlanVersion
from ruta.roadmap.planning import Clash
from ruta.roadmap.policies import PROPOSER_ROLES, READER_ROLES
from ruta.roadmap.selectors import (
    compared,
    current_version,
    draft_of,
    merging_of,
    plan_of,
    proposal_of,
    statement_of,
    version_of,
    versions_of,
)

KEEP = "conservar:"


@require_safe
@roles(READER_ROLES)
def compare(request: DeskRequest, code: str) -> HttpResponse:
    """Two versions side by side; the last two when none is named."""
    plan = plan_of(code)
    current = current_version(plan)
    new = _asked(request, "a", current)
    old = _asked(request, "de", version_of(plan, max(1, new.number - 1)))
    names = names_of(statement_of(old), statement_of(new))
    context = {
        "plan": plan,
        "version": current,
        "old": old,
        "new": new,
        "versions": list(versions_of(plan)),
        "differences": [told_row(row, names) for row in compared(old, new)],
    }
    return render(request, "desk/roadmap_proposals/compare.html", context)


def _asked(request: DeskRequest, name: str, otherwise: PlanVersion) -> PlanVersion:
    number = request.GET.get(name, "")
    return version_of(otherwise.plan, int(number)) if number.isdecimal() and len(number) < 9 else otherwise


@require_http_methods(["GET", "HEAD", "POST"])
@roles(PROPOSER_ROLES)
def rebase(request: DeskRequest, code: str, pk: int) -> HttpResponse:
    """Bring a proposal up to the current version: what holds comes along, what clashes is decided row by row."""
    plan = plan_of(code)
    found = proposal_of(plan, pk)
    form, status = forms.Form(request.POST or None), 200
    if request.method == "POST":
        seen = request.POST.get("seen", "")
        keep = frozenset(name.removeprefix(KEEP) for name, choice in request.POST.items() if name.startswith(KEEP) and choice == "mine")
        done, status = attempt(
            request,
            form,
            f"roadmap.rebase {pk}",
            lambda: rebase_proposal(actor=request.actor, proposal=found, seen=int(seen) if seen.isdecimal() else 0, keep=keep).pk,
        )
        if done is not None:
            messages.success(request, _("Al día: la propuesta parte ahora de la versión vigente. Revísela y envíela."))
            return redirect("desk:roadmap-proposal", code, pk)
    draft = draft_of(found)
    current, merge = merging_of(draft)
    names = names_of(draft.before, draft.after, statement_of(current))
    context = around(plan, found) | {
        "form": form,
        "current": current,
        "holding": [{"row": names.rows.get(edit.key, edit.key), "told": told(edit, names)} for edit in merge.edits],
        "clashes": [_clash(each, names) for each in merge.clashes],
    }
    return render(request, "desk/roadmap_proposals/rebase.html", context, status=status)


def _clash(each: Clash, names: Names) -> dict[str, Any]:
    mine = told(each.edit, names)
    if each.edit.verb in {"set", "target"}:
        theirs = said(each.edit.field, each.theirs, names) if each.edit.verb == "set" else said_value(each.theirs)
    else:
        theirs = _("como está en la versión vigente")
    options = [
        {"value": "theirs", "label": _("Dejar lo vigente"), "meta": theirs},
        {"value": "mine", "label": _("Conservar lo propuesto"), "meta": mine.new},
    ]
    return {
        "name": f"{KEEP}{name_of(each.edit)}",
        "legend": f"{names.rows.get(each.edit.key, each.edit.key)}: {mine.what}",
        "options": options if each.can_keep else options[:1],
        "can_keep": each.can_keep,
    }
