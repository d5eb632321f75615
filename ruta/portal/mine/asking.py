"""How does a person ask that something about them be corrected or deleted?"""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from ruta.base.errors import Invalid, NotOpen
from ruta.base.idempotency import once
from ruta.portal.links.views import blame
from ruta.portal.mine.doors import Inside, inside
from ruta.portal.mine.forms import CorrectForm, DeleteForm
from ruta.subjects.actions import ask_about_data
from ruta.subjects.actions.asking import ANSWER_DAYS
from ruta.subjects.enums import Asked

WRONG = 422


@require_http_methods(["GET", "HEAD", "POST"])
@inside
def correct(request: Inside) -> HttpResponse:
    """A datum is wrong: which, and how it should be."""
    return _asked(request, Asked.CORRECT, CorrectForm(request.POST or None))


@require_http_methods(["GET", "HEAD", "POST"])
@inside
def delete(request: Inside) -> HttpResponse:
    """Something should go: what, and what the law keeps."""
    return _asked(request, Asked.DELETE, DeleteForm(request.POST or None))


def _asked(request: Inside, asked: str, form: forms.Form) -> HttpResponse:
    if request.method == "POST" and form.is_valid() and _kept(request, asked, form):
        return redirect(f"{reverse('portal:my_data')}?listo=pedido")
    context: dict[str, Any] = {"tab": "data", "form": form, "is_delete": asked == Asked.DELETE, "days": ANSWER_DAYS}
    return render(request, "portal/mine/ask.html", context, status=WRONG if form.errors else 200)


def _kept(request: Inside, asked: str, form: forms.Form) -> bool:
    actor = request.visiting.actor
    try:
        once(
            actor=actor, key=request.POST.get("idempotency_key", ""), verb=f"own_{asked}",
            run=lambda: ask_about_data(actor=actor, asked=asked, **form.cleaned_data).pk,
        )  # fmt: skip
    except (Invalid, NotOpen) as error:
        blame(form, error)
        return False
    return True
