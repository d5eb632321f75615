"""What do persons, employers and institutions say of the service, and who looks into it? Nobody reads here what was said of oneself."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ruta.accounts.enums import CASE_ROLES, Role
from ruta.accounts.policies import has_role
from ruta.base.clock import today
from ruta.cases.selectors import case_for
from ruta.cases.selectors.labels import said
from ruta.desk.cases.answering import attempt, say
from ruta.desk.cases.views.answers import in_words
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.opinions.forms import AttendForm
from ruta.employers.policies import PROSPECTOR_ROLES
from ruta.employers.selectors import employer_of
from ruta.insights.selectors import served_since
from ruta.quality import passes
from ruta.quality.actions import attend_alert
from ruta.quality.enums import Way
from ruta.quality.policies import BOX_ROLES, READER_ROLES
from ruta.quality.selectors import (
    alert_for,
    asked_under,
    latest,
    loyalty_of,
    open_alerts,
    opinion_for,
    readable,
    response_of,
    standing_of,
    told_alert,
    year_begins,
)
from ruta.referrals.selectors import page_of


@require_safe
@roles(READER_ROLES)
def results(request: DeskRequest) -> HttpResponse:
    """Each survey that the role reads, over the last year; and what waits to be looked into."""
    surveys = readable(request.actor)
    chosen = next((each for each in surveys if each.code == request.GET.get("encuesta")), surveys[0] if surveys else None)
    served = served_since(request.actor.institution_id or 0, year_begins())
    context = {
        "respondent": chosen["respondent"] if chosen else "",
        "loyalty": loyalty_of(request.actor, chosen) if chosen else None,
        "response": response_of(request.actor, chosen, served) if chosen else None,
        "surveys": [(each.code, said(asked_under(each.code), "label")) for each in surveys],
        "chosen": asked_under(chosen.code) if chosen else None,
        "standing": standing_of(request.actor, chosen) if chosen else None,
        "rows": latest(request.actor, chosen) if chosen else [],
        "has_box": has_role(request.actor, BOX_ROLES),
        "alerts": [(row, told_alert(row)) for row in open_alerts(request.actor)],
    }
    return render(request, "desk/opinions/results.html", context)


@require_safe
@roles(READER_ROLES)
def opinion(request: DeskRequest, opinion_id: int) -> HttpResponse:
    """One opinion, under the questions as they stood then."""
    found = opinion_for(request.actor, opinion_id)
    asked = asked_under(found.instrument, found.instrument_version)
    told = [(said(each, "text"), in_words(each, found.answers[each.code])) for each in asked.questions() if each.code in found.answers]
    return render(request, "desk/opinions/opinion.html", {"found": found, "asked": asked, "told": told})


@require_http_methods(["GET", "HEAD", "POST"])
@roles(READER_ROLES)
def attend(request: DeskRequest, alert_id: int) -> HttpResponse:
    """Say what was done about it."""
    row = alert_for(request.actor, alert_id)
    form, status = AttendForm(request.POST or None), 200
    if request.method == "POST":

        def run() -> int:
            return attend_alert(actor=request.actor, alert_id=alert_id, note=form.cleaned_data["note"]).pk

        done, status = attempt(request, form, "attend_alert", run)
        if done is not None:
            say(request, _("Anotado. El aviso ya no espera."))
            return redirect("desk:opinions")
    return render(request, "desk/opinions/alert.html", {"row": row, "words": told_alert(row), "form": form}, status=status)


@require_safe
@roles(CASE_ROLES)
def of_case(request: DeskRequest, case_id: int) -> HttpResponse:
    """Hand the device over: whoever is served answers alone and unnamed, once a day."""
    case = case_for(request.actor, case_id)
    return _over(passes.of_person(request.actor.institution_id or 0, request.actor.office_id, f"case {case.pk} {today()}", Way.IN_PERSON))


@require_safe
@roles(PROSPECTOR_ROLES)
def of_employer(request: DeskRequest, employer_id: int) -> HttpResponse:
    """Ask an employer, on a visit or on the telephone, once a quarter."""
    row = employer_of(request.actor, employer_id)
    return _over(passes.of_employer(row.owner_institution_id, row.pk, Way.PHONE))


@require_safe
@roles(CASE_ROLES | {Role.PARTNER_OFFICER})
def of_referral(request: DeskRequest, referral_id: int) -> HttpResponse:
    """The receiver says what working with the sender is like; where it has no account, the sender asks by telephone. Once a quarter."""
    referral = page_of(request.actor, referral_id).referral
    way = Way.PHONE if referral.owner_institution_id == request.actor.institution_id else Way.WEB
    return _over(passes.of_partner(referral.owner_institution_id, referral.receiver_id, way))


def _over(token: str) -> HttpResponse:
    if not token:
        raise Http404
    return redirect("portal:opinion", token)
