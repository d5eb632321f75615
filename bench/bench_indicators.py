"""What do figures over ten million deliveries cost: counted whole, after one change, and looked at? Beside plain ORM queries in the same run."""

import json
import os
import subprocess
import sys
import time
from datetime import timedelta

from bench import deliveries as rows
from bench import lookup_database as database
from bench.measuring import Figure, Timing, demand, interleaved

TIMES = 60
CHANGES = 10
DASHBOARD = "aim: p95 ≤ 200 ms"


def measure(deliveries: int) -> list[Figure]:
    """Fill, count, change, look; the database goes at the end whatever happened."""
    database.begin(rows.DATABASE)
    try:
        _accounts()
        seconds = rows.fill(deliveries)
        size = _size()
        print(f"  {size / 2**30:.1f} GiB, made in {seconds:.0f} s", file=sys.stderr, flush=True)
        return [*_whole(deliveries), *_after_a_change(deliveries), *_pages(deliveries)]
    finally:
        database.drop(rows.DATABASE)


def _accounts() -> None:
    from django.db import transaction

    from ruta.accounts.models import User
    from ruta.base.context import acting_as, system
    from ruta.demo.actions import make_accounts

    actor = system(None, "bench")
    if not User.objects.exists():
        with acting_as(actor), transaction.atomic():
            make_accounts(actor=actor)


def _whole(deliveries: int) -> list[Figure]:
    """Everything counted anew twice, and the same by plain queries; both must say the same."""
    ours = [_refreshed(everything=True) for _ in range(2)]
    plain = _plain()
    demand("the figures of the plain queries", _totals() == plain["totals"])
    claim = f"all counted indicators anew over {deliveries:,} deliveries"
    return [
        Figure(
            claim,
            f"{min(ours):.1f} s (first time {ours[0]:.1f} s)",
            "1",
            f"aim: ≤ 30 s; plain ORM queries in the same run {plain['seconds']:.1f} s",
        )
    ]


def _after_a_change(deliveries: int) -> list[Figure]:
    """A service is recorded; how long until the figures say so, once the job looks (it looks every 20 s)."""
    from ruta.insights.selectors.cells import months_of

    timing = Timing()
    for _ in range(CHANGES):
        day = _record()
        before = months_of("I52", day.year)
        timing.times.append(_refreshed(everything=False) * 1000)
        demand("the change in the figures", sum(months_of("I52", day.year)) == sum(before) + 1)
    claim = f"figures brought up to date after one new delivery among {deliveries:,}"
    return [
        Figure(
            claim,
            f"p50 {timing.at(0.5):.0f} · most {max(timing.times):.0f} ms",
            "1",
            "aim: within 60 s of the change; the job looks every 20 s",
        )
    ]


def _pages(deliveries: int) -> list[Figure]:
    from django.urls import reverse

    from bench.visiting import Reader

    desk = Reader("orientacion.sps@demo.ruta.hn")
    addresses = {
        "indicators": reverse("desk:indicators"),
        "attentions by office and sex (I01)": reverse("desk:attentions") + "?dimension=sex",
        "integral service by office and age (I03)": reverse("desk:indicator_value", args=["I03"]) + "?dimension=age_group",
        "persons profiled by modality (I42)": reverse("desk:indicator_value", args=["I42"]) + "?dimension=modality",
        "needs met by need (I55)": reverse("desk:indicator_value", args=["I55"]),
        "waits by office (I45)": reverse("desk:indicator_value", args=["I45"]),
        "itinerant units by municipality (I52)": reverse("desk:indicator_value", args=["I52"]),
    }
    timings = interleaved({name: [lambda at=at: desk.get(at)] * TIMES for name, at in addresses.items()}, warm=5)
    return [Figure(f"page: {name}, {deliveries:,} deliveries", str(timings[name]), "", DASHBOARD) for name in addresses]


def _refreshed(*, everything: bool) -> float:
    from ruta.base.context import system
    from ruta.insights.actions import refresh_cubes

    begin = time.perf_counter()
    refresh_cubes(actor=system(None, "bench"), everything=everything)
    return time.perf_counter() - begin


def _record():
    """One more service of a known case, through the model: triggers and audit as always."""
    from django.db import transaction

    from ruta.base.clock import today
    from ruta.base.context import acting_as, system
    from ruta.cases.models import ServiceDelivery
    from ruta.directory.models import Institution

    own = Institution.objects.get(code="SETRASS-DGE").pk
    day = today() - timedelta(days=1)
    with acting_as(system(own)), transaction.atomic():
        like = ServiceDelivery.objects.filter(owner_institution_id=own).order_by("pk").first()
        like.pk, like.delivered_on = None, day
        like.save(force_insert=True)
    return day


def _plain() -> dict:
    """The plain queries in a process of their own, as the owner of the tables."""
    environment = {
        **os.environ,
        "RUTA_DATABASE": rows.DATABASE,
        "RUTA_DB_ROLE": "ruta_owner",
        "DJANGO_SETTINGS_MODULE": "ruta.config.settings",
    }
    done = subprocess.run([sys.executable, "-m", "bench.plain_counts"], env=environment, capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def _totals() -> dict[str, int]:
    """What the cubes say over all years."""
    from django.db.models import Sum

    from ruta.insights.models import AttentionCube, IndicatorCell

    codes = ("I03", "I42", "I55", "I46", "I45")
    found = dict(IndicatorCell.objects.filter(dimension="all", code__in=codes).order_by().values_list("code").annotate(n=Sum("whole")))
    attended = AttentionCube.objects.aggregate(n=Sum("n"))["n"]
    migrants = AttentionCube.objects.filter(is_migrant=True).aggregate(n=Sum("n"))["n"]
    return {"I01": migrants, "I52": attended, **{code: found.get(code, 0) for code in codes}}


def _size() -> int:
    with database.superuser(rows.DATABASE) as connection:
        return connection.execute("SELECT pg_database_size(current_database())").fetchone()[0]
