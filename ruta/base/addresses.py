"""From which address does a request come, when proxies of ours stand between? Throttles count by it."""

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """What the first of our own proxies saw. What a client writes before it is not believed, or anybody could lock others out."""
    ours = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    seen = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    if 0 < ours <= len(seen):
        return seen[-ours]
    return str(request.META.get("REMOTE_ADDR", ""))
