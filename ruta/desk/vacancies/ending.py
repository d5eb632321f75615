"""How does a vacancy end at the desk: closed, or taken back, with what came of it?"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ruta.desk.cases.answering import attempt
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.vacancies.forms import CloseForm
from ruta.employers.actions import close_vacancy, withdraw_vacancy
from ruta.employers.models import Vacancy
from ruta.employers.policies import BROKER_ROLES
from ruta.employers.selectors import vacancy_of


@require_http_methods(["GET", "HEAD", "POST"])
@roles(BROKER_ROLES)
def close(request: DeskRequest, vacancy_id: int) -> HttpResponse:
    """End a vacancy, with why openings stayed empty."""
    said = _("Cerrada. El resultado cuenta para la cobertura de vacantes.")
    return _ended(request, vacancy_id, "desk/vacancies/close.html", close_vacancy, said)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(BROKER_ROLES)
def withdraw(request: DeskRequest, vacancy_id: int) -> HttpResponse:
    """Take a vacancy back: with why openings stayed empty where it was public, with a note where nobody read it."""
    return _ended(request, vacancy_id, "desk/vacancies/withdraw.html", withdraw_vacancy, _("Retirada. Su página pública lo dice."))


def _ended(request: DeskRequest, vacancy_id: int, template: str, end: Callable[..., Vacancy], said: str) -> HttpResponse:
    row = vacancy_of(request.actor, vacancy_id)
    form, status = CloseForm(request.POST or None), 200
    if request.method == "POST":
        done, status = attempt(
            request, form, f"{end.__name__} {vacancy_id}", lambda: end(actor=request.actor, vacancy_id=vacancy_id, ending=form.ending()).pk
        )
        if done is not None:
            messages.success(request, said)
            return redirect("desk:vacancy", vacancy_id)
    context: dict[str, Any] = {"vacancy": row, "form": form, "was_public": row.published_at is not None}
    return render(request, template, context, status=status)
