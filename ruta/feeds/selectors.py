"""Which sources are there, by which right are they read, what came of each reading, and which rows wait?"""

from dataclasses import replace

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from ruta.base.clock import now
from ruta.base.errors import NotFound
from ruta.base.holding import holding
from ruta.directory.selectors import category_labels, scopes
from ruta.directory.selectors.agreed import Scope
from ruta.feeds.enums import PullState, SourceState
from ruta.feeds.models import Pull, Source, SourceMapping
from ruta.feeds.rules import STEPS, Line, missing_categories
from ruta.people.imports.columns import BY_CODE
from ruta.people.imports.states import Outcome
from ruta.people.models import ImportRow


def sources() -> QuerySet[Source]:
    """Those of the actor's institution, each with its last reading that told something."""
    last = Pull.objects.filter(source=OuterRef("pk"), is_trial=False).order_by("-pk")
    told = last.filter(state=PullState.DONE)
    return Source.objects.select_related("giver", "office").annotate(
        last_state=Subquery(last.values("state")[:1]),
        last_at=Subquery(last.values("started_at")[:1]),
        last_received=Subquery(told.values("received_count")[:1]),
        last_valid=Subquery(told.values("valid_count")[:1]),
    )


def found_sources(text: str) -> QuerySet[Source]:
    """Those whose name, code or giver holds every word."""
    return sources().filter(holding(text, "name", "code", "giver__short_name"))


def source_of(pk: int) -> Source:
    """One of them."""
    return _demanded(sources().filter(pk=pk).first())


def source_named(code: str) -> Source:
    """One of them, by its code."""
    return _demanded(sources().filter(code=code).first())


def _demanded(found: Source | None) -> Source:
    if found is None:
        raise NotFound(_("Esa fuente no está entre las de su institución. Vuelva a la lista."))
    return found


def right_of(source: Source) -> Scope | None:
    """What agreements in force let the owner read of the giver for its purpose: all their categories, by the newest of them."""
    given = [
        each for each in scopes(reader_id=source.owner_institution_id) if (each.giver_id, each.purpose) == (source.giver_id, source.purpose)
    ]  # fmt: skip
    if not given:
        return None
    together = tuple(dict.fromkeys(code for each in given for code in each.categories))
    return replace(given[-1], categories=together)


def refusal(source: Source, mapping: SourceMapping | None, scope: Scope | None) -> str:
    """Why nothing of this source may be read today, as a sentence; empty when it may."""
    if mapping is None:
        return _("Todavía no se ha dicho qué es cada columna. Hágalo y repita.")
    if scope is None:
        words = _("Ningún convenio vigente deja que su institución lea datos de %(giver)s para esta finalidad.")
        return words % {"giver": source.giver.short_name}
    missing = missing_categories(fields_of(mapping), scope.categories)
    if missing:
        labels = category_labels()
        told = {"number": scope.name.partition(":")[0], "data": "; ".join(labels.get(code, code) for code in missing)}
        return _("El convenio %(number)s no da estos datos: %(data)s. Quite esas columnas o acuerde otra revisión.") % told
    return ""


def current_mapping(source: Source) -> SourceMapping | None:
    """The last version of what its columns are that holds: a change waits for a second person."""
    return source.mappings.filter(Q(needs_second=False) | Q(verdict__is_approved=True)).order_by("-number").first()


def waiting_mapping(source: Source) -> SourceMapping | None:
    """The newest version, where it waits for a second person."""
    last = source.mappings.select_related("verdict").order_by("-number").first()
    return last if last is not None and last.needs_second and not hasattr(last, "verdict") else None


def newest_mapping(source: Source) -> SourceMapping | None:
    """The newest version, whether it holds or not: whoever changes the columns goes on from it."""
    return source.mappings.order_by("-number").first()


def changes_of(mapping: SourceMapping, before: SourceMapping | None) -> list[tuple[str, list[str], list[str]]]:
    """Each column that a version reads otherwise than the one before: its name, what it was, what it is."""
    old, new = _readings(before), _readings(mapping)
    return [(name, old.get(name, []), new.get(name, [])) for name in dict.fromkeys([*old, *new]) if old.get(name) != new.get(name)]


def _readings(mapping: SourceMapping | None) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in lines_of(mapping) if mapping else ():
        steps = [f"{_(STEPS[do].label)} {told}".strip() for do, told in line.steps]
        found.setdefault(line.header, []).append("; ".join([_(BY_CODE[line.field].label), *steps]))
    for field, value in (mapping.fixed if mapping else {}).items():
        found.setdefault(_("Todas las filas"), []).append(f"{_(BY_CODE[field].label)}: {value}")
    return found


def due_sources() -> list[int]:
    """Those whose time has come."""
    return list(Source.objects.filter(state=SourceState.ACTIVE, next_at__lte=now()).order_by("next_at", "pk").values_list("pk", flat=True))


def lines_of(mapping: SourceMapping) -> tuple[Line, ...]:
    """Its lines as rules read them."""
    return tuple(
        Line(line["header"], line["field"], tuple((step["do"], step.get("with", "")) for step in line.get("steps", ())))
        for line in mapping.lines
    )


def fields_of(mapping: SourceMapping) -> list[str]:
    """Every field that it fills."""
    return [*(line["field"] for line in mapping.lines), *mapping.fixed]


def pulls(source: Source) -> QuerySet[Pull]:
    """What came of each reading, the newest first; with how many rows still wait."""
    return Pull.objects.filter(source=source).select_related("mapping", "batch").annotate(waiting=F("batch__error_count")).order_by("-pk")


def pull_of(pk: int) -> Pull:
    """One reading."""
    found = Pull.objects.select_related("source__giver", "source__office", "mapping", "batch").filter(pk=pk).first()
    if found is None:
        raise NotFound(_("Esa lectura no está entre las de su institución. Vuelva a la lista."))
    return found


def quarantined(source: Source) -> QuerySet[ImportRow]:
    """Rows that came with something wrong and still wait with what they said, of every reading."""
    batches = Pull.objects.filter(source=source, state=PullState.DONE).values("batch")
    return (
        ImportRow.objects.filter(batch__in=batches, outcome=Outcome.ERROR, values__isnull=False)
        .select_related("batch")
        .order_by("-batch", "number")
    )


def quarantined_row(source: Source, pk: int) -> ImportRow:
    """One of them."""
    found = quarantined(source).filter(pk=pk).first()
    if found is None:
        raise NotFound(_("Esa fila ya no espera corrección. Vuelva a la lista."))
    return found


def waiting_by_batch(source: Source) -> dict[int, int]:
    """How many rows wait, by batch."""
    rows = quarantined(source).order_by().values("batch").annotate(count=Count("pk"))
    return {row["batch"]: row["count"] for row in rows}
