"""Who is in the room? They read the code on the wall and type that of their badge, once; no account is asked."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ruta.base.context import acting_as
from ruta.base.errors import Invalid, NotOpen
from ruta.portal.links.doors import ROOM, count_miss, demand_calm
from ruta.portal.links.views import blame
from ruta.training.actions import mark_in_room
from ruta.training.selectors import asking_code_of, machine_of_room

WRONG, OVER = 422, 409


class BadgeForm(forms.Form):
    """What stands on the badge."""

    badge = forms.CharField(
        label=_("Código de su gafete"), max_length=24, error_messages={"required": _("Escriba las ocho letras de su gafete.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )  # fmt: skip


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def attend(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for the badge, and note that its owner is here."""
    demand_calm(request, ROOM)
    machine = machine_of_room(code)
    if machine is None:
        return render(request, "portal/badges/over.html", status=OVER)
    form = BadgeForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        return render(request, "portal/badges/attend.html", {"form": form}, status=WRONG if form.errors else 200)
    try:
        with acting_as(machine):
            seat = mark_in_room(actor=machine, code=code, badge=form.cleaned_data["badge"])
            asked = asking_code_of(seat.edition)
    except NotOpen:
        return render(request, "portal/badges/over.html", status=OVER)
    except Invalid as error:
        count_miss(request, ROOM)
        blame(form, error)
        return render(request, "portal/badges/attend.html", {"form": form}, status=WRONG)
    return render(request, "portal/badges/here.html", {"asked": asked})
