"""Which addresses of GovStack Digital Registries 1.3 write? Create, update and both in one; each into the register of the caller's own institution alone."""

import re
from typing import Annotated

from django.http import HttpResponse
from ninja import Header, Router
from ninja import Status as Code

from ruta.base.errors import Invalid, NotOpen, RutaError
from ruta.base.problems import problem
from ruta.exchange.dci.finding import Found, note_opening
from ruta.exchange.gate import ClientRequest
from ruta.exchange.govstack.data import demand_register
from ruta.exchange.govstack.own import own_by_document, own_by_id, own_found, own_persons
from ruta.exchange.govstack.schemas import (
    NOBODY,
    REGISTER,
    UNKNOWN,
    VERSION,
    Content,
    Create,
    Name,
    Nobody,
    Told,
    Update,
    UpdateOrCreate,
    Version,
)
from ruta.exchange.govstack.telling import content, tag_of
from ruta.exchange.govstack.writing import corrected, demand_no_contact, document_of, registered
from ruta.people.errors import ChangedMeanwhile, LooksRegistered

TAG = re.compile(r'(?:W/)?"(\d{1,9})"', re.ASCII)
Match = Annotated[str, Header(alias="If-Match", max_length=40, description="The ETag of the record as it was read")]
router = Router(tags=["GovStack Digital Registries 1.3"])


class Unsaid(RutaError):
    """Whoever changes says what they saw (RFC 6585, 3)."""

    status = 428


@router.post("/{registry}/{version}/create", response={200: Content}, url_name="govstack-create")
def create(request: ClientRequest, response: HttpResponse, body: Create, registry: Name, version: Version) -> Told | HttpResponse:
    """Register a person of the own institution: looked for first, with the permission that the person gave, for whoever the agreement names.

    Somebody almost surely the same stops it (409; `records` names those that this system may read); whoever is only perhaps the same waits for a human.
    Of the registers of other institutions nothing is said.
    """
    demand_register(registry, version)
    try:
        number = registered(request.granted, body.write.content)
    except LooksRegistered as error:
        return _alike(request, error)
    return _told(request, response, own_by_id(request.granted, number))


@router.put("/{registry}/{version}/update", response={200: Content, 404: Nobody}, url_name="govstack-update")
def update(
    request: ClientRequest, response: HttpResponse, body: Update, registry: Name, version: Version, match: Match = ""
) -> Code[Told] | Told | HttpResponse:  # fmt: skip
    """Change a record that the own institution brought. Documents, telephones and mailboxes are changed at the desk, where somebody asks whether they are safe."""
    if (registry, version) != (REGISTER, VERSION):
        return Code(404, {"detail": UNKNOWN})
    document = document_of(body.query.content.ID)
    one = own_by_document(request.granted, document.kind, document.number)
    if one is None:
        return Code(404, NOBODY)
    said = body.write.content
    if said.document is not None and document_of(said.document) != document:
        raise Invalid("Documents are changed at the desk: ID says again whose record it is.")
    return _corrected(request, response, one, said, match)


@router.post("/{registry}/{version}/updateOrCreate", response={200: Content}, url_name="govstack-update-or-create")
def update_or_create(
    request: ClientRequest, response: HttpResponse, body: UpdateOrCreate, registry: Name, version: Version, match: Match = ""
) -> Told | HttpResponse:  # fmt: skip
    """Change the record of this document, which wants If-Match, or register."""
    demand_register(registry, version)
    said = body.write.content
    document = document_of(body.query.content.ID)
    if document_of(said.document) != document:
        raise Invalid("Documents are changed at the desk: query and write name the same one.")
    one = own_by_document(request.granted, document.kind, document.number)
    if one is None:
        return create(request, response, Create(write=body.write), registry, version)
    demand_no_contact(one, said)
    return _corrected(request, response, one, said, match)


def _corrected(request: ClientRequest, response: HttpResponse, one: Found, said: object, match: str) -> Told | HttpResponse:
    try:
        corrected(request.granted, one, said, _seen(match))  # type: ignore[arg-type]
    except ChangedMeanwhile as error:
        return problem(
            409,
            "The record changed since it was read: read it again.",
            at=request.path_info,
            faults=[{"where": name, "what": "changed meanwhile"} for name in error.differences],
        )
    return _told(request, response, own_by_id(request.granted, one.person.pk))


def _seen(match: str) -> int:
    if not match:
        raise Unsaid("Say with If-Match which version was read: the ETag of read.")
    found = TAG.fullmatch(match)
    if found is None:
        raise Invalid('If-Match is the ETag of the record, such as W/"3".')
    return int(found.group(1))


def _alike(request: ClientRequest, error: LooksRegistered) -> HttpResponse:
    """Which of the own records it may be, as far as this system may read them."""
    known = own_found(request.granted, own_persons(request.granted).filter(pk__in=error.people).order_by("pk"))
    names = [str(content(each)["uuid"]) for each in known]
    return problem(
        409,
        "Somebody almost surely the same is registered. Read the record, say in NotTheSame why it is another, or decide at the desk.",
        at=request.path_info,
        records=names,
    )


def _told(request: ClientRequest, response: HttpResponse, one: Found | None) -> Told:
    if one is None:
        raise NotOpen("The permission of the person ended meanwhile: the record is closed to this system.")
    request.concerned.append(note_opening(request.granted, one))
    response["ETag"] = tag_of(one)
    return {"content": content(one)}
