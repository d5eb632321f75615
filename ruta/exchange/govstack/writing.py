"""How does a system register a person in its institution's own register, and correct one? By the verbs of the desk, as far as an agreement and the person allow."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from ruta.base.clock import today
from ruta.base.context import acting_as
from ruta.base.errors import Invalid, Refused
from ruta.directory.models import Institution, Office
from ruta.exchange.dci.finding import IDENTITY, KINDS, Found, document_in
from ruta.exchange.dci.telling import SEXES
from ruta.exchange.gate import machine_of
from ruta.exchange.govstack.own import giving
from ruta.exchange.govstack.schemas import Brought, Facts, NotTheSame
from ruta.exchange.naming import number_of
from ruta.people.actions import ContactDraft, Dismissal, Grant, IdentifierDraft, Manner, PersonDraft, update_person
from ruta.people.enums import ContactKind
from ruta.people.imports.bringing import bring_person
from ruta.people.rules import is_minor_on
from ruta.people.selectors import usual_offers
from ruta.people.selectors.notices import allowed_categories
from ruta.taxonomy.models import Catalogue
from ruta.taxonomy.selectors import countries, education_levels, languages
from ruta.territory.models import Municipality
from ruta.trust.actions import Granted

SEX_OF = {theirs: ours for ours, theirs in SEXES.items()}
COLUMNS = {
    "first_name": ("given_names", IDENTITY), "last_name": ("surnames", IDENTITY), "sex": ("sex", IDENTITY), "birth_date": ("birth_date", IDENTITY),
    "nationality": ("nationality", IDENTITY), "address": ("municipality_id", "contact"), "education_level": ("education", "education_work"),
    "languages": ("languages", "education_work"),
}  # fmt: skip
"""Our column of each member, and the kind of data that it is."""
FURTHER = {"phone_number": "contact", "email": "contact"}
NOTICES = "consent_notices"
NOTHING_GIVEN = (
    "This agreement lets the institution of the token give nothing for this purpose: a system writes only what its institution gives."
)


@dataclass(frozen=True, slots=True)
class Named:
    """A document as it is kept, and as it was sent."""

    kind: str
    number: str
    shown: str


def document_of(text: str) -> Named:
    """Kind and number of what was sent as `ID`."""
    kind, _, number = text.rpartition(":")
    found = document_in({"type": kind or "DNI", "value": number})
    if found is None:
        raise Invalid("ID is a document: its kind (DNI, PASSPORT, CONSULAR, REFUGEE, RTN), a colon and its number.")
    return Named(KINDS[(kind or "DNI").upper()], found[1], number)


def registered(granted: Granted, told: Brought) -> int:
    """Register somebody new for the caller's institution; gives the number of the person."""
    given = _demand_giving(granted, told)
    _demand_notice(told.consent.notice_version)
    machine = machine_of(granted)
    with acting_as(machine):
        return bring_person(
            actor=machine, office_id=_office(granted, told.office), draft=_draft(told), grants=_grants(granted, given),
            manner=Manner(told.consent.method, witness_name=told.consent.witness_name), dismissals=tuple(_dismissals(told.not_the_same)),
        )  # fmt: skip


def corrected(granted: Granted, one: Found, told: Facts, version: int) -> int:
    """Change what may be changed of a record of the caller's institution; gives the new version."""
    _demand_kinds(one.categories, told)
    _demand_grown(one.person.birth_date)
    if told.birth_date is not None:
        _demand_grown(told.birth_date)
    machine = machine_of(granted)
    with acting_as(machine):
        return update_person(actor=machine, person_id=one.person.pk, version=version, changes=_changes(told))


def demand_no_contact(one: Found, told: Brought) -> None:
    """What is not written is not answered as if it were."""
    kept = {_alike(each.value) for each in one.person.contacts.all()}
    if {_alike(each) for each in (*told.phone_number, *told.email)} - kept:
        raise Invalid("Telephones and mailboxes of a known person are changed at the desk, where somebody asks whether they are safe.")


def _alike(value: str) -> str:
    return value.casefold().strip() if "@" in value else "".join(each for each in value if each.isdigit())[-8:]


