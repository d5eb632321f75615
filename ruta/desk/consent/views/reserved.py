"""How does whoever carries a case read what is reserved, when it cannot wait for protection?"""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ruta.accounts.enums import Role
from ruta.cases.models import Case
from ruta.desk.cases.answering import attempt
from ruta.desk.consent.forms import ReservedForm
from ruta.desk.gate import DeskRequest, roles
from ruta.people.actions import open_reserved
from ruta.people.policies import demand_owner
from ruta.people.selectors import lawful_bases, person_for


@require_http_methods(["GET", "HEAD", "POST"])
@roles({Role.COUNSELLOR, Role.OFFICE_COORDINATOR})
def reserved(request: DeskRequest, person_id: int) -> HttpResponse:
    """Say on which ground and why; then read this one person for three hours, on the page of the case."""
    actor = request.actor
    person = person_for(person_id)
    demand_owner(actor, person)
    form, status = ReservedForm(request.POST or None, bases=lawful_bases()), 200
    case = Case.objects.filter(person=person_id, owner_institution=actor.institution_id).order_by("-pk").first()
    if request.method == "POST":

        def run() -> int:
            return open_reserved(
                actor=actor, person_id=person_id, lawful_basis=form.cleaned_data["lawful_basis"], reason=form.cleaned_data["reason"]
            )

        done, status = attempt(request, form, "open_reserved", run)
        if done is not None:
            messages.warning(request, _("Abierto por 3 horas. La coordinación ya lo sabe y revisará el motivo."))
            return redirect("desk:case", case.pk) if case else redirect("desk:person", person_id)
    return render(request, "desk/consent/reserved.html", {"form": form, "person": person, "case": case}, status=status)
