"""What does a person's page show to this actor, and what stays behind a mask?"""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ruta.base.compiled import asked_of
from ruta.base.context import Actor
from ruta.base.errors import Moved, NotFound
from ruta.base.models import AuditEvent
from ruta.people import policies
from ruta.people.models import Contact, Disability, Episode, Identifier, Person, ReturnEpisode
from ruta.people.selectors.consents import live_access, user_names
from ruta.taxonomy.selectors import catalogue

NO_SUCH_PERSON = gettext_noop("No hay ninguna persona aquí que usted pueda ver. Búsquela otra vez, o pida acceso desde la búsqueda.")

MERGED = gettext_noop("Este registro se unió a otro de la misma persona. Siga en el que quedó.")


@dataclass(frozen=True, slots=True)
class Change:
    """Who changed a record last."""

    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class PersonPage:
    """All that the actor may see of a person; `categories` are the kinds of data that are open to them."""

    person: Person
    is_mine: bool
    categories: frozenset[str]
    identifiers: list[Identifier]
    contacts: list[Contact]
    returns: list[ReturnEpisode]
    disability: Disability | None
    episodes: list[Episode]

    @property
    def main_contact(self) -> Contact | None:
        """The first way to reach the person."""
        return self.contacts[0] if self.contacts else None


def person_for(person_id: int) -> Person:
    """The person, if row security lets the actor see them; whether they exist otherwise is not said."""
    person = next(iter(asked_of(_person, person_id)), None)
    if person is None or person.merged_into_id is not None:
        went_to = survivor_of(person_id)
        if went_to is not None:
            raise Moved(_(MERGED), old=person_id, new=went_to, parameter="person_id")
        raise NotFound(_(NO_SUCH_PERSON))
    return person


def survivor_of(person_id: int) -> int | None:
    """Where a record went that was merged into another, if the actor may read it there; nothing for a record that stands."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT ruta_merged_into(%s)", [person_id])
        found = cursor.fetchone()[0]
    return int(found) if found is not None else None


def open_categories(actor: Actor, person: Person) -> frozenset[str]:
    """Which kinds of data of this person the actor reads: all of the own institution's, else the granted ones, by role."""
    every = frozenset(catalogue("consent_notices").section("data_categories"))
    if person.owner_institution_id == actor.institution_id:
        granted = every
    else:
        granted = frozenset(live_access(person.pk).filter(institution=actor.institution_id).values_list("category", flat=True))
    return granted if policies.can_see_health(actor) else granted - {"health"}


def person_page(actor: Actor, person_id: int) -> PersonPage:
    """A person with their documents, contacts, returns and disability, as far as they are open."""
    person = person_for(person_id)
    categories = open_categories(actor, person)
    return PersonPage(
        person=person,
        is_mine=person.owner_institution_id == actor.institution_id,
        categories=categories,
        identifiers=asked_of(_identifiers, person_id),
        contacts=asked_of(_contacts, person_id) if "contact" in categories else [],
        returns=asked_of(_returns, person_id) if "migration" in categories else [],
        episodes=asked_of(_episodes, person_id) if "migration" in categories else [],
        disability=next(iter(asked_of(_disability, person_id)), None) if "health" in categories else None,
    )


def _person(person: int) -> QuerySet[Person]:
    return Person.objects.select_related("municipality__department", "office", "owner_institution").filter(pk=person)


def _identifiers(person: int) -> QuerySet[Identifier]:
    return Identifier.objects.filter(person=person).order_by("pk")


def _contacts(person: int) -> QuerySet[Contact]:
    return Contact.objects.filter(person=person).order_by("-is_main", "-pk")


def _returns(person: int) -> QuerySet[ReturnEpisode]:
    return ReturnEpisode.objects.filter(person=person).order_by("-returned_on", "-pk")


def _episodes(person: int) -> QuerySet[Episode]:
    return Episode.objects.filter(person=person).order_by("-pk")


def _disability(person: int) -> QuerySet[Disability]:
    return Disability.objects.filter(person=person).order_by("-pk")[:1]


def last_change(person_id: int) -> Change | None:
    """Who last changed the person's own row, out of the audit."""
    row = AuditEvent.objects.filter(table_name="people_person", row_id=person_id).order_by("-pk").first()
    if row is None:
        return None
    return Change(row.at, user_names({row.user_id}).get(row.user_id, "") if row.user_id else "")
