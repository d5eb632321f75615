"""Which referrals may this token see: of which agreement and purpose, between which institutions, and with which data?"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from ruta.base.access import log_access
from ruta.base.clock import HONDURAS
from ruta.base.errors import Invalid, NotFound
from ruta.exchange.fhir import naming, telling
from ruta.exchange.fhir.naming import Told, referral_of
from ruta.exchange.fhir.states import DELIVERED_AT, STATUS
from ruta.exchange.gate import ClientRequest
from ruta.referrals.enums import ReferralState
from ruta.referrals.models import Referral, ReferralPacket
from ruta.referrals.selectors import mirrored
from ruta.trust.actions import Granted

COMPARED: Mapping[str, str] = {"ge": "gte", "gt": "gt", "le": "lte", "lt": "lt", "eq": ""}
WHOLE_DAY = 10


def referrals_for(granted: Granted) -> QuerySet[Referral]:
    """Between the token's institution and those that give it something for this purpose."""
    return mirrored.referrals_between(granted.client.institution_id, granted.others, granted.scope.purpose)


def referral_called(granted: Granted, name: str) -> Referral:
    """The one behind an id."""
    found = referrals_for(granted).filter(pk=referral_of(name)).first()
    if found is None:
        raise NotFound("There is no such Task for this agreement and purpose.")
    return found


def told_of(request: ClientRequest, referrals: Iterable[Referral]) -> list[Told]:
    """Their Tasks; whose data leave is noted for the log."""
    rows = list(referrals)
    ids = [row.pk for row in rows]
    steps, packets = mirrored.last_steps(ids), mirrored.last_packets(ids)
    told = []
    for row in rows:
        packet = _readable(request.granted, row, packets.get(row.pk))
        told.append(telling.task(row, steps.get(row.pk), packet))
        _note(request, row, packet)
    return told


def filtered(rows: QuerySet[Referral], *, owner: str, status: str, updated: Iterable[str]) -> QuerySet[Referral]:
    """By the parameters of a search for Tasks."""
    if owner:
        system, _bar, code = owner.rpartition("|")
        rows = rows.filter(receiver__code=code) if system in ("", naming.INSTITUTION) else rows.none()
    if status:
        rows = rows.filter(_with_status(status.split(",")[:12]))
    for each in updated:
        rows = rows.filter(_updated(each))
    return rows


def _with_status(statuses: Iterable[str]) -> Q:
    asked = Q(pk__in=[])
    for status in statuses:
        asked |= Q(state__in=[str(state) for state, name in STATUS.items() if name == status and state is not ReferralState.CLOSED])
        if status == "completed":
            asked |= Q(state=ReferralState.CLOSED, position__gte=DELIVERED_AT)
        if status == "cancelled":
            asked |= Q(state=ReferralState.CLOSED, position__lt=DELIVERED_AT)
    return asked


def _updated(text: str) -> Q:
    prefix, value = (text[:2], text[2:]) if text[:2] in COMPARED else ("eq", text)
    try:
        moment = datetime.fromisoformat(value)
    except ValueError as error:
        raise Invalid("_lastUpdated is ge, gt, le or lt and a time, such as ge2026-11-22T00:00:00-06:00.") from error
    moment = moment if moment.tzinfo else moment.replace(tzinfo=HONDURAS)
    if prefix == "eq":
        length = timedelta(days=1) if len(value) == WHOLE_DAY else timedelta(seconds=1)
        return Q(changed_at__gte=moment, changed_at__lt=moment + length)
    return Q(**{f"changed_at__{COMPARED[prefix]}": moment})


def _readable(granted: Granted, row: Referral, packet: ReferralPacket | None) -> ReferralPacket | None:
    """The packet, where the agreement gives every kind of data in it; the sender reads its own."""
    if packet is None or row.owner_institution_id == granted.client.institution_id:
        return packet
    given = {code for each in granted.scopes if each.giver_id == row.owner_institution_id for code in each.categories}
    return packet if set(packet.categories) <= given else None


def _note(request: ClientRequest, row: Referral, packet: ReferralPacket | None) -> None:
    kinds: tuple[str, ...] = tuple(sorted(packet.categories)) if packet else ()
    request.concerned.append((row.person_id, row.owner_institution_id, kinds))
    details: dict[str, Any] = {"person_id": row.person_id, "object_id": row.pk, "owner_institution_id": row.owner_institution_id}
    log_access(request.actor, "open_referral", **details, reason=request.granted.scope.name)
