"""Which employers are there, and what is known of one?"""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ruta.base.listing.paging import Page
from ruta.desk.cases.answering import attempt
from ruta.desk.employers.dealings import dealings
from ruta.desk.employers.forms import ContactForm, PlaceForm, VerifyForm
from ruta.desk.employers.lists import EMPLOYERS, found
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.listing import answered
from ruta.employers.actions import (
    add_place,
    make_employer_link,
    remove_contact,
    remove_place,
    revoke_employer_link,
    save_contact,
    verify_employer,
)
from ruta.employers.models import Employer, Vacancy
from ruta.employers.policies import BROKER_ROLES, READER_ROLES, can_keep_employers
from ruta.employers.selectors import contacts_of, employer_of, employers, link_of, places_of, section_label, sector_names
from ruta.people.selectors import user_names
from ruta.territory.models import Municipality

SHOWN = 20  # vacancies on the page of an employer


@require_http_methods(["GET", "HEAD", "POST"])
@roles(READER_ROLES)
def listing(request: DeskRequest) -> Any:
    """The employers of the institution, by sector, place, size and use."""
    rows = employers(request.actor)
    return answered(request, EMPLOYERS, lambda text: found(rows, text), "desk/employers/list.html", lambda page: _told(request, page))


listing.menu_roles = BROKER_ROLES  # type: ignore[attr-defined]


@require_safe
@roles(READER_ROLES)
def employer(request: DeskRequest, employer_id: int) -> HttpResponse:
    """One employer: facts, contacts, places, vacancies, verification and link."""
    return _page(request, employer_of(request.actor, employer_id))


@require_POST
@roles(BROKER_ROLES)
def verify(request: DeskRequest, employer_id: int) -> HttpResponse:
    """Say what was found."""
    form = VerifyForm(request.POST)

    def run() -> int:
        return verify_employer(actor=request.actor, employer_id=employer_id, **form.cleaned_data).pk

    return _done(request, employer_id, form, "verify", run, _("Verificación anotada."))


@require_POST
@roles(BROKER_ROLES)
def contact(request: DeskRequest, employer_id: int) -> HttpResponse:
    """Add a contact."""
    form = ContactForm(request.POST)

    def run() -> int:
        return save_contact(actor=request.actor, employer_id=employer_id, terms=form.terms()).pk

    return _done(request, employer_id, form, "contact", run, _("Contacto guardado."))


@require_POST
@roles(BROKER_ROLES)
def contact_remove(request: DeskRequest, employer_id: int, contact_id: int) -> HttpResponse:
    """Whoever works there no longer is not called any more."""
    remove_contact(actor=request.actor, employer_id=employer_id, contact_id=contact_id)
    messages.success(request, _("Contacto quitado."))
    return redirect("desk:employer", employer_id)


@require_POST
@roles(BROKER_ROLES)
def place(request: DeskRequest, employer_id: int) -> HttpResponse:
    """Add a place."""
    form = PlaceForm(request.POST)

    def run() -> int:
        return add_place(actor=request.actor, employer_id=employer_id, **form.cleaned_data).pk

    return _done(request, employer_id, form, "place", run, _("Lugar guardado."))


@require_POST
@roles(BROKER_ROLES)
def place_remove(request: DeskRequest, employer_id: int, place_id: int) -> HttpResponse:
    """It has no work there any more."""
    remove_place(actor=request.actor, employer_id=employer_id, place_id=place_id)
    messages.success(request, _("Lugar quitado."))
    return redirect("desk:employer", employer_id)


@never_cache
@require_POST
@roles(BROKER_ROLES)
def link(request: DeskRequest, employer_id: int) -> HttpResponse:
    """Make the employer's address and show it this once."""
    token = make_employer_link(actor=request.actor, employer_id=employer_id)
    address = settings.PUBLIC_ADDRESS + reverse("portal:employer", args=[token])
    return _page(request, employer_of(request.actor, employer_id), address=address)


@require_POST
@roles(BROKER_ROLES)
def link_close(request: DeskRequest, employer_id: int) -> HttpResponse:
    """The address opens nothing from now on."""
    revoke_employer_link(actor=request.actor, employer_id=employer_id)
    messages.success(request, _("Enlace cerrado."))
    return redirect("desk:employer", employer_id)


def _done(request: DeskRequest, employer_id: int, form: forms.Form, name: str, run: Any, word: str) -> HttpResponse:
    row = employer_of(request.actor, employer_id)
    done, status = attempt(request, form, f"employer.{name} {employer_id}", run)
    if done is None:
        return _page(request, row, status=status, **{f"{name}_form": form})
    messages.success(request, word)
    return redirect("desk:employer", employer_id)


def _page(request: DeskRequest, row: Employer, *, status: int = 200, **given: Any) -> HttpResponse:
    contacts, places = list(contacts_of(row)), list(places_of(row))
    codes = {row.municipality, *(each.municipality for each in places)}
    named = {
        each.code: f"{each.name}, {each.department.name}" for each in Municipality.objects.filter(pk__in=codes).select_related("department")
    }
    mine = Vacancy.objects.filter(employer=row, owner_institution_id=request.actor.institution_id or 0)
    context = {
        "employer": row, "contacts": contacts, "places": places, "named": named, "vacancies": mine.order_by("-changed_at", "-pk")[:SHOWN],
        "sector": sector_names([row.sector]).get(row.sector, ""), "section": section_label(row.section),
        "verifier": user_names({row.verified_by}).get(row.verified_by, "") if row.verified_by else "",
        "link": link_of(row), "may_keep": can_keep_employers(request.actor), "address": "",
        "verify_form": VerifyForm(initial={"verification": row.verification}), "contact_form": ContactForm(), "place_form": PlaceForm(),
    }  # fmt: skip
    return render(request, "desk/employers/page.html", context | dealings(request, row) | given, status=status)


def _told(request: DeskRequest, page: Page) -> dict[str, Any]:
    codes = {row.municipality for row in page.rows}
    sections = sector_names(row.section for row in page.rows)
    places = dict(Municipality.objects.filter(pk__in=codes).order_by("pk").values_list("code", "name"))
    return {"places": places, "sections": sections, "may_keep": can_keep_employers(request.actor)}
