"""How does a person's own data change when two people may edit at once?"""

from collections.abc import Mapping
from typing import Any

from django.db.models import F
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from ruta.base.context import Actor
from ruta.base.errors import Invalid, NotFound
from ruta.base.events import publish
from ruta.base.transactions import action
from ruta.people import policies
from ruta.people.actions.arriving import found_to_be_minor
from ruta.people.actions.drafts import birth_date_problem, demand
from ruta.people.actions.keeping import set_keys
from ruta.people.actions.registering import sort_name_of
from ruta.people.errors import ChangedMeanwhile
from ruta.people.events import PersonUpdated
from ruta.people.models import Person
from ruta.people.selectors.persons import NO_SUCH_PERSON

FIELDS = (
    "given_names", "surnames", "preferred_name", "sex", "birth_date", "is_birth_date_estimated", "nationality", "municipality_id",
    "place", "education", "languages", "dependants",
)  # fmt: skip
KEYED = {"given_names", "surnames", "birth_date", "sex", "municipality_id"}


@action
def update_person(*, actor: Actor, person_id: int, version: int, changes: Mapping[str, Any], seen: Mapping[str, Any] | None = None) -> int:
    """Write what differs and give the new version.

    `version` is what the editor opened and `seen` the values they saw. What somebody else changed meanwhile and this
    editor changed too, differently, stops everything with both values; changes of other fields are joined.
    """
    policies.demand_register(actor)
    unknown = set(changes) - set(FIELDS)
    if unknown:
        message = f"update_person does not write {sorted(unknown)}"
        raise ValueError(message)
    person = _locked(actor, person_id)
    mine = {name: value for name, value in changes.items() if seen is None or name not in seen or value != seen[name]}
    _demand_unchanged(person, version, mine, seen or {})
    wanted = {name: value for name, value in mine.items() if getattr(person, name) != value}
    if not wanted:
        return person.version
    demand(lambda: "" if str(wanted.get("given_names", "x")).strip() else _("Escriba al menos un nombre."), "given_names")
    demand(lambda: birth_date_problem(wanted.get("birth_date")), "birth_date")
    return _write(actor, person, wanted)


def _locked(actor: Actor, person_id: int) -> Person:
    person = Person.objects.select_for_update().filter(pk=person_id, owner_institution=actor.institution_id, merged_into=None).first()
    if person is None:
        if Person.objects.filter(pk=person_id).exists():
            policies.demand_owner(actor, Person.objects.get(pk=person_id))
        raise NotFound(_(NO_SUCH_PERSON))
    return person


def _demand_unchanged(person: Person, version: int, mine: Mapping[str, Any], seen: Mapping[str, Any]) -> None:
    if version > person.version:
        raise Invalid(_("El formulario no corresponde a este registro. Recargue la página."))
    if version == person.version:
        return
    theirs = {name: getattr(person, name) for name in mine}
    differences = {
        name: (theirs[name], value)
        for name, value in mine.items()
        if theirs[name] != value and (name not in seen or theirs[name] != seen[name])
    }
    if differences:
        raise ChangedMeanwhile(
            _("Otra persona cambió estos datos mientras usted escribía. Elija cuál queda; lo demás sigue aquí."),
            version=person.version, differences=differences,
        )  # fmt: skip


def _write(actor: Actor, person: Person, wanted: dict[str, Any]) -> int:
    for name, value in wanted.items():
        setattr(person, name, value)
    person.sort_name = sort_name_of(person.given_names, person.surnames)
    Person.objects.filter(pk=person.pk).update(**wanted, sort_name=person.sort_name, version=F("version") + 1, updated_at=Now())
    if KEYED & wanted.keys():
        set_keys(person.pk)
    publish(PersonUpdated(person.pk, sorted(wanted)))
    if "birth_date" in wanted:
        found_to_be_minor(actor=actor, person=person)
    return person.version + 1
