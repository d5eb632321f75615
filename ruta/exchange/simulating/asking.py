"""How does the played system of another institution look a person up, as a newcomer would try it first?"""

import json
from uuid import uuid4

from django.db import transaction
from joserfc import jws

from ruta.base.clock import now
from ruta.base.context import acting_as, system
from ruta.exchange.dci.finding import IDENTITY
from ruta.exchange.simulating.partner import JSON, Partner, Told, Unheard
from ruta.people.models import Access, Identifier
from ruta.trust.actions.signing import canonical

SEARCH = "/api/v1/dci/ess/sync/search"


def someone(partner: Partner) -> str:
    """The document of one person who lets the institution read by this scope, if there is any; as the institution itself may read it."""
    with acting_as(system(partner.institution_id, "ruta exchange ask")), transaction.atomic():
        persons = Access.objects.filter(
            institution=partner.institution_id, purpose=partner.purpose, category=IDENTITY, consent__isnull=False, revoked_at=None,
            valid_until__gt=now(), person__owner_institution__in=partner.givers, person__merged_into=None,
        )  # fmt: skip
        found = Identifier.objects.filter(kind="dni", person__in=persons.values("person")).order_by("pk")
        return found.values_list("value", flat=True).first() or ""


def look_up(partner: Partner, document: str) -> Told:
    """Ask over DCI who has a document; the whole answer, of which `reg_records` is empty where nothing may be told."""
    body = json.dumps(_sealed(partner, document)).encode()
    answer = partner.web("POST", f"{partner.address}{SEARCH}", body=body, headers={**partner.bearer(), "Content-Type": JSON})
    if answer.status != 200:
        message = f"POST {SEARCH}: {answer.status}"
        raise Unheard(message)
    return dict(answer.read())


def _sealed(partner: Partner, document: str) -> Told:
    moment = now().isoformat()
    header = {
        "version": "1.0.0", "message_id": uuid4().hex, "message_ts": moment, "action": "search", "sender_id": partner.code, "receiver_id": "ruta",
        "total_count": 1,
    }  # fmt: skip
    criteria = {
        "query_type": "idtype-value", "query": {"type": "DNI", "value": document}, "consent": {"purpose": {"code": partner.purpose}},
    }  # fmt: skip
    message = {
        "transaction_id": uuid4().hex,
        "search_request": [{"reference_id": "1", "timestamp": moment, "search_criteria": criteria}],
    }
    whole = {"header": header, "message": message}
    first, _payload, last = jws.serialize_compact({"alg": "ES256", "kid": partner.key.kid}, canonical(whole), partner.key).split(".")
    return {"signature": f"{first}..{last}", **whole}
