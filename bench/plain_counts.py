"""What would the same figures cost in plain ORM queries, each time anew? Run as the owner of the tables, who reads the rows of all; prints seconds."""

import json
import time
from collections import Counter

import django


def main() -> None:
    """Each indicator once by each of its dimensions, as somebody writes it who has no cubes."""
    django.setup()
    from django.db import transaction

    begin = time.perf_counter()
    with transaction.atomic():
        totals = {
            "I01": attentions(),
            "I52": itinerant(),
            "I03": integral(),
            "I42": profiled(),
            "I55": needs_met(),
            "I46": missed(),
            "I45": waited(),
        }
    print(json.dumps({"seconds": time.perf_counter() - begin, "totals": totals}))


def migrants() -> list[str]:
    """Modalities that count as migrant."""
    from ruta.taxonomy.selectors import catalogue

    return [item["code"] for item in catalogue("modalities") if item["counts_as_migrant"]]


def by_month(rows, moment: str, *keys: str) -> list[tuple]:
    """Counts by month and keys."""
    from django.db.models import Count
    from django.db.models.functions import TruncMonth

    return list(rows.order_by().annotate(of=TruncMonth(moment)).values_list("of", *keys).annotate(n=Count("pk")))


def _same(found) -> int:
    """The total of each way to take it apart; all say the same."""
    (total,) = {sum(row[-1] for row in rows) for rows in found}
    return total


def attentions() -> int:
    """I01 by office and sex, modality and age."""
    from ruta.cases.models import ServiceDelivery

    rows = ServiceDelivery.objects.filter(counts_as_attention=True, modality__in=migrants())
    return _same(by_month(rows, "delivered_on", "office", key) for key in ("sex", "modality", "age"))


def itinerant() -> int:
    """I52 by office."""
    from ruta.cases.models import ServiceDelivery

    return sum(
        row[-1] for row in by_month(ServiceDelivery.objects.filter(counts_as_attention=True), "delivered_on", "office", "office__kind")
    )


def integral() -> int:
    """I03: the first day of each code of a person and year, the second of them counts."""
    from django.db.models import Min

    from ruta.cases.models import ServiceDelivery

    rows = ServiceDelivery.objects.filter(counts_as_attention=True, modality__in=migrants()).order_by()
    found = rows.values_list("person_id", "delivered_on__year", "service_type").annotate(first=Min("delivered_on"))
    codes: Counter[tuple[int, int]] = Counter((person, year) for person, year, _code, _first in found.iterator(100_000))
    return sum(n >= 2 for n in codes.values())


def profiled() -> int:
    """I42 by office and each dimension of the person."""
    from django.db.models import Exists, OuterRef

    from ruta.cases.models import Assessment, Case

    done = Exists(Assessment.objects.filter(case=OuterRef("pk"), instrument="employability_profile", state="done").order_by())
    rows = Case.objects.annotate(done=done)
    return _same(by_month(rows, "opened_at", "office", key, "done") for key in ("person__sex", "modality", "person__birth_date"))


def needs_met() -> int:
    """I55 by office and each dimension."""
    from ruta.cases.models import Need

    rows = Need.objects.exclude(state="dropped")
    keys = ("code", "person__sex", "case__modality", "person__birth_date")
    return _same(by_month(rows, "identified_at", "case__office", key, "state") for key in keys)


def missed() -> int:
    """I46 by office and service."""
    from ruta.agenda.models import Appointment

    rows = Appointment.objects.filter(state__in=["seen", "no_show"])
    return sum(row[-1] for row in by_month(rows, "starts_at", "office", "agenda__service_type", "state"))


def waited() -> int:
    """I45: every wait, because a median needs them all."""
    from ruta.tickets.models import Ticket

    rows = Ticket.objects.exclude(called_at=None).values_list("office", "day", "called_at", "taken_at")
    return len(sorted((office, day, called - taken) for office, day, called, taken in rows.iterator(100_000)))


if __name__ == "__main__":
    main()
