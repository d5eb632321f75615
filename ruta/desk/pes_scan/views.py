"""How mature is each office and the whole, cluster by cluster, since the last time, and what closes the gaps?"""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ruta.base.errors import NotFound
from ruta.desk.cases.answering import attempt
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.pes_scan.forms import ClusterForm, OpenForm
from ruta.directory.models import Office
from ruta.roadmap.actions import close_scan, open_scan, value_factors
from ruta.roadmap.policies import READER_ROLES, can_edit_plans, can_scan
from ruta.roadmap.rules import axes, radar
from ruta.roadmap.selectors import clusters_of, instrument, scan_before, scan_of, scans


@require_http_methods(["GET", "HEAD", "POST"])
@roles(READER_ROLES)
def scans_page(request: DeskRequest) -> HttpResponse:
    """Every round, open ones first; whoever may opens one."""
    offered = [
        office
        for office in Office.objects.filter(kind="si_empleo", is_active=True).order_by("short_name")
        if can_scan(request.actor, office)
    ]
    form, status = OpenForm(request.POST or None, offices=[(str(each.pk), each.short_name) for each in offered]), 200
    if request.method == "POST":
        done, status = attempt(request, form, "scan.open", lambda: _open(request, form))
        if done is not None:
            return redirect("desk:scan", done)
    context = {"scans": list(scans()), "form": form, "may_open": bool(offered) or can_scan(request.actor, None)}
    return render(request, "desk/pes_scan/list.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(READER_ROLES)
def scan_page(request: DeskRequest, scan_id: int) -> HttpResponse:
    """Radar and table by cluster, trend, and the gaps with what is done about them; it is closed here."""
    scan = scan_of(scan_id)
    if request.method == "POST":
        close_scan(actor=request.actor, scan_id=scan.pk)
        messages.success(request, _("Ronda cerrada. Ya no cambia."))
        return redirect("desk:scan", scan.pk)
    clusters = clusters_of(scan)
    means = [each.mean for each in clusters]
    earlier = scan_before(scan)
    gaps = sorted(
        (factor for each in clusters for factor in each.factors if factor.is_gap),
        key=lambda factor: factor.score.value if factor.score else 0,
    )
    context = {
        "scan": scan,
        "clusters": clusters,
        "polygon": radar(means),
        "before_polygon": radar([each.before for each in clusters]) if earlier else "",
        "rings": [radar([share] * len(clusters)) for share in (25, 50, 75, 100)],
        "axes": axes([str(place) for place in range(1, len(clusters) + 1)]),
        "earlier": earlier,
        "gaps": gaps,
        "may_value": scan.is_open and can_scan(request.actor, scan.office),
        "may_answer": can_scan(request.actor, scan.office),
        "may_edit": can_edit_plans(request.actor),
    }
    return render(request, "desk/pes_scan/scan.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(READER_ROLES)
def cluster_page(request: DeskRequest, scan_id: int, cluster: str) -> HttpResponse:
    """Value the factors of one cluster."""
    scan = scan_of(scan_id)
    found = next((each for each in clusters_of(scan) if each.node.key == cluster), None)
    if found is None:
        raise NotFound(_("Ese clúster no está en el instrumento. Vuelva a la ronda."))
    form, status = ClusterForm(request.POST or None, cluster=found), 200
    if request.method == "POST":
        done, status = attempt(
            request, form, f"scan.value {cluster}"[:120], lambda: value_factors(actor=request.actor, scan_id=scan.pk, said=form.said())
        )
        if done is not None:
            messages.success(request, _("Valores guardados."))
            return redirect("desk:scan", scan.pk)
    context: dict[str, Any] = {
        "scan": scan,
        "cluster": found,
        "form": form,
        "scale": instrument().listed("scale"),
        "may_value": scan.is_open and can_scan(request.actor, scan.office),
    }
    return render(request, "desk/pes_scan/cluster.html", context, status=status)


def _open(request: DeskRequest, form: OpenForm) -> int:
    pk = form.cleaned_data["office"]
    return open_scan(actor=request.actor, office=Office.objects.get(pk=int(pk)) if pk else None).pk
