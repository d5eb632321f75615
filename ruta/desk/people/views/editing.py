"""How does staff correct a record, also when two do it at once?"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ruta.accounts.enums import CASE_ROLES
from ruta.base.errors import Invalid
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.people.forms.editing import KEEP, EditForm, as_seen, values_of
from ruta.desk.people.views.page import EPISODE, PARTS, context_of, episode_form, log_opening
from ruta.people import actions
from ruta.people.actions import EpisodeDraft
from ruta.people.errors import ChangedMeanwhile
from ruta.people.models import Person
from ruta.people.policies import demand_owner
from ruta.people.selectors import authority_of, last_change, person_for, person_page, rules_for

ADD: dict[str, Callable[..., Any]] = {
    "documento": lambda **said: actions.add_identifier(identifier=said.pop("draft"), **said),
    "contacto": lambda **said: actions.save_contact(contact=said.pop("draft"), **said),
    "retorno": lambda **said: actions.add_return(episode=said.pop("draft"), **said),
    EPISODE: lambda **said: actions.add_episode(episode=said.pop("draft") or EpisodeDraft("", {}), **said),
    "dificultad": lambda **said: actions.record_disability(disability=said.pop("draft"), **said),
}
REMOVE: dict[str, Callable[..., int]] = {
    "documento": lambda actor, row_id: actions.remove_identifier(actor=actor, identifier_id=row_id),
    "contacto": lambda actor, row_id: actions.remove_contact(actor=actor, contact_id=row_id),
}


@require_http_methods(["GET", "HEAD", "POST"])
@roles(CASE_ROLES)
def edit(request: DeskRequest, person_id: int) -> HttpResponse:
    """The person's own data; whoever saves second sees both values."""
    person = person_for(person_id)
    demand_owner(request.actor, person)
    if request.method != "POST":
        log_opening(request, person_page(request.actor, person_id))
        values = values_of(person)
        return _edit_page(request, person, EditForm(initial=values | {"version": person.version}), as_seen(values), 200)
    form = EditForm(request.POST)
    seen = request.POST.get("seen", "{}")
    if not form.is_valid():
        return _edit_page(request, person, form, seen, 422)
    try:
        actions.update_person(
            actor=request.actor, person_id=person_id, version=form.cleaned_data["version"], changes=form.changes(), seen=form.seen_values()
        )  # fmt: skip
    except ChangedMeanwhile as error:
        return _conflict(request, person, form, error)
    except Invalid as error:
        for name, sentence in error.fields.items():
            form.add_error(name if name in form.fields else None, sentence)
        return _edit_page(request, person, form, seen, 422)
    _say_saved(request, person_id)
    return redirect("desk:person", person_id)


def _say_saved(request: DeskRequest, person_id: int) -> None:
    messages.success(request, _("Cambios guardados."))
    if authority_of(person_id).waits_for_senaf:
        messages.warning(request, _("Es menor de edad y SENAF tiene un aviso sin responder. Anote quién responde, o llame a SENAF."))


def _edit_page(request: DeskRequest, person: Person, form: EditForm, seen: str, status: int, **more: Any) -> HttpResponse:
    version = more.pop("version", None) or form["version"].value()
    context = {"form": form, "person": person, "seen": seen, "version": version, "conflicts": [], "change": None} | more
    return render(request, "desk/people/edit.html", context, status=status)


def _conflict(request: DeskRequest, person: Person, form: EditForm, error: ChangedMeanwhile) -> HttpResponse:
    change = last_change(person.pk)
    seen = form.seen_values() | {name: theirs for name, (theirs, _mine) in error.differences.items()}
    return _edit_page(
        request, person, form, as_seen(seen), error.status, version=error.version, change=change, message=error.message,
        conflicts=[_both(form, name, *values, change.by if change else "") for name, values in error.differences.items()],
    )  # fmt: skip


def _both(form: EditForm, name: str, theirs: Any, mine: Any, by: str) -> dict[str, Any]:
    """One field with both values, as the component shows them."""
    field = form.fields[name]
    return {
        "name": f"{KEEP}{name}",
        "legend": field.label,
        "options": [
            {"value": "mine", "label": in_words(field, mine), "meta": _("lo que usted escribió")},
            {"value": "theirs", "label": in_words(field, theirs), "meta": _("lo que guardó %(who)s") % {"who": by or _("otra persona")}},
        ],
    }


def in_words(field: Any, value: Any) -> str:
    """A value as the form would show it."""
    names = dict(getattr(field, "choices", []))
    if isinstance(value, list | tuple):
        return ", ".join(str(names.get(each, each)) for each in value) or _("Sin dato")
    if hasattr(value, "year"):
        return date_format(value, "SHORT_DATE_FORMAT")
    if isinstance(value, bool):
        return _("Sí") if value else _("No")
    return str(names.get(value, value) if value not in (None, "") else _("Sin dato"))


@require_POST
@roles(CASE_ROLES)
def add(request: DeskRequest, person_id: int, part: str) -> HttpResponse:
    """Add a document, a contact, a return or an answer; an error brings the page back with what was typed."""
    actor = request.actor
    form = _form_of(part, person_id, request.POST)
    if form.is_valid():
        try:
            ADD[part](actor=actor, person_id=person_id, draft=form.draft())  # type: ignore[attr-defined]
        except Invalid as error:
            for name, sentence in (error.fields or {"": error.message}).items():
                code = name.removeprefix("episode.")
                form.add_error(code if code in form.fields else None, sentence)
        else:
            messages.success(request, _("Guardado."))
            return redirect("desk:person", person_id)
    return render(request, "desk/people/person.html", context_of(request, person_page(actor, person_id), {part: form}), status=422)


def _form_of(part: str, person_id: int, data: Any) -> Any:
    """The small form of a part; one that this person is not asked does not exist."""
    form = episode_form(rules_for(person_id), data) if part == EPISODE else PARTS[part](data, prefix=part) if part in PARTS else None
    if form is None:
        raise Http404
    return form


@require_POST
@roles(CASE_ROLES)
def confirm(request: DeskRequest, contact_id: int) -> HttpResponse:
    """The person said that this number or mailbox is safe."""
    person_id = actions.confirm_contact(actor=request.actor, contact_id=contact_id)
    messages.success(request, _("Anotado: es seguro. Ya se le puede escribir ahí."))
    return redirect("desk:person", person_id)


@require_POST
@roles(CASE_ROLES)
def remove(request: DeskRequest, part: str, row_id: int) -> HttpResponse:
    """Take a document or contact away; the audit keeps it."""
    if part not in REMOVE:
        raise Http404
    person_id = REMOVE[part](request.actor, row_id)
    messages.success(request, _("Quitado. La bitácora lo conserva."))
    return redirect("desk:person", person_id)
