"""How does a referral go to the system of the institution that is asked, and how do the steps of both sides find each other?

Ours go out one by one, each under its own Idempotency-Key. Theirs are read from the history of their Task, from the first that was not heard:
an event says only that it is time to look, so a doubled, late or lost one changes nothing.
"""

from django.db import transaction

from ruta.base.context import Actor, acting_as, system
from ruta.base.errors import RutaError
from ruta.exchange.fhir import naming, reading, telling
from ruta.exchange.fhir.naming import Told, code_in, extension
from ruta.referrals.actions.mirroring import begin_mirror, hear_mirrored, note_mirror
from ruta.referrals.enums import ReferralVerb, Side
from ruta.referrals.models import Referral, ReferralMirror, ReferralStep
from ruta.referrals.selectors import mirrored
from ruta.trust.actions import Granted
from ruta.trust.actions.fetching import Answered
from ruta.trust.actions.peers import Call, asked, granted_for
from ruta.trust.enums import ClientState
from ruta.trust.models import Client
from ruta.trust.selectors import clients

NO_AGREEMENT, CROSSED = "agreement", "crossed"


def system_that_takes(referral: Referral) -> Client | None:
    """The system of the institution that is asked, if it takes referrals by itself. A protected one goes from person to person."""
    if referral.is_protected:
        return None
    found = clients().filter(institution=referral.receiver_id, state=ClientState.ACTIVE).exclude(base_uri="")
    return found.order_by("pk").first()


def hand_over(referral_id: int, institution_id: int) -> None:
    """Send what the other system does not have yet: the referral first, then each step of ours."""
    machine = system(institution_id, f"referral {referral_id}")
    with acting_as(machine), transaction.atomic():
        referral = mirrored.referral_here(referral_id)
        mirror = mirrored.mirror_of(referral_id)
        client = mirror.client if mirror else system_that_takes(referral) if referral else None
    if referral is None or client is None or (mirror and not mirror.began_here) or client.state != ClientState.ACTIVE:
        return
    granted = granted_for(client, referral.purpose, referral.owner_institution_id)
    mirror = mirror or begin_mirror(actor=machine, referral_id=referral_id, client=client)
    if granted is None:
        note_mirror(actor=machine, mirror=mirror, trouble=NO_AGREEMENT)
        return
    if not mirror.remote_id and not _created(machine, granted, referral, mirror):
        return
    _tell_steps(machine, granted, referral, mirror)


def catch_up(referral_id: int, institution_id: int) -> int:
    """Take the steps of the other side that are not here yet, in their order; gives how many."""
    machine = system(institution_id, f"referral {referral_id}")
    with acting_as(machine, read_only=True), transaction.atomic():
        mirror, referral = mirrored.mirror_of(referral_id), mirrored.referral_here(referral_id)
    if mirror is None or referral is None or not mirror.began_here or not mirror.remote_id:
        return 0
    granted = granted_for(mirror.client, referral.purpose, referral.owner_institution_id)
    if granted is None:
        note_mirror(actor=machine, mirror=mirror, trouble=NO_AGREEMENT)
        return 0
    answer = asked(granted, Call("GET", f"fhir/Task/{mirror.remote_id}/_history"))
    if answer.status != 200:
        note_mirror(actor=machine, mirror=mirror, trouble=str(answer.status))
        return 0
    new = [told for told in _versions(answer) if _number(told) > mirror.heard]
    return sum(_heard(referral, mirror, told) for told in new)


def _versions(answer: Answered) -> list[Told]:
    entries = answer.read().get("entry", [])
    found = [each["resource"] for each in entries if isinstance(each, dict) and isinstance(each.get("resource"), dict)]
    return sorted(found, key=_number)


def _number(told: Told) -> int:
    text = str(told.get("meta", {}).get("versionId", ""))
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _heard(referral: Referral, mirror: ReferralMirror, told: Told) -> bool:
    """One version; a step of ours is only counted. What the table does not open any more was crossed by a step of ours."""
    machine = system(referral.receiver_id, f"client {mirror.client.code}")
    heard = None
    if extension(told, naming.SIDE, "Code") == Side.RECEIVER:
        heard = reading.step_in(told, Side.RECEIVER)
    try:
        return hear_mirrored(actor=machine, mirror_id=mirror.pk, number=_number(told), heard=heard)
    except RutaError:
        hear_mirrored(actor=machine, mirror_id=mirror.pk, number=_number(told), heard=None, trouble=CROSSED)
        return False


def _created(machine: Actor, granted: Granted, referral: Referral, mirror: ReferralMirror) -> bool:
    with acting_as(machine, read_only=True), transaction.atomic():
        step = mirrored.steps_of(referral.pk)[0]
        packet = mirrored.last_packets([referral.pk]).get(referral.pk)
        told = telling.outgoing(referral, step, packet)
    kinds = tuple(sorted(packet.categories)) if packet else ()
    call = Call(
        "POST",
        "fhir/Task",
        told,
        key=f"{referral.number}.{step.pk}",
        concerned=((referral.person_id, referral.owner_institution_id, kinds),),
    )
    answer = asked(granted, call)
    found = answer.read()
    if answer.status not in (200, 201) or not found.get("id"):
        note_mirror(actor=machine, mirror=mirror, trouble=str(answer.status))
        return False
    numbers = found.get("identifier") or [{}]
    note_mirror(actor=machine, mirror=mirror, remote_id=str(found["id"])[:80], number=str(numbers[0].get("value", ""))[:80], told=step.pk)
    return True


def _tell_steps(machine: Actor, granted: Granted, referral: Referral, mirror: ReferralMirror) -> None:
    with acting_as(machine, read_only=True), transaction.atomic():
        steps = mirrored.untold_steps(mirror)
    for step in steps:
        if not _told(machine, granted, referral, mirror, step):
            note_mirror(actor=machine, mirror=mirror, trouble=CROSSED)
            return
        note_mirror(actor=machine, mirror=mirror, told=step.pk)


def _told(machine: Actor, granted: Granted, referral: Referral, mirror: ReferralMirror, step: ReferralStep) -> bool:
    """Whether the other side has the step: it took it, or stands where the step leads."""
    with acting_as(machine, read_only=True), transaction.atomic():
        packet = mirrored.last_packets([referral.pk]).get(referral.pk) if step.verb == ReferralVerb.RESEND else None
        body = telling.outgoing(referral, step, packet)
    concerned = ((referral.person_id, referral.owner_institution_id, tuple(sorted(packet.categories)) if packet else ()),)
    answer = asked(granted, Call("PUT", f"fhir/Task/{mirror.remote_id}", body, key=f"{referral.number}.{step.pk}", concerned=concerned))
    if answer.status == 200:
        return True
    there = asked(granted, Call("GET", f"fhir/Task/{mirror.remote_id}")).read()
    return code_in(there.get("businessStatus"), naming.STATE) == step.state
