"""What does the observatory count, by what one picks: table, chart, map and files of the same cells?"""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.text import slugify
from django.utils.translation import override
from django.views.decorators.http import require_safe

from ruta.base.access import log_access
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.observatory.forms import ExplorerForm
from ruta.desk.reports.views import as_file
from ruta.insights.papers import KINDS, Paper, body_of, made
from ruta.insights.policies import PAPER_ROLES
from ruta.insights.selectors.observatory.picking import Picked, picked, picked_paper


@require_safe
@roles(PAPER_ROLES)
def explorer(request: DeskRequest) -> HttpResponse:
    """The page; before anything was counted it says when that is."""
    each = picked(request.GET)
    if each is None:
        return render(request, "desk/observatory/explorer.html", {"form": None})
    paper = _paper(each)
    context = {"form": ExplorerForm(each), "paper": paper, "body": body_of(paper), "endings": KINDS.values(), "query": urlencode(each.said)}
    return render(request, "desk/observatory/explorer.html", context)


@require_safe
@roles(PAPER_ROLES)
def explorer_file(request: DeskRequest, ending: str) -> HttpResponse:
    """The same as a file; taking it along is logged."""
    each = picked(request.GET)
    if ending not in KINDS or each is None:
        raise Http404
    paper = _paper(each)
    name = "-".join((paper.file_name, *each.names, *([slugify(each.beside)] if each.beside else [])))
    log_access(request.actor, "export", scope=name, format=ending)
    return as_file(made(paper, ending), f"{name}.{ending}", KINDS[ending].media)


def _paper(each: Picked) -> Paper:
    """In Spanish whoever asks, as every report."""
    with override("es-hn"):
        return picked_paper(each)
