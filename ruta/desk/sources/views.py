"""Which sources does the institution read, by which right, and what came of each reading?"""

from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ruta.desk.gate import DeskRequest, roles
from ruta.desk.listing import answered
from ruta.desk.sources.forms import AddressForm, ScheduleForm, VerdictForm
from ruta.desk.sources.lists import SOURCES
from ruta.directory.selectors import category_labels, purpose_labels
from ruta.feeds.models import Pull, Source
from ruta.feeds.policies import HANDLERS
from ruta.feeds.rules import share
from ruta.feeds.selectors import (
    changes_of,
    current_mapping,
    found_sources,
    pull_of,
    pulls,
    quarantined,
    refusal,
    right_of,
    source_of,
    waiting_mapping,
)
from ruta.people.imports.selectors import said

READINGS, REASONS = 12, 40


@require_http_methods(["GET", "HEAD", "POST"])
@roles(HANDLERS)
def listing(request: DeskRequest) -> Any:
    """All of them."""
    return answered(request, SOURCES, found_sources, "desk/sources/list.html", lambda page: {"rows": [_row(each) for each in page.rows]})


@require_safe
@roles(HANDLERS)
def source(request: DeskRequest, pk: int) -> HttpResponse:
    """One of them."""
    return page_of(request, source_of(pk))


@require_safe
@roles(HANDLERS)
def reading(request: DeskRequest, pk: int) -> HttpResponse:
    """What came of one reading: how much, how good, by which right, and why rows came back."""
    row = pull_of(pk)
    return render(request, "desk/sources/reading.html", {"pull": _told(row), "reasons": _reasons(row), "kinds": _kinds(row.categories)})


def page_of(request: DeskRequest, row: Source, status: int = 200, **wrong: Form) -> HttpResponse:
    """Its page; a form that was wrong stays as it was typed."""
    mapping, scope, proposed = current_mapping(row), right_of(row), waiting_mapping(row)
    page = {
        "source": row, "mapping": mapping, "scope": scope, "kinds": _kinds(scope.categories if scope else ()),
        "purpose": purpose_labels().get(row.purpose, row.purpose), "refusal": refusal(row, mapping, scope),
        "pulls": [_told(each) for each in pulls(row)[:READINGS]], "waiting": quarantined(row).count(), "proposed": proposed,
        "changes": changes_of(proposed, mapping) if proposed else [], "may_judge": proposed and proposed.made_by_id != request.actor.user_id,
        "form": AddressForm(kind=row.kind, initial={"version": row.version, **row.address}),
        "schedule": ScheduleForm(initial={"version": row.version, "every": row.every, "at_hour": row.at_hour}),
        "verdict": VerdictForm(initial={"mapping": proposed.pk if proposed else 0}),
    }  # fmt: skip
    return render(request, "desk/sources/source.html", page | wrong, status=status)


def _row(row: Any) -> dict[str, Any]:
    return {"row": row, "share": share(row.last_valid or 0, row.last_received or 0)}


def _kinds(codes: Any) -> str:
    labels = category_labels()
    return "; ".join(labels.get(code, code) for code in codes)


def _told(row: Pull) -> dict[str, Any]:
    """A reading with its share of valid rows and how old the data were when they came."""
    days = (row.started_at - row.made_on).days if row.made_on else None
    return {"row": row, "share": share(row.valid_count, row.received_count), "days": days}


def _reasons(row: Pull) -> list[dict[str, Any]]:
    """The rows that came back, by column and reason, the most frequent first."""
    if row.batch is None:
        return []
    counted: dict[tuple[str, str], int] = {}
    for errors in row.batch.rows.filter(outcome="error").values_list("errors", flat=True).iterator(chunk_size=2000):
        for problem in errors:
            key = (problem["column"], _general(problem))
            counted[key] = counted.get(key, 0) + 1
    found = sorted(counted.items(), key=lambda each: -each[1])[:REASONS]
    return [{"column": column, "said": words, "count": count} for (column, words), count in found]


def _general(problem: Any) -> str:
    """The sentence without what one row said."""
    told = {**problem, "values": dict.fromkeys(problem["values"], "…")}
    try:
        return said(told)
    except (TypeError, ValueError):  # a sentence that wants a number
        return _("No se entiende la celda.")
