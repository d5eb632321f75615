"""Which studies are there, and which decisions did they serve?"""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ruta.base.errors import NotFound
from ruta.base.numbers import read_number
from ruta.base.papers import TYPES, shown_headers
from ruta.desk.cases.answering import attempt
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.listing import answered
from ruta.desk.outreach.steps import finished, names_of
from ruta.desk.studies.forms import StudyForm, UseForm
from ruta.desk.studies.lists import STUDIES, named_themes
from ruta.insights.actions import change_use, note_use, save_study, show_study, take_back_use
from ruta.insights.models import Study
from ruta.insights.policies import STUDY_READERS, STUDY_WRITERS, can_register, can_show
from ruta.insights.selectors import found_studies, is_let_out, studies, study_of, use_of, uses_of
from ruta.territory.selectors import departments

KEPT = ("title", "kind", "author", "source", "published_on", "url", "themes", "departments", "findings", "limits")


@require_http_methods(["GET", "HEAD", "POST"])
@roles(STUDY_READERS)
def listing(request: DeskRequest) -> Any:
    """Every registered study, the latest first."""

    def told(page: Any) -> dict[str, Any]:
        return {
            "rows": [(row, named_themes(row.themes)) for row in page.rows],
            "may_write": can_register(request.actor, request.actor.institution_id or 0),
        }

    return answered(request, STUDIES, lambda text: found_studies(studies(), text), "desk/studies/list.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(STUDY_WRITERS)
def new(request: DeskRequest) -> HttpResponse:
    """Register one."""
    form, status = StudyForm(request.POST or None, request.FILES or None), 200
    if request.method == "POST":

        def run() -> int:
            terms, content = form.terms()
            return save_study(actor=request.actor, terms=terms, content=content).pk

        done, status = attempt(request, form, "study.new", run)
        if done is not None:
            return redirect("desk:study", done)
    return render(request, "desk/studies/new.html", {"form": form}, status=status)


@require_safe
@roles(STUDY_READERS)
def study(request: DeskRequest, study_id: int) -> HttpResponse:
    """One of them."""
    return _page(request, study_of(study_id))


@require_http_methods(["GET", "HEAD", "POST"])
@roles(STUDY_WRITERS)
def change(request: DeskRequest, study_id: int) -> HttpResponse:
    """Correct one that is not public."""
    row, status = study_of(study_id), 200
    if row.shown_at or not can_register(request.actor, row.institution_id):
        return redirect("desk:study", row.pk)
    form = StudyForm(request.POST or None, request.FILES or None, initial={name: getattr(row, name) for name in KEPT})
    if request.method == "POST":
        version = read_number(request.POST.get("version", ""))

        def run() -> int:
            terms, content = form.terms()
            return save_study(actor=request.actor, terms=terms, content=content, study_id=row.pk, version=version).pk

        done, status = attempt(request, form, f"study.change {row.pk}", run)
        if done is not None:
            return redirect("desk:study", row.pk)
    return render(request, "desk/studies/new.html", {"form": form, "row": row}, status=status)


@require_POST
@roles(STUDY_WRITERS)
def step(request: DeskRequest, study_id: int, step: str) -> HttpResponse:
    """Say which decision it served, let everybody read it, or take it back."""
    if step not in {"decision", "publicar", "quitar"}:
        raise Http404
    row, form = study_of(study_id), UseForm(request.POST) if step == "decision" else forms.Form(request.POST)

    def run() -> int:
        if step == "decision":
            return note_use(actor=request.actor, study_id=row.pk, **form.cleaned_data).pk
        return show_study(actor=request.actor, study_id=row.pk, is_shown=step == "publicar").pk

    given = {"use_form": form} if step == "decision" else {"problem": form}
    return finished(
        request, form, f"study.{step} {row.pk}", run, lambda status: _page(request, row, status=status, **given), ("desk:study", row.pk)
    )


@require_http_methods(["GET", "HEAD", "POST"])
@roles(STUDY_WRITERS)
def use(request: DeskRequest, study_id: int, use_id: int) -> HttpResponse:
    """Correct a decision, or say that it was noted by mistake."""
    row = use_of(study_id, use_id)
    if is_let_out(row) or not can_register(request.actor, row.institution_id):
        return redirect("desk:study", study_id)
    gone = "quitar" in request.POST
    first = {name: getattr(row, name) for name in ("decided_on", "decision", "where", "result")}
    form, status = UseForm(None if gone else request.POST or None, initial=first), 200
    if request.method == "POST":

        def run() -> int:
            if gone:
                return take_back_use(actor=request.actor, use_id=row.pk).pk
            return change_use(actor=request.actor, use_id=row.pk, **form.cleaned_data).pk

        done, status = attempt(request, forms.Form(request.POST) if gone else form, f"study.use {row.pk}", run)
        if done is not None:
            return redirect("desk:study", study_id)
    return render(request, "desk/studies/use.html", {"row": row, "form": form}, status=status)


@require_safe
@roles(STUDY_READERS)
def file(request: DeskRequest, study_id: int) -> HttpResponse:
    """The study itself, where it lies here."""
    del request
    row = studies().defer(None).filter(pk=study_id).first()
    if row is None or row.content is None:
        raise NotFound
    return HttpResponse(bytes(row.content), content_type=TYPES[row.file_kind], headers=shown_headers(f"estudio-{row.pk}.{row.file_kind}"))


def _page(request: DeskRequest, row: Study, *, status: int = 200, **given: Any) -> HttpResponse:
    names, registers = {each.pk: each.name for each in departments()}, can_register(request.actor, request.actor.institution_id or 0)
    is_mine = row.institution_id == request.actor.institution_id
    context = {
        "row": row, "problem": None, "themes": named_themes(row.themes), "places": [names[code] for code in row.departments if code in names],
        "uses": [(each, can_register(request.actor, each.institution_id) and not is_let_out(each)) for each in uses_of(row)], "scenarios": list(row.scenarios.order_by("horizon", "pk")),
        "names": names_of(row.noted_by, row.shown_by) if is_mine else {}, "use_form": UseForm() if registers else None,
        "may_change": registers and is_mine and row.shown_at is None, "may_show": can_show(request.actor, row),
    }  # fmt: skip
    return render(request, "desk/studies/page.html", context | given, status=status)
