"""How does a device speak with the register? Small compressed parts down, small compressed batches up; each may be asked again."""

import gzip
import json
import zlib
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, RawPostDataException
from django.middleware.csrf import get_token
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ruta.base.access import log_access
from ruta.base.clock import now, today
from ruta.base.errors import Invalid, NotFound, RutaError, TooLarge
from ruta.base.numbers import read_number
from ruta.base.standstill import only_reads_because
from ruta.desk.field.words import shown
from ruta.desk.gate import DeskRequest, roles
from ruta.field.actions import Incoming, enrol_device, note_pack, receive, report_wiped, see_device
from ruta.field.enums import SentState, SentVerb
from ruta.field.models import Disagreement, Sent
from ruta.field.policies import FIELD_ROLES
from ruta.field.selectors import CHUNK, candidates, disagreements_of, packed_cases, sent_by_keys, shared_parts, wipe_is_ordered

MOST_BYTES = 4_000_000  # of a batch when it is opened
MOST_ITEMS = 50
MOST_CASES, MOST_NUMBER = 10_000, 2**31 - 1  # that one device may carry, and bring
View = Callable[..., HttpResponseBase]


def spoken(view: View) -> View:
    """An error for a human reaches the device as JSON, with its sentence."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except RutaError as error:
            faults = {name: str(said) for name, said in error.fields.items()}
            return JsonResponse({"error": str(error.message), "faults": faults}, status=error.status)

    return answered


@require_safe
@spoken
@roles(FIELD_ROLES)
def state(request: DeskRequest) -> HttpResponse:
    """Who is signed in, a fresh token for the next request, and whether this device has to be emptied."""
    actor, membership = request.actor, request.membership
    uid = request.GET.get("aparato", "")
    return JsonResponse({
        "user": actor.user_id, "name": membership.user.full_name, "institution": actor.institution_id, "office": membership.office.short_name,
        "role": membership.get_role_display(), "token": get_token(request), "today": today().isoformat(),
        "only_reads": only_reads_because(), "wipe": bool(uid) and wipe_is_ordered(actor, _uuid(uid)),
    })  # fmt: skip


@require_POST
@spoken
@roles(FIELD_ROLES)
def enrol(request: DeskRequest) -> HttpResponse:
    """Know this device under its user."""
    said = body_of(request)
    device = enrol_device(actor=request.actor, uid=_uuid(said.get("device")), label=str(said.get("label", "")))
    return JsonResponse({"device": device.pk})


@require_safe
@spoken
@roles(FIELD_ROLES)
def choose(request: DeskRequest) -> HttpResponse:
    """Which cases may be taken along."""
    return packed_answer(candidates(request.actor))


@require_safe
@spoken
@roles(FIELD_ROLES)
def pack(request: DeskRequest) -> HttpResponse:
    """What there is to take along: each part with its hash and its bytes on the line, so that a broken line asks only for the rest."""
    parts = [{"name": name, **_measured(content)} for name, content in shared_parts(request.actor).items()]
    return JsonResponse({"parts": parts, "chunk": CHUNK})


@require_safe
@spoken
@roles(FIELD_ROLES)
def part(request: DeskRequest, name: str) -> HttpResponse:
    """One part."""
    parts = shared_parts(request.actor)
    if name not in parts:
        raise NotFound(_("Esa parte del trabajo no existe. Actualice la aplicación."))
    return packed_answer(parts[name])


@require_safe
@spoken
@roles(FIELD_ROLES)
def cases(request: DeskRequest) -> HttpResponse:
    """A few chosen cases; each one taken along is in the log before it leaves."""
    ids = [number for text in request.GET.get("ids", "").split(",") if (number := read_number(text))]
    found = packed_cases(request.actor, ids)
    for case in found:
        log_access(
            request.actor,
            "take_case",
            person_id=case["person"].get("id"),
            object_id=case["id"],
            owner_institution_id=request.actor.institution_id,
        )
    return packed_answer(found)


@require_POST
@spoken
@roles(FIELD_ROLES)
def packed(request: DeskRequest) -> HttpResponse:
    """The device has it all."""
    said = body_of(request)
    note_pack(
        actor=request.actor,
        uid=_uuid(said.get("device")),
        cases=min(read_number(said.get("cases")), MOST_CASES),
        at=_moment(said.get("at")),
    )
    return JsonResponse({})


@require_POST
@spoken
@roles(FIELD_ROLES)
def receive_batch(request: DeskRequest) -> HttpResponse:
    """Take things in, in their order. Each stands in a savepoint of its own: one that fails takes no other with it."""
    said = body_of(request)
    device = see_device(actor=request.actor, uid=_uuid(said.get("device")))
    items = said.get("items")
    if not isinstance(items, list) or len(items) > MOST_ITEMS:
        raise Invalid(_("El aparato envió demasiado de una vez. Actualice la aplicación."))
    rows = [receive(actor=request.actor, device=device, incoming=_incoming(item)) for item in items]
    return JsonResponse({"items": [told(row) for row in rows]})


@require_POST
@spoken
@roles(FIELD_ROLES)
def outcomes(request: DeskRequest) -> HttpResponse:
    """What became of things that were brought before and waited for somebody."""
    keys = body_of(request).get("keys")
    wanted = [_uuid(key) for key in keys[:1000]] if isinstance(keys, list) else []
    return JsonResponse({"items": [told(row) for row in sent_by_keys(request.actor, wanted)]})


@require_POST
@spoken
@roles(FIELD_ROLES)
def wiped(request: DeskRequest) -> HttpResponse:
    """The device is empty."""
    said = body_of(request)
    report_wiped(actor=request.actor, uid=_uuid(said.get("device")), reason=str(said.get("reason", "")))
    return JsonResponse({})


def told(row: Sent) -> dict[str, Any]:
    """What the device learns of a thing: never another person's data. Of a conflict both values, so that it can be read far away too."""
    found = {"key": str(row.key), "state": row.state, "reason": row.reason, "faults": row.faults, "result": row.result, "id": row.pk}
    if row.state == SentState.CONFLICT:
        found["both"] = [_both(each) for each in disagreements_of(row)]
    return {name: value for name, value in found.items() if value or name in ("key", "state")}


