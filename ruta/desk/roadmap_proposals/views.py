"""Which adjustments of a plan are proposed, what does one of them change, and who decides?"""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from ruta.desk.cases.answering import attempt
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.roadmap_proposals.forms import AnswerForm, ReasonForm, SubjectForm
from ruta.desk.roadmap_proposals.words import names_of, told, told_row
from ruta.people.selectors import user_names
from ruta.roadmap.actions import approve_proposal, open_proposal, return_proposal, send_proposal, undo_change, withdraw_proposal
from ruta.roadmap.enums import OPEN_PROPOSAL, ProposalState
from ruta.roadmap.models import Plan, Proposal
from ruta.roadmap.planning import Said
from ruta.roadmap.policies import READER_ROLES, can_decide, can_propose, can_write_proposal
from ruta.roadmap.selectors import Draft, authors_of, current_version, draft_of, is_behind, plan_of, proposal_of, proposals_of

DONE = {
    "undo": gettext_lazy("Cambio deshecho. Queda en la historia."),
    "send": gettext_lazy("Enviada al equipo impulsor."),
    "withdraw": gettext_lazy("Propuesta retirada. Se sigue leyendo."),
    "approve": gettext_lazy("Aprobada: el plan tiene una versión nueva y la anterior se conserva."),
    "return": gettext_lazy("Devuelta a quienes la escribieron."),
}


@require_http_methods(["GET", "HEAD", "POST"])
@roles(READER_ROLES)
def proposals(request: DeskRequest, code: str) -> HttpResponse:
    """The adjustments of a plan; whoever may, opens one here."""
    plan = plan_of(code)
    form, status = SubjectForm(request.POST or None), 200
    if request.method == "POST":
        made, status = attempt(
            request,
            form,
            f"roadmap.propose {code}",
            lambda: open_proposal(actor=request.actor, plan=plan, title=form.cleaned_data["title"]).pk,
        )
        if made is not None:
            return redirect("desk:roadmap-proposal", code, made)
    found = list(proposals_of(plan))
    context = {
        "plan": plan,
        "version": current_version(plan),
        "proposals": found,
        "form": form,
        "may_propose": can_propose(request.actor),
        "users": user_names({each.opened_by for each in found if each.opened_by}),
    }
    return render(request, "desk/roadmap_proposals/list.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(READER_ROLES)
def proposal(request: DeskRequest, code: str, pk: int) -> HttpResponse:
    """One adjustment: its difference, its changes, the tree where it is written, and its way to a decision."""
    plan = plan_of(code)
    found = proposal_of(plan, pk)
    asked, status = _forms(request, found), 200
    does = request.POST.get("do", "")
    if request.method == "POST":
        form = asked[FORM_OF.get(does, "plain")]
        done, status = attempt(
            request, form, f"roadmap.proposal {does} {pk}"[:120], lambda: VERBS.get(does, _nothing)(request, found, form)
        )
        if done is not None:
            messages.success(request, DONE[does])
            return redirect("desk:roadmap-proposal", code, pk)
        found = proposal_of(plan, pk)
    return render(request, "desk/roadmap_proposals/proposal.html", _told(request, plan, found) | {"asked": asked}, status=status)


def _forms(request: DeskRequest, found: Proposal) -> dict[str, forms.Form]:
    does = request.POST.get("do", "")
    return {
        "plain": forms.Form(request.POST or None),
        "send": ReasonForm(request.POST if does == "send" else None, initial={"reason": found.reason}),
        "decide": AnswerForm(request.POST if does in {"approve", "return"} else None),
    }


FORM_OF = {"send": "send", "approve": "decide", "return": "decide"}


def _nothing(_request: DeskRequest, _found: Proposal, _form: forms.Form) -> None:
    return None


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 18 else 0


VERBS: dict[str, Callable[[DeskRequest, Proposal, Any], Any]] = {
    "undo": lambda request, found, _form: (
        undo_change(actor=request.actor, proposal=found, change_id=_number(request.POST.get("change", ""))).pk
    ),
    "send": lambda request, found, form: send_proposal(actor=request.actor, proposal=found, reason=form.cleaned_data["reason"]).pk,
    "withdraw": lambda request, found, _form: withdraw_proposal(actor=request.actor, proposal=found).pk,
    "approve": lambda request, found, form: approve_proposal(actor=request.actor, proposal=found, answer=form.cleaned_data["answer"]).pk,
    "return": lambda request, found, form: return_proposal(actor=request.actor, proposal=found, answer=form.cleaned_data["answer"]).pk,
}


def around(plan: Plan, found: Proposal) -> dict[str, Any]:
    """What every page of a proposal shows."""
    return {"plan": plan, "proposal": found, "is_behind": found.state in {*OPEN_PROPOSAL, ProposalState.SENT} and is_behind(found)}


def _told(request: DeskRequest, plan: Plan, found: Proposal) -> dict[str, Any]:
    draft = draft_of(found)
    names = names_of(draft.before, draft.after)
    authors = authors_of(found)
    may_write = can_write_proposal(request.actor, found)
    return around(plan, found) | {
        "differences": [told_row(row, names) for row in draft.differences],
        "changes": _changes(draft, names),
        "rows": _rows(draft) if may_write else [],
        "may_write": may_write,
        "may_withdraw": found.state in {*OPEN_PROPOSAL, ProposalState.SENT} and can_propose(request.actor),
        "may_decide": can_decide(request.actor, found, authors),
        "is_author": request.actor.user_id in authors,
        "users": user_names({*authors, *({found.decided_by} if found.decided_by else ())}),
    }


def _changes(draft: Draft, names: Any) -> list[dict[str, Any]]:
    """What was done, the newest first; the undone too."""
    return [
        {"change": each, "told": told(each, names), "row": names.rows.get(each.key, each.key), "is_live": each.is_live}  # type: ignore[attr-defined]
        for each in reversed(draft.changes)
    ]


def _rows(draft: Draft) -> list[dict[str, Any]]:
    """The tree as the proposal leaves it, with what each row says in short."""
    touched = {row.key for row in draft.differences}
    depth: dict[str | None, int] = {None: -1}
    found: list[dict[str, Any]] = []
    for number, row in enumerate(draft.after):
        depth[row.key] = depth[row.parent] + 1
        found.append({"row": row, "level": depth[row.key], "is_touched": row.key in touched, "number": number, "days": _days(row)})
    parents = {row.parent for row in draft.after}
    return [each | {"is_parent": each["row"].key in parents} for each in found]


def _days(row: Said) -> str:
    said = (row.item.get("begins"), row.item.get("ends"))
    begins, ends = (date_format(date.fromisoformat(day), "j M Y").lower() if day else "" for day in said)
    if begins and ends:
        return _("%(begins)s a %(ends)s") % {"begins": begins, "ends": ends}
    return begins or ends
