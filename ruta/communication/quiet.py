"""Does a fact that a message would carry tell something reserved? Asked of every fact, whoever fills the template."""

from collections.abc import Mapping
from functools import lru_cache
from typing import TypeVar

from django.db.models import Model, QuerySet

from ruta.base.spelling import folded
from ruta.taxonomy.selectors import catalogue, items, needs, service_types

STRICT = "strict"
Row = TypeVar("Row", bound=Model)


def neutral_office(language: str = "es") -> str:
    """What stands for an office or a service whose name would tell something."""
    rules = catalogue("notifications")["rules"]
    return str(rules.get(f"neutral_provider_{language}") or rules["neutral_provider_es"])


def quiet(facts: Mapping[str, str], language: str = "es") -> dict[str, str]:
    """The facts with what tells something reserved replaced by the neutral words of the catalogue."""
    neutral = neutral_office(language)
    return {name: neutral if tells(value) else value for name, value in facts.items()}


def tells(text: str) -> bool:
    """Whether a text names a strict need, a service that answers one, or a reserved kind of data or permission."""
    bare = folded(text)
    return any(word in bare for word in _telling(tuple(each.version for each in map(catalogue, _SOURCES))))


def plain(rows: QuerySet[Row], *names: str) -> QuerySet[Row]:
    """Rows that everybody reads, without those whose words tell: some are older than the look at what is written."""
    found = rows.order_by().values_list("pk", *names)
    telling = [pk for pk, *texts in found if any(map(tells, texts))]
    return rows.exclude(pk__in=telling) if telling else rows


_SOURCES = ("needs", "service_types", "consent_notices")


@lru_cache(maxsize=4)
def _telling(_versions: tuple[str, ...]) -> frozenset[str]:
    """Codes and names in both languages, as they are compared; remade when a catalogue has a new version."""
    strict = {each.code for each in needs() if each.sensitivity == STRICT}
    told = [each.item for each in needs() if each.code in strict]
    told += [each.item for each in service_types() if each.needs and strict & set(each.needs)]
    told += [row for row in items("consent_notices", section="data_categories") if row["sensitivity"] == STRICT]
    told += [row for row in items("consent_notices", section="purposes") if row.get("sensitive")]
    words = {word for row in told for word in (row.code, row.label("es"), row.label("en"))}
    return frozenset(filter(None, map(folded, words)))
