"""Where is a norm silent or unclear, what does legal advice answer, and what holds from then on?"""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ruta.base.holding import holding
from ruta.base.listing.paging import Page
from ruta.base.numbers import read_number
from ruta.desk.cases.answering import attempt, say
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.listing import answered
from ruta.desk.norms.doubt_forms import CriterionForm, DecisionForm, GapForm, OpinionForm
from ruta.desk.norms.lists import CRITERIA, GAPS
from ruta.desk.norms.views import EVERYBODY
from ruta.legal.actions import decide_criterion, give_opinion, propose_criterion, report_gap
from ruta.legal.models import Criterion, Gap
from ruta.legal.policies import KEEPERS, REPORTERS, can_decide_criterion, can_give_opinions, can_keep, can_report
from ruta.legal.selectors import criteria_of_gap, criterion_of, found_criteria, gap_of, gaps, opinions_on
from ruta.people.selectors import user_names

READERS = REPORTERS | KEEPERS


@require_http_methods(["GET", "HEAD", "POST"])
@roles(READERS)
def gap_list(request: DeskRequest) -> Any:
    """The gaps and doubts of the institution; legal advice sees all."""

    def found(text: str) -> Any:
        return gaps(request.actor).filter(holding(text, "question"))

    def told(page: Page) -> dict[str, Any]:
        del page
        return {"may_report": can_report(request.actor)}

    return answered(request, GAPS, found, "desk/norms/gaps.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(REPORTERS)
def report(request: DeskRequest) -> HttpResponse:
    """Note a gap or doubt."""
    form, status = GapForm(request.POST or None, initial={"norm": request.GET.get("norma", "")}), 200
    if request.method == "POST":
        done, status = attempt(request, form, "gap.report", lambda: report_gap(actor=request.actor, **form.cleaned_data).pk)
        if done is not None:
            say(request, _("Anotada. Asesoría legal la ve y aquí leerá su dictamen."))
            return redirect("desk:gap", done)
    return render(request, "desk/norms/gap_new.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(READERS)
def gap(request: DeskRequest, gap_id: int) -> HttpResponse:
    """One doubt and what legal advice says of it."""
    row, form, status = gap_of(request.actor, gap_id), OpinionForm(request.POST or None), 200
    if request.method == "POST":
        done, status = attempt(
            request, form, f"gap.opinion {gap_id}", lambda: give_opinion(actor=request.actor, gap_id=gap_id, **form.cleaned_data).pk
        )
        if done is not None:
            say(request, _("Dictamen guardado. Quien preguntó ya lo lee."))
            return redirect("desk:gap", gap_id)
    return _gap_page(request, row, form, status)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(EVERYBODY)
def criterion_list(request: DeskRequest) -> Any:
    """The criteria that hold; legal advice also sees what waits."""

    def told(page: Page) -> dict[str, Any]:
        del page
        return {"may_keep": can_keep(request.actor), "may_report": can_report(request.actor)}

    return answered(request, CRITERIA, lambda text: found_criteria(request.actor, text), "desk/norms/criteria.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(KEEPERS)
def propose(request: DeskRequest) -> HttpResponse:
    """Write a criterion, perhaps out of a doubt and its opinion."""
    gap_id = read_number(request.GET.get("duda", ""))
    row = gap_of(request.actor, gap_id) if gap_id else None
    form, status = CriterionForm(request.POST or None, initial=_begun(row)), 200
    if request.method == "POST":
        done, status = attempt(
            request,
            form,
            "criterion.propose",
            lambda: propose_criterion(actor=request.actor, answer=form.answer_given(), gap_id=gap_id).number,
        )
        if done is not None:
            say(request, _("Propuesto. Lo aprueba otra persona."))
            return redirect("desk:criterion", done)
    return render(request, "desk/norms/criterion_new.html", {"form": form, "gap": row}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(EVERYBODY)
def criterion(request: DeskRequest, number: str) -> HttpResponse:
    """One criterion, and what can be decided."""
    row, form, status = criterion_of(number, request.actor), DecisionForm(request.POST or None), 200
    if request.method == "POST":
        done, status = attempt(request, form, f"criterion.decide {number}", lambda: _decided(request, form, number))
        if done is not None:
            say(request, _("Hecho."))
            return redirect("desk:criterion", number)
    return _criterion_page(request, row, form, status)


def _decided(request: DeskRequest, form: DecisionForm, number: str) -> int:
    is_approved = form.cleaned_data["do"] == "approve"
    return decide_criterion(actor=request.actor, number=number, is_approved=is_approved, reason=form.cleaned_data["reason"]).pk


def _begun(row: Gap | None) -> dict[str, Any]:
    if row is None:
        return {}
    opinion = opinions_on(row).first()
    return {
        "question": row.question, "answer": opinion.text if opinion else "", "basis": opinion.basis if opinion else "",
        "norm": row.instrument.code if row.instrument else "",
    }  # fmt: skip


def _gap_page(request: DeskRequest, row: Gap, form: OpinionForm, status: int) -> HttpResponse:
    opinions = list(opinions_on(row))
    context = {
        "row": row, "form": form, "opinions": opinions, "criteria": criteria_of_gap(row) if can_keep(request.actor) else criteria_of_gap(row).filter(state="published"),
        "may_answer": can_give_opinions(request.actor), "may_keep": can_keep(request.actor),
        "users": user_names({each for each in (row.reported_by, *(each.given_by for each in opinions)) if each}),
    }  # fmt: skip
    return render(request, "desk/norms/gap.html", context, status=status)


def _criterion_page(request: DeskRequest, row: Criterion, form: DecisionForm, status: int) -> HttpResponse:
    context = {
        "row": row, "form": form, "may_decide": row.state == "proposed" and can_decide_criterion(request.actor, row),
        "may_withdraw": row.state == "published" and can_keep(request.actor), "may_keep": can_keep(request.actor),
        "users": user_names({each for each in (row.proposed_by, row.decided_by) if each}),
    }  # fmt: skip
    return render(request, "desk/norms/criterion.html", context, status=status)
