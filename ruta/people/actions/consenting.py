"""How does a person open, refuse, renew and close the door to an institution?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models.functions import Now
from django.utils.translation import gettext as _

from ruta.base.clock import today
from ruta.base.context import Actor
from ruta.base.errors import Invalid, NotFound, NotOpen, Refused
from ruta.base.events import publish
from ruta.base.transactions import action
from ruta.directory.models import Institution
from ruta.people import policies
from ruta.people.enums import PACKET_ONLY, ConsentMethod, GivenBy
from ruta.people.events import ConsentGiven, ConsentRefused, ConsentRenewed, ConsentWithdrawn
from ruta.people.models import Access, Consent, Person, Refusal
from ruta.people.rules import age_on, is_minor_on
from ruta.people.selectors import Offer, is_sensitive, live_consents, notice_for, offer_of, person_for, rules_for
from ruta.people.selectors.consents import RENEWED
from ruta.taxonomy.selectors import Population, catalogue

WITNESSED = {ConsentMethod.FINGERPRINT_WITNESS, ConsentMethod.VERBAL_WITNESS}


@dataclass(frozen=True, slots=True)
class Grant:
    """One institution and one purpose. `categories` may narrow what the matrix lists, never widen it."""

    grantee_id: int
    purpose: str
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Manner:
    """Who gives a permission and how. `giver_name`: guardian or authority; with a witness, the witness."""

    method: str
    given_by: str = GivenBy.PERSON
    giver_name: str = ""
    witness_name: str = ""
    signature: str = ""
    child_assents: bool | None = None

    @property
    def names(self) -> str:
        """Giver and witness, as the consent keeps them."""
        return "; ".join(name.strip() for name in (self.giver_name, self.witness_name) if name.strip())


@action
def give_consent(*, actor: Actor, person_id: int, grants: tuple[Grant, ...], manner: Manner) -> list[int]:
    """Keep one permission per grant and open its data at once. Sensitive purposes come alone."""
    person = person_for(person_id)
    policies.demand_consent_keeper(actor, person)
    _demand_manner(person, manner)
    _demand_apart(grants)
    rules = rules_for(person.pk)
    return [_give(actor, person, grant, manner, rules).pk for grant in grants]


@action
def refuse_consent(*, actor: Actor, person_id: int, grantee_id: int, purpose: str) -> int:
    """Keep that the person said no, so that nobody asks again tomorrow. A live permission has to be withdrawn instead."""
    person = person_for(person_id)
    policies.demand_consent_keeper(actor, person)
    if live_consents(person_id).filter(grantee=grantee_id, purpose=purpose).exists():
        raise NotOpen(_("Ese permiso está dado. Si la persona ya no quiere, retírelo."))
    row = Refusal.objects.create(
        owner_institution_id=person.owner_institution_id, person=person, grantee_id=grantee_id, purpose=purpose
    )  # fmt: skip
    publish(ConsentRefused(person.pk, grantee_id, purpose))
    return row.pk


@action
def withdraw_consent(*, actor: Actor, consent_id: int, reason: str = "") -> int:
    """End a permission; a trigger cuts its grants in the same statement. Gives the person's id."""
    consent = _owned(actor, consent_id)
    if not _end(consent, reason.strip()):
        raise NotOpen(_("Ese permiso ya no estaba vigente. Recargue la página."))
    for twin in live_consents(consent.person_id).filter(grantee=consent.grantee_id, purpose=consent.purpose):
        _end(twin, reason.strip())  # two records that became one may have brought the same permission twice
    told = ConsentWithdrawn(consent.pk, consent.person_id, consent.grantee_id, consent.purpose)
    publish(told, institution_id=consent.owner_institution_id)  # the person, who has no institution, may do it themselves
    return consent.person_id


@action
def renew_consent(*, actor: Actor, consent_id: int, manner: Manner) -> int:
    """Give the same permission anew under the notice in force; the former one is replaced, live or expired."""
    former = _owned(actor, consent_id)
    _demand_manner(former.person, manner)
    if former.withdrawn_at is not None:
        raise NotOpen(_("La persona retiró ese permiso o ya lo renovó. Si lo quiere dar otra vez, pídalo como nuevo."))
    _end(former, RENEWED)
    consent = _give(actor, former.person, Grant(former.grantee_id, former.purpose), manner, rules_for(former.person_id))
    publish(ConsentRenewed(consent.pk, former.pk, consent.person_id, consent.grantee_id, consent.purpose))
    return consent.pk


def _owned(actor: Actor, consent_id: int) -> Consent:
    consent = Consent.objects.select_related("person").filter(pk=consent_id).first()
    if consent is None:
        raise NotFound(_("Ese permiso no está entre los que usted puede ver. Recargue la página."))
    policies.demand_withdrawable(actor, consent)
    return consent


def _end(consent: Consent, reason: str) -> bool:
    open_one = Consent.objects.filter(pk=consent.pk, withdrawn_at=None)
    return bool(open_one.update(withdrawn_at=Now(), withdrawn_reason=reason))


