"""How is an employer registered and corrected at the desk?"""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ruta.desk.cases.answering import attempt
from ruta.desk.employers.forms import EmployerForm, of_employer
from ruta.desk.gate import DeskRequest, roles
from ruta.employers.actions import change_employer, register_employer
from ruta.employers.models import Employer
from ruta.employers.policies import BROKER_ROLES
from ruta.employers.selectors import employer_of


@require_http_methods(["GET", "HEAD", "POST"])
@roles(BROKER_ROLES)
def new(request: DeskRequest) -> HttpResponse:
    """Register an employer."""
    form = EmployerForm(request.POST or None)
    return _asked(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(BROKER_ROLES)
def edit(request: DeskRequest, employer_id: int) -> HttpResponse:
    """Correct what is known of one."""
    employer = employer_of(request.actor, employer_id)
    form = EmployerForm(request.POST or None, initial=of_employer(employer))
    return _asked(request, form, employer)


def _asked(request: DeskRequest, form: EmployerForm, employer: Employer | None) -> HttpResponse:
    status = 200
    if request.method == "POST":

        def run() -> int:
            if employer is None:
                return register_employer(actor=request.actor, terms=form.terms()).pk
            return change_employer(actor=request.actor, employer_id=employer.pk, terms=form.terms()).pk

        done, status = attempt(request, form, f"employer.save {employer.pk if employer else 'new'}", run)
        if done is not None:
            messages.success(request, _("Empleador guardado."))
            return redirect("desk:employer", done)
    return render(request, "desk/employers/edit.html", {"form": form, "employer": employer}, status=status)
