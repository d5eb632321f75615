"""What does the register answer to GovStack Digital Registries 1.3? Reading and existing, of one person by a document; by the gate of every look-up.

Registers are not listed and not searched by names, and nobody writes into the rows of another institution: those addresses are not here.
"""

from typing import Annotated, Any
from uuid import UUID

from ninja import Path, Query, Router, Schema
from ninja import Status as Code
from pydantic import Field

from ruta.base.errors import Invalid, NotFound
from ruta.exchange.dci.finding import Found, document_in, found, found_by_id, note_opening
from ruta.exchange.gate import ClientRequest
from ruta.exchange.govstack.telling import content, use
from ruta.exchange.naming import number_of
from ruta.trust.selectors import uses_of

REGISTER, VERSION = "personas", "1.0"
UNKNOWN = f"The register is {REGISTER}, version {VERSION}."
NOBODY = {"detail": "no record found"}
Told = dict[str, Any]
router = Router(tags=["GovStack Digital Registries 1.3"])
Name = Annotated[str, Path(max_length=60, description=f"The register: {REGISTER}")]
Version = Annotated[str, Path(max_length=20, description=f"The version of its schema: {VERSION}")]


class Sought(Schema):
    """Whom one looks for: a document, with its kind before it where it is no DNI (`PASSPORT:C123456`)."""

    ID: Annotated[str, Field(min_length=1, max_length=60)]


class Inner(Schema):
    """Around the content, as the standard has it."""

    content: Sought


class Asked(Schema):
    """A question."""

    query: Inner


class Content(Schema):
    """A record."""

    content: Told


class Nobody(Schema):
    """No record that this system may read."""

    detail: str


class Verdict(Schema):
    """Whether there is one."""

    status: bool
    message: str


class Exists(Schema):
    """The answer to `exists`."""

    answer: Verdict


@router.post("/{registry}/{version}/read", response={200: Content, 404: Nobody}, url_name="govstack-read")
def read(request: ClientRequest, body: Asked, registry: Name, version: Version) -> Code[Told]:
    """One person by a document: what agreement, purpose and permission of the person let out."""
    if (registry, version) != (REGISTER, VERSION):
        return Code(404, {"detail": UNKNOWN})
    one = _one(request, registry, version, body.query.content.ID)
    if one is None:
        return Code(404, NOBODY)
    request.concerned.append(note_opening(request.granted, one))
    return Code(200, {"content": content(one)})


@router.post("/{registry}/{version}/exists", response=Exists, url_name="govstack-exists")
def exists(request: ClientRequest, body: Asked, registry: Name, version: Version) -> Told:
    """Whether somebody with this document lets this system know; of whoever does not, nothing is said."""
    one = _one(request, registry, version, body.query.content.ID)
    if one is not None:
        request.concerned.append(note_opening(request.granted, one))
    words = "Object found from database" if one else "No object found from database"
    return {"answer": {"status": one is not None, "message": words}}


@router.get("/myPersonalDataUsage", response=list[Told], url_name="govstack-usage")
def usage(
    request: ClientRequest, user: Annotated[UUID, Query(alias="userId")], database: Annotated[str, Query(alias="databaseId", max_length=60)]
) -> list[Told]:  # fmt: skip
    """Who was given data of a person over the exchange, as far as this system's institution sees it. `userId` is the `uuid` of `read`."""
    if database != REGISTER:
        raise Invalid(f"databaseId is {REGISTER}.")
    one = _by_uuid(request, user)
    request.concerned.append(note_opening(request.granted, one))
    return [use(each) for each in uses_of(one.person.pk)]


@router.get("/{registry}/{version}/{uuid}/readValue/{field}.{ext}", response=Any, url_name="govstack-value")
def value(
    request: ClientRequest, registry: Name, version: Version, uuid: UUID, field: Annotated[str, Path(max_length=40)],
    ext: Annotated[str, Path(pattern="^json$")],
) -> Any:  # fmt: skip
    """One value of a record that was read before."""
    del ext
    _demand_register(registry, version)
    one = _by_uuid(request, uuid)
    told = content(one)
    if field not in told:
        raise NotFound("There is no such value, or it may not be read.")
    request.concerned.append(note_opening(request.granted, one))
    return told[field]


def _one(request: ClientRequest, registry: str, version: str, text: str) -> Found | None:
    _demand_register(registry, version)
    kind, _, number = text.rpartition(":")
    document = document_in({"type": kind or "DNI", "value": number})
    if document is None:
        raise Invalid("ID is a document: its kind (DNI, PASSPORT, CONSULAR, REFUGEE, RTN), a colon and its number.")
    return next(iter(found(request.granted, *document)), None)


def _by_uuid(request: ClientRequest, name: UUID) -> Found:
    number = number_of("person", name)
    one = found_by_id(request.granted, number) if number else None
    if one is None:
        raise NotFound("There is no such record, or it may not be read.")
    return one


def _demand_register(registry: str, version: str) -> None:
    if (registry, version) != (REGISTER, VERSION):
        raise NotFound(UNKNOWN)
