"""How does somebody enter the register: searched for, written down, asked for permission, and with an open case?"""

import json
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ruta.accounts.enums import CASE_ROLES
from ruta.base.context import Actor
from ruta.base.errors import Invalid, ReadOnlyNow
from ruta.base.idempotency import once
from ruta.base.numbers import read_number
from ruta.cases.actions import open_case
from ruta.desk.consent.forms import ConsentForm
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.people.forms.registering import RegisterForm, sought_as_initial
from ruta.desk.people.views.searching import case_url, results
from ruta.directory.models import Institution, Office
from ruta.people.actions import Dismissal, give_consent, manner_problems, problems_of, receive_minor, register_person, search_persons
from ruta.people.enums import DismissReason
from ruta.people.errors import LooksRegistered
from ruta.people.policies import institution_of
from ruta.people.selectors import Offer, door_offers, endings_of
from ruta.taxonomy.selectors import items

DISMISS = "dismiss-"
SOUGHT = "sought-"


@require_http_methods(["GET", "HEAD", "POST"])
@roles(CASE_ROLES)
def register(request: DeskRequest) -> HttpResponse:
    """The empty form, the form begun by a search, or the registration itself."""
    if request.method != "POST" or request.POST.get("step") == "start":
        return _blank(request)
    form, consent = RegisterForm(request.POST), ConsentForm(request.POST, offers=offers_at_the_door(request.actor))
    if not is_well_formed(form, consent):
        return _page(request, form, consent, status=422)
    try:
        done, is_new = once(
            actor=request.actor,
            key=request.POST.get("idempotency_key", ""),
            verb="register",
            run=lambda: _register(request, form, consent),
        )
    except LooksRegistered as error:
        return _page(request, form, consent, status=409, stopped=lookalikes(request, form, error))
    except (Invalid, ReadOnlyNow) as error:
        form.show(error.fields or {"": error.message})
        return _page(request, form, consent, status=error.status)
    if is_new:
        told = (
            _("Registro guardado y SENAF avisada: responde en 1 hora.")
            if form.goes_to_senaf
            else _("Registro guardado. El expediente está abierto.")
        )
        messages.success(request, told)
    return redirect(case_url(done["case"]) or reverse("desk:person", args=[done["person"]]))


def _blank(request: DeskRequest) -> HttpResponse:
    sought = {name.removeprefix(SOUGHT): str(value) for name, value in request.POST.items() if name.startswith(SOUGHT)}
    office = request.membership.office
    initial = (sought_as_initial(sought) if sought else {}) | {"entry_point": usual_entry_point(office)}
    form = RegisterForm(initial=initial)
    consent = ConsentForm(offers=offers_at_the_door(request.actor))
    return _page(request, form, consent, status=200, draft=_draft_name(sought))


def _draft_name(sought: dict[str, str]) -> str:
    """A draft belongs to the search that it began with: another person's never comes back into this form."""
    return f"registro-{salted_hmac('ruta.draft', json.dumps(sought, sort_keys=True)).hexdigest()[:12]}" if sought else "registro"


def usual_entry_point(office: Office) -> str:
    """The door that fits the kind of this office; without one, that of the employment service."""
    return next((each.code for each in items("entry_points") if each.get("office_kind") == office.kind), "si_empleo_office")


def offers_at_the_door(actor: Actor) -> list[Offer]:
    """The few permissions asked at once, with the end that each population gives them; the rest has its own page."""
    own = Institution.objects.get(pk=institution_of(actor))
    return [replace(offer, endings=endings_of(offer.purpose)) for offer in door_offers(own)]


def is_well_formed(form: RegisterForm, consent: ConsentForm) -> bool:
    """All that is wrong at once, each beside its field."""
    form.full_clean()
    consent.full_clean()
    form.show(problems_of(form.draft()))
    # Nobody can sign for a child who came alone: SENAF is told at once, and the case waits for its authority.
    if not form.goes_to_senaf or consent.cleaned_data.get("grants"):
        _demand_permission(form, consent)
    return form.is_valid() and consent.is_valid()


def _demand_permission(form: RegisterForm, consent: ConsentForm) -> None:
    for name, sentence in manner_problems(form.cleaned_data.get("birth_date"), consent.manner()).items():
        if name not in consent.errors:
            consent.add_error(name, sentence)
    _demand_required(consent)


def _demand_required(consent: ConsentForm) -> None:
    required = [offer.key for offer in consent.offers if offer.is_required]
    if not set(required) <= set(consent.cleaned_data.get("grants", ())):
        consent.add_error(
            "grants", _("Sin permiso para atender su caso no se guarda nada. Si la persona no quiere, atiéndala igual, sin registrarla.")
        )


def _register(request: DeskRequest, form: RegisterForm, consent: ConsentForm) -> dict[str, int]:
    actor: Actor = request.actor
    said = form.cleaned_data
    person_id = register_person(actor=actor, office_id=actor.office_id or 0, draft=form.draft(), dismissals=dismissals_of(request))
    case = open_case(  # first: its population says how long a permission lasts
        actor=actor, person_id=person_id, modality=said["modality"], entry_point=said["entry_point"],
        entry_office_id=int(said["entry_office"]) if said.get("entry_office") else None,
    )  # fmt: skip
    grants = consent.chosen()
    if grants:
        give_consent(actor=actor, person_id=person_id, grants=grants, manner=consent.manner())
    receive_minor(
        actor=actor, person_id=person_id, birth_date=said["birth_date"], companion=said["companion"], whereabouts=said["whereabouts"]
    )
    return {"person": person_id, "case": case.pk}


def dismissals_of(request: DeskRequest) -> tuple[Dismissal, ...]:
    """Who was looked at and why they are not the person."""
    given = {name.removeprefix(DISMISS): value for name, value in request.POST.items() if name.startswith(DISMISS)}
    return tuple(
        Dismissal(number, reason) for pk, reason in given.items() if (number := read_number(pk)) and reason in DismissReason.values
    )


def lookalikes(request: DeskRequest, form: RegisterForm, error: LooksRegistered) -> dict[str, Any]:
    """Who stopped a registration, as the search shows them."""
    actor = request.actor
    shown = results(actor, search_persons(actor=actor, sought=form.draft().record()), {})
    return shown | {"sure": [row for row in shown["sure"] if row.person.pk in error.people], "message": error.message}


def _page(
    request: DeskRequest, form: RegisterForm, consent: ConsentForm, *, status: int, draft: str = "", stopped: dict[str, Any] | None = None
) -> HttpResponse:
    context = asked(request, form, consent, draft=draft, stopped=stopped)
    return render(request, "desk/people/register.html", context, status=status)


def asked(
    request: DeskRequest, form: RegisterForm, consent: ConsentForm, *, draft: str = "", stopped: dict[str, Any] | None = None
) -> dict[str, Any]:
    """What the form of registration shows, wherever it was begun."""
    shown = {row.person.pk for row in stopped["sure"]} if stopped else set()
    return {
        "action": reverse("desk:register"),
        "form": form,
        "consent": consent,
        "stopped": stopped,
        "draft": draft or request.POST.get("draft") or "registro",
        "dismissals": [each for each in dismissals_of(request) if each.person_id not in shown],
        "steps": [
            {"title": _("Buscar"), "note": _("sin coincidencia") if not stopped else _("alguien casi igual")},
            {"title": _("Registrar"), "note": ""},
            {"title": _("Consentir"), "note": ""},
            {"title": _("Valorar"), "note": _("unos 12 minutos")},
        ],
    }