def _demand_grown(birth_date: date | None) -> None:
    """A record of a child, or of whom nobody knows the age, is changed by somebody who sees the child."""
    if birth_date is None or is_minor_on(today(), birth_date):
        raise Refused("The record of a child, or of whom the birth date is not known, is changed at an office.")


def _demand_giving(granted: Granted, told: Brought) -> Mapping[int, frozenset[str]]:
    given = giving(granted)
    if not given:
        raise Refused(NOTHING_GIVEN)
    _demand_kinds(frozenset().union(*given.values()), told)
    return given


def _demand_kinds(allowed: frozenset[str], told: Facts) -> None:
    """Every kind of data that is written is one that may leave."""
    kinds = {name: kind for name, (_column, kind) in COLUMNS.items()} | FURTHER
    beyond = {
        kinds[name]
        for name in told.model_fields_set & kinds.keys()
        if getattr(told, name) not in ((None,) if name in COLUMNS else (None, []))
    } - allowed
    if beyond or IDENTITY not in allowed:
        raise Refused(f"Agreement and permission do not give: {', '.join(sorted(beyond)) or IDENTITY}.")


def _demand_notice(version: str) -> None:
    """What the person heard is what counts today."""
    current = Catalogue.objects.filter(code=NOTICES, is_current=True).values_list("version", flat=True).get()
    if version != current:
        raise Invalid(f"Consent.NoticeVersion is the version of the notice that is read today: {current}.")


def _grants(granted: Granted, given: Mapping[int, frozenset[str]]) -> tuple[Grant, ...]:
    """The permission without which the institution keeps nobody, and one for whoever reads."""
    purpose = granted.scope.purpose
    own = Institution.objects.get(pk=granted.client.institution_id)
    needed = [Grant(own.pk, offer.purpose) for offer in usual_offers(own) if offer.is_required]
    readers = Institution.objects.filter(pk__in=list(given)).order_by("pk")
    return (
        *needed,
        *(Grant(each.pk, purpose, tuple(c for c in allowed_categories(purpose, each) if c in given[each.pk])) for each in readers),
    )


def _draft(told: Brought) -> PersonDraft:
    document = document_of(told.document)
    country = (told.nationality or "HN") if document.kind == "passport" else "HN"
    contacts = [ContactDraft(each) for each in told.phone_number] + [ContactDraft(each, kind=ContactKind.EMAIL) for each in told.email]
    facts = {name: value for name, value in _changes(told).items() if value is not None}
    return PersonDraft(**facts, identifiers=(IdentifierDraft(document.kind, document.shown, country),), contacts=tuple(contacts))


def _changes(told: Facts) -> dict[str, Any]:
    """The columns that are written; a code that no catalogue has is refused."""
    said = {name: getattr(told, name) for name in told.model_fields_set if name in COLUMNS and getattr(told, name) is not None}
    if "sex" in said:
        said["sex"] = SEX_OF[said["sex"]]
    if "address" in said:
        said["address"] = _known(
            "Address.municipality_code", said["address"].municipality_code, Municipality.objects.values_list("code", flat=True)
        )
    if "nationality" in said:
        _known("Nationality", said["nationality"], (each.code for each in countries()))
    if "education_level" in said:
        _known("EducationLevel", said["education_level"], education_levels().values_list("code", flat=True))
    if "languages" in said:
        every = set(languages().values_list("code", flat=True))
        said["languages"] = [_known("Languages", each, every) for each in said["languages"]]
    return {COLUMNS[name][0]: value for name, value in said.items()}


def _known(where: str, code: str, codes: Iterable[str]) -> str:
    if code not in set(codes):
        raise Invalid("A code that no catalogue here has.", fields={where: "unknown code"})
    return code


def _dismissals(told: Iterable[NotTheSame]) -> Iterable[Dismissal]:
    for each in told:
        try:
            number = number_of("person", UUID(each.uuid))
        except ValueError:
            number = None
        if number is None:
            raise Invalid("NotTheSame names records that the last answer named.")
        yield Dismissal(number, each.reason)


def _office(granted: Granted, code: str) -> int:
    rows = Office.objects.filter(institution=granted.client.institution_id, is_active=True).order_by("pk")
    found = rows.filter(code=code).first() if code else rows.first()
    if found is None:
        raise Invalid("Office is the code of an active office of the institution of the token.")
    return found.pk
