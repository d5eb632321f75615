"""Which instruments are there, in which versions, and how do two of them differ?"""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from ruta.accounts.enums import Role
from ruta.base.errors import NotFound
from ruta.base.sentences import Sentence
from ruta.cases.instruments import (
    Instrument,
    InstrumentError,
    answers_from_form,
    applies,
    assess,
    changes,
    load,
    required_questions,
    visible_questions,
)
from ruta.cases.selectors.labels import coded, said
from ruta.desk.cases.forms.assessing import AnswersForm
from ruta.desk.gate import roles
from ruta.desk.instruments.words import COMPARED, FIELDS, KINDS
from ruta.people.selectors import user_names
from ruta.taxonomy.errors import UnknownCode
from ruta.taxonomy.models import CatalogueDraft
from ruta.taxonomy.selectors import CatalogueContent, draft, drafts, instruments, versions
from ruta.taxonomy.selectors import instrument as published

ADMINISTRATORS = {Role.ADMINISTRATOR}
# Who is asked in a trial: nobody real.
ADULT = {
    "age": 30, "is_minor": False, "sex": "woman", "modality": "returned", "population": "returned_persons", "days_since_return": 10,
    "has_dependants": True,
}  # fmt: skip
CHILD = ADULT | {"age": 12, "is_minor": True, "has_dependants": False}


@require_safe
@roles(ADMINISTRATORS)
def instruments_page(request: HttpRequest) -> HttpResponse:
    """Every instrument with its current version, and whether a draft is open."""
    begun = {each.code: each for each in drafts()}
    rows = [{"code": each.code, "label": _label(each), "content": each, "draft": begun.get(each.code)} for each in instruments()]
    return render(request, "desk/instruments/list.html", {"rows": sorted(rows, key=lambda row: str(row["label"]))})


@require_safe
@roles(ADMINISTRATORS)
def instrument_page(request: HttpRequest, code: str) -> HttpResponse:
    """The versions of one instrument, the newest first."""
    content = current(code)
    rows = list(versions(code))
    context = {
        "code": code, "label": _label(content), "content": content, "rows": rows, "draft": draft(code), "purpose": said(_Texts(content), "purpose"),
        "names": user_names({row.published_by for row in rows if row.published_by}),
    }  # fmt: skip
    return render(request, "desk/instruments/instrument.html", context)


@require_safe
@roles(ADMINISTRATORS)
def version_page(request: HttpRequest, code: str, version: str) -> HttpResponse:
    """A published version as the person sees it."""
    content = _version(code, version)
    context = trial(load(content.plain()), {}) | {"code": code, "label": _label(content), "version": version}
    return render(request, "desk/instruments/version.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(ADMINISTRATORS)
def preview(request: HttpRequest, code: str) -> HttpResponse:
    """The draft (or the version named in the form) as the person would see it, with what the answers would give. Nothing is kept."""
    version = request.POST.get("version", "")
    content = _version(code, version).plain() if version else draft_named(code).content
    try:
        asked = load(content)
        shown = trial(asked, answers_from_form(asked, request.POST))
    except InstrumentError:  # written wrongly, or a condition breaks on these answers
        shown = {"form": None}
    return render(request, "desk/instruments/preview.html", shown | {"code": code, "version": version})


@require_safe
@roles(ADMINISTRATORS)
def compare(request: HttpRequest, code: str) -> HttpResponse:
    """What changed from one version to another, or to the draft."""
    content = current(code)
    offered = [row.version for row in versions(code)]
    begun = draft(code)
    before = request.GET.get("de", "") or (begun.based_on if begun else offered[min(1, len(offered) - 1)])
    after = request.GET.get("a", "") or ("borrador" if begun else offered[0])
    later = draft_named(code).content if after == "borrador" else _version(code, after).plain()
    rows = [_change(each) for each in changes(_version(code, before).plain(), later)]
    context = {
        "code": code, "label": _label(content), "rows": rows, "before": before, "after": after, "offered": offered, "has_draft": begun,
    }  # fmt: skip
    return render(request, "desk/instruments/compare.html", context)


def current(code: str) -> CatalogueContent:
    """The current version of an instrument."""
    return _version(code, None)


def draft_named(code: str) -> CatalogueDraft:
    """The draft of an instrument, or a sentence that says it is gone."""
    found = draft(code)
    if found is None:
        raise NotFound(_("Ese borrador ya no existe: se publicó o se descartó."))
    return found


def trial(asked: Instrument, answers: dict[str, object]) -> dict[str, Any]:
    """An instrument drawn for somebody invented, with what the answers given so far would say."""
    facts = ADULT if applies(asked, ADULT) else CHILD
    shown = visible_questions(asked, answers, facts)
    form = AnswersForm(shown, answers, {}, required_questions(asked, answers, facts))
    result = assess(asked, answers, facts)
    return {
        "instrument": asked, "form": form, "sections": form.sections(asked), "segment": said(result.segment, "label") if result.segment else "",
        "scores": [(said(score, "label"), result.scores[score.code]) for score in asked.scores],
        "needs": [coded("needs", each.need) for each in result.raised_needs],
        "alerts": [said(each, "message") for each in result.alerts] if answers else [],
    }  # fmt: skip


def _version(code: str, version: str | None) -> CatalogueContent:
    try:
        found = published(code, version)
    except UnknownCode as error:
        raise NotFound(_("Esa versión no está publicada. Elija otra de la lista.")) from error
    if found.kind != "instrument":
        raise NotFound(_("Ese catálogo no es un cuestionario."))
    return found


def _label(content: CatalogueContent) -> str:
    return said(_Texts(content), "label")


class _Texts:
    """The texts of a content as attributes, as other parts of an instrument have them."""

    def __init__(self, content: CatalogueContent) -> None:
        self.label_es, self.label_en = content["label_es"], content["label_en"]
        self.purpose_es, self.purpose_en = content["purpose_es"], content.content.get("purpose_en", "")


def _change(each: Any) -> dict[str, Any]:
    fields = [(str(FIELDS.get(name, name)), before, after) for name, before, after in each.fields]
    return {"change": each, "part": COMPARED.get(each.part, each.part), "kind": KINDS[each.kind], "fields": fields}


def sentences(found: Any) -> list[str]:
    """Problems in the reader's language, each once; a field by its name on the screen."""
    return list(dict.fromkeys(_in_words(each).said(_, ngettext) for each in found))


def _in_words(each: Sentence) -> Sentence:
    field = str(each.values.get("field", ""))
    return replace(each, values={**each.values, "field": str(FIELDS[field])}) if field in FIELDS else each
