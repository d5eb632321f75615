"""What do people do at each of two installations that refer to each other? `python -m tests.journeys.two_sides`, inside one of them: a line of JSON a verb.

One process for all of them, because most of what a verb costs is starting Django.
"""

import json
import sys
from datetime import timedelta
from typing import Any

import django

SERVICE = "infop_skills_certification"
PURPOSE = "referral"
WORK_HERE = (("SPS", "counsellor"), ("INFOP-SPS", "partner_officer"))


def prepare(them: str, address: str) -> str:
    """Who works here, an agreement, and the system of the other institution; gives the scope that the other side asks for here."""
    from ruta.base.context import system
    from ruta.cases.tests.making import staff
    from ruta.exchange.tests.conftest import agreed, institution
    from ruta.trust.actions import ClientTerms, register_client

    for office, role in WORK_HERE:
        staff(office, role)
    agreement = agreed(PURPOSE, ("identity", "contact", "education_work"))
    terms = ClientTerms(
        code=f"{them.lower()}-sistema",
        name=f"Sistema de {them}",
        institution_id=institution(them).pk,
        jwks_uri=f"{address}/.well-known/jwks.json",
    )
    register_client(actor=system(None, "journey"), terms=terms)
    return f"{agreement.number}:{PURPOSE}"


def connect(them: str, us: str, address: str, scope: str, events: str) -> str:
    """How we call them, and where our events go."""
    from ruta.base.context import system
    from ruta.trust.actions import Peer, save_peer
    from ruta.trust.models import Client

    row = Client.objects.get(code=f"{them.lower()}-sistema")
    peer = Peer(address if scope else "", f"{us.lower()}-sistema", scope, f"{address}/api/v1/events/received" if events else "")
    save_peer(actor=system(None, "journey"), client_id=row.pk, version=row.version, peer=peer)
    return "ok"


def refer(given: str, surnames: str) -> str:
    """A counsellor refers somebody to the other institution; gives the number."""
    from ruta.cases.actions import open_case
    from ruta.cases.tests.making import consent, register
    from ruta.directory.models import Service
    from ruta.referrals.tests.making import allow, need_of, sent

    actor = who("SPS")
    person = register(actor, given, surnames)
    consent(actor, person)
    case = open_case(actor=actor, person_id=person.pk, modality="returned", entry_point="camr")
    need = need_of(actor, case, "skills_certification")
    service = Service.objects.select_related("institution", "office").get(office__code="INFOP-SPS", service_type=SERVICE)
    allow(actor, case, service)
    return sent(actor, case, service, need).number


def step(verb: str, number: str) -> str:
    """What the staff of the institution that is asked, or the sender, does at its desk."""
    from ruta.base.clock import now
    from ruta.referrals import actions
    from ruta.referrals.actions.answering import Slot

    by_verb: dict[str, dict[str, Any]] = {
        "accept": {}, "record_attended": {}, "mark_received": {}, "schedule": {"slot": Slot(starts_at=now() + timedelta(days=2), place="Taller 4")},
        "deliver": {"outcome": "completed_certified"}, "confirm": {"heard_by": "office"}, "close": {},
        "decline": {"reason": "prov_outside_area"}, "withdraw": {"reason": "wdr_need_changed"},
    }  # fmt: skip
    actor = who("SPS" if verb in ("confirm", "withdraw", "close") else "INFOP-SPS")
    getattr(actions, verb)(actor=actor, referral_id=_pk(number, actor), **by_verb[verb])
    return "ok"


def look() -> str:
    """Everything that both sides know of every referral here."""
    from django.db import transaction

    from ruta.base.context import acting_as, system
    from ruta.exchange.tests.conftest import institution
    from ruta.referrals.models import Referral, ReferralMirror, ReferralPacket, ReferralStep
    from ruta.trust.models import InEvent

    told = []
    with acting_as(system(institution("SETRASS-DGE").pk)), transaction.atomic():
        for row in Referral.objects.order_by("pk"):
            mirror = ReferralMirror.objects.filter(referral=row).first()
            steps = ReferralStep.objects.filter(referral=row).exclude(verb="escalate").order_by("pk")
            told.append({
                "number": row.number, "theirs": mirror.number if mirror else "", "trouble": mirror.trouble if mirror else "", "state": row.state,
                "outcome": row.outcome, "position": row.position, "steps": [each.verb for each in steps],
                "packet": list(ReferralPacket.objects.filter(referral=row).order_by("pk").values_list("sha256", flat=True)),
            })  # fmt: skip
    with acting_as(system(institution("INFOP").pk)), transaction.atomic():
        heard = list(InEvent.objects.order_by("pk").values_list("uuid", flat=True))
    return json.dumps({"referrals": told, "heard": heard})


def who(office: str) -> Any:
    """Whoever works at an office."""
    from ruta.accounts.models import Membership
    from ruta.accounts.selectors import actor_in

    return actor_in(Membership.objects.get(office__code=office))


def _pk(number: str, actor: Any) -> int:
    from django.db import transaction

    from ruta.base.context import acting_as
    from ruta.referrals.models import Referral

    with acting_as(actor), transaction.atomic():
        return Referral.objects.get(number=number).pk


def waiting() -> str:
    """How many jobs are due."""
    from tests.journeys.queue import due

    return str(due())


DOES = {"prepare": prepare, "connect": connect, "refer": refer, "step": step, "look": look, "waiting": waiting}

if __name__ == "__main__":
    django.setup()
    from django.db import transaction

    for line in sys.stdin:
        verb, *words = json.loads(line)
        with transaction.atomic():
            said = DOES[verb](*words)  # type: ignore[operator]
        print(json.dumps(said), flush=True)
