"""Which vacancies are there, where does one stand, and what is to be looked at before it goes out?"""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ruta.base.listing.paging import Page
from ruta.desk.cases.answering import attempt
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.listing import answered
from ruta.desk.vacancies.forms import StepForm, named
from ruta.desk.vacancies.lists import OPEN_ONES, VACANCIES, found
from ruta.employers.actions import step_vacancy
from ruta.employers.models import Vacancy
from ruta.employers.policies import BROKER_ROLES, READER_ROLES, can_keep_employers
from ruta.employers.rules import is_under, open_verbs, stands_until
from ruta.employers.selectors import (
    cause_labels,
    coded_education,
    excluding_in,
    language_names,
    steps_of,
    texts_of,
    vacancies,
    vacancy_of,
    wage_floor,
)
from ruta.people.selectors import user_names
from ruta.taxonomy.selectors import country_name, skill_labels
from ruta.territory.models import Municipality

STEPS_SHOWN = 30
# What a button says, and what the page says afterwards. Its end has pages of its own; a lapse is the machine's.
SAID: Mapping[str, tuple[Any, Any]] = {
    "submit": (gettext_lazy("Enviar a revisión"), gettext_lazy("Enviada. Otra persona de la oficina la revisa.")),
    "publish": (gettext_lazy("Publicar"), gettext_lazy("Publicada. Ya la ve el público.")),
    "return": (gettext_lazy("Devolver con una nota"), gettext_lazy("Devuelta a borrador.")),
    "refresh": (gettext_lazy("Sigue abierta"), gettext_lazy("Confirmada: sigue abierta.")),
    "pause": (gettext_lazy("Pausar"), gettext_lazy("En pausa: no se envía a nadie.")),
    "resume": (gettext_lazy("Reanudar"), gettext_lazy("Abierta otra vez.")),
    "reopen": (gettext_lazy("Reabrir como borrador"), gettext_lazy("Reabierta como borrador.")),
}
VERBS = {
    "draft": gettext_lazy("Se escribió"), "propose": gettext_lazy("La propuso el empleador"), "import": gettext_lazy("Llegó de una bolsa privada"),
    "change": gettext_lazy("Se cambió"), "submit": gettext_lazy("Se envió a revisión"), "publish": gettext_lazy("Se publicó"),
    "return": gettext_lazy("Se devolvió"), "refresh": gettext_lazy("Se confirmó que sigue abierta"), "pause": gettext_lazy("Se pausó"),
    "lapse": gettext_lazy("Se pausó sola: nadie confirmó que sigue abierta"), "ask": gettext_lazy("Se le preguntó al empleador si sigue abierta"),
    "unasked": gettext_lazy("No se pudo preguntar si sigue abierta: el empleador no tiene teléfono ni correo"),
    "ended": gettext_lazy("El empleador dijo que ya no está abierta: falta cerrarla con su resultado"), "resume": gettext_lazy("Se reanudó"),
    "close": gettext_lazy("Se cerró"), "withdraw": gettext_lazy("Se retiró"), "reopen": gettext_lazy("Se reabrió"),
    "free": gettext_lazy("Un puesto quedó libre otra vez"),
}  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@roles(READER_ROLES)
def listing(request: DeskRequest) -> Any:
    """The vacancies of the institution; the open ones first."""
    rows = vacancies(request.actor).select_related("employer")
    return answered(
        request,
        VACANCIES,
        lambda text: found(rows, text),
        "desk/vacancies/list.html",
        lambda page: _told(request, page),
        first={"estado": OPEN_ONES},
    )


@require_safe
@roles(READER_ROLES)
def vacancy(request: DeskRequest, vacancy_id: int) -> HttpResponse:
    """One vacancy: what it says, where it stands, what to look at, what was done."""
    return _page(request, vacancy_of(request.actor, vacancy_id), StepForm())


@require_POST
@roles(BROKER_ROLES)
def step(request: DeskRequest, vacancy_id: int) -> HttpResponse:
    """One step further, or back."""
    form = StepForm(request.POST)
    row = vacancy_of(request.actor, vacancy_id)

    def run() -> int:
        return step_vacancy(actor=request.actor, vacancy_id=vacancy_id, **form.cleaned_data).pk

    done, status = attempt(request, form, f"vacancy.step {vacancy_id}", run)
    if done is None:
        return _page(request, row, form, status)
    messages.success(request, SAID[form.cleaned_data["verb"]][1])
    return redirect("desk:vacancy", vacancy_id)


def _page(request: DeskRequest, row: Vacancy, form: StepForm, status: int = 200) -> HttpResponse:
    keeps = can_keep_employers(request.actor)
    floor = wage_floor(row.section, row.employer.size) if not row.is_abroad else None
    steps = list(steps_of(row)[:STEPS_SHOWN])
    verbs = open_verbs(row.state)
    open_here = [verb for verb in verbs if verb in SAID] if keeps else []
    labels = skill_labels([*row.skills_essential, *row.skills_optional])
    context = {
        "vacancy": row, "employer": row.employer, "form": form, "may_keep": keeps, "occupation": named(row.occupation),
        "place": Municipality.objects.select_related("department").filter(pk=row.municipality).first() if row.municipality else None,
        "education": coded_education(row.education), "labels": labels, "languages": language_names(row.languages), "country": country_name(row.country), "steps": steps, "verbs": VERBS,
        "users": user_names({each.user_id for each in steps if each.user_id}), "causes": cause_labels([row.cause, *row.more_causes] if row.cause else []),
        "findings": excluding_in(texts_of(row)) if row.state in {"draft", "in_review"} else [],
        "floor": floor if is_under(row.wage_min or row.wage_max, floor, is_full_time=row.schedule != "part_time") else None,
        "plain": [(verb, SAID[verb][0]) for verb in open_here if verb not in {"return", "publish"}],
        "may_return": "return" in open_here, "may_withdraw": keeps and "withdraw" in verbs,
        "may_publish": "publish" in open_here and row.author_id != request.actor.user_id, "waits": "publish" in open_here,
        "may_close": keeps and row.published_at is not None and "close" in verbs, "is_public": row.state == "published",
        "stands_until": stands_until(row.refreshed_on, row.apply_until) if row.state == "published" else None,
    }  # fmt: skip
    return render(request, "desk/vacancies/page.html", context, status=status)


def _told(request: DeskRequest, page: Page) -> dict[str, Any]:
    codes = {row.municipality for row in page.rows}
    places = dict(Municipality.objects.filter(pk__in=codes).order_by("pk").values_list("code", "name"))
    return {"places": places, "may_keep": can_keep_employers(request.actor)}
