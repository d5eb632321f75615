"""Which reports did everybody get? A permanent address: what it shows and its files never change; what was withdrawn says so."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from ruta.insights.enums import PublicationState
from ruta.insights.models import Publication, PublishedFile
from ruta.insights.papers import EVERY
from ruta.insights.selectors import coming_issues

KNOWN = (PublicationState.PUBLIC, PublicationState.WITHDRAWN)
SHOWN = 100
GONE = 410


@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """Every public report, the newest first."""
    rows = Publication.objects.filter(state__in=KNOWN).defer("body").order_by("-decided_at", "-id")[:SHOWN]
    return render(request, "portal/reports/list.html", {"rows": rows, "coming": coming_issues()})


@require_safe
def report(request: HttpRequest, slug: str) -> HttpResponse:
    """One report as it was approved."""
    row = _public(slug)
    if row is None:
        return render(request, "portal/reports/gone.html", status=404)
    is_withdrawn = row.state == PublicationState.WITHDRAWN
    files = [(EVERY[file.ending].label, file) for file in row.files.defer("content")]
    # Our own page, kept as it was made; a label of it was escaped when it was drawn.
    body = "" if is_withdrawn else mark_safe(row.body)  # noqa: S308
    return render(request, "portal/reports/report.html", {"row": row, "files": files, "is_withdrawn": is_withdrawn, "body": body})


@require_safe
def report_file(request: HttpRequest, slug: str, ending: str) -> HttpResponse:
    """One file of a report: the bytes whose hash stands on its page."""
    row = _public(slug)
    if row is None:
        return render(request, "portal/reports/gone.html", status=404)
    if row.state == PublicationState.WITHDRAWN:
        return render(request, "portal/reports/report.html", {"row": row, "files": [], "is_withdrawn": True, "body": ""}, status=GONE)
    file = PublishedFile.objects.filter(publication=row, ending=ending).first()
    if file is None:
        return render(request, "portal/reports/gone.html", status=404)
    headers = {"Content-Disposition": f'attachment; filename="{row.slug}.{ending}"', "ETag": f'"{file.sha256}"'}
    return HttpResponse(bytes(file.content), content_type=EVERY[ending].media, headers=headers)


def _public(slug: str) -> Publication | None:
    return Publication.objects.filter(slug=slug, state__in=KNOWN).first()
