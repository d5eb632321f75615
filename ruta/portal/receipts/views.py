"""Did a message arrive? Its gateway says so with a token of its own; an unknown message is answered like a known one."""

import json

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from ruta.base.context import acting_as, system
from ruta.communication.actions import take_receipt
from ruta.portal.links.doors import count_miss, demand_calm

TAKEN, REFUSED, UNREAD = 204, 403, 422
LONGEST = 2000


@csrf_exempt  # no browser stands behind it: the token is the only key
@require_POST
def receipt(request: HttpRequest, channel: str) -> HttpResponse:
    """`{"ref": "…", "state": "delivered" | "undelivered"}` with `Authorization: Bearer …`."""
    demand_calm(request)
    wanted = f"Bearer {settings.RECEIPT_TOKEN}"
    if not settings.RECEIPT_TOKEN or not constant_time_compare(request.headers.get("Authorization", "").encode(), wanted.encode()):
        count_miss(request)
        return HttpResponse(status=REFUSED)
    try:
        said = json.loads(request.body[:LONGEST])
        ref, state = str(said["ref"]), str(said["state"])
    except (ValueError, KeyError, TypeError):
        return HttpResponse(status=UNREAD)
    with acting_as(system(None, "receipt")):
        take_receipt(channel=channel, ref=ref, state=state)
    return HttpResponse(status=TAKEN)
