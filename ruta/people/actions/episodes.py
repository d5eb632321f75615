"""How is kept what a population asks in place of a return: what is strict apart, and the place of origin as one to avoid?"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from ruta.base.clock import today
from ruta.base.context import Actor
from ruta.base.errors import Invalid
from ruta.base.events import publish
from ruta.base.numbers import read_number
from ruta.base.transactions import action
from ruta.people import policies
from ruta.people.actions.drafts import EpisodeDraft
from ruta.people.actions.safety import PlaceDraft, mark_place_unsafe
from ruta.people.events import PersonUpdated
from ruta.people.models import Episode, Person
from ruta.people.selectors import person_for, unsafe_places
from ruta.taxonomy.selectors import Episode as EpisodeRule
from ruta.taxonomy.selectors import Item, population
from ruta.territory.selectors import municipalities

MOST_TIMES, LONGEST = 99, 300


@action
def add_episode(*, actor: Actor, person_id: int, episode: EpisodeDraft) -> int:
    """Add what happened to a person who is registered already."""
    policies.demand_register(actor)
    person = person_for(person_id)
    policies.demand_owner(actor, person)
    if not any(value not in ("", None) for value in episode.answers.values()):
        raise Invalid(_("Anote al menos un dato, o déjelo como estaba."))
    row = keep_episode(actor, person, episode)
    publish(PersonUpdated(person.pk, ["episodes"]))
    return row.pk


def keep_episode(actor: Actor, person: Person, draft: EpisodeDraft) -> Episode:
    """One episode as its population asks for it; nobody is sent to where the person had to leave, if the population says so."""
    rule, said = demand_episode(draft)
    strict = {row.code for row in rule.fields if row.get("sensitivity") == "strict"}
    row = Episode.objects.create(
        owner_institution_id=person.owner_institution_id, person=person, kind=rule.code, recorded_by_id=actor.user_id,
        answers={code: value for code, value in said.items() if code not in strict},
        kept_apart={code: value for code, value in said.items() if code in strict},
    )  # fmt: skip
    if population(draft.population).origin_is_unsafe:
        for origin in {said[row.code] for row in rule.fields if row["type"] == "municipality" and row.code in said}:
            _avoid(actor, person, str(origin))
    return row


def demand_episode(draft: EpisodeDraft) -> tuple[EpisodeRule, dict[str, Any]]:
    """What was said in the form in which it is kept, or a sentence beside each field."""
    rule = population(draft.population).episode
    if rule is None or set(draft.answers) - {row.code for row in rule.fields}:
        raise Invalid(_("Eso no se pregunta a esta población. Recargue la página."))
    kept, wrong = {}, {}
    for row in rule.fields:
        value = draft.answers.get(row.code)
        if value in ("", None):
            if row.get("required"):
                wrong[row.code] = _("Falta este dato.")
        elif (read := READ[row["type"]](value, row)) is None:
            wrong[row.code] = PROBLEMS.get(row["type"], lambda: _("Elija una opción de la lista."))()
        else:
            kept[row.code] = read
    if wrong:
        raise Invalid(
            _("No se guardó: falta corregir algo. Lo escrito sigue aquí."), fields={f"episode.{name}": text for name, text in wrong.items()}
        )
    return rule, kept


def _avoid(actor: Actor, person: Person, municipality: str) -> None:
    if not unsafe_places(person.pk).filter(municipality=municipality).exists():
        mark_place_unsafe(
            actor=actor, person_id=person.pk, place=PlaceDraft(municipality_id=municipality), reason=_("Es de donde tuvo que salir.")
        )


def _day(value: Any, _row: Item) -> str | None:
    try:
        day = value if isinstance(value, date) else date.fromisoformat(str(value))
    except ValueError:
        return None
    return day.isoformat() if day <= today() else None


def _number(value: Any, _row: Item) -> int | None:
    number = read_number(value)
    return number if 0 < number <= MOST_TIMES else None


def _option(value: Any, row: Item) -> str | None:
    return str(value) if value in {each["code"] for each in row["options"]} else None


def _place(value: Any, _row: Item) -> str | None:
    return str(value) if municipalities().filter(code=str(value)).exists() else None


def _text(value: Any, _row: Item) -> str | None:
    return str(value).strip()[:LONGEST] or None


READ: Mapping[str, Callable[[Any, Item], Any]] = {
    "date": _day, "integer": _number, "choice": _option, "municipality": _place, "text": _text,
}  # fmt: skip
PROBLEMS: Mapping[str, Callable[[], str]] = {
    "date": lambda: _("Esa fecha no existe o todavía no llega."),
    "integer": lambda: _("Escriba un número, o déjelo vacío."),
}
