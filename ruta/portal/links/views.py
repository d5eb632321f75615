"""What does the holder of a signed link see and say? Looking changes nothing; an answer uses the link up."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ruta.base.access import log_access
from ruta.base.context import acting_as
from ruta.base.days import read_day, spoken_hour
from ruta.base.errors import Conflict, Invalid, NotOpen, RutaError
from ruta.portal.links import person
from ruta.portal.links.doors import Door, count_miss, demand_calm, door_of
from ruta.portal.links.partner import Way, ways_of
from ruta.portal.links.words import question_for
from ruta.quality.passes import of_partner, of_person, read_pass
from ruta.referrals.selectors import Page, page_of
from ruta.tickets.selectors import code_of

GONE, WRONG = 404, 422
COMING = "voy"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Open a link. One that was used, ended, was taken back or never was, gives the same page."""
    demand_calm(request)
    door = door_of(token)
    if door is None or not door.is_live:
        return _gone(request, door)
    with acting_as(door.actor):
        response = _open(request, door)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


@require_safe
def done(request: HttpRequest) -> HttpResponse:
    """Thanks, and what follows; names nobody."""
    token = request.GET.get("opinion", "")
    return render(request, "portal/links/done.html", {"what": request.GET.get("que", ""), "opinion": token if read_pass(token) else ""})


def _open(request: HttpRequest, door: Door) -> HttpResponse:
    page = page_of(door.actor, door.referral_id)
    answer = _of_partner if door.audience == "partner" else _of_person
    if request.method != "POST":
        log_access(
            door.actor, f"open_link_{door.audience}", person_id=page.referral.person_id, object_id=door.referral_id,
            owner_institution_id=door.owner_institution_id,
        )  # fmt: skip
    try:
        return answer(request, door, page)
    except NotOpen:
        return _gone(request, door)


def _gone(request: HttpRequest, door: Door | None) -> HttpResponse:
    if door is not None and request.method == "POST" and door.was_done_by(request.POST.get("idempotency_key", "")):
        with acting_as(door.actor):
            page = page_of(door.actor, door.referral_id)
        return redirect(_thanks(door, page, request.POST.get("hacer", person.ANSWER)))
    count_miss(request)
    return render(request, "portal/links/gone.html", status=GONE)


def _of_partner(request: HttpRequest, door: Door, page: Page) -> HttpResponse:
    ways = ways_of(page.open_verbs)
    asked = request.POST.get("hacer") or request.GET.get("hacer")
    way = next((each for each in ways if each.code == asked), ways[0] if ways else None)
    form = way.form(door.actor, page.referral, request.POST or None, read_day(request.GET.get("desde", ""))) if way else None
    if request.method == "POST" and way and form and form.is_valid() and _done(request, door, way, page, form):
        return redirect(_thanks(door, page))
    of_agenda = {"is_full": getattr(form, "is_full", False), "later": getattr(form, "later", None)}
    context = {"page": page, "ways": ways, "way": way, "form": form} | of_agenda
    return render(request, "portal/links/partner.html", context, status=WRONG if form and form.errors else 200)


def _done(request: HttpRequest, door: Door, way: Way, page: Page, form: Any) -> bool:
    try:
        door.act(request.POST.get("idempotency_key", ""), lambda actor: way.run(actor, page.referral, form))
    except (Invalid, Conflict) as error:
        blame(form, error)
        return False
    return True


def _of_person(request: HttpRequest, door: Door, page: Page) -> HttpResponse:
    if request.method == "POST" and request.POST.get("hacer") == COMING:
        return redirect(f"{reverse('portal:link_done')}?que={COMING}")  # nothing is written: the link still opens
    asked = request.POST.get("hacer") or request.GET.get("hacer") or person.ANSWER
    what = asked if person.VERBS.get(asked) in page.open_verbs else ""
    kind = person.FORMS.get(what)
    form = kind(request.POST or None) if kind else None
    if request.method == "POST" and what and (form is None or form.is_valid()) and _said(request, door, page, what, form):
        return redirect(_thanks(door, page, what))
    context = of_screen(page) | {"what": what, "form": form}
    return render(request, "portal/links/person.html", context, status=WRONG if form and form.errors else 200)


def _said(request: HttpRequest, door: Door, page: Page, what: str, form: Any) -> bool:
    try:
        door.act(request.POST.get("idempotency_key", ""), lambda actor: person.run(actor, page.referral, what, form))
    except Invalid as error:
        if form is None:
            raise
        blame(form, error)
        return False
    return True


def of_screen(page: Page) -> dict[str, Any]:
    """What the screen of a person shows of a referral."""
    referral = page.referral
    at = referral.appointment.starts_at if referral.appointment else None
    return {
        "page": page,
        "question": question_for(referral.service_type, is_delicate=page.is_delicate),
        "hour": spoken_hour(at) if at else "",
        "code": code_of(referral.appointment_id) if referral.appointment_id else "",
        "can_refuse": person.VERBS[person.REFUSE] in page.open_verbs,
        "can_move": person.VERBS[person.OTHER_DATE] in page.open_verbs,
    }


def blame(form: Any, error: RutaError) -> None:
    """Put each sentence of the rules beside its field; an hour that is gone stands with the hours."""
    also = {"starts_at": "at" if "at" in form.fields else "day"}
    for name, sentence in (error.fields or {"": error.message}).items():
        field = also.get(name, name)
        form.add_error(field if field in form.fields else None, str(sentence))


def _thanks(door: Door, page: Page, what: str = "") -> str:
    opinion = _opinion(door, page, what)
    return f"{reverse('portal:link_done')}?{urlencode({'que': door.audience} | ({'opinion': opinion} if opinion else {}))}"


def _opinion(door: Door, page: Page, what: str) -> str:
    """Whoever said what came of a service is asked what it was like, unnamed; after a delicate one nothing more is asked."""
    if door.audience == "partner":
        return of_partner(door.owner_institution_id, page.referral.receiver_id)
    if what != person.ANSWER or page.is_delicate:
        return ""
    return of_person(door.owner_institution_id, page.referral.sender_office_id, f"link {door.link_id}")