def _both(each: Disagreement) -> dict[str, str]:
    base, mine, theirs = (shown(each.field, value) for value in (each.base, each.mine, each.theirs))
    return {"field": each.field, "label": each.label or each.field, "base": base, "mine": mine, "theirs": theirs}


def raw_of(request: HttpRequest) -> bytes:
    """What came, byte by byte; a form that was read as one is nothing of ours."""
    try:
        return request.body
    except RawPostDataException as error:
        raise Invalid(_("El aparato envió algo que no se entiende. Actualice la aplicación.")) from error


def body_of(request: HttpRequest) -> dict[str, Any]:
    """The JSON of a request, opened when it is compressed, and never larger than a batch may be."""
    raw = raw_of(request)
    try:
        if request.headers.get("Content-Encoding") == "gzip":
            raw = _opened(raw)
        said = json.loads(raw or b"{}")
        json.dumps(said, ensure_ascii=False).encode()  # half a sign, which no text holds
    except (ValueError, RecursionError, zlib.error) as error:
        raise Invalid(_("El aparato envió algo que no se entiende. Actualice la aplicación.")) from error
    if not isinstance(said, dict) or b"\\u0000" in raw:
        raise Invalid(_("El aparato envió algo que no se entiende. Actualice la aplicación."))
    return said


def _opened(raw: bytes) -> bytes:
    opener = zlib.decompressobj(wbits=31)
    opened = opener.decompress(raw, MOST_BYTES)
    if opener.unconsumed_tail:
        raise TooLarge(_("El aparato envió demasiado de una vez. Actualice la aplicación."))
    return opened


def _incoming(item: Any) -> Incoming:
    try:
        return Incoming(
            key=UUID(item["key"]), number=min(read_number(item["number"]), MOST_NUMBER), verb=SentVerb(item["verb"]).value, payload=dict(item["payload"]),
            written_at=min(datetime.fromisoformat(item["written_at"]), now()), after=UUID(item["after"]) if item.get("after") else None,
        )  # fmt: skip
    except (KeyError, TypeError, ValueError) as error:
        raise Invalid(_("El aparato envió algo que no se entiende. Actualice la aplicación.")) from error


def _moment(text: Any) -> datetime | None:
    """What the clock of the device said; nothing for what is no moment."""
    try:
        found = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return found if found.tzinfo else None


def _uuid(text: Any) -> UUID:
    try:
        return UUID(str(text))
    except ValueError as error:
        raise Invalid(_("El aparato no dijo quién es. Actualice la aplicación.")) from error


def _compressed(content: Any) -> tuple[str, bytes]:
    raw = json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    return sha256(raw).hexdigest()[:24], gzip.compress(raw, 9, mtime=0)


def _measured(content: Any) -> dict[str, Any]:
    digest, packed_bytes = _compressed(content)
    return {"hash": digest, "bytes": len(packed_bytes)}


def packed_answer(content: Any) -> HttpResponse:
    """Compressed JSON under its hash."""
    digest, packed_bytes = _compressed(content)
    response = HttpResponse(packed_bytes, content_type="application/json")
    response.headers["Content-Encoding"] = "gzip"
    response.headers["X-Part-Hash"] = digest
    return response
