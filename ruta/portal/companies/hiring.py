"""What came of what an employer asked: the candidates that it was sent, whom it hired, and whether they still work there in its own words?"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ruta.base.access import log_access
from ruta.base.context import Actor
from ruta.base.errors import Invalid
from ruta.base.idempotency import once
from ruta.employers.selectors import employer_of
from ruta.placements.actions import say_of_hire
from ruta.placements.selectors import Hired, hires_of, sent_lists_of
from ruta.portal.companies.forms import LeftForm, StillForm
from ruta.portal.vacancies.employer import behind_link


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@behind_link
def hires(request: HttpRequest, actor: Actor, token: str) -> HttpResponse:
    """Its lists and its placements; a name only where it was sent one that it may still read."""
    employer, wrong = employer_of(actor, actor.employer_id or 0), None
    if request.method == "POST":
        wrong = _said(request, actor)
        if wrong is None:
            messages.success(request, _("Gracias. Queda anotado que usted lo dijo; a la persona le preguntamos aparte."))
            return redirect("portal:employer_hires", token)
    found = hires_of(actor)
    if any(each.name for each in found):
        log_access(actor, "open_hires", object_id=employer.pk, owner_institution_id=employer.owner_institution_id)
    context = {"employer": employer, "token": token, "lists": sent_lists_of(actor), "hires": [_asked(each, wrong) for each in found]}
    return render(request, "portal/companies/hires.html", context, status=Invalid.status if wrong else 200)


def _said(request: HttpRequest, actor: Actor) -> LeftForm | StillForm | None:
    """Keep the word; the form again where something is missing."""
    form = (LeftForm if request.POST.get("hacer") == "salio" else StillForm)(request.POST)
    if not form.is_valid():
        return form
    told: dict[str, Any] = form.word()
    try:
        once(
            actor=actor, key=request.POST.get("idempotency_key", ""), verb=f"employer {actor.employer_id} hire {told['application_id']}",
            run=lambda: say_of_hire(actor=actor, **told).pk,
        )  # fmt: skip
    except Invalid as error:
        for name, sentence in error.fields.items() or {None: error.message}.items():
            form.add_error(name if name in form.fields else None, str(sentence))
        return form
    return None


def _asked(row: Hired, wrong: LeftForm | StillForm | None) -> dict[str, Any]:
    """A hire with the form that asks for the last day; what was typed wrong stays where it was typed."""
    is_its = wrong is not None and str(wrong.data.get("application")) == str(row.application_id)
    initial = {"application": row.application_id}
    prefix = f"hire_{row.application_id}_%s"
    return {"row": row, "form": wrong if is_its else LeftForm(initial=initial, auto_id=prefix), "is_wrong": is_its}
