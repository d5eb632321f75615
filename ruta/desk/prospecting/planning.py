"""How is a visit planned and closed, and a season noted?"""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from ruta.base.clock import today
from ruta.base.errors import NotFound
from ruta.base.numbers import read_number
from ruta.desk.cases.answering import attempt
from ruta.desk.employers.lists import departments_named, sections
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.prospecting.forms import CancelForm, CloseForm, PlanForm, SeasonForm, first_day
from ruta.employers.actions import cancel_visit, close_visit, note_season, plan_visits, remove_season
from ruta.employers.models import Employer, Visit
from ruta.employers.policies import PROSPECTOR_ROLES
from ruta.employers.selectors import employers, is_non_user, seasons, to_visit, visits

OFFERED = 40


@require_http_methods(["GET", "HEAD", "POST"])
@roles(PROSPECTOR_ROLES)
def plan(request: DeskRequest) -> HttpResponse:
    """Plan visits of a sector, a place and a month, those whom the service does not reach first; or of one employer."""
    asked = _asked(request)
    rows = asked.pop("rows")
    form = PlanForm(
        request.POST or None, offered=[(str(row.pk), str(row)) for row in rows],
        initial={"planned_on": first_day(asked["month"].year, asked["month"].month, today()), "employers": [str(rows[0].pk)] if asked["one"] else []},
    )  # fmt: skip
    status = 200
    if request.method == "POST":
        given = lambda: plan_visits(  # noqa: E731
            actor=request.actor,
            employer_ids=form.chosen(),
            planned_on=form.cleaned_data["planned_on"],
            purpose=form.cleaned_data["purpose"],
        )
        done, status = attempt(request, form, "prospecting.plan", given)
        if done is not None:
            messages.success(request, ngettext("%(count)s visita planificada.", "%(count)s visitas planificadas.", done) % {"count": done})
            return redirect("desk:prospecting-visits")
    offered = [(row, is_non_user(row)) for row in rows]
    return render(
        request, "desk/prospecting/plan.html", asked | {"form": form, "offered": offered, "is_full": len(rows) == OFFERED}, status=status
    )


@require_http_methods(["GET", "HEAD", "POST"])
@roles(PROSPECTOR_ROLES)
def visit(request: DeskRequest, visit_id: int) -> HttpResponse:
    """Say what came of a visit."""
    row = _visit(request, visit_id)
    form, status = CloseForm(request.POST or None), 200
    if request.method == "POST":
        done, status = attempt(
            request, form, f"prospecting.close {visit_id}",
            lambda: close_visit(actor=request.actor, visit_id=visit_id, **form.cleaned_data).pk,
        )  # fmt: skip
        if done is not None:
            messages.success(request, _("Resultado anotado."))
            return redirect("desk:prospecting-visits")
    return render(request, "desk/prospecting/visit.html", {"visit": row, "form": form, "cancel_form": CancelForm()}, status=status)


@require_POST
@roles(PROSPECTOR_ROLES)
def cancel(request: DeskRequest, visit_id: int) -> HttpResponse:
    """It does not take place."""
    row, form = _visit(request, visit_id), CancelForm(request.POST)
    done, status = attempt(
        request, form, f"prospecting.cancel {visit_id}",
        lambda: cancel_visit(actor=request.actor, visit_id=visit_id, note=form.cleaned_data["note"]).pk,
    )  # fmt: skip
    if done is None:
        return render(request, "desk/prospecting/visit.html", {"visit": row, "form": CloseForm(), "cancel_form": form}, status=status)
    messages.success(request, _("Visita cancelada."))
    return redirect("desk:prospecting-visits")


@require_http_methods(["GET", "HEAD", "POST"])
@roles(PROSPECTOR_ROLES)
def seasons_page(request: DeskRequest) -> HttpResponse:
    """The seasons that somebody noted, and one more."""
    form, status = SeasonForm(request.POST or None), 200
    if request.method == "POST":
        done, status = attempt(request, form, "prospecting.season", lambda: note_season(actor=request.actor, **form.given()).pk)
        if done is not None:
            messages.success(request, _("Temporada anotada: ya se ve en el calendario."))
            return redirect("desk:prospecting-seasons")
    context = {"form": form, "seasons": seasons(request.actor), "places": dict(departments_named()), "sections": dict(sections())}
    return render(request, "desk/prospecting/seasons.html", context, status=status)


@require_POST
@roles(PROSPECTOR_ROLES)
def season_remove(request: DeskRequest, season_id: int) -> HttpResponse:
    """It is so no longer."""
    remove_season(actor=request.actor, season_id=season_id)
    return redirect("desk:prospecting-seasons")


def _asked(request: DeskRequest) -> dict[str, Any]:
    """Sector, place and month of the address, or one employer, with whom to visit."""
    query = request.GET
    places, names = dict(departments_named()), dict(sections())
    place, section = query.get("lugar", ""), query.get("sector", "")
    place, section = place if place in places else "", section if section in names else ""
    month, number = _month(query.get("mes", "")), read_number(query.get("empleador", ""))
    one = employers(request.actor).filter(pk=number).first() if number else None
    rows: list[Employer] = [one] if one else list(to_visit(request.actor, section=section, department=place, month=month)[:OFFERED])
    return {"rows": rows, "one": one, "place": places.get(place, ""), "sector": names.get(section, ""), "month": month}


def _month(text: str) -> date:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return today().replace(day=1)


def _visit(request: DeskRequest, visit_id: int) -> Visit:
    found = visits(request.actor).filter(pk=visit_id).first()
    if found is None:
        raise NotFound(_("Esa visita no es de su institución."))
    return found
