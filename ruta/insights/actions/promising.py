"""How often was what the service charter promises kept, and where? Working days until it came, and what services gave, over twelve months."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, timedelta

from django.db import connection

from ruta.base.clock import now, today
from ruta.base.context import Actor
from ruta.base.transactions import action
from ruta.base.workdays import work_calendar
from ruta.insights.models import PromiseCount, PromisePart
from ruta.insights.selectors.promised import WAYS
from ruta.quality.actions import ANSWER_DAYS
from ruta.taxonomy.selectors import items

YEAR = timedelta(days=365)
BOX = "box"
ON_THE_DAY = {"sc_itinerant": 0}
"""Promised for a day that was announced, and not within a term; of the term that its charter names nobody says since when it runs."""
BROUGHT = {"broker": "in_person", "employer": "web", "board": "data_exchange"}
"""On which way a vacancy came, by who brought it; a case says it by its door."""

Part = tuple[str, str, str, str]  # of the charter, measure, dimension, which
Waited = tuple[date, date | None, date | None, int]  # since, until, given up since, how many
Place = tuple[str, str, str]  # of the charter, office or channel, which; both empty: the whole of it


@action
def count_promises(*, actor: Actor) -> int:
    """Count anew all that can be measured; says how many promises that is."""
    del actor
    terms = {row.code: int(row["standard"]["working_days"]) for row in items("service_charter")} | ON_THE_DAY | {BOX: ANSWER_DAYS}
    add = work_calendar().add_days
    counted = {place: kept(rows, terms[place[0]], today(), add) for place, rows in _waits().items()}
    whole = {code: found for (code, dimension, _category), found in counted.items() if not dimension}
    PromiseCount.objects.exclude(code__in=whole).delete()
    for code, (due, in_time) in whole.items():
        PromiseCount.objects.update_or_create(code=code, defaults={"due": due, "in_time": in_time, "counted_at": now()})
    times = [
        PromisePart(code=code, measure="time", dimension=dimension, category=category, whole=due, part=in_time)
        for (code, dimension, category), (due, in_time) in counted.items()
        if dimension and due
    ]
    PromisePart.objects.all().delete()
    PromisePart.objects.bulk_create([*times, *_results(), *_lengths()], batch_size=2000)
    return len(whole)


def _waits() -> dict[Place, list[Waited]]:
    """The waits of a year: whole, by the office that answered for them, and by the way on which they were asked for (nobody asks the box by one)."""
    ways = {row.code: str(row["channel"]) for row in items("entry_points")} | BROUGHT
    found: dict[Place, list[Waited]] = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT code, office_id, door, began, ended, gone_on, n FROM ruta_promise_waits(%s)", [today() - YEAR])
        for code, office, door, began, ended, gone_on, count in cursor.fetchall():
            by_way = [(code, "channel", ways.get(door, ""))] if code != BOX else []
            for place in ((code, "", ""), (code, "office", str(office or "")), *by_way):
                found.setdefault(place, []).append((began, ended, gone_on, count))
    return found


def _results() -> list[PromisePart]:
    """What services of the charter gave, and on which way.

    All of them, those whose outcome meets the need (what was promised, not a step towards it), and of each office those on a promised way.
    """
    charter = {kind: (row.code, row["channels"]) for row in items("service_charter") for kind in row["service_types"]}
    good = {row.code for row in items("service_outcomes") if row["moves_need"] == "met"}
    found: Counter[Part] = Counter()
    given: Counter[Part] = Counter()
    with connection.cursor() as cursor:
        cursor.execute("SELECT service_type, office_id, channel, outcome, n FROM ruta_service_results(%s)", [today() - YEAR])
        for kind, office, channel, outcome, count in cursor.fetchall():
            code, ways = charter.get(kind, ("", ()))
            is_good, is_promised = outcome in good, WAYS.get(channel, channel) in ways
            met = {
                ("result", "office", str(office)): is_good,
                ("result", "channel", channel): is_good,
                ("way", "office", str(office)): is_promised,
            }
            for (measure, dimension, category), is_met in met.items() if code else ():
                found[code, measure, dimension, category] += count
                given[code, measure, dimension, category] += count if is_met else 0
    return _parts(found, given)


def _lengths() -> list[PromisePart]:
    """Of the workshops that were given, how many lasted what is promised, by office; other services keep no length."""
    charter = {kind: (row.code, row["standard"].get("minutes")) for row in items("service_charter") for kind in row["service_types"]}
    found: Counter[Part] = Counter()
    given: Counter[Part] = Counter()
    with connection.cursor() as cursor:
        cursor.execute("SELECT service_type, office_id, minutes, n FROM ruta_service_lengths(%s)", [today() - YEAR])
        for kind, office, minutes, count in cursor.fetchall():
            code, promised = charter.get(kind, ("", None))
            if promised:
                found[code, "length", "office", str(office)] += count
                given[code, "length", "office", str(office)] += count if minutes >= promised else 0
    return _parts(found, given)


def _parts(found: Counter[Part], given: Counter[Part]) -> list[PromisePart]:
    return [
        PromisePart(code=key[0], measure=key[1], dimension=key[2], category=key[3], whole=whole, part=given[key])
        for key, whole in found.items()
    ]


def kept(waited: Iterable[Waited], days: int, day: date, add_days: Callable[[date, int], date]) -> tuple[int, int]:
    """How many came or should have come by this day, and how many within their term. Who has time, or gave up within it, counts nowhere."""
    due = in_time = 0
    for began, ended, gone_on, count in waited:
        last = add_days(began, days)
        is_given_up = ended is None and gone_on is not None and gone_on <= last
        if ended is not None or (day > last and not is_given_up):
            due += count
            in_time += count if ended is not None and ended <= last else 0
    return due, in_time
