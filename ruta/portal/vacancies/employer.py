"""What does an employer see and do behind its link? Its own vacancies: propose, correct, confirm, take back. Never who applies."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ruta.base.context import Actor, acting_as
from ruta.base.errors import Conflict, Invalid, NotOpen
from ruta.base.idempotency import once
from ruta.base.numbers import read_number
from ruta.employers.actions import VacancyTerms, change_vacancy, propose_vacancy, step_vacancy, withdraw_vacancy
from ruta.employers.models import Employer, FairEmployer, Vacancy
from ruta.employers.rules import OPEN, Floor, is_under, open_verbs
from ruta.employers.selectors import (
    cause_labels,
    employer_of,
    excluding_in,
    fairs_of,
    has_answered,
    holder_of,
    may_confirm,
    steps_of,
    texts_of,
    vacancies,
    vacancy_of,
    wage_floor,
)
from ruta.portal.links.doors import count_miss, demand_calm
from ruta.portal.vacancies.forms import ProposalForm, WithdrawForm, ending_form, of_vacancy
from ruta.quality.passes import of_employer

CHANGEABLE = {"draft", "in_review"}
SHOWN, FAIRS = 40, 6
SERVED = frozenset({"published", "paused", "closed"})  # from these on an employer can say what the service was worth
TOLD = frozenset({"return", "withdraw", "close", "publish", "lapse"})  # steps whose note is meant for the employer

View = Callable[..., HttpResponse]


def behind_link(view: View) -> View:
    """Open a link and act as the employer behind it. One that ended, was taken back or never was, gives the same page."""

    @wraps(view)
    def opened(request: HttpRequest, token: str, **arguments: Any) -> HttpResponse:
        demand_calm(request)
        holder = holder_of(token)
        if holder is None or not holder.is_live:
            count_miss(request)
            return render(request, "portal/vacancies/link_gone.html", status=404)
        with acting_as(holder.actor):
            response = view(request, holder.actor, token, **arguments)
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return opened


@never_cache
@require_safe
@behind_link
def home(request: HttpRequest, actor: Actor, token: str) -> HttpResponse:
    """The employer's vacancies and where each stands."""
    employer = employer_of(actor, actor.employer_id or 0)
    rows = list(vacancies(actor).order_by("-changed_at", "-pk")[:SHOWN])
    context = {"employer": employer, "rows": rows, "token": token, "fairs": invitations(employer)}
    if any(row.state in SERVED for row in rows):
        context["opinion"] = of_employer(employer.owner_institution_id, employer.pk)
    return render(request, "portal/vacancies/employer.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@behind_link
def propose(request: HttpRequest, actor: Actor, token: str) -> HttpResponse:
    """Propose a vacancy; somebody of the office reviews it."""
    employer = employer_of(actor, actor.employer_id or 0)
    form = ProposalForm(request.POST or None, initial={"municipality": employer.municipality})
    return _asked(request, form, token, lambda: propose_vacancy(actor=actor, terms=form.terms()).pk, {"employer": employer}, actor)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@behind_link
def vacancy(request: HttpRequest, actor: Actor, token: str, vacancy_id: int) -> HttpResponse:
    """One of its own: its state, what the office answered, and what the employer can do."""
    row = vacancy_of(actor, vacancy_id)
    what = request.POST.get("hacer", "")
    if request.method == "POST" and what == "refresh":
        return _done(request, actor, token, row, what, lambda: step_vacancy(actor=actor, vacancy_id=row.pk, verb="refresh").pk)
    if request.method == "POST" and what == "withdraw":
        return _withdrawn(request, actor, token, row)
    if request.GET.get("hacer") == "cambiar" and row.state in CHANGEABLE:
        form = ProposalForm(request.POST or None, initial=of_vacancy(row))

        def run() -> int:
            return change_vacancy(
                actor=actor,
                vacancy_id=row.pk,
                terms=form.terms(VacancyTerms.of(row)),
                version=read_number(request.POST.get("version")) or row.version,
            ).pk

        return _asked(request, form, token, run, {"employer": row.employer, "vacancy": row}, actor)
    return _page(request, token, row, ending_form(row))


def invitations(employer: Employer) -> list[FairEmployer]:
    """The fairs to answer for, and those that it came to and has not told us about."""
    rows = [row for row in fairs_of(employer)[:FAIRS] if row.fair.state == "announced" or row.coming == "attended"]
    return [row for row in rows if row.fair.state == "announced" or not has_answered(row.fair, employer.pk)]


def _withdrawn(request: HttpRequest, actor: Actor, token: str, row: Vacancy) -> HttpResponse:
    form = ending_form(row, request.POST)
    if not form.is_valid():
        return _page(request, token, row, form, Invalid.status)
    try:
        return _done(
            request, actor, token, row, "withdraw", lambda: withdraw_vacancy(actor=actor, vacancy_id=row.pk, ending=form.ending()).pk
        )
    except Invalid as error:
        for name, sentence in error.fields.items():
            form.add_error(name if name in form.fields else None, str(sentence))
        return _page(request, token, row, form, error.status)


def _done(request: HttpRequest, actor: Actor, token: str, row: Vacancy, verb: str, run: Callable[[], int]) -> HttpResponse:
    try:
        once(actor=actor, key=request.POST.get("idempotency_key", ""), verb=f"employer {actor.employer_id} {verb} {row.pk}", run=run)
    except NotOpen as error:
        messages.error(request, error.message)
        return redirect("portal:employer_vacancy", token, row.pk)
    messages.success(request, _("Gracias. Quedó confirmada.") if verb == "refresh" else _("Retirada. Ya no recibe postulaciones."))
    return redirect("portal:employer_vacancy", token, row.pk)


def _asked(
    request: HttpRequest, form: ProposalForm, token: str, run: Callable[[], int], context: dict[str, Any], actor: Actor
) -> HttpResponse:
    status = 200
    if request.method == "POST":
        status = Invalid.status
        if form.is_valid():
            try:
                done, _is_new = once(
                    actor=actor, key=request.POST.get("idempotency_key", ""), verb=f"employer {actor.employer_id} vacancy", run=run
                )
            except (Invalid, Conflict, NotOpen) as error:
                for name, sentence in error.fields.items() or {None: error.message}.items():
                    form.add_error(name if name in form.fields else None, str(sentence))
                status = error.status
            else:
                messages.success(request, _("Recibida. La revisamos y le avisamos por este mismo enlace."))
                return redirect("portal:employer_vacancy", token, done)
    return render(request, "portal/vacancies/propose.html", context | {"form": form, "token": token}, status=status)


def _page(request: HttpRequest, token: str, row: Vacancy, form: WithdrawForm, status: int = 200) -> HttpResponse:
    verbs = open_verbs(row.state)
    context = {
        "vacancy": row, "token": token, "form": form, "notes": [each for each in steps_of(row) if each.verb in TOLD and each.note],
        "may_change": row.state in CHANGEABLE, "may_refresh": "refresh" in verbs and may_confirm(row), "may_withdraw": row.state in OPEN,
        "causes": cause_labels([row.cause, *row.more_causes]) if row.cause else [], "floor": _low(row), "findings": excluding_in(texts_of(row)) if row.state in CHANGEABLE else [],
    }  # fmt: skip
    return render(request, "portal/vacancies/vacancy.html", context, status=status)


def _low(row: Vacancy) -> Floor | None:
    """The minimum wage, where the offer is under it and may still be changed."""
    if row.state not in CHANGEABLE or row.is_abroad:
        return None
    floor = wage_floor(row.section, row.employer.size)
    return floor if is_under(row.wage_min or row.wage_max, floor, is_full_time=row.schedule != "part_time") else None
