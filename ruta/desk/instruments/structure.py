"""How does whoever administers the system add, move and take away sections, shared lists of options and scores of a draft?"""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ruta.base.errors import NotFound
from ruta.cases.instruments import moved_row, with_options, with_rule, with_section, without_options, without_section
from ruta.desk.cases.answering import say
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.instruments.editing import edited
from ruta.desk.instruments.forms import OptionsForm, ScoreForm, SectionForm
from ruta.desk.instruments.views import ADMINISTRATORS, draft_named
from ruta.taxonomy.actions import keep_draft
from ruta.taxonomy.models import CatalogueDraft

NEW = "nueva"
STEPS = {"up": -1, "down": 1}


@require_http_methods(["GET", "HEAD", "POST"])
@roles(ADMINISTRATORS)
def section(request: DeskRequest, code: str, section: str) -> HttpResponse:
    """A section with its words and its condition; `nueva` adds one. A new one needs a question before it can be published."""
    found = draft_named(code)
    sections = found.content["sections"]
    index = next((n for n, each in enumerate(sections) if each["code"] == section), None)
    if index is None and section != NEW:
        raise NotFound(_("Esa sección no está en el borrador."))
    what = request.POST.get("do", "")
    if index is not None and what == "remove" and len(sections) > 1:
        return _kept(request, found, without_section(found.content, section), _("Se quitó del borrador la sección con sus preguntas."))
    if index is not None and what in STEPS:
        return _kept(request, found, moved_row(found.content, "sections", index, STEPS[what]), _("Sección movida."))
    row = None if index is None else sections[index]
    form = SectionForm(request.POST or None, content=found.content, section=row, initial={"revision": found.revision})
    extra = {"can_remove": row is not None and len(sections) > 1, "can_move": row is not None, "title": _("Sección")}
    return edited(request, found, form, lambda made: with_section(found.content, made), _("Sección guardada."), extra)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(ADMINISTRATORS)
def options(request: DeskRequest, code: str, name: str) -> HttpResponse:
    """A list of options that several questions share; `nueva` adds one."""
    found = draft_named(code)
    lists = found.content.get("option_sets", {})
    if name not in lists and name != NEW:
        raise NotFound(_("Esa lista no está en el borrador."))
    named = name if name in lists else ""
    if named and request.POST.get("do") == "remove":
        said = _("Lista quitada. Las preguntas que la usaban conservan sus opciones.")
        return _kept(request, found, without_options(found.content, named), said)
    form = OptionsForm(
        request.POST or None, content=found.content, named=named, options=lists.get(named, ()), initial={"revision": found.revision}
    )
    extra = {"can_remove": bool(named)}
    return edited(request, found, form, lambda made: with_options(found.content, *made), _("Lista guardada."), extra)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(ADMINISTRATORS)
def score(request: DeskRequest, code: str, index: int) -> HttpResponse:
    """Weights, cuts and sentences of one score; the number after the last one adds a score, before the one that stands for the whole."""
    found = draft_named(code)
    scores = found.content.get("scores", [])
    if index > len(scores):
        raise NotFound(_("Ese puntaje no está en el borrador."))
    row = scores[index] if index < len(scores) else None
    what = request.POST.get("do", "")
    if row and what == "remove":
        return _kept(request, found, with_rule(found.content, "scores", index, None), _("Se quitó del borrador."))
    if row and what in STEPS:
        return _kept(request, found, moved_row(found.content, "scores", index, STEPS[what]), _("Puntaje movido."))
    form = ScoreForm(request.POST or None, content=found.content, score=row, initial={"revision": found.revision})
    extra = {"can_remove": bool(row), "can_move": bool(row), "is_whole": bool(row) and index == len(scores) - 1}
    return edited(request, found, form, lambda made: _with_score(found, index, made), _("Puntaje guardado."), extra)


def _with_score(found: CatalogueDraft, index: int, made: dict[str, Any]) -> dict[str, Any]:
    grown = with_rule(found.content, "scores", index, made)
    is_new = index == len(found.content.get("scores", []))
    return moved_row(grown, "scores", index, -1) if is_new else grown


def _kept(request: DeskRequest, found: CatalogueDraft, content: dict[str, Any], said: str) -> HttpResponse:
    keep_draft(actor=request.actor, code=found.code, content=content, revision=found.revision)
    say(request, said)
    return redirect("desk:instrument-draft", found.code)
