"""Which forms on paper are out there, and how are more printed?"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ruta.base.access import log_access
from ruta.base.holding import holding
from ruta.base.listing import Column, Filter, Listing, Sort
from ruta.desk.cases.answering import attempt
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.listing import answered
from ruta.desk.paper.forms import CodeForm, PrintForm
from ruta.directory.selectors import offices
from ruta.field.actions import print_papers
from ruta.field.enums import PaperState
from ruta.field.policies import COORDINATES, FIELD_ROLES, can_print
from ruta.field.rules import written_code
from ruta.field.selectors import papers, papers_pdf

TONES = {PaperState.PRINTED: "way", PaperState.TYPED: "done", PaperState.VOID: "care", PaperState.LOST: "stop"}


def _offices() -> list[tuple[str, str]]:
    return [(str(each.pk), each.short_name) for each in offices()]


PAPERS = Listing(
    name="formularios-en-papel", order="-impreso", sorts=[Sort("impreso", ("printed_at", "id"))],
    filters=[
        Filter("estado", gettext_lazy("Estado"), lambda rows, value: rows.filter(state=value), lambda: [(code, str(word)) for code, word in PaperState.choices]),
        Filter("oficina", gettext_lazy("Oficina"), lambda rows, value: rows.filter(office_id=int(value)) if value.isdecimal() else rows.none(), _offices),
    ],
    columns=[
        Column("codigo", gettext_lazy("Código"), lambda row: written_code(row.code)), Column("oficina", gettext_lazy("Oficina"), lambda row: row.office.short_name),
        Column("estado", gettext_lazy("Estado"), lambda row: row.get_state_display()), Column("impreso", gettext_lazy("Impreso"), lambda row: row.printed_at),
        Column("llenado", gettext_lazy("Llenado"), lambda row: row.taken_at), Column("quien", gettext_lazy("Quién lo llenó"), lambda row: row.taken_by),
        Column("tecleado", gettext_lazy("Tecleado o quitado"), lambda row: row.settled_at),
        Column("expediente", gettext_lazy("Expediente"), lambda row: row.case.number if row.case else ""), Column("motivo", gettext_lazy("Motivo"), lambda row: row.reason),
    ],
)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@roles(FIELD_ROLES)
def listing(request: DeskRequest) -> Any:
    """The forms of the institution, the latest first."""
    first = {"oficina": str(request.actor.office_id or "")}
    return answered(request, PAPERS, found, "desk/paper/list.html", lambda page: told(request, page), first=first)


def found(text: str) -> Any:
    """By a part of the code, or by who filled it in."""
    rows, code = papers(), "".join(letter for letter in text.upper() if letter.isalnum())
    return rows.filter(Q(code__contains=code) | holding(text, "taken_by")) if code else rows


def told(request: DeskRequest, page: Any) -> dict[str, Any]:
    """What the list shows beside its rows."""
    return {
        "rows": [(row, written_code(row.code), TONES[PaperState(row.state)]) for row in page.rows], "find_form": CodeForm(),
        "print_form": PrintForm() if can_print(request.actor) else None, "batch": read_batch(request.GET.get("lote", "")),
    }  # fmt: skip


def read_batch(text: str) -> UUID | None:
    """The batch that was just made, if the address names one."""
    try:
        return UUID(text)
    except ValueError:
        return None


@require_POST
@roles(COORDINATES)
def print_some(request: DeskRequest) -> HttpResponse:
    """Make blank forms; the next page opens them."""
    form = PrintForm(request.POST)
    done, status = attempt(
        request, form, "papers.print", lambda: str(print_papers(actor=request.actor, count=form.cleaned_data["count"]))
    )  # fmt: skip
    if done is None:
        return render(request, "desk/paper/print.html", {"form": form}, status=status)
    messages.success(request, _("Formularios listos."))
    return redirect(f"{reverse('desk:papers')}?lote={done}")


@require_safe
@roles(FIELD_ROLES)
def pdf(request: DeskRequest, batch: UUID) -> HttpResponse:
    """The forms of a batch that still wait."""
    content = papers_pdf(request.actor, batch)
    log_access(request.actor, "export", scope="formularios", format="pdf")
    return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": 'inline; filename="formularios.pdf"'})
