"""What did others publish, and where do their registries disagree? Never summed, never chosen between."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from ruta.base.spelling import folded
from ruta.insights.models import ExternalValue

SAME = ("series", "category", "place", "since", "until")


def published_values() -> QuerySet[ExternalValue]:
    """Every figure, with whether another is told of the same place and days."""
    same = ExternalValue.objects.filter(**{name: OuterRef(name) for name in SAME})
    return ExternalValue.objects.annotate(is_disputed=Exists(same.exclude(value=OuterRef("value"))))


def found_values(rows: QuerySet[ExternalValue], text: str) -> QuerySet[ExternalValue]:
    """Those whose series, category, registry, source or note hold every word of a text."""
    for word in folded(text).split()[:8]:
        named = [f"{name}__unaccent__icontains" for name in ("series", "category", "registry", "source", "note")]
        fits = Q()
        for name in named:
            fits |= Q(**{name: word})
        rows = rows.filter(fits)
    return rows


def others_of(rows: list[ExternalValue]) -> dict[int, list[ExternalValue]]:
    """Beside each figure of a page what others say of the same, in the order of their registries."""
    wanted = Q(pk__in=[])
    for row in rows:
        wanted |= Q(**{name: getattr(row, name) for name in SAME})
    every = list(ExternalValue.objects.filter(wanted).order_by("registry", "pk"))
    return {
        row.pk: [each for each in every if each.value != row.value and all(getattr(each, name) == getattr(row, name) for name in SAME)]
        for row in rows
    }


def series_codes() -> list[str]:
    """Which series there are."""
    return sorted(ExternalValue.objects.order_by().values_list("series", flat=True).distinct())


def registries() -> list[str]:
    """Who counted."""
    return sorted(ExternalValue.objects.order_by().values_list("registry", flat=True).distinct())
