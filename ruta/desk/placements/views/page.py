"""Where does one application stand, and what comes next?"""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as L  # noqa: N812 (a table of words)
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ruta.base.access import log_access
from ruta.base.context import Actor
from ruta.base.errors import Conflict, NotFound
from ruta.cases.policies import can_open_case
from ruta.cases.selectors.labels import RESULTS, SUBJECTS, worded
from ruta.communication.enums import Blocked, MessageState
from ruta.desk.cases.answering import attempt, say
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.placements.forms import FORMS, ProposeForm, StepForm
from ruta.people.models import Person
from ruta.placements.actions import mint_application_link, step_application, suggest, write_to_person
from ruta.placements.policies import SEEKER_ROLES
from ruta.placements.selectors import (
    BREACHES,
    PLACES,
    SLUGS,
    STATES,
    TONES,
    VERBS,
    VERDICTS,
    ApplicationPage,
    application_for,
    application_page,
    applications_of_person,
    employer_words,
    open_case_of,
    profile_of,
    reason_label,
    reviews_of,
    vacancies_for,
)
from ruta.referrals.enums import ReferralState
from ruta.referrals.policies import can_open, can_refer
from ruta.referrals.selectors import newest_of_needs, state_word
from ruta.territory.selectors import municipality

WHY_NOT: dict[str, Any] = {
    Blocked.NO_CONTACT: L("no tiene teléfono ni correo anotado"), Blocked.UNSAFE: L("no es seguro escribirle"),
    Blocked.NO_CONSENT: L("no aceptó recibir mensajes"), Blocked.ALERT: L("un aviso del caso lo detiene"),
    Blocked.WEEKLY_LIMIT: L("ya recibió muchos mensajes esta semana"),
}  # fmt: skip
ENDINGS = ("refuse", "withdraw", "fall_through")
SLUG_OF = {str(verb): slug for slug, verb in SLUGS.items()}


@require_safe
@roles(SEEKER_ROLES)
def application(request: DeskRequest, application_id: int) -> HttpResponse:
    """State, history, open verbs, contract, contacts and broken promises."""
    page = application_page(request.actor, application_id)
    row = page.row
    log_access(request.actor, "open_application", person_id=row.person_id, object_id=row.pk, owner_institution_id=row.owner_institution_id)
    return render(request, "desk/placements/application.html", _context(request.actor, page))


