"""How is one row of a plan adjusted inside a proposal?"""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ruta.base.errors import Invalid, NotFound
from ruta.desk.cases.answering import attempt
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.roadmap_proposals.forms import AddForm, AimForm, MoveForm, RowForm
from ruta.desk.roadmap_proposals.views import around
from ruta.roadmap.actions import change_rows
from ruta.roadmap.planning import Edit, Said
from ruta.roadmap.policies import PROPOSER_ROLES, can_write_proposal
from ruta.roadmap.selectors import Draft, draft_of, plan_of, proposal_of

Edits = Callable[[Draft, Said, Any], list[Edit]]


@require_http_methods(["GET", "HEAD", "POST"])
@roles(PROPOSER_ROLES)
def row(request: DeskRequest, code: str, pk: int, key: str) -> HttpResponse:
    """What one row says in the proposal, to change it, move it, add to it or take it away."""
    plan = plan_of(code)
    draft = draft_of(proposal_of(plan, pk))
    said = next((each for each in draft.after if each.key == key), None)
    if said is None:
        raise NotFound(_("Esa fila no está en la propuesta. Vuelva al árbol y elija otra."))
    does = request.POST.get("do", "")
    asked, status = _forms(request.POST or None, does, draft, said), 200
    if request.method == "POST":
        form = asked.get(does, asked["plain"])
        run = lambda: _done(request, draft, said, does, form)  # noqa: E731 (one line, once)
        done, status = attempt(request, form, f"roadmap.row {pk} {does} {key}"[:120], run)
        if done is not None:
            messages.success(request, _("Anotado en la propuesta. Se puede deshacer."))
            return redirect(f"{request.path.split('/fila/')[0]}/#{done}")
    context = (
        around(plan, draft.proposal) | _told(draft, said) | {"asked": asked, "may_write": can_write_proposal(request.actor, draft.proposal)}
    )
    return render(request, "desk/roadmap_proposals/row.html", context, status=status)


def _forms(data: Any, does: str, draft: Draft, said: Said) -> dict[str, Any]:
    version = draft.proposal.base
    given = {name: data if does == name else None for name in ("save", "add", "aim", "move")}
    return {
        "plain": forms.Form(data),
        "save": RowForm(given["save"], version=version, rows=draft.after, key=said.key),
        "add": AddForm(given["add"], auto_id="fila-nueva-%s"),
        "aim": AimForm(given["aim"], version=version),
        "move": MoveForm(given["move"], rows=draft.after, parent=said.parent, but=branch(draft.after, said.key)),
    }


def _done(request: DeskRequest, draft: Draft, said: Said, does: str, form: Any) -> str:
    """Write what was asked; gives the place of the page to come back to."""
    if does not in EDITS:
        raise Invalid(_("El formulario llegó incompleto. Recargue la página y envíelo otra vez."))
    edits = EDITS[does](draft, said, form)
    if not edits:
        raise Invalid(_("Nada cambió. Escriba otro valor, o cierre la fila."))
    seen = request.POST.get("seen", "")
    change_rows(actor=request.actor, proposal=draft.proposal, edits=edits, seen=int(seen) if seen.isdecimal() else None)
    return "cambios" if does == "remove" else f"fila-{edits[0].key}"


def _siblings(draft: Draft, said: Said) -> list[str]:
    return [each.key for each in draft.after if each.parent == said.parent]


def _place(draft: Draft, said: Said) -> dict[str, Any]:
    siblings = _siblings(draft, said)
    at = siblings.index(said.key)
    return {"parent": said.parent, "after": siblings[at - 1] if at else None}


def _stepped(draft: Draft, said: Said, step: int) -> list[Edit]:
    siblings = _siblings(draft, said)
    at = siblings.index(said.key) + step
    if not 0 <= at < len(siblings):
        return []
    others = [key for key in siblings if key != said.key]
    return [Edit("move", said.key, old=_place(draft, said), new={"parent": said.parent, "after": others[at - 1] if at else None})]


def _moved(draft: Draft, said: Said, form: MoveForm) -> list[Edit]:
    parent = form.cleaned_data["parent"] or None
    if parent == said.parent:
        return []
    last = [each.key for each in draft.after if each.parent == parent]
    return [Edit("move", said.key, old=_place(draft, said), new={"parent": parent, "after": last[-1] if last else None})]


def _added(draft: Draft, said: Said, form: AddForm) -> list[Edit]:
    children = [each.key for each in draft.after if each.parent == said.key]
    key = f"p{draft.proposal.pk}-{len(draft.changes) + 1}"
    new = {"parent": said.key, "after": children[-1] if children else None, "item": dict(form.cleaned_data)}
    return [Edit("add", key, new=new)]


def _aimed(draft: Draft, said: Said, form: AimForm) -> list[Edit]:
    series = f"p{draft.proposal.pk}-{len(draft.changes) + 1}"
    return [Edit("aim", said.key, series, None, form.target(series))]


EDITS: dict[str, Edits] = {
    "save": lambda _draft, _said, form: form.edits(),
    "up": lambda draft, said, _form: _stepped(draft, said, -1),
    "down": lambda draft, said, _form: _stepped(draft, said, 1),
    "move": _moved,
    "add": _added,
    "aim": _aimed,
    "remove": lambda draft, said, _form: [Edit("remove", said.key, old=_place(draft, said) | {"item": said.item})],
}


def branch(rows: list[Said], key: str) -> set[str]:
    """A row and all that is below it."""
    found = {key}
    for each in rows:  # parents come before their children
        if each.parent in found:
            found.add(each.key)
    return found


def _told(draft: Draft, said: Said) -> dict[str, Any]:
    return {"said": said, "seen": draft.newest_of(said.key), "below": len(branch(draft.after, said.key)) - 1}
