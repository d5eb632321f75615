"""How are single fields changed, with the value that each was based on, when others may have changed them too?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ruta.base.context import Actor
from ruta.base.errors import Conflict, Invalid, NotFound
from ruta.cases.actions import edit_plan_action, move_plan_action, update_need
from ruta.cases.models import Need, PlanAction
from ruta.field import reading
from ruta.field.reading import Said
from ruta.field.rules import merge
from ruta.people.actions import update_person
from ruta.people.models import Person

Values = dict[str, Any]
DATES = {"birth_date", "due_on"}


class Clash(Conflict):
    """Fields with two answers: name → (based on, mine, theirs). What did not clash was written."""

    def __init__(self, fields: dict[str, tuple[Any, Any, Any]], *, result: dict[str, Any]) -> None:
        """`result` holds the ids, as of a verb that was done."""
        super().__init__(_("Otra persona cambió lo mismo mientras usted no tenía red. Elija cuál queda."))
        self.both = fields
        self.result = result


@dataclass(frozen=True, slots=True)
class Target:
    """A kind of row: what of it may be changed, how it is read under lock, and which verb writes."""

    labels: Mapping[str, str]
    read: Callable[[Actor, int], tuple[int, Values]]
    write: Callable[[Actor, int, int, Values, Values], Any]


def edit(actor: Actor, target: str, row_id: int, said: Said) -> dict[str, Any]:
    """Write what nobody else touched; raise `Clash` for the rest, with both values."""
    kind = _target(target)
    mine, seen = _typed(reading.part(said, "changes") or {}), _typed(reading.part(said, "seen") or {})
    if set(mine) - set(kind.labels):
        raise Invalid(_("El aparato quiere cambiar un dato que no se cambia desde el campo."))
    version, now_is = kind.read(actor, row_id)
    merged = merge(now_is, seen, mine)
    if merged.write:
        kind.write(actor, row_id, version, now_is, merged.write)
    result = {target: row_id}
    if merged.clash:
        raise Clash({name: (seen.get(name), mine[name], now_is.get(name)) for name in merged.clash}, result=result)
    return result


def overwrite(actor: Actor, target: str, row_id: int, values: Mapping[str, Any]) -> None:
    """Write the values that were chosen, whatever stands there now."""
    kind = _target(target)
    version, now_is = kind.read(actor, row_id)
    wanted = {name: value for name, value in _typed(values).items() if now_is.get(name) != value}
    if wanted:
        kind.write(actor, row_id, version, now_is, wanted)


def label_of(target: str, field: str) -> str:
    """The name of a field on the screen."""
    found = TARGETS.get(target)
    return _(found.labels[field]) if found and field in found.labels else field


def _typed(said: Mapping[str, Any]) -> Values:
    return {name: reading.day(said, name) if name in DATES else value for name, value in said.items()}


def _target(name: str) -> Target:
    if name not in TARGETS:
        raise Invalid(_("El aparato quiere cambiar algo que no se cambia desde el campo."))
    return TARGETS[name]


PERSON = {
    "given_names": gettext_noop("Nombres"), "surnames": gettext_noop("Apellidos"), "preferred_name": gettext_noop("Cómo quiere que le llamen"),
    "sex": gettext_noop("Sexo en el documento"), "birth_date": gettext_noop("Nacimiento"), "municipality_id": gettext_noop("Municipio donde vive"),
    "place": gettext_noop("Barrio, colonia o aldea"), "dependants": gettext_noop("Personas a su cargo"),
}  # fmt: skip
NEED = {"priority": gettext_noop("Prioridad"), "due_on": gettext_noop("Fecha"), "note": gettext_noop("Nota")}
STEP = {
    "label": gettext_noop("Qué se hace"), "due_on": gettext_noop("Fecha"), "who": gettext_noop("Quién"), "state": gettext_noop("Estado"),
    "note": gettext_noop("Nota"),
}  # fmt: skip


def _read(model: Any, labels: Mapping[str, str]) -> Callable[[Actor, int], tuple[int, Values]]:
    def read(actor: Actor, row_id: int) -> tuple[int, Values]:
        row = model.objects.select_for_update().filter(pk=row_id, owner_institution=actor.institution_id).first()
        if row is None:
            raise NotFound(_("Ya no está en el registro de su institución. Búsquelo en el escritorio."))
        return row.version, {name: getattr(row, name) for name in labels}

    return read


def _write_person(actor: Actor, row_id: int, version: int, now_is: Values, wanted: Values) -> None:
    del now_is
    update_person(actor=actor, person_id=row_id, version=version, changes=wanted)


def _write_need(actor: Actor, row_id: int, version: int, now_is: Values, wanted: Values) -> None:
    update_need(actor=actor, need_id=row_id, version=version, **(now_is | wanted))


def _write_step(actor: Actor, row_id: int, version: int, now_is: Values, wanted: Values) -> None:
    words: Values = {name: wanted.get(name, now_is[name]) for name in ("label", "due_on", "who")}
    if any(words[name] != now_is[name] for name in words):
        edit_plan_action(actor=actor, plan_action_id=row_id, version=version, **words)
    if "state" in wanted or "note" in wanted:
        move_plan_action(
            actor=actor,
            plan_action_id=row_id,
            state=str(wanted.get("state", now_is["state"])),
            note=str(wanted.get("note", now_is["note"])),
        )


TARGETS: Mapping[str, Target] = {
    "person": Target(PERSON, _read(Person, PERSON), _write_person),
    "need": Target(NEED, _read(Need, NEED), _write_need),
    "step": Target(STEP, _read(PlanAction, STEP), _write_step),
}
