"""What do all addresses for other systems have in common: version, errors, limits, and who may call? Read `docs/reference/api.md`."""

import logging
from copy import deepcopy
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.security.base import AuthBase
from ninja.throttling import AnonRateThrottle, SimpleRateThrottle

from ruta.base.errors import RutaError
from ruta.base.problems import problem, unknown_caller
from ruta.exchange.dci.refusing import ERRORS
from ruta.exchange.oauth.describing import PATHS as OAUTH
from ruta.exchange.repeating import PARAMETER, is_writing
from ruta.trust.actions import Granted

VERSION, ROOT = "1.6.1", "/api/v1/"
LOG = logging.getLogger("ruta.exchange")
MOST_FAULTS = 20
DESCRIPTION = (
    "Open data needs no token. Data of persons need one for an agreement and a purpose (`/oauth/token`), and only what each person allowed leaves. "
    "Errors are problems of RFC 9457. See the changelog in docs/reference/api.md."
)


class KnownSystem(AuthBase):
    """A token for one agreement and purpose; the middleware has read it, and refused what is too large."""

    openapi_type = "oauth2"
    openapi_description = (
        "Client credentials with a signed assertion (RFC 7523); one scope, an agreement and a purpose, such as C-0001:shared_case."
    )
    openapi_flows = {"clientCredentials": {"tokenUrl": "/oauth/token", "scopes": {}}}

    def __call__(self, request: HttpRequest) -> Granted | None:
        """What the token opens."""
        return getattr(request, "granted", None)


class PerSystem(SimpleRateThrottle):
    """How often one system may ask, however many addresses it has."""

    scope = "system"

    def get_cache_key(self, request: Any) -> str | None:
        """By its code."""
        granted = getattr(request, "granted", None)
        return f"exchange:{granted.client.code}" if granted else None


class Api(NinjaAPI):
    """Problems instead of pages, also where the framework answers by itself."""

    def get_root_path(self, path_params: dict[str, Any]) -> str:
        """Where all addresses of this version begin."""
        del path_params
        return ROOT

    def get_openapi_schema(self, **more: Any) -> OpenAPISchema:
        """The description, with the problem that every operation may answer."""
        described = super().get_openapi_schema(**more)
        described["paths"].update(deepcopy(OAUTH))
        for path, operations in described["paths"].items():
            for method, operation in operations.items():
                operation["responses"].setdefault("default", DCI_PROBLEM if path.startswith(f"{ROOT}dci/") else PROBLEM)
                if operation.get("security") and is_writing(method.upper(), path):
                    operation.setdefault("parameters", []).append(PARAMETER)
        described["components"].setdefault("schemas", {})["Problem"] = PROBLEM_SCHEMA
        return described


PROBLEM = {
    "description": "A problem (RFC 9457)",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
DCI_PROBLEM = {"description": "An error of DCI", "content": {"application/json": {"schema": ERRORS}}}
PROBLEM_SCHEMA = {
    "type": "object", "required": ["type", "title", "status"],
    "properties": {
        "type": {"type": "string"}, "title": {"type": "string"}, "status": {"type": "integer"}, "detail": {"type": "string"},
        "faults": {"type": "array", "items": {"type": "object"}},
    },
}  # fmt: skip


class PerAddress(AnonRateThrottle):
    """How often one network address may ask for a token: as often as one system may ask with it."""

    scope = "token"


OPEN = AnonRateThrottle(settings.EXCHANGE_OPEN_RATE)
TOKENS = PerAddress(settings.EXCHANGE_RATE)
SYSTEM = PerSystem(settings.EXCHANGE_RATE)
api = Api(title="Ruta", version=VERSION, description=DESCRIPTION, docs_url=None, urls_namespace="v1")


@api.exception_handler(RutaError)
def _told(request: HttpRequest, error: RutaError) -> HttpResponse:
    """An error for humans, for a programmer; nothing of the request stays."""
    transaction.set_rollback(True)
    faults = [{"where": name, "what": str(sentence)} for name, sentence in error.fields.items()]
    return problem(error.status, str(error.message), at=request.path_info, **({"faults": faults} if faults else {}))


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Where it does not fit, never what was sent."""
    faults = [{"where": "/".join(str(part) for part in each["loc"]), "what": each["msg"]} for each in error.errors[:MOST_FAULTS]]
    return problem(422, "The request does not fit its description.", at=request.path_info, faults=faults)


@api.exception_handler(AuthenticationError)
def _unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    del error
    return unknown_caller(request.path_info)


@api.exception_handler(Throttled)
def too_many(request: HttpRequest, error: Throttled) -> HttpResponse:
    """When to come again."""
    answer = problem(429, "Too many requests. Wait as long as Retry-After says.", at=request.path_info)
    answer["Retry-After"] = str(int(error.wait or 1) + 1)
    return answer


@api.exception_handler(HttpError)
def _http(request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem(error.status_code, error.message, at=request.path_info)


@api.exception_handler(Http404)
def _missing(request: HttpRequest, error: Http404) -> HttpResponse:
    del error
    return problem(404, "There is nothing at this address.", at=request.path_info)


@api.exception_handler(Exception)
def _failed(request: HttpRequest, error: Exception) -> HttpResponse:
    """A fault of ours: written to the log, told without a word of it."""
    LOG.error("an address for systems failed", exc_info=error, extra={"path": request.path_info})
    transaction.set_rollback(True)
    return problem(500, "Something failed here. Try again later.", at=request.path_info)
