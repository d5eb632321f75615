"""Which risks are grave or slipping, how is one valued, and how is a light put by hand?"""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from ruta.base.clock import today
from ruta.desk.cases.answering import attempt
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.rounds.forms_following import LightForm, RiskForm
from ruta.people.selectors import user_names
from ruta.roadmap.actions import review_risk, say_light
from ruta.roadmap.policies import EDITOR_ROLES, READER_ROLES, STEERING_ROLES, can_edit_plans
from ruta.roadmap.rules import HIGH, LATE, MEDIUM, RISKY, cells
from ruta.roadmap.selectors import current_version, light_history, line_of, node_of, plan_of, reviews_of, watched_risk, watched_risks

LEVELS: dict[str, Any] = {
    "high": gettext_lazy("Alto"),
    "medium": gettext_lazy("Medio"),
    "low": gettext_lazy("Bajo"),
    "": gettext_lazy("Sin valorar"),
}
TONES = {"high": "stop", "medium": "care", "low": "done", "": ""}


@require_safe
@roles(READER_ROLES)
def risks_page(request: DeskRequest) -> HttpResponse:
    """The matrix, and every risk with its alert."""
    watched = watched_risks()
    valued = [each.review for each in watched if each.review]
    context = {
        "matrix": cells((each.probability, each.impact) for each in valued),
        "risks": [(each, LEVELS[each.level], TONES[each.level]) for each in watched],
        "slipping": sum(each.is_slipping for each in watched),
        "due": sum(each.is_due for each in watched),
        "high": sum(each.level == "high" for each in watched),
        "unvalued": sum(each.review is None for each in watched),
        "high_from": HIGH,
        "medium_from": MEDIUM,
        "may_edit": can_edit_plans(request.actor),
    }
    return render(request, "desk/rounds/risks.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(EDITOR_ROLES)
def risk_page(request: DeskRequest, risk_id: int) -> HttpResponse:
    """Value one risk; what was thought before stays below."""
    watched = watched_risk(risk_id)
    before = watched.review
    initial = (
        {"probability": before.probability, "impact": before.impact, "control": before.control, "institution": before.institution_id}
        if before
        else {}
    )
    form, status = RiskForm(request.POST or None, initial=initial), 200
    if request.method == "POST":
        done, status = attempt(request, form, "round.risk", lambda: review_risk(actor=request.actor, risk_id=risk_id, said=form.said()).pk)
        if done is not None:
            messages.success(request, _("Riesgo valorado."))
            return redirect("desk:risks")
    reviews = list(reviews_of(watched))
    context = {
        "watched": watched, "form": form, "reviews": reviews, "users": user_names({each.by for each in reviews if each.by}),
        "level": LEVELS[watched.level], "tone": TONES[watched.level],
    }  # fmt: skip
    return render(request, "desk/rounds/risk.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(STEERING_ROLES)
def light_page(request: DeskRequest, code: str, key: str) -> HttpResponse:
    """What the rule says of an activity, and the hand over it with its reason."""
    plan = plan_of(code)
    version = current_version(plan)
    form, status = LightForm(request.POST or None), 200
    if request.method == "POST":
        done, status = attempt(
            request, form, "round.light", lambda: say_light(actor=request.actor, plan=plan, key=key, **form.cleaned_data).pk
        )
        if done is not None:
            messages.success(request, _("Anotado, con su motivo a la vista."))
            return redirect("desk:roadmap-light", code, key)
    history = list(light_history(plan, key))
    context = {
        "plan": plan, "node": node_of(version, key), "line": line_of(version, key, today()), "form": form, "history": history,
        "users": user_names({each.by for each in history if each.by}), "late": LATE, "risky": RISKY,
    }  # fmt: skip
    return render(request, "desk/rounds/light.html", context, status=status)
