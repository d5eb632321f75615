"""What does one referral show, and how is each of its steps done?"""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ruta.accounts.enums import CASE_ROLES, Role
from ruta.base.access import log_access
from ruta.base.clock import HONDURAS, today
from ruta.base.compiled import keeps_words
from ruta.base.context import Actor
from ruta.base.days import read_day
from ruta.base.errors import Conflict, Invalid, NotOpen
from ruta.base.numbers import read_number
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.referrals.asking import where_to_ask
from ruta.desk.referrals.ways import BY_CODE, Way, ways_of
from ruta.referrals.actions import finish_task, send_link
from ruta.referrals.enums import ReferralState, Side
from ruta.referrals.errors import NoConsent
from ruta.referrals.models import ReferralTask
from ruta.referrals.selectors import Page, page_of

READERS = CASE_ROLES | {Role.PARTNER_OFFICER}
WRONG = 422


@require_safe
@roles(READERS)
@keeps_words
def referral(request: DeskRequest, referral_id: int) -> HttpResponse:
    """One referral on a page of its own."""
    return render(request, "desk/referrals/referral.html", {"beside": detail_context(request, referral_id)})


@require_http_methods(["GET", "HEAD", "POST"])
@roles(READERS)
def step(request: DeskRequest, referral_id: int, way: str) -> HttpResponse:
    """Do one step; what is missing is said beside its field, and what was typed stays."""
    chosen = BY_CODE.get(way)
    if chosen is None:
        raise Http404
    if request.method != "POST":
        return render(request, "desk/referrals/referral.html", {"beside": detail_context(request, referral_id, way)})
    page = page_of(request.actor, referral_id)
    form = chosen.form(request.actor, page, request.POST)
    if form.is_valid():
        try:
            status = _do(request, page, chosen, form)
        except NoConsent as error:
            messages.warning(request, str(error.message))
            return redirect(where_to_ask(error))
        if status == 0:
            return redirect("desk:case", page.referral.case_id) if chosen.code == "descartar" else redirect("desk:referral", referral_id)
    elif chosen not in ways_of(page):
        return _shut(request, referral_id)
    else:
        status = WRONG
    context = detail_context(request, referral_id, way) | {"form": form, "way": chosen}
    return render(request, "desk/referrals/referral.html", {"beside": context}, status=status)


@require_safe
@roles(READERS)
def packet(request: DeskRequest, referral_id: int) -> HttpResponse:
    """The sealed packet alone, to verify and to print."""
    context = detail_context(request, referral_id)
    return render(request, "desk/referrals/packet.html", context)


@require_safe
@roles(CASE_ROLES)
def paper(request: DeskRequest, referral_id: int) -> HttpResponse:
    """What the person takes home of a referral that their office sent."""
    context = detail_context(request, referral_id)
    if not context["page"].is_sender or context["page"].referral.sent_at is None:
        raise Http404
    return render(request, "desk/referrals/paper.html", context)


@require_POST
@roles(READERS)
def link(request: DeskRequest, referral_id: int) -> HttpResponse:
    """Send an institution without account its link anew."""
    try:
        send_link(actor=request.actor, referral_id=referral_id, address=request.POST.get("address", ""))
    except Invalid as error:
        messages.error(request, str(error.message))
    else:
        messages.success(request, _("El enlace nuevo va en camino; el anterior ya no abre."))
    return redirect("desk:referral", referral_id)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(READERS)
def task(request: DeskRequest, task_id: int) -> HttpResponse:
    """Mark a next step as done; looking leads to its referral, where it stands."""
    if request.method != "POST":
        return redirect("desk:referral", get_object_or_404(ReferralTask, pk=task_id).referral_id)
    done = finish_task(actor=request.actor, task_id=task_id, note=request.POST.get("note", ""))
    messages.success(request, _("Hecho."))
    return redirect("desk:referral", done.referral_id)


def detail_context(request: DeskRequest, referral_id: int, code: str = "") -> dict[str, Any]:
    """What the template of one referral needs; showing a packet is an opening, which is logged first."""
    actor: Actor = request.actor
    page = page_of(actor, referral_id)
    if page.packet is not None:
        log_access(
            actor, "open_packet", person_id=page.referral.person_id, object_id=page.referral.pk,
            owner_institution_id=page.referral.owner_institution_id,
        )  # fmt: skip
    ways = ways_of(page)
    asked = code or request.GET.get("hacer", "")
    way = next((each for each in ways if each.code == asked), _likely(page, ways))
    return {
        "page": page,
        "ways": ways,
        "way": way,
        "form": way.form(actor, page, since=read_day(request.GET.get("desde", ""))) if way else None,
    }


def _likely(page: Page, ways: list[Way]) -> Way | None:
    """What the receiver does next; before the day of the appointment nothing stands ready, so that no click says she came."""
    appointment = page.referral.appointment
    is_ahead = (
        page.referral.state == ReferralState.SCHEDULED and appointment and appointment.starts_at.astimezone(HONDURAS).date() > today()
    )
    return ways[0] if ways and page.standing.side is Side.RECEIVER and not is_ahead else None


def _shut(request: DeskRequest, referral_id: int) -> HttpResponse:
    """Nobody is asked to fill in a step that is not open: the page shows how it stands and what is."""
    messages.error(request, _("Ese paso ya no está abierto: la derivación cambió. Aquí está como quedó."))
    return render(request, "desk/referrals/referral.html", {"beside": detail_context(request, referral_id)}, status=NotOpen.status)


def _do(request: DeskRequest, page: Page, way: Way, form: Any) -> int:
    """0 done, else the status with which the form comes back."""
    version = request.POST.get("version", "")
    once = {"idempotency": request.POST.get("idempotency_key", ""), "version": read_number(version) or None}
    try:
        way.run(request.actor, page, form, once)
    except (Conflict, Invalid, NotOpen) as error:
        for name, sentence in (error.fields or {"": error.message}).items():
            field = _day_of(form) if name == "starts_at" else name
            form.add_error(field if field in form.fields else None, str(sentence))
        return error.status
    messages.success(request, _("Guardado: %(what)s.") % {"what": str(way.label).lower()})
    return 0


def _day_of(form: Any) -> str:
    return "at" if "at" in form.fields else "day"
