"""Which reports are there, what does one say of a period, and how does it leave as a file?"""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ruta.accounts.policies import has_role
from ruta.base.access import log_access
from ruta.base.clock import today
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.reports.forms import PeriodForm
from ruta.insights.errors import NotCounted
from ruta.insights.models import Publication
from ruta.insights.papers import KINDS, body_of, kinds_of, made
from ruta.insights.policies import PAPER_ROLES, PUBLISHER_ROLES, STUDY_READERS, can_publish
from ruta.roadmap.selectors.papers import PAPERS, lacks_its_plan, paper_kind, paper_of

SHOWN = 50
COUNT = "contar"


@require_safe
@roles(PAPER_ROLES)
def reports(request: DeskRequest) -> HttpResponse:
    """Every report with its files for the period that runs, and what was published."""
    kinds = [
        {"kind": kind, "period": kind.usual(today()) or _("Últimos doce meses"), "lacks": kind.plan if lacks_its_plan(kind) else ""}
        for kind in PAPERS.values()
    ]
    publications = Publication.objects.defer("body")[:SHOWN]
    return render(request, "desk/reports/list.html", {
        "kinds": kinds, "endings": KINDS.values(), "publications": publications, "may_read_series": has_role(request.actor, STUDY_READERS),
    })  # fmt: skip


reports.menu_roles = PUBLISHER_ROLES  # type: ignore[attr-defined]


@require_safe
@roles(PAPER_ROLES)
def report(request: DeskRequest, name: str) -> HttpResponse:
    """A report as a page."""
    form = PeriodForm(paper_kind(name), request.GET)
    try:
        paper = paper_of(name, form.chosen, form.part, is_waiting=COUNT in request.GET)
    except NotCounted:
        return render(request, "desk/reports/counting.html", {"kind": paper_kind(name), "query": urlencode(form.asked | {COUNT: 1})})
    context: dict[str, Any] = {
        "form": form, "name": name, "asked": form.asked, "query": urlencode(form.asked), "paper": paper, "body": body_of(paper), "endings": kinds_of(paper).values(),
        "may_publish": can_publish(request.actor) and paper.period.is_over, "says_less": paper.is_inner,
    }  # fmt: skip
    return render(request, "desk/reports/report.html", context)


@require_safe
@roles(PAPER_ROLES)
def report_file(request: DeskRequest, name: str, ending: str) -> HttpResponse:
    """A report as a file; taking it along is logged."""
    form = PeriodForm(paper_kind(name), request.GET)
    paper = paper_of(name, form.chosen, form.part)
    if ending not in kinds_of(paper):
        raise Http404
    log_access(request.actor, "export", scope=paper.file_name, format=ending)
    return as_file(made(paper, ending), f"{paper.file_name}.{ending}", kinds_of(paper)[ending].media)


def as_file(content: bytes, name: str, media: str) -> HttpResponse:
    """Something that is kept, never opened within the product."""
    return HttpResponse(content, content_type=media, headers={"Content-Disposition": f'attachment; filename="{name}"'})
