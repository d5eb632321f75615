"""What does the holder of a link to a shortlist or an application see and say? Looking changes nothing."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ruta.base.access import log_access
from ruta.base.context import Actor, acting_as
from ruta.base.errors import Invalid, NotOpen
from ruta.base.idempotency import once
from ruta.placements.actions import Said, answer_alone, sign_shortlist, step_application, token_hash
from ruta.placements.enums import Party, Works
from ruta.placements.models import Application, Shortlist, Shortlisted
from ruta.placements.rules.applications import open_verbs
from ruta.placements.selectors import STATES, WORKS, application_row, shortlist_row
from ruta.portal.links.doors import count_miss, demand_calm
from ruta.portal.placements.forms import NoForm, ReceiveForm

GONE, WRONG = 404, 422
ASKED = (Works.YES, Works.TROUBLE, Works.NO)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def shortlist(request: HttpRequest, token: str) -> HttpResponse:
    """The employer reads its candidates and signs that they came. One that was signed, ended or taken back gives the same page."""
    demand_calm(request)
    found = shortlist_row(token_hash(token))
    if found is None or found[3] != "live":
        return gone(request)
    shortlist_id, employer_id, owner_id, _status = found
    actor = Actor(kind="employer", employer_id=employer_id, reason=f"shortlist {shortlist_id}")
    with acting_as(actor):
        form = ReceiveForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            return _signed(request, actor, token, form, owner_id)
        log_access(actor, "open_shortlist", object_id=shortlist_id, owner_institution_id=owner_id)
        return hidden(
            render(
                request, "portal/placements/shortlist.html", _of_list(shortlist_id) | {"form": form}, status=WRONG if form.errors else 200
            )
        )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def application(request: HttpRequest, token: str) -> HttpResponse:
    """The person reads what the vacancy offers and says yes or no."""
    demand_calm(request)
    found = application_row(token_hash(token))
    if found is None or found[3] != "live":
        return gone(request)
    application_id, person_id, owner_id, _status = found
    actor = Actor(kind="person", person_id=person_id, reason=f"application {application_id}")
    with acting_as(actor):
        row = Application.objects.select_related("vacancy").filter(pk=application_id).first()
        if row is None:  # only what was read by two is shown
            raise NotOpen(_("La oficina está revisando este puesto. Abra este enlace otra vez mañana, o llame a quien le atiende."))
        verbs = [str(verb) for verb in open_verbs(row.state, Party.PERSON)]
        form = NoForm(request.POST if request.POST.get("do") in ("refuse", "withdraw") else None)
        if request.method == "POST":
            answer = how_it_goes(request, actor, row) or answered(request, actor, row, form, verbs)
            if answer is not None:
                return answer
        else:
            log_access(actor, "open_application_link", person_id=person_id, object_id=application_id, owner_institution_id=owner_id)
        context = of_application(row, verbs, form) | {"token": token, "problem": getattr(request, "problem", "")}
        return hidden(
            render(request, "portal/placements/application.html", context, status=WRONG if form.errors or context["problem"] else 200)
        )


def of_application(row: Application, verbs: list[str], form: NoForm) -> dict[str, Any]:
    """What the screen of a person shows of an application."""
    return {
        "row": row, "vacancy": row.vacancy, "state": STATES[row.state], "can_apply": "apply" in verbs, "form": form,
        "no": next((verb for verb in verbs if verb in ("refuse", "withdraw")), ""),
        "works": [(code, WORKS[code]) for code in ASKED] if row.confirmed_at else [],
    }  # fmt: skip


@require_safe
def done(request: HttpRequest) -> HttpResponse:
    """Thanks, and what follows; names nobody."""
    return render(request, "portal/placements/done.html", {"what": request.GET.get("que", "")})


def _signed(request: HttpRequest, actor: Actor, token: str, form: ReceiveForm, owner_id: int) -> HttpResponse:
    try:
        sign_shortlist(actor=actor, token=token, owner_institution_id=owner_id, **form.cleaned_data)
    except NotOpen:
        return gone(request)
    return redirect(f"{reverse('portal:application_done')}?que=terna")


def answered(request: HttpRequest, actor: Actor, row: Application, form: NoForm, verbs: list[str]) -> HttpResponse | None:
    """A yes or a no, once per form; what is not open any more is told on the page."""
    verb = request.POST.get("do", "")
    if verb not in verbs or (verb != "apply" and not form.is_valid()):
        return None
    said = Said() if verb == "apply" else Said(reason=form.cleaned_data["reason"])
    try:
        once(
            actor=actor, key=request.POST.get("idempotency_key", ""), verb=f"link_{verb}",
            run=lambda: step_application(actor=actor, application_id=row.pk, verb=verb, said=said).pk,
        )  # fmt: skip
    except (Invalid, NotOpen) as error:
        request.problem = str(error.message)  # type: ignore[attr-defined]
        return None
    return redirect(f"{reverse('portal:application_done')}?que={'si' if verb == 'apply' else 'no'}")


def how_it_goes(request: HttpRequest, actor: Actor, row: Application) -> HttpResponse | None:
    """How the job goes, once per form."""
    said = request.POST.get("works", "")
    if not said or row.confirmed_at is None:
        return None
    try:
        once(
            actor=actor, key=request.POST.get("idempotency_key", ""), verb="link_works",
            run=lambda: answer_alone(actor=actor, application_id=row.pk, works=said).pk,
        )  # fmt: skip
    except (Invalid, NotOpen) as error:
        request.problem = str(error.message)  # type: ignore[attr-defined]
        return None
    return redirect(f"{reverse('portal:application_done')}?que={'llamar' if said == Works.TROUBLE else 'trabajo'}")


def _of_list(shortlist_id: int) -> dict[str, Any]:
    found = Shortlist.objects.select_related("vacancy").get(pk=shortlist_id)
    rows = Shortlisted.objects.filter(shortlist=shortlist_id).order_by("position")
    return {"shortlist": found, "candidates": [json.loads(row.content) for row in rows]}


def gone(request: HttpRequest) -> HttpResponse:
    """The same page for a link that never was, ended or was taken back."""
    count_miss(request)
    return render(request, "portal/links/gone.html", status=GONE)


def hidden(response: HttpResponse) -> HttpResponse:
    """No search engine keeps it."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
