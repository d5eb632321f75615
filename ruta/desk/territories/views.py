"""Which territories are there, what does the sheet of one say, and how is it written and reviewed?"""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ruta.base.clock import today
from ruta.base.errors import NotFound
from ruta.desk.cases.answering import attempt
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.territories.forms import ReviewForm, TextForm
from ruta.insights.actions import decide_sheet_text, write_sheet_text
from ruta.insights.enums import SheetSection, TextState
from ruta.insights.models import SheetText
from ruta.insights.papers import KINDS, body_of, year_of
from ruta.insights.policies import PAPER_ROLES, SHEET_REVIEWERS, SHEET_WRITERS, can_review_sheets, can_write_sheets
from ruta.insights.selectors.territories import latest_texts, sheet_name, sheet_territory, waiting_texts
from ruta.people.selectors import user_names
from ruta.roadmap.selectors.papers import paper_of
from ruta.territory.selectors import territories


@require_safe
@roles(PAPER_ROLES)
def listing(request: DeskRequest) -> HttpResponse:
    """The territories, the priority ones of the roadmap first, with what was written of each."""
    written: dict[str, set[str]] = {}
    waiting: dict[str, int] = {}
    for territory, section, state in SheetText.objects.order_by("pk").values_list("territory_ref", "section", "state"):
        if state == TextState.APPROVED:
            written.setdefault(territory, set()).add(section)
        elif state == TextState.WRITTEN:
            waiting[territory] = waiting.get(territory, 0) + 1
    rows = [
        {"territory": each, "sheet": sheet_name(each), "written": len(written.get(each.pk, ())), "waiting": waiting.get(each.pk, 0)}
        for each in territories().order_by("-is_priority", "sort_name", "pk")
    ]
    return render(request, "desk/territories/list.html", {"rows": rows, "sections": len(SheetSection.values)})


@require_safe
@roles(PAPER_ROLES)
def sheet(request: DeskRequest, name: str) -> HttpResponse:
    """The sheet of this year, its files, and what officers write in it."""
    return _page(request, name)


@require_POST
@roles(SHEET_WRITERS)
def write(request: DeskRequest, name: str, section: str) -> HttpResponse:
    """A new version of one section."""
    territory, form = sheet_territory(name), TextForm(request.POST)

    def run() -> int:
        return write_sheet_text(actor=request.actor, territory=territory, section=section, text=form.cleaned_data["text"]).pk

    return _done(request, name, form, f"sheet.write {name} {section}", run, section)


@require_POST
@roles(SHEET_REVIEWERS)
def review(request: DeskRequest, name: str, text_id: int) -> HttpResponse:
    """Let it stand, or give it back."""
    if not any(row.pk == text_id for row in waiting_texts(sheet_territory(name).pk)):
        raise NotFound(_("Ese texto ya se revisó o no es de esta ficha. Vuelva a abrirla."))
    form = ReviewForm(request.POST)

    def run() -> int:
        said = form.cleaned_data
        return decide_sheet_text(actor=request.actor, text_id=text_id, is_approved=said["do"] == "approve", reason=said["reason"]).pk

    return _done(request, name, form, f"sheet.review {text_id}", run, str(text_id))


def _done(request: DeskRequest, name: str, form: forms.Form, verb: str, run: Any, of: str) -> HttpResponse:
    result, status = attempt(request, form, verb, run)
    if result is None:
        return _page(request, name, {of: form}, status)
    messages.success(request, _("Guardado."))
    return redirect("desk:territory", name)


def _page(request: DeskRequest, name: str, given: dict[str, forms.Form] | None = None, status: int = 200) -> HttpResponse:
    territory, asked = sheet_territory(name), given or {}
    paper, latest = paper_of(name, year_of(today())), latest_texts(territory.pk)
    waiting = waiting_texts(territory.pk)
    context = {
        "territory": territory, "name": name, "paper": paper, "body": body_of(paper), "endings": KINDS.values(),
        "sections": _sections(latest, asked) if can_write_sheets(request.actor) else [], "users": user_names({row.written_by for row in waiting if row.written_by}),
        "waiting": [_waiting(request, row, asked) for row in waiting],
    }  # fmt: skip
    return render(request, "desk/territories/sheet.html", context, status=status)


def _sections(latest: dict[str, SheetText], asked: dict[str, forms.Form]) -> list[dict[str, Any]]:
    return [
        {"code": code, "label": label, "latest": latest.get(code), "form": asked.get(code) or TextForm(initial={"text": latest[code].text} if code in latest else None, auto_id=f"{code}-%s")}
        for code, label in SheetSection.choices
    ]  # fmt: skip


def _waiting(request: DeskRequest, row: SheetText, asked: dict[str, forms.Form]) -> dict[str, Any]:
    may_review = can_review_sheets(request.actor, row)
    return {"row": row, "form": (asked.get(str(row.pk)) or ReviewForm(auto_id=f"r{row.pk}-%s")) if may_review else None}
