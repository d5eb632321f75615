"""How does a form on paper become a registration, once? It begins with its code; then the person is looked for, as always."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ruta.base.errors import Invalid, NotOpen, ReadOnlyNow, TooMany
from ruta.desk.cases.answering import attempt, bring_back
from ruta.desk.consent.forms import ConsentForm
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.paper.forms import CodeForm, GoneForm, TakenForm
from ruta.desk.paper.joining import join, joined
from ruta.desk.paper.pages import allowed_of, done_with, once_of, page_of
from ruta.desk.people.forms.registering import RegisterForm, sought_as_initial
from ruta.desk.people.forms.searching import SearchForm
from ruta.desk.people.views.registering import (
    SOUGHT,
    asked,
    dismissals_of,
    is_well_formed,
    lookalikes,
    offers_at_the_door,
    usual_entry_point,
)
from ruta.desk.people.views.searching import results
from ruta.field.actions import Door, Written, settle_paper, type_paper
from ruta.field.models import PaperForm
from ruta.field.policies import FIELD_ROLES
from ruta.field.rules import read_code, written_code
from ruta.field.selectors import paper_of
from ruta.people.actions import search_persons
from ruta.people.enums import ConsentMethod
from ruta.people.errors import LooksRegistered


@require_POST
@roles(FIELD_ROLES)
def find(request: DeskRequest) -> HttpResponse:
    """From the code, typed or scanned, to its form."""
    form = CodeForm(request.POST)
    code = read_code(form.cleaned_data["code"]) if form.is_valid() else ""
    if not code and form.is_valid():
        form.add_error("code", _("Alguna letra no es así. Cópielo otra vez: son ocho, sin la O, la I, la L, el 0 ni el 1."))
    if not code:
        return render(request, "desk/paper/find.html", {"find_form": form}, status=422)
    return redirect("desk:paper", code)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(FIELD_ROLES)
def type_in(request: DeskRequest, code: str) -> HttpResponse:
    """One form: what became of it, or the next step towards its registration."""
    row = paper_of(code)
    if request.method != "POST":
        return page_of(request, row)
    return STEPS.get(request.POST.get("step", ""), save)(request, row)


@require_POST
@roles(FIELD_ROLES)
def settle(request: DeskRequest, code: str) -> HttpResponse:
    """It was spoilt or lost."""
    row, form = paper_of(code), GoneForm(request.POST)
    done, status = attempt(
        request, form, f"paper.settle {row.code}", lambda: settle_paper(actor=request.actor, code=row.code, **form.cleaned_data).pk
    )
    if done is None:
        return page_of(request, row, status=status, gone_form=form)
    messages.success(request, _("Anotado. Ya nadie lo busca."))
    return redirect("desk:papers")


def search(request: DeskRequest, row: PaperForm) -> HttpResponse:
    """Who looks alike? Whoever it is, their case takes the form."""
    form = SearchForm(request.POST)
    form.full_clean()
    try:
        findings = search_persons(actor=request.actor, sought=form.record())
    except (Invalid, TooMany) as error:
        return page_of(request, row, status=error.status, form=form, problem=error.message)
    shown = results(request.actor, findings, form.data)
    rows = [replace(each, joins=each.person.owner_institution_id == request.actor.institution_id) for each in shown["rows"]]
    return page_of(request, row, form=form, **(shown | {"rows": rows, "register_at": reverse("desk:paper", args=[row.code])}))


def start(request: DeskRequest, row: PaperForm) -> HttpResponse:
    """The form of registration, begun with what was looked for."""
    sought = {name.removeprefix(SOUGHT): str(value) for name, value in request.POST.items() if name.startswith(SOUGHT)}
    initial = (sought_as_initial(sought) if sought else {}) | {"entry_point": usual_entry_point(request.membership.office)}
    consent = ConsentForm(offers=offers_at_the_door(request.actor), initial={"method": ConsentMethod.PAPER_SCAN})
    return _form(request, row, (RegisterForm(initial=initial), consent, TakenForm()), status=200)


def save(request: DeskRequest, row: PaperForm) -> HttpResponse:
    """The registration, once."""
    form, taken = RegisterForm(request.POST), TakenForm(request.POST)
    consent = ConsentForm(request.POST, offers=offers_at_the_door(request.actor))
    three = (form, consent, taken)
    if not all([is_well_formed(form, consent), taken.is_valid()]):
        return _form(request, row, three, status=422)
    try:
        case = once_of(
            request,
            row,
            lambda: type_paper(actor=request.actor, code=row.code, taken=taken.taken(), written=_written(request, form, consent)),
        )
    except LooksRegistered as error:
        return _form(request, row, three, status=409, stopped=lookalikes(request, form, error))
    except NotOpen as error:
        return page_of(request, paper_of(row.code), status=error.status, refused=error.message)
    except (Invalid, ReadOnlyNow) as error:
        bring_back(taken, error)
        form.show({name: sentence for name, sentence in error.fields.items() if name not in taken.fields})
        return _form(request, row, three, status=error.status)
    return done_with(request, case, _("Registro guardado. El expediente está abierto."))


STEPS: dict[str, Callable[[DeskRequest, PaperForm], HttpResponse]] = {"search": search, "start": start, "join": join, "joined": joined}


def _written(request: DeskRequest, form: RegisterForm, consent: ConsentForm) -> Written:
    said = form.cleaned_data
    door = Door(
        modality=said["modality"], entry_point=said["entry_point"], entry_office_id=int(said["entry_office"]) if said.get("entry_office") else None
    )  # fmt: skip
    return Written(
        draft=form.draft(), door=door, allowed=allowed_of(consent), companion=said["companion"],
        whereabouts=said["whereabouts"], dismissals=dismissals_of(request),
    )  # fmt: skip


def _form(
    request: DeskRequest, row: PaperForm, forms: tuple[RegisterForm, ConsentForm, TakenForm], *, status: int, stopped: dict[str, Any] | None = None
) -> HttpResponse:  # fmt: skip
    form, consent, taken = forms
    context = asked(request, form, consent, draft=f"papel-{row.code}", stopped=stopped)
    here = {"action": reverse("desk:paper", args=[row.code]), "paper": row, "code": written_code(row.code), "taken": taken}
    return render(request, "desk/paper/register.html", context | here, status=status)
