"""Which institution answers for each activity of a plan, from the next round on?"""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ruta.desk.cases.answering import attempt
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.rounds.forms import DutyForm
from ruta.directory.models import Institution
from ruta.roadmap.actions import set_duty
from ruta.roadmap.enums import WORK, Kind
from ruta.roadmap.policies import READER_ROLES, STEERING_ROLES, can_steer_rounds
from ruta.roadmap.selectors import current_version, duties_of, focal_points, node_of, plan_of, rows_of


@require_safe
@roles(READER_ROLES)
def duties_page(request: DeskRequest, code: str) -> HttpResponse:
    """Every activity with who answers for it; where nobody was named, the owner of the plan does."""
    plan = plan_of(code)
    duties = duties_of(plan)
    nodes = [node for node in rows_of(current_version(plan)).select_related("institution") if node.kind in WORK - {Kind.TASK}]
    rows = [
        (node, duties.get(node.key) or [each for each in (node.institution or plan.owner,) if each], node.key in duties) for node in nodes
    ]
    answering = focal_points({each.pk for _node, found, _is_named in rows for each in found})
    missing = sorted({each.short_name for _node, found, _is_named in rows for each in found if each.pk not in answering})
    context = {"plan": plan, "rows": rows, "missing": missing, "may_steer": can_steer_rounds(request.actor)}
    return render(request, "desk/rounds/duties.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(STEERING_ROLES)
def duty_page(request: DeskRequest, code: str, key: str) -> HttpResponse:
    """Name who answers for one activity."""
    plan = plan_of(code)
    node = node_of(current_version(plan), key)
    named = {each.pk for each in duties_of(plan).get(key, [])}
    offered = list(Institution.objects.filter(is_active=True, is_driving_team=True).order_by("short_name"))
    known = {each.pk for each in offered}
    offered += list(Institution.objects.filter(pk__in=named - known).order_by("short_name"))
    form = DutyForm(
        request.POST or None,
        offered=[(str(each.pk), each.short_name) for each in offered],
        initial={"institutions": [str(pk) for pk in named]},
    )
    status = 200
    if request.method == "POST":
        chosen = [each for each in offered if str(each.pk) in request.POST.getlist("institutions")]
        done, status = attempt(request, form, "round.duty", lambda: _set(request, code, key, chosen))
        if done is not None:
            messages.success(request, _("Anotado. Vale desde la próxima ronda."))
            return redirect("desk:round-duties", code)
    return render(request, "desk/rounds/duty.html", {"plan": plan, "node": node, "form": form}, status=status)


def _set(request: DeskRequest, code: str, key: str, chosen: list[Institution]) -> bool:
    set_duty(actor=request.actor, plan=plan_of(code), key=key, institutions=chosen)
    return True
