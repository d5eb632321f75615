"""What does the page of a dossier show?"""

from typing import Any
from urllib.parse import urlsplit

from ruta.base.clock import today
from ruta.desk.gate import DeskRequest
from ruta.desk.permits.forms import DOCUMENTS, MeasureForm, NoteForm, PaymentForm
from ruta.desk.queue.tasks import end_of
from ruta.permits.actions import reached_by
from ruta.permits.enums import Stage
from ruta.permits.policies import can_decide, can_keep
from ruta.permits.rules import open_certificate_verbs, shown_state
from ruta.permits.selectors import (
    CERTIFICATE_TONES,
    CERTIFICATES,
    MEASURES,
    REQUIREMENTS,
    SLUGS,
    STAGES,
    TONES,
    VERBS,
    DossierPage,
    address_of_certificate,
    facts_told,
    is_followed,
    reason_word,
    word,
)
from ruta.territory.selectors import municipality

SLUG_OF = {str(verb): slug for slug, verb in SLUGS.items()}
DANGERS = ("deny", "uphold", "withdraw", "lapse", "revoke")


def shown(request: DeskRequest, page: DossierPage, **forms: Any) -> dict[str, Any]:
    """Everything in words; a form that came back with faults takes the place of the empty one."""
    row, found = page.row, page.procedure
    return {
        "page": page, "row": row, "procedure": found, "label": word(found), "stage": STAGES[row.stage], "tone": TONES[row.stage], "address": "",
        "reached_by": reached_by(row),
        "track": track(page), "at": place_of(page), "due": end_of(row.due_on) if row.due_on and row.closed_at is None else None,
        "ways": [_way(verb) for verb in page.verbs], "may_keep": can_keep(request.actor), "requirements": requirements(page),
        "facts": facts_told(row, found), "document_kind": DOCUMENTS.get(row.document_kind, ""),
        "reason": "" if row.stage == Stage.GRANTED else reason_word(found, row.reason),  # an appeal undid it; the history keeps it
        "where": municipality(row.municipality) if row.municipality else None, "certificate": certificate(request, page),
        "payments": [{"row": each, "label": _label(found.payments, each.code)} for each in page.payments],
        "measures": [{"row": each, "kind": MEASURES[each.kind], "is_late": _is_late(each)} for each in page.measures],
        "payment_form": PaymentForm(procedure=found), "measure_form": MeasureForm(), "note_form": NoteForm(), **forms,
    }  # fmt: skip


def track(page: DossierPage) -> list[dict[str, Any]]:
    """The steps of the procedure and its end, as the line of stops draws them."""
    stops = [{"title": STAGES[each.stage], "note": ""} for each in page.procedure.steps]
    ended = page.row.stage if page.row.closed_at or page.row.stage == Stage.APPEALED else Stage.GRANTED
    return [*stops, {"title": STAGES[ended], "note": ""}]


def place_of(page: DossierPage) -> int:
    """At which stop it stands, counted from one; behind the last one when it was granted."""
    order = [each.stage for each in page.procedure.steps]
    stage = page.row.stage_before if page.row.stage == Stage.OBSERVED else page.row.stage
    if stage in order:
        return order.index(Stage(stage)) + 1
    return len(order) + (2 if page.row.stage == Stage.GRANTED else 1)


def requirements(page: DossierPage) -> list[dict[str, Any]]:
    """Each requirement with its state and its documents."""
    items = {each.code: each for each in page.procedure.requirements}
    papers: dict[int, list[Any]] = {}
    for each in page.papers:
        papers.setdefault(each.requirement_id, []).append(each)
    return [
        {
            "row": each, "label": word(items.get(each.code)), "state": REQUIREMENTS[each.state][0], "tone": REQUIREMENTS[each.state][1],
            "papers": papers.get(each.pk, []), "is_optional": each.code in items and not items[each.code].required,
        }
        for each in page.requirements
    ]  # fmt: skip


def certificate(request: DeskRequest, page: DossierPage) -> dict[str, Any] | None:
    """What the certificate is worth, where anybody checks it, and what may be done to it."""
    row = page.certificate
    if row is None:
        return None
    state = shown_state(row.state, row.valid_from, row.valid_until, today())
    verbs = open_certificate_verbs(state) if can_decide(request.actor) else []
    days, address = (row.valid_until - today()).days, address_of_certificate(row)
    return {
        "row": row, "state": CERTIFICATES[state], "tone": CERTIFICATE_TONES[state], "address": address, "path": urlsplit(address).path,
        "reason": reason_word(page.procedure, row.reason), "ways": [_way(verb) for verb in verbs],
        "is_renewable": can_keep(request.actor) and row.state == "valid" and days <= page.procedure.renewal_days and not is_followed(row),
    }  # fmt: skip


def _way(verb: str) -> dict[str, Any]:
    return {"slug": SLUG_OF[verb], "label": VERBS[verb], "is_ending": verb in DANGERS}


def _label(items: Any, code: str) -> str:
    return next((word(each) for each in items if each.code == code), code)


def _is_late(measure: Any) -> bool:
    return measure.due_on is not None and measure.done_at is None and measure.due_on < today()
