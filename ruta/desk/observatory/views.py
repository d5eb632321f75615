"""What does the observatory count, by what one picks: table, chart, map and files of the same cells?"""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import override
from django.views.decorators.http import require_safe

from ruta.base.access import log_access
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.observatory.forms import ExplorerForm
from ruta.desk.reports.views import as_file
from ruta.insights.papers import KINDS, Paper, body_of, made
from ruta.insights.policies import PAPER_ROLES
from ruta.insights.selectors.observatory.cells import counted_periods
from ruta.insights.selectors.observatory.papers.explorer import explored


@require_safe
@roles(PAPER_ROLES)
def explorer(request: DeskRequest) -> HttpResponse:
    """The page; before anything was counted it says when that is."""
    periods = counted_periods()
    if not periods:
        return render(request, "desk/observatory/explorer.html", {"form": None})
    form = ExplorerForm(request.GET, periods)
    paper = _paper(form)
    context = {"form": form, "paper": paper, "body": body_of(paper), "endings": KINDS.values(), "query": urlencode(form.asked)}
    return render(request, "desk/observatory/explorer.html", context)


@require_safe
@roles(PAPER_ROLES)
def explorer_file(request: DeskRequest, ending: str) -> HttpResponse:
    """The same as a file; taking it along is logged."""
    periods = counted_periods()
    if ending not in KINDS or not periods:
        raise Http404
    form = ExplorerForm(request.GET, periods)
    paper = _paper(form)
    name = "-".join(part for part in (paper.file_name, form.rows, form.columns) if part)
    log_access(request.actor, "export", scope=name, format=ending)
    return as_file(made(paper, ending), f"{name}.{ending}", KINDS[ending].media)


def _paper(form: ExplorerForm) -> Paper:
    """In Spanish whoever asks, as every report."""
    with override("es-hn"):
        return explored(form.cells, form.rows, form.columns)
