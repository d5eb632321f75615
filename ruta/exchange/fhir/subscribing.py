"""Where does a system hear of its referrals by itself? A Subscription of R4, of which each system has one: the address to which its events go.

What comes there is a CloudEvent by ids, signed; whoever has no server pulls the same from the queue.
"""

from typing import Any

from django.http import HttpResponse
from ninja import Router
from ninja import Status as Code

from ruta.base.errors import Invalid, NotFound
from ruta.base.jobs import locks_under_way
from ruta.exchange.events.pushing import push_again
from ruta.exchange.events.telling import MEDIA as PAYLOAD
from ruta.exchange.fhir import telling
from ruta.exchange.fhir.answering import TAKEN, TOLD, Resource, address_of, answered
from ruta.exchange.fhir.naming import Told
from ruta.exchange.gate import ClientRequest, machine_of
from ruta.exchange.naming import uuid_of
from ruta.trust.actions.clients import hear_at
from ruta.trust.actions.events import PUSH
from ruta.trust.models import Client
from ruta.trust.selectors.events import heard_at, is_registered, tries_of_oldest

KIND, CRITERIA, HOOK = "Subscription", "Task", "rest-hook"
WHY = "Steps of the other side of our referrals"
UNKNOWN = "endpoint is at none of the addresses that were registered for this system."
router = Router(tags=["FHIR R4"])


@router.get("/Subscription", url_name="fhir-subscriptions", openapi_extra=TOLD)
def search(request: ClientRequest) -> HttpResponse:
    """The caller's own, where it has one."""
    client, address = _client(request), address_of(KIND)
    entries = [telling.as_found(_told(client), address)] if client.hook_uri else []
    return answered(telling.bundle("searchset", entries, total=len(entries), address=address))


@router.post("/Subscription", url_name="fhir-subscription-create", openapi_extra=TAKEN)
def create(request: ClientRequest, body: Resource) -> HttpResponse:
    """Hear of every Task of the caller at an address of the system that was registered here; what waits goes there at once."""
    client, endpoint = _client(request), _endpoint(body)
    _demand_known(client, endpoint)
    is_new = not client.hook_uri
    kept = hear_at(actor=machine_of(request.granted), client_id=client.pk, address=endpoint)
    push_again(kept, locks_under_way(PUSH))
    answer = answered(_told(kept), status=201 if is_new else 200)
    answer["Location"] = f"{address_of(KIND)}/{_name(kept)}"
    return answer


@router.get("/Subscription/{name}", url_name="fhir-subscription", openapi_extra=TOLD)
def read(request: ClientRequest, name: str) -> HttpResponse:
    """Where it goes, and whether the last event was taken there."""
    return answered(_told(_own(request, name)))


@router.delete("/Subscription/{name}", url_name="fhir-subscription-end", response={204: None})
def end(request: ClientRequest, name: str) -> Code[None]:
    """Send nothing by itself any more; what happens waits in the queue."""
    hear_at(actor=machine_of(request.granted), client_id=_own(request, name).pk, address="")
    return Code(204, None)


def _client(request: ClientRequest) -> Client:
    return Client.objects.get(pk=request.granted.client.pk)


def _own(request: ClientRequest, name: str) -> Client:
    client = _client(request)
    if not client.hook_uri or name != _name(client):
        raise NotFound("There is no such Subscription of this system.")
    return client


def _name(client: Client) -> str:
    return uuid_of("subscription", client.pk)


def _endpoint(body: Told) -> str:
    """Where to, of what fits; nothing else is promised."""
    channel = body.get("channel")
    wanted: dict[str, Any] = {"resourceType": KIND, "criteria": CRITERIA, "type": HOOK, "payload": PAYLOAD}
    said = body | (channel if isinstance(channel, dict) else {})
    for name, value in wanted.items():
        if said.get(name) != value:
            raise Invalid(f"{name} is {value}.")
    if body.get("status") not in ("requested", "active"):
        raise Invalid("status is requested.")
    return str(said.get("endpoint", ""))


def _demand_known(client: Client, endpoint: str) -> None:
    """Only where the administrator knows the system to be: a token that was stolen sends nothing elsewhere."""
    if not is_registered(client, endpoint):
        raise Invalid(f"{UNKNOWN} Ask whoever administers Ruta to register it.")


def _told(client: Client) -> Told:
    fault = _fault(client)
    state = {"status": "error", "error": fault} if fault else {"status": "active"}
    channel = {"type": HOOK, "endpoint": client.hook_uri, "payload": PAYLOAD}
    return {"resourceType": KIND, "id": _name(client), **state, "reason": WHY, "criteria": CRITERIA, "channel": channel}


def _fault(client: Client) -> str:
    """Why events do not arrive; nothing when they do."""
    if not heard_at(client):
        return UNKNOWN
    tries = tries_of_oldest(client)
    return f"tried {tries} times, not taken yet" if tries else ""
