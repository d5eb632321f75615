"""How does whoever administers the system write the next version of an instrument, and publish it?"""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ruta.base.errors import NotFound
from ruta.cases.actions import publish_instrument
from ruta.cases.instruments import (
    InstrumentError,
    draft_problems,
    load,
    moved_question,
    question_in,
    with_question,
    with_rule,
    without_question,
)
from ruta.desk.cases.answering import attempt, say
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.instruments.forms import PublishForm, QuestionForm, RuleForm, next_version
from ruta.desk.instruments.views import ADMINISTRATORS, current, draft_named, sentences, trial
from ruta.desk.instruments.words import EXAMPLES, FACTS, PARTS, TYPES
from ruta.taxonomy.actions import drop_draft, keep_draft, start_draft
from ruta.taxonomy.models import CatalogueDraft
from ruta.taxonomy.selectors import instrument_faults

Content = Mapping[str, Any]


@require_http_methods(["GET", "HEAD", "POST"])
@roles(ADMINISTRATORS)
def draft_page(request: DeskRequest, code: str) -> HttpResponse:
    """The draft with everything in it; begin it, throw it away or publish it. `do` says which button was pressed."""
    current(code)
    what = request.POST.get("do", "")
    if what == "start":
        start_draft(actor=request.actor, code=code, version=request.POST.get("version") or None)
        return redirect("desk:instrument-draft", code)
    if what == "drop":
        drop_draft(actor=request.actor, code=code)
        say(request, _("Borrador descartado. Lo publicado sigue igual."))
        return redirect("desk:instrument", code)
    if what == "publish":
        return _publish(request, code)
    return _draft(request, draft_named(code), PublishForm(initial={"version": next_version(code)}), 200)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(ADMINISTRATORS)
def new_question(request: DeskRequest, code: str) -> HttpResponse:
    """One more question at the end of a section."""
    found = draft_named(code)
    section = request.POST.get("section") or request.GET.get("seccion", "")
    if section not in {each["code"] for each in found.content["sections"]}:
        raise NotFound(_("Esa sección no está en el borrador."))
    form = QuestionForm(request.POST or None, content=found.content, initial={"revision": found.revision, "section": section})
    return edited(request, found, form, lambda made: with_question(found.content, section, made), _("Pregunta agregada."))


@require_http_methods(["GET", "HEAD", "POST"])
@roles(ADMINISTRATORS)
def edit_question(request: DeskRequest, code: str, question: str) -> HttpResponse:
    """Words, options, conditions and reserve of one question."""
    found = draft_named(code)
    row = question_in(found.content, question)
    if row is None:
        raise NotFound(_("Esa pregunta no está en el borrador."))
    form = QuestionForm(request.POST or None, content=found.content, question=row, initial={"revision": found.revision})
    return edited(request, found, form, lambda made: with_question(found.content, "", made, question), _("Pregunta cambiada."))


@require_POST
@roles(ADMINISTRATORS)
def move_question(request: DeskRequest, code: str, question: str, way: str) -> HttpResponse:
    """Up, down or away."""
    found = draft_named(code)
    if question_in(found.content, question) is None or way not in ("subir", "bajar", "quitar"):
        raise NotFound(_("Esa pregunta no está en el borrador."))
    changed = (
        without_question(found.content, question)
        if way == "quitar"
        else moved_question(found.content, question, -1 if way == "subir" else 1)
    )
    keep_draft(actor=request.actor, code=code, content=changed, revision=found.revision)
    return redirect("desk:instrument-draft", code)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(ADMINISTRATORS)
