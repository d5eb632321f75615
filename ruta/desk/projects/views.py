"""Which projects are in the bank, what does one say, and what is done with it?"""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ruta.base.context import Actor
from ruta.desk.cases.answering import attempt
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.listing import answered
from ruta.desk.projects.forms import ContactForm, DocumentForm, JudgeForm, MoveForm, ProjectForm, ResultForm, of_project
from ruta.desk.projects.lists import PROJECTS
from ruta.people.selectors import user_names
from ruta.projects.actions import judge_project, move_project, publish_project, save_project, withdraw_project
from ruta.projects.models import Project
from ruta.projects.policies import JUDGE_ROLES, KEEPER_ROLES, READER_ROLES, can_judge, can_keep, demand_keeping
from ruta.projects.rules import NEXT
from ruta.projects.selectors import found_projects, place_names, project_of, projects, words_of

TONES = {"planned": "care", "active": "way", "suspended": "stop", "finished": "done", "cancelled": "stop"}
FORMS: dict[str, type[forms.Form]] = {"contacto": ContactForm, "documento": DocumentForm, "resultado": ResultForm}


@require_http_methods(["GET", "HEAD", "POST"])
@roles(READER_ROLES)
def listing(request: DeskRequest) -> Any:
    """The bank."""

    def told(page: Any) -> dict[str, Any]:
        names = place_names({code for row in page.rows for code in row.places})
        rows = [{"row": row, "tone": TONES[row.state], **words_of(row, names)} for row in page.rows]
        return {"rows": rows, "may_keep": can_keep(request.actor)}

    return answered(request, PROJECTS, lambda text: found_projects(projects(), text), "desk/projects/list.html", told)


@require_safe
@roles(READER_ROLES)
def project(request: DeskRequest, project_id: int) -> HttpResponse:
    """One project with all that belongs to it."""
    return page_of(request, project_of(project_id))


@require_http_methods(["GET", "HEAD", "POST"])
@roles(KEEPER_ROLES)
def new(request: DeskRequest) -> HttpResponse:
    """Register one."""
    return _asked(request, ProjectForm(request.POST or None), None)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(KEEPER_ROLES)
def edit(request: DeskRequest, project_id: int) -> HttpResponse:
    """Correct one."""
    row = project_of(project_id)
    demand_keeping(request.actor, row)
    return _asked(request, ProjectForm(request.POST or None, initial=of_project(row)), row)


@require_POST
@roles(KEEPER_ROLES)
def move(request: DeskRequest, project_id: int) -> HttpResponse:
    """It begins, stops or ends."""
    row = project_of(project_id)
    form = MoveForm(request.POST, project=row)

    def run() -> int:
        return move_project(actor=request.actor, project_id=project_id, state=form.cleaned_data["state"], note=form.cleaned_data["note"]).pk

    return done(request, row, form, "move", run)


@require_POST
@roles(JUDGE_ROLES)
def judge(request: DeskRequest, project_id: int) -> HttpResponse:
    """Say whether it is new, adjusted, continued or closed."""
    row, form = project_of(project_id), JudgeForm(request.POST)

    def run() -> int:
        said = form.cleaned_data
        return judge_project(actor=request.actor, project_id=project_id, verdict=said["verdict"], reasons=said["reasons"]).pk

    return done(request, row, form, "judge", run)


@require_POST
@roles(KEEPER_ROLES)
def publish(request: DeskRequest, project_id: int) -> HttpResponse:
    """Let everybody read it, or no longer."""
    row, form = project_of(project_id), forms.Form(request.POST)
    verb = withdraw_project if request.POST.get("do") == "withdraw" else publish_project
    return done(request, row, form, "publish", lambda: verb(actor=request.actor, project_id=project_id).pk)


def done(request: DeskRequest, row: Project, form: forms.Form, name: str, run: Callable[[], int]) -> HttpResponse:
    """Back on the project, or the form again with what was wrong."""
    result, status = attempt(request, form, f"project.{name} {row.pk}", run)
    if result is None:
        return page_of(request, row, status=status, **{f"{name}_form": form})
    messages.success(request, _("Guardado."))
    return redirect("desk:project", row.pk)


def page_of(request: DeskRequest, row: Project, *, status: int = 200, **given: Any) -> HttpResponse:
    """The project as this actor sees it."""
    context = _belongs(row) | _allowed(request.actor, row) | given
    return render(request, "desk/projects/page.html", context, status=status)


def _belongs(row: Project) -> dict[str, Any]:
    judgements = list(row.judgements.select_related("institution").order_by("-pk"))
    names = user_names({each.said_by for each in judgements if each.said_by})
    return {
        "project": row, "tone": TONES[row.state], "words": words_of(row, place_names(row.places)), "judgements": judgements, "users": names,
        "contacts": list(row.contacts.order_by("name", "pk")), "documents": list(row.documents.defer("content").order_by("title", "pk")),
        "results": list(row.results.order_by("pk")),
    }  # fmt: skip


def _allowed(actor: Actor, row: Project) -> dict[str, Any]:
    may_keep = can_keep(actor, row)
    return {
        "may_keep": may_keep, "may_note_contacts": may_keep and actor.institution_id == row.institution_id,
        "move_form": MoveForm(project=row) if may_keep and NEXT[row.state] else None, "judge_form": JudgeForm() if can_judge(actor) else None,
        **{f"{what}_form": kind() for what, kind in FORMS.items()}, "publish_form": None,
    }  # fmt: skip


def _asked(request: DeskRequest, form: ProjectForm, row: Project | None) -> HttpResponse:
    status = 200
    if request.method == "POST":

        def run() -> int:
            return save_project(actor=request.actor, terms=form.terms(), project_id=row.pk if row else None).pk

        kept, status = attempt(request, form, f"project.save {row.pk if row else 'new'}", run)
        if kept is not None:
            messages.success(request, _("Proyecto guardado."))
            return redirect("desk:project", kept)
    return render(request, "desk/projects/edit.html", {"form": form, "project": row}, status=status)
