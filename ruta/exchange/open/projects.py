"""Which projects does the country have, as a file of IATI?"""

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from ninja import Router

from ruta.exchange.iati.telling import activities
from ruta.projects.models import Document, Result
from ruta.projects.selectors import public_projects

router = Router(tags=["IATI 2.03"])
XML = {"responses": {200: {"description": "iati-activities", "content": {"application/xml": {"schema": {"type": "string"}}}}}}


@router.get("/activities.xml", url_name="iati", openapi_extra=XML)
def file(request: HttpRequest) -> HttpResponse:
    """Every published project that says when it begins or ends."""
    del request
    papers, results = Document.objects.order_by("pk"), Result.objects.order_by("pk")
    rows = public_projects().prefetch_related(Prefetch("documents", papers), Prefetch("results", results)).order_by("pk")
    return HttpResponse(activities(rows), content_type="application/xml")
