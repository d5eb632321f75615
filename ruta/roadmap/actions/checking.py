"""Does a plan hold together after its edits? Each fault is a sentence at its field."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from ruta.accounts.models import User
from ruta.base.errors import Invalid
from ruta.directory.models import Institution
from ruta.roadmap.enums import Kind
from ruta.roadmap.models import Plan, PlanVersion
from ruta.roadmap.planning import Said, cycle_of

LONGEST = 400
Faults = Iterator[tuple[str, str]]


def demand_sound(plan: Plan, version: PlanVersion, rows: Sequence[Said], keys: Collection[str]) -> None:
    """Refuse when one of the rows that were touched says something that cannot be, or the whole waits in a circle."""
    del plan
    items = {row.key: row.item for row in rows}
    periods = {"", *(period["code"] for period in version.listed("periods"))}
    faults = {name: text for key in keys if key in items for name, text in _faults(items[key], items, periods)}
    if circle := cycle_of({key: item.get("depends_on", ()) for key, item in items.items()}):
        titles = " → ".join(items[key].get("title", key) for key in [*circle, circle[0]])
        faults["depends_on"] = _("Estas filas se esperan en círculo: %(rows)s. Quite una de las esperas.") % {"rows": titles[:300]}
    if faults:
        raise Invalid(" ".join(faults.values()), fields=faults)


def _faults(item: Mapping[str, Any], items: Mapping[str, Any], periods: Collection[str]) -> Faults:
    yield from _words(item)
    yield from _days(item)
    yield from _people(item)
    if item.get("kind") not in Kind.values:
        yield "kind", _("Elija la clase de la fila.")
    if item.get("priority") not in {None, 1, 2, 3, 4}:
        yield "priority", _("La prioridad va de 1 a 4.")
    if any(key not in items for key in item.get("depends_on", ())):
        yield "depends_on", _("Espera a una fila que no está en el plan. Elija otra.")
    for target in item.get("targets", ()):
        if set(target["periods"]) - set(periods):
            yield "targets", _("Ese periodo no es del plan. Elija uno de los suyos.")
        if not target["periods"]:
            yield "targets", _("Una meta necesita el valor de al menos un periodo. Quite la meta entera, o dele un valor.")


def _words(item: Mapping[str, Any]) -> Faults:
    title = item.get("title", "")
    if not title.strip():
        yield "title", _("Escriba el título.")
    if len(title) > LONGEST:
        yield "title", _("El título admite hasta 400 letras.")


def _days(item: Mapping[str, Any]) -> Faults:
    for name in ("begins", "ends"):
        try:
            date.fromisoformat(item.get(name) or "2000-01-01")
        except ValueError:
            yield name, _("Esa fecha no existe. Escríbala como día, mes y año.")
            return
    if item.get("begins") and item.get("ends") and item["ends"] < item["begins"]:
        yield "ends", _("Termina antes de empezar. Revise las dos fechas.")


def _people(item: Mapping[str, Any]) -> Faults:
    if item.get("institution") and not Institution.objects.filter(code=item["institution"], is_active=True).exists():
        yield "institution", _("Esa institución no está en el directorio. Elija una de la lista.")
    if item.get("person") and not User.objects.filter(pk=item["person"], is_active=True).exists():
        yield "person", _("Esa persona no tiene cuenta activa. Elija otra.")
