"""What did others publish, and where do their registries disagree? Never summed, never chosen between."""

from collections.abc import Mapping

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ruta.base.holding import holding
from ruta.insights.models import ExternalValue

NAMES: Mapping[str, str | Promise] = {
    "retornos": _("Personas retornadas"),
    "retornos-edad": _("Personas retornadas, por edad"),
    "retornos-nna": _("Niñas, niños y adolescentes retornados"),
    "retornos-nna_condicion": _("Niñas, niños y adolescentes retornados, por compañía"),
    "retornos-nna_por_pais": _("Niñas, niños y adolescentes retornados, por país desde donde volvieron"),
    "retornos-pais": _("Personas retornadas, por país desde donde volvieron"),
    "retornos-sexo": _("Niñas y niños retornados, por sexo"),
    "retornos-sexo_eeuu": _("Personas retornadas de Estados Unidos, por sexo"),
    "retornos-sexo_mexico": _("Personas retornadas de México, por sexo"),
    "retornos-sexo_edad": _("Personas retornadas, por sexo y edad"),
    "retornos-tipo": _("Personas retornadas, por forma de retorno"),
    "retornos-via": _("Personas retornadas, por vía"),
    "ocupados": _("Personas ocupadas"),
    "desocupados": _("Personas desocupadas"),
}
"""What series are called that travel with the code or that the product asks for."""
SAME = ("series", "category", "place", "since", "until")


def published_values() -> QuerySet[ExternalValue]:
    """Every figure, with whether another is told of the same place and days."""
    same = ExternalValue.objects.filter(**{name: OuterRef(name) for name in SAME})
    return ExternalValue.objects.annotate(is_disputed=Exists(same.exclude(value=OuterRef("value"))))


def found_values(rows: QuerySet[ExternalValue], text: str) -> QuerySet[ExternalValue]:
    """Those whose series, category, registry, source or note hold every word of a text."""
    return rows.filter(holding(text, "series", "category", "registry", "source", "note"))


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


def series_name(code: str) -> str:
    """What a series is called; one that somebody loaded by the words of its own code."""
    plain = code.replace("-", " ").replace("_", " ")
    return str(NAMES.get(code, plain[:1].upper() + plain[1:]))


def series_codes() -> list[str]:
    """Which series there are."""
    return sorted(ExternalValue.objects.order_by().values_list("series", flat=True).distinct())


def registries() -> list[str]:
    """Who counted."""
    return sorted(ExternalValue.objects.order_by().values_list("registry", flat=True).distinct())
