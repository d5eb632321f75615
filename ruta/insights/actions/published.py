"""How do series that others published come in? Each figure with its source; what disagrees stands beside it, and nothing is taken for true."""

from collections.abc import Sequence
from pathlib import Path

from django.utils.translation import gettext as _

from ruta.base.clock import now
from ruta.base.context import Actor
from ruta.base.datafiles import csv_rows
from ruta.base.errors import Refused
from ruta.base.transactions import action
from ruta.insights.actions.series import Kept
from ruta.insights.engine.published import Value, read_values
from ruta.insights.models import ExternalValue

RETURNS = Path(__file__).parents[1] / "data" / "returns"
SERIES = "retornos"


@action
def keep_values(*, actor: Actor, values: Sequence[Value]) -> Kept:
    """Keep them; only the machine of the installation does, out of a file. One whose figure changed replaces it, and the audit keeps both."""
    if actor.kind != "system":
        raise Refused(_("Las series publicadas las carga quien administra el servidor."))
    series = {each.series for each in values}
    held = {_key(row): row for row in ExternalValue.objects.select_for_update().filter(series__in=series)}
    fresh = [each for each in values if each.key not in held]
    changed = [(held[each.key], each) for each in values if each.key in held and _differs(held[each.key], each)]
    ExternalValue.objects.bulk_create([_row(each) for each in fresh])
    for row, each in changed:
        row.value, row.unit, row.note, row.loaded_at = each.value, each.unit, each.note, now()
        row.save(update_fields=["value", "unit", "note", "loaded_at"])
    return Kept(len(fresh), len(changed), len(values) - len(fresh) - len(changed))


@action
def keep_returns(*, actor: Actor) -> Kept:
    """Keep the figures of returns that travel with the code, every registry for itself."""
    read, _faults = read_values([*_national(), *_of_departments(), *_of_others()])
    return keep_values(actor=actor, values=read)


def _national() -> list[dict[str, str]]:
    return [
        _cells(row) | {
            "serie": SERIES if row["desglose"] == "total" else f"{SERIES}-{row['desglose'].lower()}",
            "categoria": "" if row["desglose"] == "total" else row["categoria"], "nota": row["control"],
        }
        for row in csv_rows(RETURNS / "retornos_cifras_publicadas.csv")
    ]  # fmt: skip


def _of_departments() -> list[dict[str, str]]:
    return [_cells(row) | {"lugar": row["departamento_codigo"]} for row in csv_rows(RETURNS / "retornos_por_departamento.csv")]


def _of_others() -> list[dict[str, str]]:
    return [_cells(row) | {"lugar": row["codigo"], "nota": row["nota"]} for row in csv_rows(RETURNS / "retornos_territorio_otros.csv")]


def _cells(row: dict[str, str]) -> dict[str, str]:
    link = row["fuente"] if row["fuente"].startswith("https://") else ""
    return {
        "serie": SERIES, "desde": row["desde"], "hasta": row["hasta"], "registro": row["registro"], "valor": row["personas"], "unidad": "personas",
        "fuente": link.partition("//")[2].partition("/")[0] or row["fuente"], "enlace": link,
    }  # fmt: skip


def _row(each: Value) -> ExternalValue:
    return ExternalValue(
        series=each.series, category=each.category, place=each.place, since=each.since, until=each.until, registry=each.registry, value=each.value,
        unit=each.unit, source=each.source, link=each.link, note=each.note, loaded_at=now(),
    )  # fmt: skip


def _key(row: ExternalValue) -> tuple[object, ...]:
    return (row.series, row.category, row.place, row.since, row.until, row.registry, row.source, row.link)


def _differs(row: ExternalValue, each: Value) -> bool:
    return (row.value, row.unit, row.note) != (each.value, each.unit, each.note)
