"""What does GovStack Consent 1.1 see of agreements and permissions? What the system's own institution sees; nothing is given or withdrawn by a machine."""

import re
from collections.abc import Iterable
from typing import Annotated, Any
from uuid import UUID

from ninja import Query, Router, Schema

from ruta.base.errors import NotFound, RutaError
from ruta.directory.models import Agreement, AgreementRevision
from ruta.directory.selectors.agreed import agreements
from ruta.exchange.gate import ClientRequest
from ruta.exchange.govstack import telling
from ruta.exchange.naming import number_of
from ruta.exchange.paging import MOST
from ruta.people.models import Consent
from ruta.taxonomy.models import Catalogue
from ruta.taxonomy.selectors import catalogue

NOTICES = "consent_notices"
NUMBER = re.compile(r"[1-9]\d{0,9}", re.ASCII)
Told = dict[str, Any]
Offset = Annotated[int, Query(ge=0, le=1_000_000)]
Limit = Annotated[int, Query(ge=1, le=MOST)]
open_router = Router(tags=["GovStack Consent 1.1"])
router = Router(tags=["GovStack Consent 1.1"])


class Policy(Schema):
    """What a person is read, and its revision."""

    policy: Told
    revision: Told


class DataAgreement(Schema):
    """An agreement, and the revision in force."""

    dataAgreement: Told  # noqa: N815 - the name of the standard
    revision: Told


class DataAgreements(Schema):
    """Agreements."""

    dataAgreements: list[Told]  # noqa: N815 - the name of the standard


class Audited(Schema):
    """An agreement with every revision, each holding the hash of the one before."""

    dataAgreement: Told  # noqa: N815 - the name of the standard
    revisions: list[Told]


class Records(Schema):
    """Permissions."""

    consentRecords: list[Told]  # noqa: N815 - the name of the standard


class Record(Schema):
    """A permission."""

    consentRecord: Told  # noqa: N815 - the name of the standard


@open_router.get("/service/policy/{purpose}/", response=Policy, url_name="consent-policy")
def policy(request: Any, purpose: str, revision: Annotated[str, Query(alias="revisionId", max_length=40)] = "") -> Told:
    """What a person is read before saying yes to a purpose (`shared_case`, `referral`, …), in this version or a former one."""
    del request
    version = revision.removeprefix(f"{purpose}.")
    rows = Catalogue.objects.filter(code=NOTICES, **({"version": version} if version else {"is_current": True}))
    row = rows.order_by("pk").first()
    found = catalogue(NOTICES, row.version) if row else None
    item = found.section("purposes").get(purpose) if found else None
    if row is None or found is None or item is None:
        raise NotFound("There is no such policy.")
    return telling.policy(item, row, found.content)


@router.get("/service/verification/data-agreements/", response=DataAgreements, url_name="consent-agreements")
def data_agreements(request: ClientRequest, offset: Offset = 0, limit: Limit = 50) -> Told:
    """Agreements that the system's institution is a party of, and that were published."""
    del request
    rows = agreements().filter(revision__gt=0).order_by("pk")[offset : offset + limit]
    return {"dataAgreements": [telling.data_agreement(row, _published(row)[-1]) for row in rows]}


@router.get("/service/data-agreement/{number}/", response=DataAgreement, url_name="consent-agreement")
def data_agreement(request: ClientRequest, number: str) -> Told:
    """One of them, with the revision in force."""
    del request
    row = _agreement(number)
    revisions = _published(row)
    return {"dataAgreement": telling.data_agreement(row, revisions[-1]), "revision": telling.chain(row, revisions)[-1]}


@router.get("/config/data-agreement/{number}/", response=DataAgreement, url_name="consent-agreement-config")
def data_agreement_config(request: ClientRequest, number: str) -> Told:
    """The same: agreements are kept at the desk, by people."""
    return data_agreement(request, number)


@router.get("/audit/data-agreement/{number}/", response=Audited, url_name="consent-agreement-audit")
def data_agreement_audit(request: ClientRequest, number: str) -> Told:
    """One of them with all its revisions."""
    del request
    row = _agreement(number)
    revisions = _published(row)
    return {"dataAgreement": telling.data_agreement(row, revisions[-1]), "revisions": telling.chain(row, revisions)}


@router.get("/service/verification/consent-records/", response=Records, url_name="consent-records")
def consent_records(
    request: ClientRequest, individual: Annotated[UUID | None, Query(alias="individualId")] = None, offset: Offset = 0, limit: Limit = 50
) -> Told:  # fmt: skip
    """Permissions that persons gave the system's institution for the purpose of the token, also those that ended."""
    rows = _consents(request)
    if individual is not None:
        rows = rows.filter(person=number_of("person", individual) or 0)
    return {"consentRecords": _records(request, rows.order_by("-pk")[offset : offset + limit])}


@router.get("/service/verification/consent-record/{name}/", response=Record, url_name="consent-record")
def consent_record(request: ClientRequest, name: UUID) -> Told:
    """One of them."""
    row = _consents(request).filter(pk=number_of("consent", name) or 0).first()
    if row is None:
        raise NotFound("There is no such record, or it may not be read.")
    return {"consentRecord": _records(request, [row])[0]}


def _consents(request: ClientRequest) -> Any:
    scope, reader = request.granted.scope, request.granted.client.institution_id
    givers = [each.giver_id for each in request.granted.scopes if each.reader_id == reader]
    return Consent.objects.filter(grantee=reader, purpose=scope.purpose, owner_institution__in=givers)


def _records(request: ClientRequest, rows: Iterable[Consent]) -> list[Told]:
    """Each with the wording of the agreement that was in force when it was given."""
    agreement = agreements().get(pk=request.granted.scope.agreement_id)
    revisions = _published(agreement)
    shown, wordings = telling.data_agreement(agreement, revisions[-1]), telling.chain(agreement, revisions)
    told = []
    for row in rows:
        request.concerned.append((row.person_id, row.owner_institution_id, ()))
        before = [each for each in wordings if each["timestamp"] <= row.given_at.isoformat()]
        told.append(telling.consent_record(row, shown, (before or wordings)[-1]))
    return told


def _agreement(number: str) -> Agreement:
    if not NUMBER.fullmatch(number):
        raise RutaError("dataAgreementId is a number.")
    row = agreements().filter(pk=int(number), revision__gt=0).first()
    if row is None:
        raise NotFound("There is no such agreement, or this institution is no party of it.")
    return row


def _published(row: Agreement) -> list[AgreementRevision]:
    return list(row.revisions.filter(published_at__isnull=False).order_by("number"))
