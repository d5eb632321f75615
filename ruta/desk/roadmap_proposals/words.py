"""How is a change of a plan said: which datum, from what to what?"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ruta.accounts.models import User
from ruta.base.spelling import folded
from ruta.directory.selectors import institutions
from ruta.people.selectors import user_names
from ruta.roadmap.enums import Kind, Track, Unit
from ruta.roadmap.models import Change
from ruta.roadmap.planning import Edit, Said
from ruta.roadmap.selectors import RowDifference

FIELDS = {
    "title": gettext_lazy("Título"), "code": gettext_lazy("Código"), "kind": gettext_lazy("Clase"), "institution": gettext_lazy("Institución"),
    "unit": gettext_lazy("Unidad"), "person": gettext_lazy("Persona responsable"), "responsible": gettext_lazy("Responsables"),
    "resources": gettext_lazy("Recursos"), "territories": gettext_lazy("Territorios"), "begins": gettext_lazy("Empieza"),
    "ends": gettext_lazy("Termina"), "priority": gettext_lazy("Prioridad"), "axis": gettext_lazy("Eje"), "term": gettext_lazy("Plazo"),
    "track": gettext_lazy("Vía"), "depends_on": gettext_lazy("Espera a"), "tags": gettext_lazy("Etiquetas"), "note": gettext_lazy("Nota"),
    "cause": gettext_lazy("Causa raíz"), "deadline": gettext_lazy("Vencimiento"), "section": gettext_lazy("Apartado"),
    "lines": gettext_lazy("Líneas"), "fault": gettext_lazy("Falta de la fuente"), "unsure": gettext_lazy("Duda de la fuente"),
    "short": gettext_lazy("En breve"),
}  # fmt: skip
EMPTY = gettext_lazy("vacío")


@dataclass(frozen=True)
class Told:
    """One line of a difference."""

    what: str
    old: str
    new: str
    verb: str = "set"


@dataclass(frozen=True)
class Names:
    """What the codes of a plan are called."""

    rows: Mapping[str, str]
    institutions: Mapping[str, str]
    users: Mapping[int, str]
    targets: Mapping[tuple[str, str], str]


def names_of(*statements: Iterable[Said]) -> Names:
    """The names in these states of a plan; the later ones win."""
    rows = [row for each in statements for row in each]
    persons = {row.item["person"] for row in rows if row.item.get("person")}
    return Names(
        rows={row.key: f"{row.item.get('code', '')} {row.item.get('title', '')}".strip() for row in rows},
        institutions=dict(institutions().values_list("code", "short_name")),
        users=user_names(persons),
        targets={(row.key, target["series"]): target["title"] for row in rows for target in row.item.get("targets", ())},
    )


def told_row(row: RowDifference, names: Names) -> dict[str, Any]:
    """A row of the difference with its lines."""
    return {"row": row, "lines": [told(edit, names) for edit in row.edits]}


def told(edit: Edit | Change, names: Names) -> Told:
    """One change in words."""
    return TELLERS[edit.verb](edit, names)


def said(name: str, value: Any, names: Names) -> str:
    """A value as its reader knows it."""
    if value in (None, "", []):
        return str(EMPTY)
    if name in SAYERS:
        return SAYERS[name](value, names)
    return "; ".join(str(each) for each in value) if isinstance(value, list) else str(value)


def said_value(value: Any) -> str:
    """The value of a target."""
    number = value["value"] if isinstance(value, Mapping) else value
    return str(EMPTY) if number is None else f"{number:g}"


def staff_choices() -> list[tuple[str, str]]:
    """Everybody with an account, by name."""
    found = User.objects.filter(is_active=True, memberships__is_active=True).distinct().order_by("pk").values_list("pk", "full_name")
    return [(str(pk), name) for pk, name in sorted(found, key=lambda pair: folded(pair[1]))]


def _day(value: str, _names: Names) -> str:
    return date.fromisoformat(value).strftime("%d/%m/%Y")


def _rows(value: list[str], names: Names) -> str:
    return "; ".join(names.rows.get(key, key) for key in value)


SAYERS: dict[str, Callable[[Any, Names], str]] = {
    "begins": _day,
    "ends": _day,
    "depends_on": _rows,
    "institution": lambda value, names: names.institutions.get(value, value),
    "person": lambda value, names: names.users.get(value, str(value)),
    "kind": lambda value, _names: str(Kind(value).label),
    "track": lambda value, _names: str(Track(value).label),
}


def _set(edit: Any, names: Names) -> Told:
    return Told(str(FIELDS.get(edit.field, edit.field)), said(edit.field, edit.old, names), said(edit.field, edit.new, names))


def _target(edit: Any, names: Names) -> Told:
    series, _bar, period = edit.field.partition("|")
    title = names.targets.get((edit.key, series), series)
    what = _("Meta «%(title)s», %(period)s") % {"title": title, "period": period or _("sin año")}
    return Told(what, said_value(edit.old), said_value(edit.new), "target")


def _aim(edit: Any, names: Names) -> Told:
    title = names.targets.get((edit.key, edit.field), edit.field)
    return Told(_("Meta «%(title)s»") % {"title": title}, _aimed(edit.old), _aimed(edit.new), "aim")


def _aimed(target: Any) -> str:
    if not target:
        return str(EMPTY)
    values = ", ".join(f"{period or '·'} {said_value(value)}" for period, value in target["periods"].items())
    return f"{target['title']} ({Unit(target['unit']).label}): {values}"


def _place(place: Any, names: Names) -> str:
    if not place:
        return str(EMPTY)
    if place.get("parent") is None:
        return str(_("Primer nivel"))
    return _("dentro de «%(row)s»") % {"row": names.rows.get(place["parent"], place["parent"])}


def _added(edit: Any, names: Names) -> Told:
    return Told(_("Fila nueva"), str(EMPTY), f"{edit.new['item'].get('title', '')}, {_place(edit.new, names)}", "add")


def _removed(edit: Any, names: Names) -> Told:
    return Told(_("Fila que se quita"), names.rows.get(edit.key, edit.key), str(EMPTY), "remove")


def _moved(edit: Any, names: Names) -> Told:
    return Told(_("Lugar"), _place(edit.old, names), _place(edit.new, names), "move")


TELLERS = {"set": _set, "target": _target, "aim": _aim, "add": _added, "remove": _removed, "move": _moved}
