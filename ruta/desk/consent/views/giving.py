"""How does a person give, refuse, renew and take back a permission at the desk?"""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ruta.base.access import log_access
from ruta.base.clock import today
from ruta.base.errors import Invalid, NotFound
from ruta.base.idempotency import once
from ruta.base.numbers import read_number
from ruta.desk.consent.forms import ConsentForm, MannerForm, PickForm
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.referrals.asking import where_to_go_on
from ruta.directory.models import Institution
from ruta.people.actions import Grant, Manner, answer_access, give_consent, refuse_consent, renew_consent, withdraw_consent
from ruta.people.enums import Answer, GivenBy
from ruta.people.models import Consent, Person
from ruta.people.policies import ANSWER_ROLES, demand_owner
from ruta.people.rules import is_minor_on
from ruta.people.selectors import (
    Offer,
    consents_of,
    further_offers,
    live_consents,
    offer_of,
    person_for,
    purpose_label,
    refusals_of,
    requests_about,
    rules_for,
    usual_offers,
    who_sees,
)

KINDS = {"comun": False, "delicado": True}


@require_http_methods(["GET", "HEAD", "POST"])
@roles(ANSWER_ROLES)
def consent(request: DeskRequest, person_id: int) -> HttpResponse:
    """Who may see what, what is asked, and all that was ever said."""
    person = _person(request, person_id)
    offers = open_offers(person)
    if request.method != "POST":
        log_access(request.actor, "open_person", person_id=person.pk, owner_institution_id=person.owner_institution_id)
        return _page(request, person, ConsentForm(initial=_giver(person), offers=offers))
    form = ConsentForm(request.POST, offers=offers)
    if form.is_valid() and _give(request, person, form, form.chosen()):
        return _go_on(person_id, form.chosen())
    return _page(request, person, form, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(ANSWER_ROLES)
def further(request: DeskRequest, person_id: int, kind: str) -> HttpResponse:
    """One permission of the long list: its words are read aloud first; a sensitive one always comes alone."""
    if kind not in KINDS:
        raise Http404
    person = _person(request, person_id)
    picked = PickForm(
        request.POST or request.GET,
        prefix=kind,
        pairs=further_offers(person.owner_institution, sensitive=KINDS[kind], rules=rules_for(person_id)),
    )
    if not picked.is_valid():
        usual = ConsentForm(initial=_giver(person), offers=open_offers(person))
        return _page(request, person, usual, status=422, bound={kind: picked})
    grant = picked.chosen()
    form = MannerForm(request.POST or None, initial=_giver(person))
    if request.method == "POST" and form.is_valid() and _give(request, person, form, (grant,)):
        return _go_on(person_id, (grant,))
    institution = Institution.objects.get(pk=grant.grantee_id)
    offer = offer_of(
        institution, grant.purpose, owner_id=person.owner_institution_id, birth_date=person.birth_date, rules=rules_for(person_id)
    )
    context = {"person": person, "kind": kind, "key": picked.cleaned_data["grant"], "form": form, "offer": offer}
    return render(request, "desk/consent/further.html", context, status=422 if form.errors else 200)


@require_POST
@roles(ANSWER_ROLES)
def refuse(request: DeskRequest, person_id: int) -> HttpResponse:
    """The person said no; it is kept so that nobody asks again tomorrow."""
    institution, _colon, purpose = request.POST.get("key", "").partition(":")
    if not (number := read_number(institution)) or not purpose:
        raise Invalid(_("Elija qué permiso no quiere dar."))
    refuse_consent(actor=request.actor, person_id=person_id, grantee_id=number, purpose=purpose)
    messages.success(request, _("Anotado: no quiere. Se le atiende igual."))
    return redirect("desk:consent", person_id)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(ANSWER_ROLES)
def withdraw(request: DeskRequest, consent_id: int) -> HttpResponse:
    """Ask once more, then cut reading at once."""
    if request.method != "POST":
        return render(request, "desk/consent/withdraw.html", {"consent": _consent(consent_id), "label": _label(consent_id)})
    person_id = withdraw_consent(actor=request.actor, consent_id=consent_id, reason=request.POST.get("reason", ""))
    messages.success(request, _("Listo. Desde ahora ya no puede ver los datos, y se le avisa."))
    return redirect("desk:consent", person_id)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(ANSWER_ROLES)
def renew(request: DeskRequest, consent_id: int) -> HttpResponse:
    """The same permission anew, with the words in force."""
    former = _consent(consent_id)
    form = MannerForm(request.POST or None, initial=_giver(former.person))
    if request.method == "POST" and form.is_valid():
        try:
            renew_consent(actor=request.actor, consent_id=consent_id, manner=form.manner())
        except Invalid as error:
            _show(form, error)
        else:
            messages.success(request, _("Permiso renovado."))
            return redirect("desk:consent", former.person_id)
    rules = rules_for(former.person_id)
    offer = offer_of(former.grantee, former.purpose, owner_id=former.owner_institution_id, birth_date=former.person.birth_date, rules=rules)
    context = {"former": former, "form": form, "offer": offer}
    return render(request, "desk/consent/renew.html", context, status=422 if form.errors else 200)


def _person(request: DeskRequest, person_id: int) -> Person:
    person = person_for(person_id)
    demand_owner(request.actor, person)
    return person


def _consent(consent_id: int) -> Consent:
    found = Consent.objects.select_related("person", "grantee").filter(pk=consent_id).first()
    if found is None:
        raise NotFound(_("Ese permiso no está entre los que usted puede ver. Recargue la página."))
    return found


def _label(consent_id: int) -> str:
    return purpose_label(_consent(consent_id).purpose)


def open_offers(person: Person) -> list[Offer]:
    """The usual permissions that do not stand already."""
    standing = set(live_consents(person.pk).values_list("grantee_id", "purpose"))
    offers = usual_offers(person.owner_institution, person.birth_date, rules_for(person.pk))
    return [offer for offer in offers if (offer.institution.pk, offer.purpose) not in standing]


def _giver(person: Person) -> dict[str, Any]:
    return {"given_by": GivenBy.GUARDIAN if is_minor_on(today(), person.birth_date) else GivenBy.PERSON}


def _give(request: DeskRequest, person: Person, form: Any, grants: tuple[Grant, ...]) -> bool:
    """Give, once per form; institutions that had asked for just this get their answer."""
    manner: Manner = form.manner()
    actor = request.actor
    try:
        once(
            actor=actor, key=request.POST.get("idempotency_key", ""), verb="consent",
            run=lambda: give_consent(actor=actor, person_id=person.pk, grants=grants, manner=manner),
        )  # fmt: skip
    except Invalid as error:
        _show(form, error)
        return False
    given = {(grant.grantee_id, grant.purpose) for grant in grants}
    for each in requests_about(person.pk):
        if (each.institution_id, each.purpose) in given:
            answer_access(actor=actor, request_id=each.pk, answer=Answer.GRANTED)
    messages.success(request, _("Permiso guardado."))
    return True


def _go_on(person_id: int, grants: tuple[Grant, ...]) -> HttpResponse:
    """To the referral that waited for just this, or to what was ever said."""
    return redirect(where_to_go_on(person_id, grants) or reverse("desk:consent", args=[person_id]))


def _show(form: Any, error: Invalid) -> None:
    for name, sentence in (error.fields or {"": error.message}).items():
        form.add_error(name if name in form.fields else None, sentence)


def _page(
    request: DeskRequest, person: Person, form: ConsentForm, *, status: int = 200, bound: dict[str, PickForm] | None = None
) -> HttpResponse:
    rules = rules_for(person.pk)
    kinds = {
        kind: (bound or {}).get(kind)
        or PickForm(prefix=kind, pairs=further_offers(person.owner_institution, sensitive=sensitive, rules=rules))
        for kind, sensitive in KINDS.items()
    }
    context = {
        "person": person,
        "form": form,
        "further": kinds,
        "open_kind": next(iter(bound), "") if bound else "",
        "permissions": consents_of(person.pk),
        "refusals": [(each, purpose_label(each.purpose)) for each in refusals_of(person.pk)],
        "viewers": who_sees(person.pk),
        "requests": [(each, purpose_label(each.purpose)) for each in requests_about(person.pk)],
    }
    return render(request, "desk/consent/consent.html", context, status=status)
