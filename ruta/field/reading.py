"""What did a device say? JSON becomes the drafts that the verbs take, or a sentence beside its field."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from ruta.base.errors import Invalid
from ruta.cases.rules.plans import ActionDraft, GoalDraft
from ruta.people.actions import (
    ContactDraft,
    DisabilityDraft,
    Dismissal,
    EpisodeDraft,
    Grant,
    IdentifierDraft,
    Manner,
    PersonDraft,
    ReturnDraft,
)

Said = Mapping[str, Any]
MANY = 200


def text(said: Said, name: str, default: str = "") -> str:
    """A text, or the default when absent."""
    value = said.get(name)
    if value is None:
        return default
    if not isinstance(value, str):
        raise _unreadable(name)
    return value


def number(said: Said, name: str) -> int | None:
    """A whole number, if it was said."""
    value = said.get(name)
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, int):
        raise _unreadable(name)
    return value


def flag(said: Said, name: str) -> bool | None:
    """Yes, no, or not said."""
    value = said.get(name)
    if value is not None and not isinstance(value, bool):
        raise _unreadable(name)
    return value


def day(said: Said, name: str) -> date | None:
    """A day as 2026-11-21, if it was said."""
    value = text(said, name)
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise Invalid(_("Esa fecha no existe. Escríbala con día, mes y año."), fields={name: _("Esa fecha no existe.")}) from error


def each(said: Said, name: str) -> list[Said]:
    """The rows of a list of objects."""
    value = said.get(name) or []
    if not isinstance(value, list) or len(value) > MANY or not all(isinstance(row, dict) for row in value):
        raise _unreadable(name)
    return value


def texts(said: Said, name: str) -> tuple[str, ...]:
    """The values of a list of texts."""
    value = said.get(name) or []
    if not isinstance(value, list) or len(value) > MANY or not all(isinstance(row, str) for row in value):
        raise _unreadable(name)
    return tuple(value)


def part(said: Said, name: str) -> Said | None:
    """An object inside, if it was said."""
    value = said.get(name)
    if value is not None and not isinstance(value, dict):
        raise _unreadable(name)
    return value


def person_draft(said: Said) -> PersonDraft:
    """Somebody new."""
    episode, disability = part(said, "return"), part(said, "disability")
    return PersonDraft(
        given_names=text(said, "given_names"), surnames=text(said, "surnames"), preferred_name=text(said, "preferred_name"),
        sex=text(said, "sex", "unknown"), birth_date=day(said, "birth_date"), is_birth_date_estimated=bool(flag(said, "is_birth_date_estimated")),
        nationality=text(said, "nationality", "HN"), municipality_id=text(said, "municipality_id") or None, place=text(said, "place"),
        education=text(said, "education"), languages=texts(said, "languages"), dependants=number(said, "dependants"),
        identifiers=tuple(IdentifierDraft(text(row, "kind"), text(row, "value"), text(row, "country", "HN")) for row in each(said, "identifiers")),
        contacts=tuple(_contact(row) for row in each(said, "contacts")),
        return_episode=_return(episode) if episode else None,
        disability=DisabilityDraft(text(disability, "difficulty")) if disability else None,
        episode=_episode(lived) if (lived := part(said, "episode")) else None,
    )  # fmt: skip


def _contact(said: Said) -> ContactDraft:
    return ContactDraft(text(said, "value"), text(said, "kind", "phone"), text(said, "safety", "safe"), text(said, "note"))


def _episode(said: Said) -> EpisodeDraft:
    return EpisodeDraft(text(said, "population"), dict(part(said, "answers") or {}))


def _return(said: Said) -> ReturnDraft:
    returned_on = day(said, "returned_on")
    if returned_on is None:
        sentence = _("Escriba cuándo regresó; si no lo recuerda, el mes con día 1.")
        raise Invalid(sentence, fields={"returned_on": sentence})
    return ReturnDraft(returned_on, text(said, "country"), text(said, "entry_point"), text(said, "kind", "unknown"))


def grants(said: Said) -> tuple[Grant, ...]:
    """To whom and for what."""
    return tuple(Grant(number(row, "grantee") or 0, text(row, "purpose")) for row in each(said, "grants"))


def manner(said: Said) -> Manner:
    """Who gave the permission and how."""
    how = part(said, "manner") or {}
    return Manner(
        method=text(how, "method"), given_by=text(how, "given_by", "person"), giver_name=text(how, "giver_name"),
        witness_name=text(how, "witness_name"), signature=text(how, "signature"), child_assents=flag(how, "child_assents"),
    )  # fmt: skip


def dismissals(said: Said) -> tuple[Dismissal, ...]:
    """Who was looked at and is not the person."""
    return tuple(Dismissal(number(row, "person") or 0, text(row, "reason")) for row in each(said, "dismissals"))


def goals(said: Said) -> tuple[GoalDraft, ...]:
    """The goals of a plan with their steps."""
    return tuple(
        GoalDraft(label=text(row, "label"), due_on=day(row, "due_on"), actions=tuple(_step(step) for step in each(row, "actions")))
        for row in each(said, "goals")
    )


def _step(said: Said) -> ActionDraft:
    return ActionDraft(
        label=text(said, "label"), due_on=day(said, "due_on"), kind=text(said, "kind", "person_task"), who=text(said, "who", "counsellor"),
        service_type=text(said, "service_type"),
    )  # fmt: skip


def _unreadable(name: str) -> Invalid:
    sentence = _("El aparato envió algo que no se entiende. Actualice la aplicación y corrija este envío.")
    return Invalid(sentence, fields={name: sentence})
