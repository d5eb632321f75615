"""Somebody writes, gets a number and a key, and comes back for the answer; nobody is asked who they are."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ruta.base.addresses import address_of
from ruta.base.context import Actor, acting_as, system
from ruta.base.errors import Invalid, NotFound, NotOpen, TooMany
from ruta.base.idempotency import once
from ruta.portal.box.forms import BoxForm, LookForm, ReplyForm
from ruta.portal.links.doors import count_miss, count_within, demand_calm
from ruta.quality.actions import judge_answer, receive_suggestion
from ruta.quality.models import Suggestion
from ruta.quality.selectors import box_owner, fits, kept_promise, key_of, public_changes, suggestion_numbered

CHANGES = 6
MOST, WITHIN = 6, 3600  # so many in an hour from one address


def _keeper() -> Actor:
    return system(box_owner(), "suggestion box")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def box(request: HttpRequest) -> HttpResponse:
    """Write something; below, what changed because others did."""
    actor, form, status = _keeper(), BoxForm(request.POST or None), 200
    with acting_as(actor):
        if request.method == "POST":
            number, status = _put(request, actor, form)
            if number:
                return redirect("portal:box_written", number, key_of(number))
        context = {"form": form, "changes": public_changes(actor, CHANGES), "kept": kept_promise(actor)}
        return render(request, "portal/box/write.html", context, status=status)


@never_cache
@require_safe
def look(request: HttpRequest) -> HttpResponse:
    """The number and the key of the receipt lead to what was written."""
    form = LookForm(request.GET or None)
    if form.is_valid():
        demand_calm(request)
        number = form.cleaned_data["numero"].strip().upper()
        if fits(number, form.cleaned_data["clave"]):
            return redirect("portal:box_written", number, key_of(number))
        count_miss(request)
        form.add_error(None, _("Ese número y esa clave no van juntos. Revíselos en su comprobante."))
    return render(request, "portal/box/look.html", {"form": form}, status=Invalid.status if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def written(request: HttpRequest, number: str, key: str) -> HttpResponse:
    """How it goes, the answer, and whether it was enough."""
    demand_calm(request)
    actor = _keeper()
    with acting_as(actor):
        row = suggestion_numbered(actor, number) if fits(number, key) else None
        if row is None:
            count_miss(request)
            return render(request, "portal/box/gone.html", status=NotFound.status)
        response = _judged(request, actor, row) if request.method == "POST" else _shown(request, row)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _put(request: HttpRequest, actor: Actor, form: BoxForm) -> tuple[str, int]:
    """Its number; or nothing and the status, with the sentences on the form."""
    if not form.is_valid():
        return "", Invalid.status

    def run() -> str:
        if count_within(f"box:{address_of(request)}", WITHIN) > MOST:
            raise TooMany(_("Desde aquí se escribió mucho en poco tiempo. Espere una hora y vuelva a intentarlo."))
        return receive_suggestion(actor=actor, written=form.written()).number

    try:
        number, _is_new = once(actor=actor, key=request.POST.get("idempotency_key", ""), verb="suggestion", run=run)
    except Invalid as error:
        for name, sentence in (error.fields or {"__all__": error.message}).items():
            form.add_error(None if name == "__all__" else name, str(sentence))
        return "", Invalid.status
    return str(number), 200


def _judged(request: HttpRequest, actor: Actor, row: Suggestion) -> HttpResponse:
    form = ReplyForm(request.POST)
    reply = form.cleaned_data["reply"] if form.is_valid() else ""
    try:
        judge_answer(actor=actor, number=row.number, is_enough=request.POST.get("hacer") == "conforme", reply=reply)
    except NotOpen as error:
        return _shown(request, row, str(error.message))
    return redirect(reverse("portal:box_written", args=[row.number, key_of(row.number)]))


def _shown(request: HttpRequest, row: Suggestion, told: str = "") -> HttpResponse:
    context = {"row": row, "key": key_of(row.number), "form": ReplyForm(), "told": told, "is_open": row.state == "answered"}
    return render(request, "portal/box/written.html", context, status=NotOpen.status if told else 200)
