"""Which records of its own register may a system read back, bring and change? Those that an agreement lets it give, of persons who allow that."""

from collections import defaultdict
from collections.abc import Mapping

from django.db.models import QuerySet

from ruta.base.clock import now
from ruta.exchange.dci.finding import IDENTITY, Found
from ruta.people.enums import PACKET_ONLY
from ruta.people.models import Consent, Person
from ruta.trust.actions import Granted


def giving(granted: Granted) -> Mapping[int, frozenset[str]]:
    """Who reads the records of the caller's institution by this agreement and purpose, and which kinds of data; a packet is no register."""
    mine = granted.client.institution_id
    return {
        each.reader_id: frozenset(each.categories) for each in granted.scopes if each.giver_id == mine and each.purpose not in PACKET_ONLY
    }


def own_persons(granted: Granted) -> QuerySet[Person]:
    """Persons of the caller's register whose permission for this purpose lives."""
    rows = Person.objects.filter(owner_institution=granted.client.institution_id, merged_into=None)
    return rows.filter(pk__in=_permissions(granted).values("person")).select_related("municipality__department")


def own_found(granted: Granted, rows: QuerySet[Person] | list[Person]) -> list[Found]:
    """Each with what agreement and permission both name."""
    persons = list(rows)
    allowed = _allowed(granted, [person.pk for person in persons])
    told = [Found(person, allowed[person.pk]) for person in persons]
    return [each for each in told if IDENTITY in each.categories]


def own_by_document(granted: Granted, kind: str, number: str) -> Found | None:
    """The one with this document."""
    rows = own_persons(granted).filter(identifiers__kind=kind, identifiers__normalized=number)
    return next(iter(own_found(granted, rows.order_by("pk"))), None)


def own_by_id(granted: Granted, person_id: int) -> Found | None:
    """The one with this number."""
    return next(iter(own_found(granted, own_persons(granted).filter(pk=person_id))), None)


def _permissions(granted: Granted) -> QuerySet[Consent]:
    return Consent.objects.filter(
        grantee__in=list(giving(granted)), purpose=granted.scope.purpose, withdrawn_at=None, valid_until__gt=now(),
        owner_institution=granted.client.institution_id,
    ).order_by()  # fmt: skip


def _allowed(granted: Granted, persons: list[int]) -> Mapping[int, frozenset[str]]:
    given = giving(granted)
    found: dict[int, frozenset[str]] = defaultdict(frozenset)
    rows = _permissions(granted).filter(person__in=persons).values_list("person", "grantee", "categories")
    for person, grantee, categories in rows:
        found[person] |= given[grantee] & frozenset(categories)
    return found
