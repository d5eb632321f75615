"""Which addresses do other systems call?"""

from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from ruta.base.problems import problem
from ruta.exchange.oauth.views import metadata, token

app_name = "exchange"


@csrf_exempt
def unknown(request: HttpRequest, rest: str) -> JsonResponse:
    """An address that no version has, said as machines read it."""
    del request, rest
    return problem(404, "There is no such address. See /api/v1/openapi.json.")


urlpatterns = [
    path("oauth/token", token, name="token"),
    path(".well-known/oauth-authorization-server", metadata, name="metadata"),
    path("api/<path:rest>", unknown, name="unknown"),
]