def _give(actor: Actor, person: Person, grant: Grant, manner: Manner, rules: Iterable[Population]) -> Consent:
    institution = Institution.objects.filter(pk=grant.grantee_id, is_active=True).first()
    if institution is None:
        raise Invalid(_("Esa institución no está en el directorio. Elija otra."))
    if live_consents(person.pk).filter(grantee=institution, purpose=grant.purpose).exists():
        raise NotOpen(
            _("La persona ya dio ese permiso a %(institution)s. Puede renovarlo o retirarlo.") % {"institution": institution.short_name}
        )
    offer = offer_of(institution, grant.purpose, owner_id=person.owner_institution_id, birth_date=person.birth_date, rules=rules)
    consent = _keep_consent(actor, person, offer, _narrowed(offer, grant), manner)
    _open_access(consent)
    told = ConsentGiven(consent.pk, person.pk, institution.pk, grant.purpose)
    publish(told, institution_id=person.owner_institution_id)  # the person, who has no institution, may give some themselves
    return consent


def _narrowed(offer: Offer, grant: Grant) -> list[str]:
    if not set(grant.categories) <= set(offer.categories):
        raise Refused(_("Ese permiso lleva datos que no están previstos para esa finalidad."))
    return [code for code in offer.categories if not grant.categories or code in grant.categories]


def _keep_consent(actor: Actor, person: Person, offer: Offer, categories: list[str], manner: Manner) -> Consent:
    notice = notice_for(offer.purpose, offer.institution, categories)
    return Consent.objects.create(
        owner_institution_id=person.owner_institution_id,
        person=person,
        grantee=offer.institution,
        purpose=offer.purpose,
        categories=categories,
        notice_version=notice.version,
        notice_sha256=notice.sha256,
        given_by=manner.given_by,
        giver_name=manner.names,
        child_assents=manner.child_assents,
        method=manner.method,
        signature=manner.signature if manner.method == ConsentMethod.SIGNATURE_SCREEN else "",
        valid_until=offer.until,
        recorded_by_id=actor.user_id,
    )


def _open_access(consent: Consent) -> None:
    """One grant per category, which row security reads; the owner needs none for itself, and a packet is read without any."""
    if consent.grantee_id == consent.owner_institution_id or consent.purpose in PACKET_ONLY:
        return
    Access.objects.bulk_create(
        Access(
            owner_institution_id=consent.owner_institution_id, person_id=consent.person_id, institution_id=consent.grantee_id,
            category=category, purpose=consent.purpose, consent=consent, valid_until=consent.valid_until,
        )
        for category in consent.categories
    )  # fmt: skip


def _demand_apart(grants: Iterable[Grant]) -> None:
    every = list(grants)
    if not every:
        raise Invalid(_("Marque a quién le da permiso, o anote que no quiere."))
    if len(every) > 1 and any(is_sensitive(grant.purpose) for grant in every):
        raise Invalid(_("Un permiso delicado se pide aparte, nunca junto con otros."))


def _demand_manner(person: Person, manner: Manner) -> None:
    problems = manner_problems(person.birth_date, manner)
    if problems:
        raise Invalid(next(iter(problems.values())), fields=problems)


def manner_problems(birth_date: date | None, manner: Manner) -> dict[str, str]:
    """What is missing in the way a permission is given, by field."""
    found: dict[str, str] = {}
    if manner.method not in ConsentMethod.values or manner.given_by not in GivenBy.values:
        found["method"] = _("Diga cómo da el permiso.")
    found |= _giver_problems(birth_date, manner)
    if manner.method == ConsentMethod.SIGNATURE_SCREEN and not manner.signature.strip():
        found["signature"] = _("Falta la firma. Si no puede firmar aquí, elija otra manera.")
    if manner.method in WITNESSED and not manner.witness_name.strip():
        found["witness_name"] = _("Escriba el nombre de quien es testigo.")
    return found


def _giver_problems(birth_date: date | None, manner: Manner) -> dict[str, str]:
    day = today()
    is_minor = is_minor_on(day, birth_date)
    if is_minor and manner.given_by == GivenBy.PERSON:
        return {"given_by": _("Es menor de 18 años: el permiso lo da su madre, padre o representante, SENAF o un juzgado.")}
    if manner.given_by != GivenBy.PERSON and not manner.giver_name.strip():
        return {"giver_name": _("Escriba el nombre de quien da el permiso por la persona.")}
    age = age_on(day, birth_date)
    asks = is_minor and age is not None and age >= catalogue("consent_notices")["minors"]["assent_from_age"]
    if asks and manner.child_assents is None:
        return {"child_assents": _("Pregunte también a la niña, niño o adolescente, y anote lo que dijo.")}
    if asks and manner.child_assents is False:
        return {"child_assents": _("Dijo que no: no se comparte. Si corre peligro, hable con protección de niñez.")}
    return {}
