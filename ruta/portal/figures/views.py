"""What may everybody ask of work: vacancies by what one picks, and persons by one thing at a time?"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import override
from django.views.decorators.http import require_safe

from ruta.insights.papers import KINDS, Paper, body_of, made
from ruta.insights.selectors.observatory.picking import Picked, picked, picked_paper
from ruta.portal.figures.forms import FiguresForm

ENDINGS = ("xlsx", "html")  # what costs little to make, however often it is asked
HOUR = 3600


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """The page; before anything was counted it says so."""
    each = picked(request.GET, is_public=True)
    if each is None:
        return render(request, "portal/figures/page.html", {"form": None})
    paper = _paper(each)
    context = {
        "form": FiguresForm(each),
        "paper": paper,
        "body": body_of(paper),
        "endings": [KINDS[ending] for ending in ENDINGS],
        "query": urlencode(each.said),
    }
    return render(request, "portal/figures/page.html", context)


@require_safe
def figures_file(request: HttpRequest, ending: str) -> HttpResponse:
    """The same as a file."""
    each = picked(request.GET, is_public=True)
    if ending not in ENDINGS or each is None:
        raise Http404
    paper = _paper(each)
    name = "-".join((paper.file_name, *each.names))
    headers = {"Content-Disposition": f'attachment; filename="{name}.{ending}"', "Cache-Control": f"public, max-age={HOUR}"}
    return HttpResponse(made(paper, ending), content_type=KINDS[ending].media, headers=headers)


def _paper(each: Picked) -> Paper:
    """In Spanish whoever asks, as every report."""
    with override("es-hn"):
        return picked_paper(each)
