"""How does a form hand its words to an action once, and bring the sentences of a refusal back to its fields?"""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages

from ruta.base.errors import Conflict, Invalid, NotOpen, ReadOnlyNow, RutaError, TooLarge
from ruta.base.idempotency import once
from ruta.desk.gate import DeskRequest


def attempt(request: DeskRequest, form: forms.Form, verb: str, run: Callable[[], Any]) -> tuple[Any, int]:
    """The result of the action (something JSON-able) and 200; or nothing and the status of the refusal, with its sentences on the form.

    A double click sends the same key and gets the first result.
    """
    if not form.is_valid():
        return None, Invalid.status
    try:
        result, _is_new = once(actor=request.actor, key=request.POST.get("idempotency_key", ""), verb=verb, run=run)
    except (Invalid, NotOpen, Conflict, TooLarge, ReadOnlyNow) as error:
        bring_back(form, error)
        return None, error.status
    return result, 200


def bring_back(form: forms.Form, error: RutaError) -> None:
    """Put each sentence at its field; what has no field stands on top."""
    named = {name: sentence for name, sentence in error.fields.items() if name in form.fields}
    for name, sentence in named.items():
        form.add_error(name, str(sentence))
    if len(named) < len(error.fields) or not named:
        form.add_error(None, str(error.message))
    if isinstance(error, Conflict):
        form.conflict = error.facts  # type: ignore[attr-defined]


def say(request: DeskRequest, text: str, undo: str = "") -> None:
    """A toast on the next page, perhaps with a way back."""
    messages.success(request, text, extra_tags=undo)


def as_sent(offered: forms.Form | None, sent: forms.Form | None) -> forms.Form | None:
    """The form that is offered; in its place the one that somebody filled in and that could not be kept."""
    return sent if offered is not None and type(offered) is type(sent) else offered
