"""How does territorial management propose a change, and how does the institution decide?"""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ruta.desk.cases.answering import attempt
from ruta.desk.directory.forms import DecisionForm, ProposalForm, of_terms
from ruta.desk.directory.words import differences
from ruta.desk.gate import DeskRequest, roles
from ruta.directory.actions import ServiceTerms, decide_proposal, propose_change
from ruta.directory.policies import EDITOR_ROLES, EVERYWHERE, can_edit_services_of
from ruta.directory.selectors import proposal_of, service_of


@require_http_methods(["GET", "HEAD", "POST"])
@roles(EVERYWHERE)
def propose(request: DeskRequest, service_id: int) -> HttpResponse:
    """Write what the entry of another institution should say."""
    row = service_of(service_id)
    form = ProposalForm(request.POST or None, institution=row.institution, initial=of_terms(ServiceTerms.of(row), row.version))
    status = 200
    if request.method == "POST":

        def run() -> int:
            note = form.cleaned_data.pop("note")
            return propose_change(actor=request.actor, service_id=row.pk, terms=form.terms(), note=note).pk

        done, status = attempt(request, form, f"directory.propose {row.pk}", run)
        if done is not None:
            messages.success(request, _("Propuesta guardada. Su institución la decide."))
            return redirect("desk:service", row.pk)
    context = {"form": form, "institution": row.institution, "service": row, "is_proposal": True}
    return render(request, "desk/directory/edit.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(EDITOR_ROLES)
def decide(request: DeskRequest, proposal_id: int) -> HttpResponse:
    """What somebody proposed beside what stands there; the institution takes it or says why not."""
    made = proposal_of(proposal_id)
    form, status = DecisionForm(request.POST or None), 200
    if request.method == "POST":
        accepts = request.POST.get("hacer") == "aceptar"

        def run() -> int:
            return decide_proposal(actor=request.actor, proposal_id=made.pk, is_accepted=accepts, note=form.cleaned_data["note"]).pk

        done, status = attempt(request, form, f"directory.decide {made.pk}", run)
        if done is not None:
            messages.success(request, _("Aceptada: el servicio ya lo dice.") if accepts else _("Anotado que no se acepta, con su motivo."))
            return redirect("desk:service", made.service_id)
    context = {
        "proposal": made, "service": made.service, "rows": differences(made.before, made.changes), "form": form,
        "may_decide": made.state == "open" and can_edit_services_of(request.actor, made.service.institution_id),
    }  # fmt: skip
    return render(request, "desk/directory/proposal.html", context, status=status)
