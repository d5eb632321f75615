"""Which referrals wait for an institution, and what does its own system answer? FHIR R4, Task around a ServiceRequest."""

import re
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from django.http import HttpResponse
from ninja import Header, Query, Router, Schema
from pydantic import Field

from ruta.base.errors import Invalid
from ruta.exchange.fhir import finding, telling
from ruta.exchange.fhir.answering import TAKEN, TOLD, Resource, address_of, answered
from ruta.exchange.fhir.capability import statement
from ruta.exchange.fhir.finding import referral_called, referrals_for, told_of
from ruta.exchange.fhir.naming import Told, task_id
from ruta.exchange.fhir.reading import patched
from ruta.exchange.fhir.taking import step_taken, taken_in
from ruta.exchange.gate import ClientRequest
from ruta.exchange.paging import MOST, Cursor, after
from ruta.referrals.models import Referral
from ruta.referrals.selectors import mirrored

open_router = Router(tags=["FHIR R4"])
router = Router(tags=["FHIR R4"])
Id = Annotated[str, Header(alias="If-Match", max_length=40)]
VERSION = re.compile(r'(?:W/)?"(\d{1,9})"')


class Operation(Schema):
    """One operation of a JSON Patch (RFC 6902)."""

    op: Literal["add", "replace", "test"]
    path: Annotated[str, Field(max_length=40)]
    value: Any


@open_router.get("/metadata", url_name="fhir-metadata", openapi_extra=TOLD)
def metadata(request: ClientRequest) -> HttpResponse:
    """What this interface can."""
    del request
    return answered(statement())


@router.get("/Task", url_name="fhir-tasks", openapi_extra=TOLD)
def search(
    request: ClientRequest, owner: Annotated[str, Query(max_length=200)] = "", status: Annotated[str, Query(max_length=200)] = "",
    updated: Annotated[list[str], Query(alias="_lastUpdated", max_length=2)] = [], count: Annotated[int, Query(alias="_count", ge=1, le=MOST)] = 20,  # noqa: B006 (never changed)
    cursor: Cursor = "",
) -> HttpResponse:  # fmt: skip
    """Referrals by `owner` (who is asked), `status` and `_lastUpdated`; the newest first, page by page."""
    rows = finding.filtered(referrals_for(request.granted), owner=owner, status=status, updated=updated)
    shown, following = after(rows, cursor, count)
    address = address_of()
    asked = [("owner", owner), ("status", status), *(("_lastUpdated", each) for each in updated), ("_count", str(count))]
    next_one = f"{address}?{urlencode([*asked, ('cursor', following)])}" if following else ""
    entries = [telling.as_found(each, address) for each in told_of(request, shown)]
    return answered(telling.bundle("searchset", entries, total=rows.count(), following=next_one, address=f"{address}?{urlencode(asked)}"))


@router.post("/Task", url_name="fhir-task-create", openapi_extra=TAKEN)
def create(request: ClientRequest, body: Resource) -> HttpResponse:
    """A referral from the caller's institution. Sent twice it arrives once: its number there says so."""
    _demand_kind(body)
    referral, is_new = taken_in(request.granted, body)
    return _minimal(request, referral, 201 if is_new else 200)


@router.get("/Task/{name}", url_name="fhir-task", openapi_extra=TOLD)
def read(request: ClientRequest, name: str) -> HttpResponse:
    """One referral."""
    referral = referral_called(request.granted, name)
    return answered(told_of(request, [referral])[0], version=referral.version)


@router.get("/Task/{name}/_history", url_name="fhir-task-history", openapi_extra=TOLD)
def history(request: ClientRequest, name: str) -> HttpResponse:
    """Every step of both sides as a version, the newest first."""
    referral = referral_called(request.granted, name)
    versions = telling.history(referral, mirrored.steps_of(referral.pk))
    request.concerned.append((referral.person_id, referral.owner_institution_id, ()))
    entries = [telling.as_version(each, address_of()) for each in reversed(versions)]
    return answered(telling.bundle("history", entries, total=len(entries), address=f"{address_of()}/{name}/_history"))


@router.put("/Task/{name}", url_name="fhir-task-update", openapi_extra=TOLD)
def update(request: ClientRequest, name: str, body: Resource, match: Id = "") -> HttpResponse:
    """The next step, as a whole Task."""
    _demand_kind(body)
    return _stepped(request, name, body, match)


@router.patch("/Task/{name}", url_name="fhir-task-patch", openapi_extra=TOLD)
def patch(request: ClientRequest, name: str, body: list[Operation], match: Id = "") -> HttpResponse:
    """The next step, as a JSON Patch (RFC 6902) of `status` and what belongs to it."""
    referral = referral_called(request.granted, name)
    now = telling.task(referral, mirrored.last_steps([referral.pk]).get(referral.pk))
    return _stepped(request, name, patched(now, [each.dict() for each in body]), match)


def _stepped(request: ClientRequest, name: str, told: Told, match: str) -> HttpResponse:
    referral = referral_called(request.granted, name)
    return _minimal(request, step_taken(request.granted, referral, told, _version(match)), 200)


def _minimal(request: ClientRequest, referral: Referral, status: int) -> HttpResponse:
    """What was written, without the person: whoever writes knows of whom."""
    fresh = referral_called(request.granted, task_id(referral.pk))
    request.concerned.append((fresh.person_id, fresh.owner_institution_id, ()))
    told = telling.task(fresh, mirrored.last_steps([fresh.pk]).get(fresh.pk))
    answer = answered(told, status=status, version=fresh.version)
    answer["Location"] = f"{address_of()}/{told['id']}"
    return answer


def _version(match: str) -> int | None:
    if not match:
        return None
    found = VERSION.fullmatch(match)
    if found is None:
        raise Invalid('If-Match is the ETag of the Task, such as W/"3".')
    return int(found.group(1))


def _demand_kind(body: Told) -> None:
    if body.get("resourceType") != "Task":
        raise Invalid("resourceType is Task.")
