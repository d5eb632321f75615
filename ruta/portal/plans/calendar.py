"""What does a calendar program get that asks again for the deadlines of a plan?"""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from ruta.portal.links.doors import count_miss, demand_calm
from ruta.roadmap.selectors import calendar_of, calendar_plan, current_version

GONE = 404


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The deadlines as the plan says them today; nothing under a forged address or one whose owner left."""
    demand_calm(request)
    plan = calendar_plan(token)
    if plan is None:
        count_miss(request)
        return HttpResponse(status=GONE)
    response = HttpResponse(calendar_of(current_version(plan)), content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
