"""Which activities of the plans meet a gap that a maturity round found?"""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ruta.base.errors import NotFound, Refused
from ruta.desk.cases.answering import attempt, say
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.pes_scan.forms import GapForm
from ruta.roadmap.actions import answer_gap, release_gap
from ruta.roadmap.policies import SCANNING_ROLES, can_scan
from ruta.roadmap.selectors import activities_offered, gap_of, scan_of


@require_http_methods(["GET", "HEAD", "POST"])
@roles(SCANNING_ROLES)
def gap_page(request: DeskRequest, scan_id: int, key: str) -> HttpResponse:
    """A gap with what meets it; one more activity may be named, also after the round was closed."""
    scan = scan_of(scan_id)
    if not can_scan(request.actor, scan.office):
        raise Refused(_("Las brechas de una oficina las atiende su coordinación; las nacionales, coordinación central."))
    factor = gap_of(scan, key)
    form, status = GapForm(request.POST or None, offered=activities_offered()), 200
    if request.method == "POST":

        def run() -> int:
            plan, activity = form.said()
            return answer_gap(actor=request.actor, scan_id=scan.pk, key=key, plan=plan, activity=activity).pk

        done, status = attempt(request, form, f"scan.gap {scan.pk} {key}"[:120], run)
        if done is not None:
            say(request, _("Anotado: la brecha lleva a esa actividad."))
            return redirect("desk:scan-gap", scan.pk, key)
    return render(request, "desk/pes_scan/gap.html", {"scan": scan, "factor": factor, "form": form}, status=status)


@require_POST
@roles(SCANNING_ROLES)
def release(request: DeskRequest, scan_id: int, key: str, link_id: int) -> HttpResponse:
    """Take an activity off a gap; a second click finds it gone already."""
    try:
        release_gap(actor=request.actor, link_id=link_id)
    except NotFound:
        return redirect("desk:scan-gap", scan_id, key)
    say(request, _("Quitada de la brecha. La actividad sigue en su plan."))
    return redirect("desk:scan-gap", scan_id, key)
