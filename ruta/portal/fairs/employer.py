"""Does the employer behind its link come to a fair, and how was it?"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ruta.base.context import Actor
from ruta.base.errors import Invalid, NotFound, NotOpen
from ruta.base.idempotency import once
from ruta.cases.instruments import answers_from_form, check_answers, load
from ruta.employers.actions import Opinion, answer_invitation, keep_opinion
from ruta.employers.enums import Coming
from ruta.employers.models import FairEmployer
from ruta.employers.selectors import employer_of, fairs_of, has_answered
from ruta.portal.fairs.forms import InvitationForm, SurveyForm
from ruta.portal.vacancies.employer import behind_link
from ruta.taxonomy.selectors import instrument

CODE = "job_fair_employer"
WAYS = {"si": Coming.CONFIRMED, "no": Coming.DECLINED}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@behind_link
def invitation(request: HttpRequest, actor: Actor, token: str, participant_id: int) -> HttpResponse:
    """Yes with how many openings, or no."""
    row = _mine(actor, participant_id)
    form, status = InvitationForm(request.POST or None, initial={"openings": row.openings or None}), 200
    way = WAYS.get(request.POST.get("viene", ""))
    if request.method == "POST" and way is not None:
        try:
            count = _openings(form) if way == Coming.CONFIRMED else 0
            answer_invitation(actor=actor, participant_id=row.pk, coming=way, openings=count)
        except (Invalid, NotOpen) as error:
            form.add_error("openings" if "openings" in error.fields else None, str(error.message))
            status = error.status
        else:
            messages.success(request, _("Gracias. Le esperamos en la feria.") if way == Coming.CONFIRMED else _("Gracias por avisar."))
            return redirect("portal:employer", token)
    return render(request, "portal/fairs/invitation.html", {"row": row, "fair": row.fair, "form": form, "token": token}, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@behind_link
def opinion(request: HttpRequest, actor: Actor, token: str, participant_id: int) -> HttpResponse:
    """How the fair was for this employer; asked once."""
    row = _mine(actor, participant_id)
    if has_answered(row.fair, row.employer_id):
        messages.info(request, _("Ya nos dio su opinión de esta feria. Gracias."))
        return redirect("portal:employer", token)
    tool = load(instrument(CODE).plain())
    form, status = SurveyForm(request.POST or None, tool=tool), 200
    if request.method == "POST":
        status = Invalid.status
        if form.is_valid() and _kept(request, actor, row, tool, form):
            messages.success(request, _("Gracias. Con esto mejoramos la próxima."))
            return redirect("portal:employer", token)
    return render(request, "portal/fairs/opinion.html", {"row": row, "fair": row.fair, "form": form, "token": token}, status=status)


def _kept(request: HttpRequest, actor: Actor, row: FairEmployer, tool: Any, form: SurveyForm) -> bool:
    answers = {code: value for code, value in answers_from_form(tool, request.POST).items() if code in form.fields}
    for each in check_answers(tool, answers, {}):
        form.add_error(each.question if each.question in form.fields else None, str(each.sentence))
    if form.errors:
        return False
    said: Any = answers
    given = Opinion(instrument=tool.code, version=tool.version, satisfaction=int(said["csat"]), answers=said)
    try:
        once(
            actor=actor, key=request.POST.get("idempotency_key", ""), verb=f"employer {actor.employer_id} fair {row.fair_id}",
            run=lambda: keep_opinion(actor=actor, fair_id=row.fair_id, opinion=given, employer_id=row.employer_id).pk,
        )  # fmt: skip
    except NotOpen as error:
        form.add_error(None, str(error.message))
        return False
    return True


def _openings(form: InvitationForm) -> int:
    """How many it brings; whoever comes brings one at least."""
    count = form.cleaned_data["openings"] if form.is_valid() else None
    if not count:
        raise Invalid(_("Escriba cuántos puestos trae."), fields={"openings": _("Escriba cuántos puestos trae.")})
    return int(count)


def _mine(actor: Actor, participant_id: int) -> FairEmployer:
    found = fairs_of(employer_of(actor, actor.employer_id or 0)).filter(pk=participant_id).first()
    if found is None:
        raise NotFound(_("Esa feria no es suya o ya no está."))
    return found
