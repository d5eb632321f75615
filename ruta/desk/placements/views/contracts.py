"""Is the contract as it should be, and which promises were broken?"""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ruta.base.errors import NotFound, RutaError
from ruta.base.idempotency import once
from ruta.cases.instruments import answers_from_form, required_questions, visible_questions
from ruta.cases.selectors import case_instrument
from ruta.cases.selectors.labels import said
from ruta.desk.cases.answering import attempt, say
from ruta.desk.cases.forms.assessing import AnswersForm
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.placements.forms import BreachForm, ResolveForm
from ruta.placements.actions import CHECKLIST, check_contract, report_breach, resolve_breach
from ruta.placements.models import Application, Breach
from ruta.placements.policies import SEEKER_ROLES
from ruta.placements.selectors import BREACHES, PLACES, VERDICTS, application_for

WRONG = (409, 422)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(SEEKER_ROLES)
def check(request: DeskRequest, application_id: int) -> HttpResponse:
    """The checklist, read with the person; what it says decides whether the placement counts."""
    row = application_for(request.actor, application_id)
    if request.method != "POST":
        last = row.checks.order_by("-pk").first()
        return _questions(
            request, row, dict(last.answers) if last else {"direction": "abroad" if row.vacancy.is_abroad else "foreigner_here"}
        )
    answers = answers_from_form(case_instrument(CHECKLIST), request.POST)
    if request.POST.get("do") == "refresh":
        return _questions(request, row, answers)
    try:
        verdict, _is_new = once(
            actor=request.actor, key=request.POST.get("idempotency_key", ""), verb="check_contract",
            run=lambda: check_contract(actor=request.actor, application_id=row.pk, answers=answers).verdict,
        )  # fmt: skip
    except RutaError as error:
        if error.status not in WRONG:
            raise
        return _questions(request, row, answers, error)
    say(request, str(VERDICTS.get(verdict, verdict)))
    return redirect("desk:application", row.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(SEEKER_ROLES)
def report(request: DeskRequest, application_id: int) -> HttpResponse:
    """A broken promise; the referral that defends the person stands beside it on the page of the application."""
    row = application_for(request.actor, application_id)
    form, status = BreachForm(request.POST or None, initial={"place": "destination" if row.vacancy.is_abroad else "here"}), 200
    if request.method == "POST":
        need, status = attempt(request, form, "report_breach", lambda: _reported(request, row, form))
        if need is not None:
            say(
                request,
                _("Anotado. El caso tiene una necesidad nueva y la derivación a quien puede defender a la persona se prepara sola."),
            )
            return redirect("desk:application", row.pk)
    return render(request, "desk/placements/breach.html", {"row": row, "form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(SEEKER_ROLES)
def resolve(request: DeskRequest, breach_id: int) -> HttpResponse:
    """How it ended."""
    breach = Breach.objects.filter(pk=breach_id, owner_institution_id=request.actor.institution_id).first()
    if breach is None:
        raise NotFound(_("Ese incumplimiento no existe o no lo lleva su institución."))
    row = application_for(request.actor, breach.application_id)
    form, status = ResolveForm(request.POST or None), 200
    if request.method == "POST":

        def run() -> int:
            return resolve_breach(actor=request.actor, breach_id=breach_id, resolution=form.cleaned_data["resolution"]).pk

        done, status = attempt(request, form, "resolve_breach", run)
        if done is not None:
            say(request, _("Incumplimiento resuelto."))
            return redirect("desk:application", row.pk)
    context = {"row": row, "breach": breach, "form": form, "place": PLACES[breach.place], "what": [BREACHES[code] for code in breach.codes]}
    return render(request, "desk/placements/resolve.html", context, status=status)


def _reported(request: DeskRequest, row: Application, form: BreachForm) -> int:
    typed = form.cleaned_data
    made = report_breach(actor=request.actor, application_id=row.pk, place=typed["place"], codes=typed["codes"], note=typed["note"])
    return made.need_id or 0


def _questions(request: DeskRequest, row: Application, answers: dict[str, Any], error: RutaError | None = None) -> HttpResponse:
    asked = case_instrument(CHECKLIST)
    shown = visible_questions(asked, answers, {})
    faults = {name: str(text) for name, text in error.fields.items()} if error else {}
    form = AnswersForm(shown, answers, faults, required_questions(asked, answers, {}))
    context = {
        "row": row, "instrument": asked, "label": said(asked, "label"), "form": form, "sections": form.sections(asked), "error": error,
        "answered": sum(question.code in answers for question in shown), "count": len(shown),
    }  # fmt: skip
    return render(request, "desk/placements/contract.html", context, status=error.status if error else 200)
