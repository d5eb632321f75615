"""Which pages are for everybody: small on the line, and kept by a telephone for where there is none?"""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

from ruta.base.standstill import only_reads_because

OK = 200
RESERVED = {"necesito": "protection"}
"""Who looks for this may share the telephone with whom they fear."""
TYPED = ("q", "donde")


class PublicPages(GZipMiddleware):
    """Compress what everybody may read, and mark what a service worker may keep. What is of somebody signed in is neither: sizes could tell a secret."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Leave everything else as it is."""
        if not _is_for_everybody(request):
            return response
        if response.status_code == OK and response.get("Content-Type", "").startswith("text/html") and _may_stay(request):
            response["X-Ruta-Kept"] = "1"
        return super().process_response(request, response)  # type: ignore[arg-type]


def _is_for_everybody(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and match.view_name in settings.KEPT_VIEWS and not request.user.is_authenticated


def _may_stay(request: HttpRequest) -> bool:
    """What somebody typed, where they look for protection, and that nothing is written just now stays on no telephone."""
    return (
        not only_reads_because()
        and not any(request.GET.get(name) for name in TYPED)
        and all(request.GET.get(name) != value for name, value in RESERVED.items())
    )
