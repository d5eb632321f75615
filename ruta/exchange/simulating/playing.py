"""Who lends the played partner its place among the systems, and what did it do in a round?"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from joserfc.jwk import ECKey

from ruta.base.clock import now
from ruta.base.context import system
from ruta.base.errors import Invalid, Refused
from ruta.directory.models import Institution
from ruta.exchange.simulating.behaviour import Manner, Temper, next_step, state_of, temper, with_outcome
from ruta.exchange.simulating.partner import Partner, Told
from ruta.trust.actions import ClientTerms, register_client, save_keys
from ruta.trust.models import Client
from ruta.trust.selectors.clients import scopes_of_client

PURPOSE, KEY = "referral", "simulated"
SYSTEMS, WHAT = ("consulta", "simulado"), ("consultar personas", "recibir derivaciones")
"""Whoever asks, and whoever takes referrals: two systems, so that the key of one does not end the other's."""
OUTCOMES = ("delivered_full", "completed_certified", "completed_not_certified", "approved", "information_only", "attended_confidential")
"""How a service may end well; which of them a service knows is the register's to say."""
REFUSED = 400


@dataclass(frozen=True, slots=True)
class Done:
    """A step that the partner took, or wanted to take, with the answer that it got."""

    number: str
    before: str
    verb: str
    temper: Temper
    status: int


def enter(institution_code: str, address: str, *, is_demo: bool, purpose: str = PURPOSE) -> Partner:
    """Register the played system under an agreement for a purpose, with a key that was made now and lies nowhere."""
    if not is_demo:
        raise Refused("Un socio simulado solo entra en una instalación de demostración.")
    row = Institution.objects.filter(code=institution_code, is_active=True).first()
    if row is None:
        raise Invalid(f"No hay ninguna institución «{institution_code}».")
    key = ECKey.generate_key("P-256", {"kid": KEY, "use": "sig"})
    client = _client(row, key, SYSTEMS[purpose == PURPOSE])
    scopes = [each for each in scopes_of_client(client) if each.purpose == purpose and each.reader_id == row.pk]
    if not scopes:
        raise Invalid(f"{row.short_name} no tiene ningún convenio vigente para {WHAT[purpose == PURPOSE]}. Publique uno en /convenios/.")
    givers = tuple(each.giver_id for each in scopes if each.name == scopes[0].name)
    return Partner(client.code, row.code, scopes[0].name, address.rstrip("/"), key, institution_id=row.pk, givers=givers)


def _client(row: Institution, key: ECKey, ending: str) -> Client:
    """The system of the simulator, once for each institution and for what it does; its former key counts no more."""
    machine, code = system(None, "ruta exchange simulate"), f"{row.code.lower()}-{ending}"[:40]
    if not Client.objects.filter(code=code).exists():
        register_client(actor=machine, terms=ClientTerms(code=code, name=f"{row.short_name}: sistema simulado", institution_id=row.pk))
    client = Client.objects.get(code=code)
    keys = json.dumps({"keys": [key.as_dict(private=False)]})
    return save_keys(actor=machine, client_id=client.pk, version=client.version, jwks=keys, jwks_uri="")


def play_round(partner: Partner, manner: Manner, since: datetime) -> Iterator[Done]:
    """One step of every referral that waits for the partner, as its temper has it."""
    for task in partner.waiting(since.isoformat()):
        members = next_step(task, manner, now())
        if members is not None:
            number = str(task["identifier"][0]["value"])
            yield Done(number, state_of(task), str(members["status"]), temper(manner, str(task["id"])), _take(partner, task, members))


def _take(partner: Partner, task: Told, members: Told) -> int:
    """Take the step; an end is tried with each outcome until the service knows one."""
    if members["status"] != "completed":
        return partner.step(task, members)
    status = 0
    for outcome in OUTCOMES:
        status = partner.step(task, with_outcome(members, outcome))
        if status < REFUSED:
            break
    return status
