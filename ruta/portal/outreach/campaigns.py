"""What stands behind the link of a campaign's message? The news, and three answers. Whoever holds it is named nowhere."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from ruta.base.context import acting_as
from ruta.base.errors import Invalid
from ruta.communication.actions import answer_campaign, note_opening
from ruta.communication.enums import Said
from ruta.communication.selectors import Answering, reply_of
from ruta.portal.links.doors import count_miss, demand_calm


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def campaign(request: HttpRequest, token: str) -> HttpResponse:
    """Tell the news, or take an answer; the last one counts."""
    demand_calm(request)
    found = reply_of(token)
    if found is None:
        count_miss(request)
        return render(request, "portal/outreach/campaign_gone.html", status=404)
    if not found.is_live and request.POST.get("said") != Said.STOP:
        return render(request, "portal/outreach/campaign_gone.html", {"may_stop": found.reply.said != Said.STOP}, status=410)
    with acting_as(found.actor):
        response = _answered(request, found, token)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


@never_cache
@require_POST
def opened(request: HttpRequest, token: str) -> HttpResponse:
    """The page says by itself that somebody reads it: a machine that only previews the link does not."""
    demand_calm(request)
    found = reply_of(token)
    if found is not None and found.is_live:
        with acting_as(found.actor):
            note_opening(actor=found.actor, reply_id=found.reply.pk)
    return HttpResponse(status=204)


def _answered(request: HttpRequest, found: Answering, token: str) -> HttpResponse:
    if request.method == "POST":
        try:
            answer_campaign(actor=found.actor, reply_id=found.reply.pk, said=request.POST.get("said", ""))
        except Invalid as error:
            messages.error(request, str(error.message))
        else:
            messages.success(request, _("Anotado. Gracias por contestar."))
        return redirect("portal:campaign", token)
    context = {
        "campaign": found.reply.campaign,
        "session": found.reply.campaign.session,
        "reply": found.reply,
        "answers": Said.choices,
        "token": token,
    }
    return render(request, "portal/outreach/campaign.html", context)