@require_http_methods(["GET", "HEAD", "POST"])
@roles(SEEKER_ROLES)
def step(request: DeskRequest, application_id: int, slug: str) -> HttpResponse:
    """One verb with what it asks for; what is no longer open is told with the present state."""
    row = application_for(request.actor, application_id)
    verb = SLUGS.get(slug)
    if verb is None:
        raise NotFound(_("Esta postulación no existe o no la lleva su institución. Vuelva a la lista."))
    if str(verb) not in application_page(request.actor, application_id).verbs:
        say(request, _("Esta postulación ya cambió: ahora está en «%(state)s».") % {"state": STATES[row.state]})
        return redirect("desk:application", row.pk)
    form = FORMS.get(verb, StepForm)(request.POST or None, application=row, verb=str(verb))
    status = 200
    if request.method == "POST":

        def run() -> int:
            said, version = form.said(), form.cleaned_data["version"]
            return step_application(actor=request.actor, application_id=row.pk, verb=str(verb), said=said, version=version).pk

        done, status = attempt(request, form, f"application_{verb}", run)
        if done is not None:
            say(request, _("Anotado."))
            return redirect("desk:application", row.pk)
    context = {
        "row": row,
        "form": form,
        "title": VERBS[verb],
        "slug": slug,
        "is_ending": verb in ENDINGS,
        "is_conflict": status == Conflict.status,
    }
    return render(request, "desk/placements/step.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(SEEKER_ROLES)
def propose(request: DeskRequest, person_id: int) -> HttpResponse:
    """Where the person was sent already, and which vacancy to put before them now."""
    person = Person.objects.filter(pk=person_id, owner_institution_id=request.actor.institution_id, merged_into=None).first()
    if person is None:
        raise NotFound(_("Esta persona no existe o su institución no la lleva. Búsquela otra vez."))
    case = open_case_of(request.actor, person_id)
    profile = profile_of(person_id, request.actor.institution_id)
    vacancies = vacancies_for(request.actor, profile, person)
    form = ProposeForm(request.POST or None, vacancies=vacancies, initial={"vacancy": request.GET.get("vacante", "")})
    status = 200
    if request.method == "POST" and case is not None:
        done, status = attempt(request, form, "suggest", lambda: _suggested(request, form, case.pk))
        if done is not None:
            say(request, _("Vacante propuesta."))
            return redirect("desk:application", done)
    rows = [
        {"row": row, "state": STATES[row.state], "tone": TONES[row.state], "reason": reason_label(row.reason)}
        for row in applications_of_person(request.actor, person_id)
    ]
    context = {"person": person, "case": case, "profile": profile, "form": form, "rows": rows, "vacancies": vacancies}
    return render(request, "desk/placements/propose.html", context, status=status)


@require_POST
@roles(SEEKER_ROLES)
def link(request: DeskRequest, application_id: int) -> HttpResponse:
    """A new link goes to the person's telephone; where no message may leave, the desk says why and shows it once."""
    application_for(request.actor, application_id)
    message = write_to_person(actor=request.actor, application_id=application_id, again=True)
    if message is not None and message.state == MessageState.QUEUED:
        say(request, _("El enlace va en camino a su teléfono o correo."))
        return redirect("desk:application", application_id)
    address = mint_application_link(actor=request.actor, application_id=application_id)
    unsent = _("No se le escribió: %(why)s.") % {"why": WHY_NOT.get(message.blocked_because if message else "", _("nada que decirle"))}
    page = application_page(request.actor, application_id)
    return render(request, "desk/placements/application.html", _context(request.actor, page) | {"address": address, "unsent": unsent})


def _suggested(request: DeskRequest, form: ProposeForm, case_id: int) -> int:
    typed = form.cleaned_data
    made = suggest(actor=request.actor, case_id=case_id, vacancy_id=int(typed["vacancy"]), note=typed["note"])
    if typed["wants"]:
        step_application(actor=request.actor, application_id=made.pk, verb="apply")
    return made.pk


def _context(actor: Actor, page: ApplicationPage) -> dict[str, Any]:
    row = page.row
    return {
        "page": page, "row": row, "state": STATES[row.state], "tone": TONES[row.state], "reason": reason_label(row.reason),
        "review": reviews_of(row.reason), "address": "", "unsent": "", "where": municipality(row.vacancy.municipality) if row.vacancy.municipality else None,
        "ways": [{"slug": SLUG_OF[verb], "label": VERBS[verb], "is_ending": verb in ENDINGS} for verb in page.verbs],
        "checks": [{"row": each, "verdict": VERDICTS.get(each.verdict, each.verdict), "is_passed": each.verdict == "approved"} for each in page.checks],
        "contacts": [{"row": each, "subject": worded(SUBJECTS, each.subject), "result": worded(RESULTS, each.result) if each.result else ""} for each in page.follow_ups],
        "breaches": _breaches(actor, page), "word": employer_words([row.pk]).get(row.pk),
    }  # fmt: skip


def _breaches(actor: Actor, page: ApplicationPage) -> list[dict[str, Any]]:
    """Each broken promise with the referral that defends the person: its state for everybody here, its page for whoever may open it."""
    referrals = newest_of_needs(actor, {each.need_id for each in page.breaches if each.need_id})
    rows = []
    for each in page.breaches:
        referral = referrals.get(each.need_id or 0)
        told: dict[str, Any] = {"row": each, "place": PLACES[each.place], "what": [BREACHES[code] for code in each.codes]}
        if referral is not None:
            told |= {"referral": referral, "is_draft": referral.state == ReferralState.DRAFT, "word": state_word(referral)}
            told["can_open"] = can_refer(actor) and can_open(actor, referral)
        rows.append({"referral": None, "can_refer": can_open_case(actor)} | told)
    return rows
