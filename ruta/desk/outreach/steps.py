"""How does a form of this topic go to its action once, and come back to its page with its sentences?"""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from ruta.accounts.models import User
from ruta.desk.cases.answering import attempt
from ruta.desk.gate import DeskRequest


def finished(
    request: DeskRequest, form: forms.Form, verb: str, run: Callable[[], Any], back: Callable[[int], HttpResponse], place: tuple[Any, ...]
) -> HttpResponse:
    """Do it once and go to `place`, or show the page again with what was typed."""
    done, status = attempt(request, form, verb, run)
    if done is None:
        return back(status)
    messages.success(request, _("Anotado."))
    return redirect(*place)


def names_of(*ids: int | None) -> dict[int, str]:
    """Who wrote and approved, by number."""
    known = [each for each in ids if each]
    return dict(User.objects.filter(pk__in=known).order_by("pk").values_list("pk", "full_name")) if known else {}
