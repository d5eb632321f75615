"""How is a vacancy written and corrected at the desk?"""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ruta.base.numbers import read_number
from ruta.desk.cases.answering import attempt
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.vacancies.forms import VacancyForm, of_vacancy
from ruta.employers.actions import change_vacancy, draft_vacancy
from ruta.employers.models import Employer, Vacancy
from ruta.employers.policies import BROKER_ROLES
from ruta.employers.selectors import employer_of, vacancy_of


@require_http_methods(["GET", "HEAD", "POST"])
@roles(BROKER_ROLES)
def new(request: DeskRequest, employer_id: int) -> HttpResponse:
    """Begin a vacancy of an employer."""
    employer = employer_of(request.actor, employer_id)
    form = VacancyForm(request.POST or None, initial={"municipality": employer.municipality, "openings": 1})
    return _asked(request, form, employer, None)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(BROKER_ROLES)
def edit(request: DeskRequest, vacancy_id: int) -> HttpResponse:
    """Correct one."""
    vacancy = vacancy_of(request.actor, vacancy_id)
    form = VacancyForm(request.POST or None, initial=of_vacancy(vacancy))
    return _asked(request, form, vacancy.employer, vacancy)


def _asked(request: DeskRequest, form: VacancyForm, employer: Employer, vacancy: Vacancy | None) -> HttpResponse:
    status = 200
    if request.method == "POST":
        version = request.POST.get("version", "")

        def run() -> int:
            if vacancy is None:
                return draft_vacancy(actor=request.actor, employer_id=employer.pk, terms=form.terms()).pk
            return change_vacancy(actor=request.actor, vacancy_id=vacancy.pk, terms=form.terms(), version=read_number(version)).pk

        done, status = attempt(request, form, f"vacancy.save {vacancy.pk if vacancy else f'of {employer.pk}'}", run)
        if done is not None:
            messages.success(request, _("Vacante guardada."))
            return redirect("desk:vacancy", done)
    return render(request, "desk/vacancies/edit.html", {"form": form, "employer": employer, "vacancy": vacancy}, status=status)
