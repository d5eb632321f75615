"""What was said about a person before it is kept, and is it well formed?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from ruta.base.clock import today
from ruta.base.errors import Invalid
from ruta.people.enums import ContactKind, ContactSafety, Difficulty, ReturnKind, Sex
from ruta.people.linkage import Checked, Document, Record, check_document, check_phone

FIRST_YEAR = 1900
Problems = dict[str, str]


@dataclass(frozen=True, slots=True)
class IdentifierDraft:
    """A document as shown."""

    kind: str
    value: str
    country: str = "HN"


@dataclass(frozen=True, slots=True)
class ContactDraft:
    """A way to reach the person, and whether it is safe."""

    value: str
    kind: str = ContactKind.PHONE
    safety: str = ContactSafety.SAFE
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReturnDraft:
    """One return."""

    returned_on: date
    country: str
    entry_point: str = ""
    kind: str = ReturnKind.UNKNOWN


@dataclass(frozen=True, slots=True)
class DisabilityDraft:
    """The answer about difficulties."""

    difficulty: str = Difficulty.NO_ANSWER
    domains: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class EpisodeDraft:
    """What was answered of how the person came to need help, by the codes that the population asks for."""

    population: str
    answers: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PersonDraft:
    """Only what law and service need; nothing but one name is demanded."""

    given_names: str
    surnames: str = ""
    preferred_name: str = ""
    sex: str = Sex.UNKNOWN
    birth_date: date | None = None
    is_birth_date_estimated: bool = False
    nationality: str = "HN"
    municipality_id: str | None = None
    place: str = ""
    education: str = ""
    languages: tuple[str, ...] = ()
    dependants: int | None = None
    identifiers: tuple[IdentifierDraft, ...] = ()
    contacts: tuple[ContactDraft, ...] = ()
    return_episode: ReturnDraft | None = None
    disability: DisabilityDraft | None = field(default=None)
    episode: EpisodeDraft | None = None

    def record(self) -> Record:
        """As linkage compares it."""
        return Record(
            given_names=self.given_names,
            surnames=self.surnames,
            birth_date=self.birth_date,
            sex=self.sex,
            municipality=self.municipality_id or "",
            phones=tuple(contact.value for contact in self.contacts if contact.kind == ContactKind.PHONE),
            documents=tuple(Document(each.kind, each.value) for each in self.identifiers),
        )


def sentence_of(checked: Checked) -> str:
    """The first problem of a number in words; empty when it may be kept."""
    errors = [problem for problem in checked.problems if problem.severity == "error"]
    return _(errors[0].template) % errors[0].params if errors else ""


def checked_document(draft: IdentifierDraft, birth_date: date | None = None) -> Checked:
    """The number as kept and shown, and what is wrong with it."""
    return check_document(draft.kind, draft.value, today=today(), birth_date=birth_date)


def checked_contact(draft: ContactDraft) -> Checked:
    """A telephone in international form; an e-mail as it is."""
    return check_phone(draft.value) if draft.kind == ContactKind.PHONE else Checked(draft.value.strip(), draft.value.strip())


def birth_date_problem(birth_date: date | None) -> str:
    """Why nobody was born on that day."""
    if birth_date is None:
        return ""
    if birth_date > today():
        return _("Esa fecha de nacimiento todavía no llega. Revise el año.")
    return _("La fecha de nacimiento es anterior a 1900. Revise el año.") if birth_date.year < FIRST_YEAR else ""


def return_problem(episode: ReturnDraft) -> str:
    """Why nobody returned on that day."""
    return _("La fecha del retorno todavía no llega. Revísela.") if episode.returned_on > today() else ""


def problems_of(draft: PersonDraft) -> Problems:
    """What is wrong, by field; documents and contacts are named with their place: `identifiers.0`."""
    found: Problems = {}
    if not draft.given_names.strip():
        found["given_names"] = _("Escriba al menos un nombre.")
    found["birth_date"] = birth_date_problem(draft.birth_date)
    for place, document in enumerate(draft.identifiers):
        found[f"identifiers.{place}"] = sentence_of(checked_document(document, draft.birth_date))
    for place, contact in enumerate(draft.contacts):
        found[f"contacts.{place}"] = sentence_of(checked_contact(contact))
    if draft.return_episode:
        found["returned_on"] = return_problem(draft.return_episode)
    return {name: sentence for name, sentence in found.items() if sentence}


def demand_well_formed(draft: PersonDraft) -> None:
    """Refuse with one sentence per field."""
    problems = problems_of(draft)
    if problems:
        raise Invalid(_("No se guardó: falta corregir algo. Lo escrito sigue aquí."), fields=problems)


def demand(problem: Callable[[], str], name: str) -> None:
    """Refuse one field with its sentence."""
    sentence = problem()
    if sentence:
        raise Invalid(sentence, fields={name: sentence})
