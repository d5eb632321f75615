"""What came of a campaign: how many were written to, reached, opened, answered, and came afterwards? Small groups are not told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Case, Count, DateField, Exists, ExpressionWrapper, OuterRef, Q, TextField, Value, When
from django.db.models.functions import TruncDate

from ruta.base.clock import HONDURAS
from ruta.cases.models import ServiceDelivery
from ruta.communication.enums import Delivery, MessageState, Said
from ruta.communication.models import Campaign, CampaignReply
from ruta.communication.selectors import audience_of, messages_of
from ruta.insights.engine.chains import HIDDEN, shown_chain
from ruta.insights.engine.suppression import CannotProtect, Cell, Policy, suppress_list

PLAIN = Policy(zeros_public=True)
"""That nobody did something tells of nobody."""


@dataclass(frozen=True, slots=True)
class Effect:
    """Counts as they may be shown. `came` says only that they came within those days, not that the message brought them."""

    written: Cell
    sent: Cell
    arrived: Cell
    opened: Cell
    answered: Cell
    said: Mapping[str, Cell]
    held: Mapping[str, Cell]
    came: Cell

    @property
    def steps(self) -> tuple[tuple[str, Cell], ...]:
        """The chain in its order."""
        return (
            ("written", self.written), ("sent", self.sent), ("arrived", self.arrived), ("opened", self.opened), ("answered", self.answered),
        )  # fmt: skip


def campaign_effect(campaign: Campaign) -> Effect:
    """Counted from messages, their receipts and the answers behind their links, now."""
    of_it = CampaignReply.objects.filter(pk=OuterRef("link_ref"))
    rows = messages_of(campaign).order_by().annotate(
        is_opened=Exists(of_it.filter(opened_at__isnull=False)), is_answered=Exists(of_it.exclude(said=""))
    )  # fmt: skip
    sent = Q(state=MessageState.SENT)
    counts = rows.aggregate(
        written=Count("pk"), sent=Count("pk", filter=sent),
        arrived=Count("pk", filter=sent & (Q(delivery=Delivery.DELIVERED) | Q(is_opened=True))),
        opened=Count("pk", filter=sent & Q(is_opened=True)), answered=Count("pk", filter=sent & Q(is_answered=True)),
    )  # fmt: skip
    chain = shown_chain([counts[name] for name in ("written", "sent", "arrived", "opened", "answered")])
    written, sent_out, arrived, opened, answered = chain
    return Effect(
        written=written,
        sent=sent_out,
        arrived=arrived,
        opened=opened,
        answered=answered,
        said=_said(campaign, chain[-1]),
        held=_held(campaign, chain[1]),
        came=_came(campaign, counts["sent"], chain[1]),
    )


def campaign_audience(campaign: Campaign) -> tuple[Cell, Cell]:
    """Of the segment, about how many said yes to such news and how many did not: to the nearest ten."""
    _rows, found = audience_of(campaign)
    allowed, others = _safe([_tens(found.allowed), _tens(found.known - found.allowed)])
    return allowed, others


def _tens(count: int) -> int:
    """Rounded, since a segment and its departments may be changed and asked again: two answers side by side tell of nobody."""
    return round(count, -1)


def _said(campaign: Campaign, answered: Cell) -> dict[str, Cell]:
    found = dict(CampaignReply.objects.filter(campaign=campaign).exclude(said="").order_by().values_list("said").annotate(n=Count("pk")))
    cells = _safe([found.get(code, 0) for code in Said.values]) if answered.is_shown else [HIDDEN] * len(Said.values)
    return dict(zip(Said.values, cells, strict=True))


def _held(campaign: Campaign, sent: Cell) -> dict[str, Cell]:
    """Why messages did not leave; the reasons protect each other, and nothing is told where the rest would be known from it."""
    rows = messages_of(campaign).filter(state__in=(MessageState.BLOCKED, MessageState.FAILED)).order_by()
    because = Case(
        When(state=MessageState.FAILED, then=Value(str(MessageState.FAILED))), default="blocked_because", output_field=TextField()
    )
    found = dict(rows.annotate(because=because).values_list("because").annotate(n=Count("pk")))
    return dict(zip(found, _safe(list(found.values())) if sent.is_shown else [HIDDEN] * len(found), strict=True))


def _came(campaign: Campaign, sent: int, shown: Cell) -> Cell:
    """Of those whose message left, who received an attention of the institution in the days that the campaign named after theirs left."""
    if campaign.sent_at is None or not shown.is_shown:
        return HIDDEN
    left = messages_of(campaign).filter(state=MessageState.SENT).annotate(day=TruncDate("sent_at", tzinfo=HONDURAS)).order_by()
    days = ExpressionWrapper(OuterRef("delivered_on") - timedelta(days=campaign.came_days), output_field=DateField())
    theirs = left.filter(person=OuterRef("person"), day__lt=OuterRef("delivered_on"), day__gte=days)
    rows = ServiceDelivery.objects.filter(
        Exists(theirs), owner_institution=campaign.institution_id, provider=campaign.institution_id, counts_as_attention=True,
    )  # fmt: skip
    came = rows.order_by().values("person").distinct().count()
    return _safe([came, sent - came])[0]


def _safe(counts: list[int]) -> list[Cell]:
    try:
        return list(suppress_list(counts, PLAIN).cells)
    except CannotProtect:
        return [HIDDEN] * len(counts)
