"""What does the register answer to GovStack Digital Registries 1.3? Reading and existing, of one person by a document; by the gate of every look-up.

Of others' records one is answered by its document and none is listed; what the institution of the token itself brought under this agreement it lists and reads back.
"""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Path, Query, Router
from ninja import Status as Code

from ruta.base.errors import Invalid, NotFound, RutaError
from ruta.exchange.dci.finding import Found, found, found_by_id, note_opening
from ruta.exchange.gate import ClientRequest
from ruta.exchange.govstack.own import own_by_document, own_by_id, own_found, own_persons
from ruta.exchange.govstack.schemas import NOBODY, REGISTER, UNKNOWN, VERSION, Asked, Content, Exists, Listed, Name, Nobody, Told, Version
from ruta.exchange.govstack.telling import address_of, content, tag_of, use
from ruta.exchange.govstack.writing import document_of
from ruta.exchange.naming import number_of
from ruta.exchange.paging import Cursor, Limit, after
from ruta.trust.selectors import uses_of

Search = Annotated[str, Query(max_length=120, description="Refused: see the description")]
router = Router(tags=["GovStack Digital Registries 1.3"])


@router.get("/{registry}/{version}", response=Listed, url_name="govstack-list", exclude_unset=True)
def listed(request: ClientRequest, registry: Name, version: Version, cursor: Cursor = "", limit: Limit = 50, search: Search = "") -> Told:
    """What the institution of the token brought under this agreement, the newest first: its own records, of persons whose permission lives.

    Nobody is searched by name: names do not belong into addresses, which are logged on the way.
    """
    demand_register(registry, version)
    if search:
        raise Invalid("Nobody is searched by name: names do not belong into addresses. Ask `read` for a document.")
    rows = own_persons(request.granted)
    shown, further = after(rows, cursor, limit)
    results = own_found(request.granted, shown)
    request.concerned.extend(note_opening(request.granted, each) for each in results)
    here = address_of(registry, version)
    following = {"next": f"{here}?cursor={further}&limit={limit}"} if further else {}
    return {"count": rows.count(), **following, "results": [content(each) for each in results]}


@router.post("/{registry}/{version}/read", response={200: Content, 404: Nobody}, url_name="govstack-read")
def read(request: ClientRequest, response: HttpResponse, body: Asked, registry: Name, version: Version) -> Code[Told]:
    """One person by a document: what agreement, purpose and permission of the person let out. `ETag` is the version that an update names."""
    if (registry, version) != (REGISTER, VERSION):
        return Code(404, {"detail": UNKNOWN})
    one = _one(request, registry, version, body.query.content.ID)
    if one is None:
        return Code(404, NOBODY)
    request.concerned.append(note_opening(request.granted, one))
    response["ETag"] = tag_of(one)
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
    request: ClientRequest, user: Annotated[str, Query(alias="userId", max_length=60)],
    database: Annotated[str, Query(alias="databaseId", max_length=60)],
) -> list[Told]:  # fmt: skip
    """Who was given data of a person over the exchange, as far as this system's institution sees it. `userId` is the `uuid` of `read`."""
    if database != REGISTER:
        raise RutaError(f"databaseId is {REGISTER}.")
    try:
        name = UUID(user)
    except ValueError as error:
        raise RutaError("userId is a uuid.") from error
    one = _by_uuid(request, name)
    request.concerned.append(note_opening(request.granted, one))
    return [use(each) for each in uses_of(one.person.pk)]


@router.get("/{registry}/{version}/{uuid}/readValue/{field}.{ext}", response=Any, url_name="govstack-value")
def value(
    request: ClientRequest, registry: Name, version: Version, uuid: UUID, field: Annotated[str, Path(max_length=40)],
    ext: Annotated[str, Path(pattern="^json$")],
) -> Any:  # fmt: skip
    """One value of a record that was read before."""
    del ext
    demand_register(registry, version)
    one = _by_uuid(request, uuid)
    told = content(one)
    if field not in told:
        raise NotFound("There is no such value, or it may not be read.")
    request.concerned.append(note_opening(request.granted, one))
    return told[field]


def demand_register(registry: str, version: str) -> None:
    """There is one register, in one version."""
    if (registry, version) != (REGISTER, VERSION):
        raise NotFound(UNKNOWN)


def _one(request: ClientRequest, registry: str, version: str, text: str) -> Found | None:
    demand_register(registry, version)
    document = document_of(text)
    others = found(request.granted, document.kind, document.number)
    return others[0] if others else own_by_document(request.granted, document.kind, document.number)


def _by_uuid(request: ClientRequest, name: UUID) -> Found:
    number = number_of("person", name)
    one = (found_by_id(request.granted, number) or own_by_id(request.granted, number)) if number else None
    if one is None:
        raise NotFound("There is no such record, or it may not be read.")
    return one
