"""What is answered to each question of a batch, at once or later?"""

from collections.abc import Iterable
from typing import Any

from ruta.base.clock import now
from ruta.exchange.dci import telling
from ruta.exchange.dci.envelope import time_of
from ruta.exchange.dci.finding import SERVICES, Found, document_in, found, is_served, note_opening
from ruta.exchange.dci.schemas import Consent, Criteria, SearchItem
from ruta.trust.actions import Granted

REGISTER, RECORD = "ns:org:RegistryType:ESS", "spdci-extensions-ess:Member"
INVALID = "rjct.search_criteria.invalid"
Told = dict[str, Any]
Concerned = list[tuple[int, int, tuple[str, ...]]]


def batch(granted: Granted, items: Iterable[SearchItem], concerned: Concerned) -> list[Told]:
    """An answer for each question; `concerned` is told whose data leave."""
    seen: set[str] = set()
    told = []
    for item in items:
        fault, words = (
            ("rjct.reference_id.duplicate", "this reference stands twice") if item.reference_id in seen else _fault_of(granted, item)
        )
        seen.add(item.reference_id)
        told.append(rejected(item.reference_id, fault, words) if fault else _answered(granted, item, concerned))
    return told


def enrolled(granted: Granted, reference: str, criteria: Criteria, concerned: Concerned) -> Told:
    """Active where a case is open, Inactive where none is; nothing of whoever does not let it be known."""
    fault, words = fault_of_criteria(granted, criteria)
    if fault:
        return rejected(reference, fault, words) | {"enrolled_status": "Unknown"}
    shown = [each for each in _sought(granted, criteria) if SERVICES in each.categories]
    concerned += [note_opening(granted, each) for each in shown]
    status = "Unknown" if not shown else "Active" if any(map(is_served, shown)) else "Inactive"
    return {"reference_id": reference, "timestamp": now().isoformat(), "status": "succ", "enrolled_status": status}


def fault_of_criteria(granted: Granted, criteria: Criteria) -> tuple[str, str]:
    """Why a question is rejected; nothing when it is good."""
    if fault := fault_of_consent(granted, criteria.consent):
        return INVALID, fault
    if criteria.query_type != "idtype-value":
        return INVALID, "only idtype-value is answered: nobody is looked for by what many share"
    if document_in(criteria.query) is None:
        return INVALID, "query is a type (DNI, PASSPORT, CONSULAR, REFUGEE, RTN) and a value"
    if criteria.sort:
        return "rjct.sort.invalid", "one person needs no order"
    return "", ""


def fault_of_consent(granted: Granted, consent: Consent | None) -> str:
    """Each question says by which permission, and it is the one of the token."""
    if consent is None:
        return "consent with its purpose is missing"
    return "" if consent.purpose.code == granted.scope.purpose else f"the token is for the purpose {granted.scope.purpose}"


def _fault_of(granted: Granted, item: SearchItem) -> tuple[str, str]:
    if time_of(item.timestamp) is None:
        return "rjct.timestamp.invalid", "timestamp is an ISO 8601 time with its zone"
    return fault_of_criteria(granted, item.search_criteria)


def _sought(granted: Granted, criteria: Criteria) -> list[Found]:
    document = document_in(criteria.query)
    return found(granted, *document) if document else []


def _answered(granted: Granted, item: SearchItem, concerned: Concerned) -> Told:
    shown = _sought(granted, item.search_criteria)
    concerned += [note_opening(granted, each) for each in shown]
    data = {
        "version": "1.0.0", "reg_type": REGISTER, "reg_record_type": RECORD, "reg_records": [telling.member(each) for each in shown]
    }  # fmt: skip
    return {
        "reference_id": item.reference_id, "timestamp": now().isoformat(), "status": "succ", "data": data,
        "pagination": {"page_size": len(shown), "page_number": 1, "total_count": len(shown)}, "locale": item.locale,
    }  # fmt: skip


def rejected(reference: str, code: str, words: str) -> Told:
    """One question of a batch that is not answered, and why."""
    return {
        "reference_id": reference, "timestamp": now().isoformat(), "status": "rjct", "status_reason_code": code, "status_reason_message": words,
    }  # fmt: skip
