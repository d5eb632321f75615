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

from ruta.base.errors import Conflict, Invalid, NotFound, NotOpen, ReadOnlyNow, TooMany
from ruta.base.idempotency import once
from ruta.base.numbers import read_number
from ruta.desk.cases.answering import attempt, bring_back
from ruta.desk.consent.forms import ConsentForm
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.paper.forms import CodeForm, GoneForm, JoinForm, TakenForm
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
from ruta.desk.people.views.searching import case_url, open_cases, results
from ruta.field.actions import Door, Written, join_paper, settle_paper, type_paper
from ruta.field.enums import PaperState
from ruta.field.models import PaperForm
from ruta.field.policies import FIELD_ROLES
from ruta.field.rules import read_code, written_code
from ruta.field.selectors import paper_of
from ruta.people.actions import search_persons
from ruta.people.enums import ConsentMethod
from ruta.people.errors import LooksRegistered
from ruta.people.models import Person
from ruta.people.selectors import user_names

OPEN = (PaperState.PRINTED, PaperState.LOST)


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


def page_of(request: DeskRequest, row: PaperForm, *, status: int = 200, **given: Any) -> HttpResponse:
    """The form and, while it waits, the search that comes before every registration."""
    names = user_names({pk for pk in (row.printed_by, row.settled_by) if pk})
    context = {
        "paper": row, "code": written_code(row.code), "is_open": row.state in OPEN, "form": SearchForm(), "problem": "", "findings": None,
        "printed_by": names.get(row.printed_by or 0, ""), "settled_by": names.get(row.settled_by or 0, ""),
        "gone_form": GoneForm() if row.state in OPEN else None, "refused": "",
    }  # fmt: skip
    return render(request, "desk/paper/paper.html", context | given, status=status)


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
        case = _once(
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
    return _done(request, case, _("Registro guardado. El expediente está abierto."))


def join(request: DeskRequest, row: PaperForm) -> HttpResponse:
    """What the paper says of itself, for somebody who is in the register."""
    person = _own(request)
    return _join_page(request, row, person, JoinForm(initial={"person": person.pk}, has_case=_has_case(person)))


def joined(request: DeskRequest, row: PaperForm) -> HttpResponse:
    """The paper goes to the case of somebody who is in the register."""
    person = _own(request)
    form = JoinForm(request.POST, has_case=_has_case(person))
    if not form.is_valid():
        return _join_page(request, row, person, form, status=422)
    run = lambda: join_paper(actor=request.actor, code=row.code, taken=form.taken(), person_id=person.pk, door=form.door())  # noqa: E731
    try:
        case = _once(request, row, run)
    except NotOpen as error:
        return page_of(request, paper_of(row.code), status=error.status, refused=error.message)
    except (Invalid, Conflict, ReadOnlyNow) as error:
        bring_back(form, error)
        return _join_page(request, row, person, form, status=error.status)
    return _done(request, case, _("Anotado en su expediente."))


STEPS: dict[str, Callable[[DeskRequest, PaperForm], HttpResponse]] = {"search": search, "start": start, "join": join, "joined": joined}


def _written(request: DeskRequest, form: RegisterForm, consent: ConsentForm) -> Written:
    said = form.cleaned_data
    door = Door(
        modality=said["modality"], entry_point=said["entry_point"], entry_office_id=int(said["entry_office"]) if said.get("entry_office") else None
    )  # fmt: skip
    return Written(
        draft=form.draft(), door=door, grants=consent.chosen(), manner=consent.manner(), companion=said["companion"],
        whereabouts=said["whereabouts"], dismissals=dismissals_of(request),
    )  # fmt: skip


def _once(request: DeskRequest, row: PaperForm, run: Callable[[], PaperForm]) -> int:
    """The case that came of it; a double click finds the same."""
    key = request.POST.get("idempotency_key", "")
    found, _is_new = once(actor=request.actor, key=key, verb=f"paper.type {row.code}", run=lambda: run().case_id)
    return int(found)


def _done(request: DeskRequest, case: int, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect(case_url(case) or reverse("desk:papers"))


def _own(request: DeskRequest) -> Person:
    number = read_number(request.POST.get("person", "")) or 0
    person = Person.objects.filter(pk=number, owner_institution_id=request.actor.institution_id, merged_into=None).first()
    if person is None:
        raise NotFound(_("Esta persona no está registrada en su institución. Búsquela o regístrela primero."))
    return person


def _has_case(person: Person) -> bool:
    return person.pk in open_cases([person.pk])


def _join_page(request: DeskRequest, row: PaperForm, person: Person, form: JoinForm, *, status: int = 200) -> HttpResponse:
    context = {"paper": row, "code": written_code(row.code), "person": person, "form": form}
    return render(request, "desk/paper/join.html", context, status=status)


def _form(
    request: DeskRequest, row: PaperForm, forms: tuple[RegisterForm, ConsentForm, TakenForm], *, status: int, stopped: dict[str, Any] | None = None
) -> HttpResponse:  # fmt: skip
    form, consent, taken = forms
    context = asked(request, form, consent, draft=f"papel-{row.code}", stopped=stopped)
    here = {"action": reverse("desk:paper", args=[row.code]), "paper": row, "code": written_code(row.code), "taken": taken}
    return render(request, "desk/paper/register.html", context | here, status=status)
