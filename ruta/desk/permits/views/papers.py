"""What was handed in for a requirement, will it do, and how does the certificate leave?"""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ruta.base.access import log_access
from ruta.base.errors import NotFound
from ruta.base.papers import TYPES, shown_headers
from ruta.desk.cases.answering import attempt, say
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.permits.forms import JudgeForm, PaperForm
from ruta.desk.permits.showing import requirements
from ruta.permits.actions import give_paper, judge_requirement
from ruta.permits.actions.papers import content_of
from ruta.permits.policies import KEEPER_ROLES, READER_ROLES
from ruta.permits.rules import STEPS
from ruta.permits.selectors import DossierPage, certificate_of, certificate_pdf, dossier_page, facts_told, paper_for


@require_http_methods(["GET", "HEAD", "POST"])
@roles(KEEPER_ROLES)
def requirement(request: DeskRequest, dossier_id: int, requirement_id: int) -> HttpResponse:
    """Hand a document in, and say whether it will do."""
    page = dossier_page(request.actor, dossier_id)
    found = next((each for each in requirements(page) if each["row"].pk == requirement_id), None)
    if found is None:
        raise NotFound(_("Este requisito no es de este trámite."))
    is_paper = request.POST.get("do") == "paper"
    paper_form = PaperForm(request.POST if is_paper else None, request.FILES if is_paper else None)
    judge_form = JudgeForm(request.POST if request.POST.get("do") == "judge" else None, initial={"note": found["row"].note})
    status = 200
    if request.method == "POST":
        form = paper_form if is_paper else judge_form
        done, status = _done(request, form, dossier_id, requirement_id)
        if done is not None:
            say(request, _("Documento guardado.") if is_paper else _("Anotado."))
            return redirect("desk:permit-requirement", dossier_id, requirement_id) if is_paper else redirect("desk:permit", dossier_id)
    return render(request, "desk/permits/requirement.html", _context(page, found, paper_form, judge_form), status=status)


@require_safe
@roles(READER_ROLES)
def paper(request: DeskRequest, paper_id: int) -> HttpResponse:
    """One document, opened; the opening is logged before it is shown."""
    row = paper_for(request.actor, paper_id)
    log_access(request.actor, "open_paper", object_id=row.pk, owner_institution_id=row.owner_institution_id)
    return HttpResponse(content_of(row), content_type=TYPES[row.kind], headers=shown_headers(f"documento-{row.pk}.{row.kind}"))


@require_safe
@roles(READER_ROLES)
def certificate(request: DeskRequest, certificate_id: int) -> HttpResponse:
    """The certificate as a tagged PDF with its code."""
    row = certificate_of(request.actor, certificate_id)
    page = dossier_page(request.actor, row.dossier_id)
    log_access(request.actor, "open_certificate", object_id=row.pk, owner_institution_id=row.owner_institution_id)
    content = certificate_pdf(row, request.membership.office.institution.name, facts_told(page.row, page.procedure))
    headers = {"Content-Disposition": f'inline; filename="{row.number}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def _done(request: DeskRequest, form: Any, dossier_id: int, requirement_id: int) -> tuple[Any, int]:
    where: dict[str, Any] = {"actor": request.actor, "dossier_id": dossier_id, "requirement_id": requirement_id}

    def run() -> int:
        if isinstance(form, PaperForm):
            file = form.cleaned_data["file"]
            return give_paper(**where, name=file.name, content=file.read()).pk
        return judge_requirement(**where, **form.cleaned_data).pk

    return attempt(request, form, "permit.requirement", run)


def _context(page: DossierPage, found: dict[str, Any], paper_form: PaperForm, judge_form: JudgeForm) -> dict[str, Any]:
    may_judge = page.row.stage in STEPS
    return {"row": page.row, "found": found, "paper_form": paper_form, "judge_form": judge_form, "may_judge": may_judge}
