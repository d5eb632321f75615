"""How does a system get a token, and how does it learn what this server asks? (RFC 6749, 7523, 8414.)"""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe
from ninja.errors import Throttled

from ruta.base.context import system
from ruta.exchange.api import TOKENS, too_many
from ruta.exchange.gate import certificate_of
from ruta.exchange.oauth.describing import ASSERTION, GRANT
from ruta.trust.actions import issue_token, use_assertion
from ruta.trust.actions.signing import own_keys
from ruta.trust.actions.tokens import issuer
from ruta.trust.errors import OAuthError
from ruta.trust.rules import SIGNING


@csrf_exempt  # no cookie counts here: who asks is proven by its signature
@require_POST
def token(request: HttpRequest) -> HttpResponse:
    """A token for one agreement and purpose, against a signed assertion."""
    if not TOKENS.allow_request(request):
        return too_many(request, Throttled(int(TOKENS.wait() or 1)))
    try:
        machine, assertion = system(None, "token"), _demanded(request)
        proven = use_assertion(actor=machine, assertion=assertion, certificate=certificate_of(request))
        made = issue_token(actor=machine, proven=proven, scope=request.POST.get("scope", ""))
    except OAuthError as error:
        return JsonResponse({"error": error.code, "error_description": str(error.message)}, status=error.status)
    return JsonResponse({"access_token": made.value, "token_type": "Bearer", "expires_in": made.seconds, "scope": made.scope})


@require_safe
def metadata(request: HttpRequest) -> JsonResponse:
    """What a client library reads before it asks."""
    del request
    told: dict[str, Any] = {
        "issuer": issuer(), "token_endpoint": f"{issuer()}/oauth/token", "grant_types_supported": [GRANT], "response_types_supported": [], "jwks_uri": f"{issuer()}/.well-known/jwks.json",
        "token_endpoint_auth_methods_supported": ["private_key_jwt"], "token_endpoint_auth_signing_alg_values_supported": list(SIGNING),
        "tls_client_certificate_bound_access_tokens": True, "service_documentation": f"{issuer()}/api/v1/openapi.json",
    }  # fmt: skip
    return JsonResponse(told)


@require_safe
def keys(request: HttpRequest) -> JsonResponse:
    """What others check our signatures with."""
    del request
    return JsonResponse(own_keys())


def _demanded(request: HttpRequest) -> str:
    sent = request.POST
    if any(len(values) > 1 for _name, values in sent.lists()):
        raise OAuthError("invalid_request", "send each parameter once")
    if sent.get("grant_type") != GRANT:
        raise OAuthError("unsupported_grant_type", f"grant_type must be {GRANT}")
    if sent.get("client_assertion_type") != ASSERTION or not sent.get("client_assertion"):
        raise OAuthError("invalid_client", f"send client_assertion, of the type {ASSERTION}", 401)
    return sent["client_assertion"]
