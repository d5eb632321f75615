"""What is written beside each entry so that it is found and sorted: folded words, needs, completeness, and whether its place is a secret?"""

import re
from collections.abc import Iterable

from django.db.models import prefetch_related_objects

from ruta.base.spelling import folded
from ruta.directory.enums import Audience
from ruta.directory.models import Service, ServiceWord
from ruta.directory.selectors.showing import has_hidden_place, quality_of
from ruta.taxonomy.errors import UnknownCode
from ruta.taxonomy.selectors import need, service_type

WRITTEN = ("sort_name", "found_by", "found_needs", "is_place_hidden", "quality")
AT_ONCE = 1000
SHORTEST = 4
WORD = re.compile(r"[a-z0-9]+")
LANGUAGE = "es"  # people search in Spanish, whatever language the page of the writer has


def describe(rows: Iterable[Service]) -> None:
    """Write what follows from the rest of each entry; saves nothing."""
    found = list(rows)
    prefetch_related_objects(found, "institution", "office__municipality__department", "programme", "hours")
    for each in found:
        kind = service_type(each.service_type)
        each.sort_name = folded(each.name or kind.label(LANGUAGE))
        each.found_needs = sorted(each.needs or kind.needs)
        each.is_place_hidden = has_hidden_place(each)
        each.found_by = folded(" ".join(_words(each)))
        each.quality = quality_of(each).score


def describe_all() -> int:
    """Write it anew for every entry, after data files or catalogues changed."""
    rows = list(Service.objects.order_by("pk"))
    describe(rows)
    Service.objects.bulk_update(rows, WRITTEN, batch_size=AT_ONCE)
    ServiceWord.objects.all().delete()
    learn_words(rows)
    return len(rows)


def learn_words(rows: Iterable[Service]) -> None:
    """Keep the words of described entries, for whoever misspells one of them."""
    words = sorted({word for each in rows for word in WORD.findall(each.found_by) if len(word) >= SHORTEST})
    ServiceWord.objects.bulk_create((ServiceWord(word=word) for word in words), batch_size=AT_ONCE, ignore_conflicts=True)


def _words(service: Service) -> Iterable[str]:
    kind = service_type(service.service_type)
    yield from (service.name, kind.label(LANGUAGE), kind.help(LANGUAGE), service.description)
    yield from (service.institution.name, service.institution.short_name)
    for code in service.found_needs:
        yield from _of_need(code)
    for audience in service.populations:
        yield str(Audience(audience).label)
    if service.programme:
        yield service.programme.name
    place = service.office
    if place is not None and not service.is_place_hidden:
        yield from (place.name, place.municipality.name, place.municipality.department.name)


def _of_need(code: str) -> Iterable[str]:
    try:
        coded = need(code)
    except UnknownCode:  # of a catalogue of before
        return ()
    return (coded.label(LANGUAGE), coded.help(LANGUAGE))
