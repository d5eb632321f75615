"""How do badges and certificates leave, and how is one taken back?"""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ruta.base.access import log_access
from ruta.desk.cases.answering import attempt
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.training.editions import shown
from ruta.desk.training.forms import NameForm, WhyForm
from ruta.training.actions import reissue_award, revoke_award
from ruta.training.policies import KEEPER_ROLES, demand_keeping
from ruta.training.selectors import award_of, award_pdf, badges_pdf, edition_of


@require_safe
@roles(KEEPER_ROLES)
def badges(request: DeskRequest, edition_id: int) -> HttpResponse:
    """The badges of an edition, to be printed and cut out."""
    row = edition_of(request.actor, edition_id)
    demand_keeping(request.actor, row.course.audience, row.course.service_type)
    log_access(request.actor, "export", scope="gafetes", object_id=row.pk, format="pdf")
    return _pdf(badges_pdf(row), f"gafetes-{row.pk}")


@require_safe
@roles(KEEPER_ROLES)
def award(request: DeskRequest, award_id: int) -> HttpResponse:
    """One certificate as a tagged PDF with its code."""
    row = award_of(request.actor, award_id)
    demand_keeping(request.actor, row.enrolment.edition.course.audience, row.enrolment.edition.course.service_type)
    log_access(request.actor, "open_certificate", object_id=row.pk, owner_institution_id=row.owner_institution_id)
    return _pdf(award_pdf(row), row.number)


@require_POST
@roles(KEEPER_ROLES)
def revoke(request: DeskRequest, award_id: int) -> HttpResponse:
    """Take one back, with a reason that whoever checks it reads."""
    row, form = award_of(request.actor, award_id), WhyForm(request.POST)
    done, status = attempt(
        request,
        form,
        f"award.revoke {award_id}",
        lambda: revoke_award(actor=request.actor, award_id=award_id, why=form.cleaned_data["why"]).pk,
    )
    if done is None:
        return shown(request, edition_of(request.actor, row.enrolment.edition_id), status=status, problem=form)
    messages.success(request, _("Revocada. Quien la compruebe lo lee desde ahora."))
    return redirect("desk:edition", row.enrolment.edition_id)


@require_POST
@roles(KEEPER_ROLES)
def reissue(request: DeskRequest, award_id: int) -> HttpResponse:
    """Give another in the place of one with a wrong name, or that was revoked by mistake."""
    row, form = award_of(request.actor, award_id), NameForm(request.POST)
    done, status = attempt(
        request,
        form,
        f"award.reissue {award_id}",
        lambda: reissue_award(actor=request.actor, award_id=award_id, name=form.cleaned_data["name"]).number,
    )
    if done is None:
        return shown(request, edition_of(request.actor, row.enrolment.edition_id), status=status, problem=form)
    messages.success(request, _("Se emitió la %(number)s. La anterior ya no vale.") % {"number": done})
    return redirect("desk:edition", row.enrolment.edition_id)


def _pdf(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}.pdf"'})
