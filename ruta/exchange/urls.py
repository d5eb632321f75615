"""Which addresses do other systems call?"""

from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from ruta.base.problems import problem
from ruta.exchange.api import OPEN, SYSTEM, KnownSystem, api
from ruta.exchange.dci.views import router as dci
from ruta.exchange.events.views import open_router as events_open
from ruta.exchange.events.views import router as events
from ruta.exchange.fhir.subscribing import router as subscribing
from ruta.exchange.fhir.views import open_router as fhir_open
from ruta.exchange.fhir.views import router as fhir
from ruta.exchange.govstack.changing import router as changing
from ruta.exchange.govstack.consent import open_router as consent_open
from ruta.exchange.govstack.consent import router as consent
from ruta.exchange.govstack.data import router as data
from ruta.exchange.govstack.describing import router as describing
from ruta.exchange.hsds.views import router as hsds
from ruta.exchange.oauth.views import keys, metadata, token
from ruta.exchange.open.catalogue import router as catalogue
from ruta.exchange.open.projects import router as projects
from ruta.exchange.open.vacancies import router as vacancies
from ruta.exchange.sdmx.views import router as sdmx

app_name = "exchange"
api.add_router("/hsds", hsds, throttle=OPEN)
api.add_router("/dci/ess", dci, auth=KnownSystem(), throttle=SYSTEM)
api.add_router("/events", events_open, throttle=OPEN)
api.add_router("/events", events, auth=KnownSystem(), throttle=SYSTEM)
api.add_router("/fhir", fhir_open, throttle=OPEN)
api.add_router("/fhir", fhir, auth=KnownSystem(), throttle=SYSTEM)
api.add_router("/fhir", subscribing, auth=KnownSystem(), throttle=SYSTEM)
api.add_router("/govstack/data", data, auth=KnownSystem(), throttle=SYSTEM)
api.add_router("/govstack/data", changing, auth=KnownSystem(), throttle=SYSTEM)
api.add_router("/govstack", describing, throttle=OPEN)
api.add_router("/govstack/consent", consent_open, throttle=OPEN)
api.add_router("/govstack/consent", consent, auth=KnownSystem(), throttle=SYSTEM)
api.add_router("/iati", projects, throttle=OPEN)
api.add_router("/vacancies", vacancies, throttle=OPEN)
api.add_router("/catalogue", catalogue, throttle=OPEN)
api.add_router("/sdmx", sdmx, throttle=OPEN)


@csrf_exempt
def unknown(request: HttpRequest, rest: str) -> JsonResponse:
    """An address that no version has, said as machines read it."""
    del request, rest
    return problem(404, "There is no such address. See /api/v1/openapi.json.")


urlpatterns = [
    path("oauth/token", token, name="token"),
    path(".well-known/oauth-authorization-server", metadata, name="metadata"),
    path(".well-known/jwks.json", keys, name="keys"),
    path("api/v1/", unknown, {"rest": ""}, name="unknown"),
    path("api/v1/", api.urls),
    path("api/<path:rest>", unknown, name="unknown"),
    path("api/", unknown, {"rest": ""}, name="unknown"),
]
