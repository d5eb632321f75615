"""How is the waiting room of this office set up?"""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ruta.base.errors import Invalid, NotFound
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.tickets.forms import DeviceForm, LineForm, WindowForm, of_line, of_window
from ruta.tickets.actions import make_device, revoke_device, save_line, save_window
from ruta.tickets.models import Line, Window
from ruta.tickets.policies import ROOM_ROLES
from ruta.tickets.selectors import devices_of, own_line, own_window, token_of


@require_safe
@roles(ROOM_ROLES)
def room(request: DeskRequest) -> HttpResponse:
    """Lines, windows, and the addresses of the screens."""
    lines = _lines(request)
    names = {line.pk: line.letter for line in lines}
    windows = Window.objects.filter(office_id=request.actor.office_id or 0).order_by("name", "pk")
    context = {
        "lines": lines,
        "windows": [(one, ", ".join(names[pk] for pk in one.lines if pk in names)) for one in windows],
        "devices": [(one, request.build_absolute_uri(reverse("portal:screen", args=[token_of(one)]))) for one in devices_of(request.actor)],
    }
    return render(request, "desk/tickets/room.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(ROOM_ROLES)
def add_line(request: DeskRequest) -> HttpResponse:
    """A new line."""
    form = LineForm(request.POST or None, initial={"position": len(_lines(request)) + 1})
    return _form(request, form, _("Fila nueva"), lambda: save_line(actor=request.actor, terms=form.terms()))


@require_http_methods(["GET", "HEAD", "POST"])
@roles(ROOM_ROLES)
def line(request: DeskRequest, line_id: int) -> HttpResponse:
    """Change a line."""
    row = own_line(request.actor, line_id)
    if row is None:
        raise NotFound(_("Eso no es de esta oficina. Vuelva a la sala de espera."))
    form = LineForm(request.POST or None, initial=of_line(row))
    return _form(request, form, row.name, lambda: save_line(actor=request.actor, terms=form.terms(), line_id=line_id))


@require_http_methods(["GET", "HEAD", "POST"])
@roles(ROOM_ROLES)
def add_window(request: DeskRequest) -> HttpResponse:
    """A new window."""
    form = WindowForm(request.POST or None, lines=_lines(request))
    return _form(request, form, _("Ventanilla nueva"), lambda: _save_window(request, form, None))


@require_http_methods(["GET", "HEAD", "POST"])
@roles(ROOM_ROLES)
def window(request: DeskRequest, window_id: int) -> HttpResponse:
    """Change a window."""
    row = own_window(request.actor, window_id)
    if row is None:
        raise NotFound(_("Eso no es de esta oficina. Vuelva a la sala de espera."))
    form = WindowForm(request.POST or None, lines=_lines(request), initial=of_window(row))
    return _form(request, form, row.name, lambda: _save_window(request, form, window_id))


@require_http_methods(["GET", "HEAD", "POST"])
@roles(ROOM_ROLES)
def add_device(request: DeskRequest) -> HttpResponse:
    """A new kiosk or television, with its address."""
    form = DeviceForm(request.POST or None)
    return _form(request, form, _("Pantalla nueva"), lambda: make_device(actor=request.actor, **form.cleaned_data))


@require_POST
@roles(ROOM_ROLES)
def revoke(request: DeskRequest, device_id: int) -> HttpResponse:
    """Take the address of a screen back."""
    device = revoke_device(actor=request.actor, device_id=device_id)
    messages.success(request, _("La dirección de «%(name)s» ya no abre.") % {"name": device.name})
    return redirect("desk:tickets-room")


def _save_window(request: DeskRequest, form: WindowForm, window_id: int | None) -> Window:
    given = form.cleaned_data
    return save_window(
        actor=request.actor, name=given["name"], lines=form.line_ids(), window_id=window_id, is_active=given["is_active"]
    )  # fmt: skip


def _lines(request: DeskRequest) -> list[Line]:
    return list(Line.objects.filter(office_id=request.actor.office_id or 0).order_by("position", "letter"))


def _form(request: DeskRequest, form: forms.Form, title: str, save: Callable[[], Any]) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            save()
        except Invalid as error:
            for name, sentence in (error.fields or {"": error.message}).items():
                form.add_error(name if name in form.fields else None, str(sentence))
        else:
            messages.success(request, _("Guardado."))
            return redirect("desk:tickets-room")
    return render(request, "desk/tickets/edit.html", {"form": form, "title": title}, status=422 if form.errors else 200)
