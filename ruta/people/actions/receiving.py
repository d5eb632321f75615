"""How does somebody enter who comes from another institution's system, with the permission that they gave there?"""

from collections.abc import Iterable
from datetime import datetime

from ruta.base.context import Actor
from ruta.base.events import publish
from ruta.base.transactions import action
from ruta.directory.models import Institution
from ruta.people import policies
from ruta.people.actions.drafts import PersonDraft
from ruta.people.actions.registering import register_person
from ruta.people.enums import ConsentMethod, GivenBy
from ruta.people.events import ConsentGiven
from ruta.people.linkage import check_document
from ruta.people.models import Consent, Person
from ruta.people.selectors import notice_for, person_for


@action
def receive_person(*, actor: Actor, office_id: int, draft: PersonDraft, today_is: datetime) -> int:
    """Whoever has the same document in the register of the same institution, or somebody new."""
    for each in draft.identifiers:
        number = check_document(each.kind, each.value, today=today_is.date()).number
        found = Person.objects.filter(
            owner_institution_id=policies.institution_of(actor),
            merged_into=None,
            identifiers__kind=each.kind,
            identifiers__normalized=number,
        )
        known = found.order_by("pk").values_list("pk", flat=True).first() if number else None
        if known:
            return int(known)
    return register_person(actor=actor, office_id=office_id, draft=draft)


@action
def receive_consent(
    *, actor: Actor, person_id: int, grantee_id: int, purpose: str, categories: Iterable[str], valid_until: datetime
) -> Consent:
    """A permission that the person gave where they were attended: what it covers and until when is said by whoever keeps it."""
    person, kinds = person_for(person_id), sorted(categories)
    policies.demand_consent_keeper(actor, person)
    held = Consent.objects.filter(
        person=person, grantee=grantee_id, purpose=purpose, withdrawn_at=None, valid_until=valid_until, categories__contains=kinds
    ).first()
    if held is not None:
        return held
    grantee = Institution.objects.get(pk=grantee_id)
    notice = notice_for(purpose, grantee, kinds)
    row = Consent.objects.create(
        owner_institution_id=person.owner_institution_id, person=person, grantee_id=grantee_id, purpose=purpose, categories=kinds,
        notice_version=notice.version, notice_sha256=notice.sha256, given_by=GivenBy.PERSON,
        method=ConsentMethod.ELSEWHERE, valid_until=valid_until,
    )  # fmt: skip
    publish(ConsentGiven(row.pk, person.pk, grantee_id, purpose))
    return row
