"""How does a report go out to everybody, and who lets it?"""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ruta.base.errors import NotFound
from ruta.base.idempotency import once
from ruta.desk.cases.answering import attempt, say
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.reports.forms import DecisionForm, PeriodForm
from ruta.insights.actions import decide_publication, propose_publication, withdraw_publication
from ruta.insights.models import Publication
from ruta.insights.policies import PAPER_ROLES, PUBLISHER_ROLES, can_decide, can_withdraw
from ruta.people.selectors import user_names
from ruta.roadmap.selectors.papers import paper_kind, paper_of


@require_POST
@roles(PUBLISHER_ROLES)
def propose(request: DeskRequest, name: str) -> HttpResponse:
    """Freeze the report and ask a second person."""
    form = PeriodForm(paper_kind(name), request.POST)
    paper = paper_of(name, form.chosen, form.part, is_public=True)
    made, _is_new = once(
        actor=request.actor,
        key=request.POST.get("idempotency_key", ""),
        verb=f"insights.propose {paper.file_name}"[:120],
        run=lambda: propose_publication(actor=request.actor, paper=paper).pk,
    )
    say(request, _("Propuesto. Lo aprueba otra persona; desde ahora el contenido no cambia."))
    return redirect("desk:publication", made)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(PAPER_ROLES)
def publication(request: DeskRequest, publication_id: int) -> HttpResponse:
    """One publication: what it says, its files with their hashes, and what can be decided."""
    row = Publication.objects.filter(pk=publication_id).first()
    if row is None:
        raise NotFound(_("Ese informe no existe."))
    form, status = DecisionForm(request.POST or None), 200
    if request.method == "POST":
        done, status = attempt(request, form, f"insights.decide {publication_id}", _decide(request, form, publication_id))
        if done is not None:
            say(request, _("Hecho."))
            return redirect("desk:publication", publication_id)
    context = {
        "row": row, "form": form, "files": row.files.defer("content"), "may_decide": row.state == "proposed" and can_decide(request.actor, row),
        "may_withdraw": row.state == "public" and can_withdraw(request.actor, row), "users": user_names({each for each in (row.proposed_by, row.decided_by, row.withdrawn_by) if each}),
        "body": mark_safe(row.body),  # noqa: S308 (our own page, kept as it was made)
    }  # fmt: skip
    return render(request, "desk/reports/publication.html", context, status=status)


def _decide(request: DeskRequest, form: DecisionForm, publication_id: int) -> Callable[[], int]:
    def run() -> int:
        said, reason = form.cleaned_data["do"], form.cleaned_data["reason"]
        if said == "withdraw":
            return withdraw_publication(actor=request.actor, publication_id=publication_id, reason=reason).pk
        return decide_publication(actor=request.actor, publication_id=publication_id, is_approved=said == "approve", reason=reason).pk

    return run
