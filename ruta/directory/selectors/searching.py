"""Which services answer what somebody looks for, the nearest first? Full text in Spanish without accents; trigrams where a word is misspelt."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db.models import Case, Exists, F, FloatField, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce, Sqrt

from ruta.base.clock import now
from ruta.base.spelling import folded
from ruta.base.workdays import work_calendar
from ruta.directory.enums import Audience, Cost
from ruta.directory.models import Office, OpeningHours, Service
from ruta.directory.rules import BESIDE_HM, COLLOQUIAL, FRESH_DAYS, NATIONAL_HM, STALE_HM, degrees_to_hm
from ruta.directory.selectors.places import Spot
from ruta.directory.selectors.spelling import respelt
from ruta.taxonomy.selectors import needs

MOST_WORDS = 6
WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Sought:
    """What somebody needs, who they are and where. Whatever is not said narrows nothing."""

    text: str = ""
    need_group: str = ""
    audience: str = ""
    spot: Spot | None = None
    is_open: bool = False
    is_free: bool = False


def found_services(sought: Sought, at: datetime | None = None) -> tuple[QuerySet[Service], bool]:
    """The active services with `order_hm` (what the search sorts by), and whether they are only like what was typed."""
    moment = at or now()
    rows = _narrowed(_active(), sought, moment)
    typed = _typed(sought.text)
    if typed is None:
        return _ordered(rows, sought.spot, moment), False
    exact = rows.filter(search=typed)
    if exact.exists():
        return _ordered(exact, sought.spot, moment, _typed(sought.text, ":A")), False
    like = " ".join(respelt(word) for word in WORD.findall(folded(sought.text))[:MOST_WORDS])
    whole = rows.filter(search=_typed(like))
    found = whole if whole.exists() else rows.filter(search=_typed(like, joined=" | "))
    return _ordered(found, sought.spot, moment), True


def with_place(rows: QuerySet[Service]) -> QuerySet[Service]:
    """The same with whatever a page shows of each row, in a number of queries that does not grow."""
    return rows.select_related("institution", "office__municipality__department").prefetch_related("hours")


def as_ordered(rows: QuerySet[Service]) -> QuerySet[Service]:
    """Of each row only what its place in the list depends on: all of them are sorted, and ten are read whole (`whole`)."""
    return rows.only("pk")


def in_reach(rows: QuerySet[Service], spot: Spot | None) -> QuerySet[Service] | None:
    """Those of the found ones that no other can stand before; nothing without a spot.

    Their sum is less than what a service without a place counts, so they belong to offices in a square around the spot: only these are looked at.
    """
    if spot is None or spot.latitude is None or spot.longitude is None:
        return None
    here = {"latitude": spot.latitude, "longitude": spot.longitude}
    sides = dict(zip(here, (NATIONAL_HM / one for one in degrees_to_hm(spot.latitude)), strict=True))
    square = {f"its_{axis}__range": (at - sides[axis], at + sides[axis]) for axis, at in here.items()}
    its = {f"its_{axis}": Coalesce(F(axis), F(f"municipality__{axis}")) for axis in here}
    around = list(Office.objects.alias(**its).filter(**square).values_list("pk", flat=True))
    return rows.filter(Q(order_hm__lt=NATIONAL_HM), office__in=around)


def whole(found: Sequence[Service]) -> list[Service]:
    """The rows of a page with whatever it shows of them, in the order in which they were found."""
    read = {row.pk: row for row in with_place(Service.objects.filter(pk__in=[each.pk for each in found]))}
    return [_at(read[each.pk], each) for each in found if each.pk in read]


def _at(row: Service, found: Any) -> Service:
    """The row with the sum that it was found by."""
    row.order_hm, row.away_hm = found.order_hm, getattr(found, "away_hm", None)  # type: ignore[attr-defined]
    return row


def _active() -> QuerySet[Service]:
    return Service.objects.filter(is_active=True, institution__is_active=True).exclude(office__is_active=False)


def _narrowed(rows: QuerySet[Service], sought: Sought, at: datetime) -> QuerySet[Service]:
    if sought.need_group:
        rows = rows.filter(found_needs__overlap=[each.code for each in needs(group=sought.need_group)])
    if sought.audience:
        # Who says nothing about its public excludes nobody.
        rows = rows.filter(Q(populations__overlap=[sought.audience, Audience.ANYONE]) | Q(populations=[]))
    if sought.is_free:
        rows = rows.filter(cost=Cost.FREE)
    return rows.filter(_open_at(at)) if sought.is_open else rows


def _open_at(at: datetime) -> Q:
    minute = at.hour * 60 + at.minute
    around = OpeningHours.objects.filter(service=OuterRef("pk"), weekday=at.weekday(), opens__lte=minute, closes__gt=minute)
    is_open = Q(Exists(around))
    return is_open & Q(opens_holidays=True) if work_calendar().holiday(at.date()) else is_open


def _typed(text: str, weight: str = "", joined: str = " & ") -> SearchQuery | None:
    """Every word, or what the catalogues call it; `weight` A asks for the name alone."""
    words = WORD.findall(folded(text))[:MOST_WORDS]
    if not words:
        return None
    either = [f"({word}{weight} | {COLLOQUIAL[word]}{weight})" if word in COLLOQUIAL else f"{word}{weight}" for word in words]
    return SearchQuery(joined.join(either), config="spanish", search_type="raw")


def _ordered(rows: QuerySet[Service], spot: Spot | None, at: datetime, in_name: SearchQuery | None = None) -> QuerySet[Service]:
    """One sum that anybody can follow: how far, and how much farther it counts when stale or only beside the words."""
    fresh_since = at.date() - timedelta(days=FRESH_DAYS)
    order: Any = Case(When(verified_on__gte=fresh_since, then=0), default=STALE_HM, output_field=IntegerField())
    if spot is not None and spot.latitude is not None and spot.longitude is not None:
        rows = rows.annotate(away_hm=_distance(spot.latitude, spot.longitude))
        order = order + F("away_hm")
    if in_name is not None:
        order = order + Case(When(search=in_name, then=0), default=BESIDE_HM, output_field=IntegerField())
    return rows.annotate(order_hm=order)


def _distance(latitude: float, longitude: float) -> Any:
    """Hundreds of metres as the crow flies; a service without a place, or whose place is kept secret, counts as a national one."""
    north, east = degrees_to_hm(latitude)
    there = {axis: Coalesce(F(f"office__{axis}"), F(f"office__municipality__{axis}")) for axis in ("latitude", "longitude")}
    up, across = ((there["latitude"] - latitude) * Value(north), (there["longitude"] - longitude) * Value(east))
    # A cast to a whole number rounds; ROUND of Django would reckon twenty thousand times in decimals.
    distance = Cast(Sqrt(up * up + across * across, output_field=FloatField()), IntegerField())
    return Case(When(is_place_hidden=True, then=NATIONAL_HM), default=Coalesce(distance, NATIONAL_HM), output_field=IntegerField())
