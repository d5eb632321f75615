"""How does a form on paper reach somebody who is in the register: what they asked for, and what they signed?"""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from ruta.base.errors import Conflict, Invalid, NotFound, NotOpen, ReadOnlyNow
from ruta.base.numbers import read_number
from ruta.desk.cases.answering import bring_back
from ruta.desk.consent.forms import ConsentForm
from ruta.desk.gate import DeskRequest
from ruta.desk.paper.forms import JoinForm
from ruta.desk.paper.pages import allowed_of, done_with, once_of, page_of
from ruta.desk.people.views.registering import offers_at_the_door
from ruta.desk.people.views.searching import open_cases
from ruta.field.actions import join_paper
from ruta.field.models import PaperForm
from ruta.field.rules import written_code
from ruta.field.selectors import paper_of
from ruta.people.enums import ConsentMethod
from ruta.people.models import Person
from ruta.people.selectors import Offer, live_consents, offer_of, rules_for


def join(request: DeskRequest, row: PaperForm) -> HttpResponse:
    """What the paper says of itself, for somebody who is in the register."""
    person = _own(request)
    form = JoinForm(initial={"person": person.pk}, has_case=_has_case(person))
    return _page(request, row, person, (form, _consent(request, person, initial={"method": ConsentMethod.PAPER_SCAN})))


def joined(request: DeskRequest, row: PaperForm) -> HttpResponse:
    """The paper goes to the case of somebody who is in the register."""
    person = _own(request)
    form, consent = JoinForm(request.POST, has_case=_has_case(person)), _consent(request, person, request.POST)
    if not all([form.is_valid(), consent.is_valid()]):
        return _page(request, row, person, (form, consent), status=422)
    run = lambda: join_paper(  # noqa: E731
        actor=request.actor, code=row.code, taken=form.taken(), person_id=person.pk, door=form.door(), allowed=allowed_of(consent)
    )
    try:
        case = once_of(request, row, run)
    except NotOpen as error:
        return page_of(request, paper_of(row.code), status=error.status, refused=error.message)
    except (Invalid, Conflict, ReadOnlyNow) as error:
        bring_back(consent if set(error.fields) & set(consent.fields) else form, error)
        return _page(request, row, person, (form, consent), status=error.status)
    return done_with(request, case, _("Anotado en su expediente."))


def _own(request: DeskRequest) -> Person:
    number = read_number(request.POST.get("person", "")) or 0
    person = Person.objects.filter(pk=number, owner_institution_id=request.actor.institution_id, merged_into=None).first()
    if person is None:
        raise NotFound(_("Esta persona no está registrada en su institución. Búsquela o regístrela primero."))
    return person


def _has_case(person: Person) -> bool:
    return person.pk in open_cases([person.pk])


def _consent(request: DeskRequest, person: Person, *data: Any, **more: Any) -> ConsentForm:
    """What the paper asks and the person has not allowed yet; a tick at what they have is no fault, and adds nothing."""
    asked = offers_at_the_door(request.actor)
    form = ConsentForm(*data, offers=asked, **more)
    given = set(live_consents(person.pk).values_list("grantee_id", "purpose"))
    wanted = [each for each in asked if (each.institution.pk, each.purpose) not in given]
    form.offers = _as_their_case_lets_last(person, wanted) if _has_case(person) else wanted
    return form


def _as_their_case_lets_last(person: Person, offers: list[Offer]) -> list[Offer]:
    rules = tuple(rules_for(person.pk))

    def until(each: Offer) -> datetime:
        same = offer_of(each.institution, each.purpose, owner_id=person.owner_institution_id, birth_date=person.birth_date, rules=rules)
        return same.until

    return [replace(each, until=until(each), endings=()) for each in offers]


def _page(request: DeskRequest, row: PaperForm, person: Person, forms: tuple[JoinForm, ConsentForm], *, status: int = 200) -> HttpResponse:
    form, consent = forms
    context = {"paper": row, "code": written_code(row.code), "person": person, "form": form, "consent": consent}
    return render(request, "desk/paper/join.html", context, status=status)