def edit_rule(request: DeskRequest, code: str, part: str, index: int) -> HttpResponse:
    """One segment, need, plan, barrier or alert with its condition; the number after the last one adds."""
    found = draft_named(code)
    rows = found.content.get(part, [])
    if part not in PARTS or index > len(rows):
        raise NotFound(_("Esa parte no está en el borrador."))
    rule = rows[index] if index < len(rows) else {}
    if request.method == "POST" and request.POST.get("do") == "remove" and rule:
        keep_draft(actor=request.actor, code=code, content=with_rule(found.content, part, index, None), revision=found.revision)
        say(request, _("Se quitó del borrador."))
        return redirect("desk:instrument-draft", code)
    form = RuleForm(request.POST or None, part=part, rule=rule, initial={"revision": found.revision})
    extra = {"title": PARTS[part], "can_remove": bool(rule) and part in ("raises_needs", "suggests_plans", "raises_barriers")}
    return edited(request, found, form, lambda made: with_rule(found.content, part, index, made), _("Regla guardada."), extra)


def problems_of(found: CatalogueDraft) -> list[str]:
    """Everything that keeps a draft from being published, in the reader's words."""
    return sentences(instrument_faults(found.content) or draft_problems(found.content, current(found.code).plain()))


def edited(
    request: DeskRequest, found: CatalogueDraft, form: Any, change: Callable[[Any], Content], done: str, extra: Content | None = None
) -> HttpResponse:
    """Draw a form of the draft, or keep what it makes; buttons that add lines only redraw it."""
    status = 200
    if request.method == "POST" and request.POST.get("do") == "more":
        form = form.with_more()
    elif request.method == "POST":

        def run() -> int:
            return keep_draft(
                actor=request.actor, code=found.code, content=change(form.made()), revision=form.cleaned_data["revision"]
            ).revision  # fmt: skip

        kept, status = attempt(request, form, "keep_draft", run)
        if kept is not None:
            say(request, done)
            return redirect("desk:instrument-draft", found.code)
    context = {"code": found.code, "label": found.content["label_es"], "form": form, "title": form.title, "draft": found}
    context |= {"known": named_in(found.content), "can_move": False, "can_remove": False, "is_whole": False} | dict(extra or {})
    return render(request, form.template, context, status=status)


def _publish(request: DeskRequest, code: str) -> HttpResponse:
    found = draft_named(code)
    form = PublishForm(request.POST)

    def run() -> str:
        return publish_instrument(actor=request.actor, code=code, version=form.cleaned_data["version"]).version

    done, status = attempt(request, form, "publish_instrument", run)
    if done is None:
        return _draft(request, found, form, status)
    say(request, _("Versión %(version)s publicada. Las próximas valoraciones la usan.") % {"version": done})
    return redirect("desk:instrument", code)


def _draft(request: DeskRequest, found: CatalogueDraft, form: forms.Form, status: int) -> HttpResponse:
    content = found.content
    context: dict[str, Any] = {
        "code": found.code, "label": content["label_es"], "draft": found, "content": content, "publish": form, "problems": problems_of(found),
        "blocks": [_section(each) for each in content["sections"]], "version": "",
        "option_sets": list(content.get("option_sets", {}).items()), "score_rows": content.get("scores", []),
        "parts": [{"code": part, "label": label, "rows": content.get(part, [])} for part, label in PARTS.items()],
    }  # fmt: skip
    try:
        context |= trial(load(content), {})
    except InstrumentError:
        context["form"] = None
    return render(request, "desk/instruments/draft.html", context, status=status)


def named_in(content: Content) -> Content:
    """What a condition may name: questions with their answers, scores and facts of the person."""
    sets = content.get("option_sets", {})
    rows = [row for section in content["sections"] for row in section["questions"]]
    asked = [(row["code"], row["text_es"], row["type"], row.get("options") or sets.get(row.get("options_from"), ())) for row in rows]
    return {"asked": asked, "scores": content.get("scores", []), "facts": list(FACTS.items()), "examples": EXAMPLES}


def _section(section: Content) -> dict[str, Any]:
    rows = [{"row": row, "type": TYPES.get(row["type"], row["type"])} for row in section["questions"]]
    return {"section": section, "rows": rows}
