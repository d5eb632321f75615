"""How are contacts, papers and results added to a project and taken away?"""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from ruta.base.papers import TYPES, shown_headers
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.projects.views import FORMS, READER_ROLES, done
from ruta.projects.actions import add_contact, add_document, add_result, remove_contact, remove_document, remove_result
from ruta.projects.policies import KEEPER_ROLES
from ruta.projects.selectors import document_of, project_of

VERBS: dict[str, tuple[Callable[..., Any], Callable[..., Any]]] = {
    "contacto": (add_contact, remove_contact), "documento": (add_document, remove_document), "resultado": (add_result, remove_result),
}  # fmt: skip


@require_POST
@roles(KEEPER_ROLES)
def add(request: DeskRequest, project_id: int, what: str) -> HttpResponse:
    """One more of these."""
    if what not in VERBS:
        raise Http404
    row, form, verb = project_of(project_id), FORMS[what](request.POST, request.FILES or None), VERBS[what][0]

    def run() -> int:
        return int(verb(actor=request.actor, project_id=project_id, terms=form.terms()).pk)  # type: ignore[attr-defined]

    return done(request, row, form, what, run)


@require_POST
@roles(KEEPER_ROLES)
def remove(request: DeskRequest, project_id: int, what: str, row_id: int) -> HttpResponse:
    """One less."""
    if what not in VERBS:
        raise Http404
    VERBS[what][1](actor=request.actor, project_id=project_id, row_id=row_id)
    return redirect("desk:project", project_id)


@require_safe
@roles(READER_ROLES)
def paper(request: DeskRequest, project_id: int, row_id: int) -> HttpResponse:
    """A file of one."""
    del request
    found = document_of(project_of(project_id), row_id)
    headers = shown_headers(f"proyecto-{project_id}-{found.pk}.{found.kind}")
    return HttpResponse(bytes(found.content or b""), content_type=TYPES[found.kind], headers=headers)
