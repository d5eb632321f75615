"""Which referrals stand in whose tray, how many wait there, and which are due for the ladder?"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, F, Q, QuerySet

from ruta.base.clock import now
from ruta.base.compiled import asked_of
from ruta.base.context import Actor
from ruta.base.workdays import work_calendar
from ruta.referrals.enums import ReferralState, Rung
from ruta.referrals.escalation import due_escalations
from ruta.referrals.models import Referral
from ruta.referrals.numbers import read_referral_number
from ruta.referrals.policies import visible_referrals
from ruta.referrals.selectors.terms import waiting_of

S = ReferralState
# Nothing is waited for any more, or only the sender's own closing.
SETTLED = (S.DRAFT, S.CONFIRMED, S.CLOSED, S.WITHDRAWN)
OVER = (S.DELIVERED, S.CONFIRMED, S.DECLINED, S.REROUTED, S.EXPIRED, S.WITHDRAWN, S.CLOSED)
TRAYS: Mapping[str, tuple[ReferralState, ...]] = {
    "responder": (S.SENT, S.RECEIVED),
    "cita": (S.ACCEPTED, S.SCHEDULED, S.NO_SHOW),
    "informar": (S.ATTENDED, S.DISPUTED),
    "terminadas": OVER,
}
SENT_TRAY = "enviadas"
SOON = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many wait in each tray; late ones apart."""

    trays: Mapping[str, int]
    late: int


def open_of_case(case_id: int) -> QuerySet[Referral]:
    """What still keeps a case open: every referral without an end, a cut one included, because its need goes on."""
    return Referral.objects.filter(case=case_id).exclude(state__in=SETTLED)


def draft_for(person_id: int, allowed: Collection[tuple[int, str]]) -> Referral | None:
    """The newest referral of a person that is prepared and asks for one of these pairs of institution and purpose."""
    drafts = Referral.objects.filter(person=person_id, state=S.DRAFT).order_by("-pk")
    return next((each for each in drafts if (each.receiver_id, each.purpose) in allowed), None)


def received(actor: Actor, tray: str, *, whole: bool = False) -> QuerySet[Referral]:
    """A tray of what was sent to the actor's institution: what is due first stands first, what ended last stands first."""
    rows = visible_referrals(actor).filter(receiver=actor.institution_id, state__in=TRAYS[tray])
    if not whole:
        rows = rows.filter(Q(receiver_office=actor.office_id) | Q(receiver_office=None))
    return _with(rows, is_over=tray == "terminadas")


def sent(actor: Actor, *, whole: bool = False, is_over: bool = False) -> QuerySet[Referral]:
    """What the actor's institution sent and still waits for, late first; or what ended."""
    rows = visible_referrals(actor).filter(owner_institution=actor.institution_id)
    rows = rows.filter(closed_at__isnull=not is_over) if not is_over else rows.filter(state__in=(S.CLOSED, S.WITHDRAWN))
    if not whole:
        rows = rows.filter(sender_office=actor.office_id)
    return _with(rows, is_over=is_over)


def counts(actor: Actor, *, whole: bool = False) -> Counts:
    """How many wait in each tray, in two queries."""
    mine = Q() if whole else Q(receiver_office=actor.office_id) | Q(receiver_office=None)
    rows = visible_referrals(actor).filter(mine, receiver=actor.institution_id, closed_at=None).exclude(state=S.DRAFT)
    by_state = {
        state: (n, late)
        for state, n, late in rows.order_by().values_list("state").annotate(n=Count("pk"), late=Count("pk", filter=Q(due_at__lt=now())))
    }
    waiting = {name: sum(by_state.get(state, (0, 0))[0] for state in states) for name, states in TRAYS.items() if name != "terminadas"}
    late = sum(by_state.get(state, (0, 0))[1] for state in (*TRAYS["responder"], *TRAYS["cita"], *TRAYS["informar"]))
    return Counts(waiting | {SENT_TRAY: sent(actor, whole=whole).order_by().count()}, late)


def by_number(text: str) -> Referral | None:
    """The referral with this number, as people type it, if the reader's institution is one of its sides."""
    number = read_referral_number(text)
    return Referral.objects.filter(number=str(number)).first() if number else None


def of_case(case_id: int) -> list[Referral]:
    """The referrals of a case, open ones first, what is due first first."""
    return asked_of(_of_case, case_id)


def newest_of_needs(actor: Actor, need_ids: Collection[int]) -> dict[int, Referral]:
    """The last referral that the actor's institution made for each need; whoever reads only how far it is needs no role for it."""
    rows = Referral.objects.filter(owner_institution=actor.institution_id, need__in=sorted(need_ids)).order_by("pk")
    return {row.need_id: row for row in rows if row.need_id} if need_ids else {}


def _of_case(case_id: int) -> QuerySet[Referral]:
    rows = Referral.objects.filter(case=case_id).select_related("receiver", "service__institution", "appointment__office")
    return rows.order_by(F("closed_at").asc(nulls_first=True), F("due_at").asc(nulls_last=True), "-pk")


def due_for_climbing(institution_id: int) -> list[int]:
    """Which open referrals of a sender have a rung due, or an end of waiting; computed without a lock."""
    me = Q(owner_institution=institution_id, closed_at=None, due_at__lte=now() + SOON)
    rows = Referral.objects.filter(me).exclude(state=S.DRAFT).select_related("service", "appointment").order_by("pk")
    return [referral.pk for referral in rows if _is_due(referral)]


def _is_due(referral: Referral) -> bool:
    waiting = waiting_of(referral)
    if waiting is None:
        return False
    is_last = referral.escalation >= Rung.REROUTE_OFFERED or referral.state == S.CONFIRMED
    return bool(due_escalations(waiting, now(), work_calendar())) or (is_last and waiting.deadline.due < now())


def _with(rows: QuerySet[Referral], *, is_over: bool) -> QuerySet[Referral]:
    rows = rows.select_related("receiver", "sender_office")  # each table more costs the planner more than the rows cost to read
    return rows.order_by("-state_since", "-pk") if is_over else rows.order_by(F("due_at").asc(nulls_last=True), "pk")
