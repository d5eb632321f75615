"""How is a case referred: need, provider, exactly what will travel, permission, and send?"""

import json
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ruta.accounts.enums import CASE_ROLES
from ruta.accounts.selectors import has_staff
from ruta.base.access import log_access
from ruta.base.context import Actor
from ruta.base.errors import Invalid, NotOpen, Refused
from ruta.cases.models import Case, Need, PlanAction
from ruta.cases.policies import demand_work, sees
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.referrals.asking import where_to_ask
from ruta.desk.referrals.forms import ReferForm
from ruta.directory.selectors import Provider, providers_for_need
from ruta.people.models import Person
from ruta.people.selectors import dangers_of
from ruta.referrals.actions import draft_referral, send_referral
from ruta.referrals.enums import Side
from ruta.referrals.errors import NoConsent
from ruta.referrals.rules import ROLES
from ruta.referrals.selectors import Asked, Preview, lines_of, preview, purpose_of
from ruta.taxonomy.selectors import label
from ruta.taxonomy.selectors import need as coded

WRONG, SHOWN = 422, 12
IDENTITY = "identity"


@require_http_methods(["GET", "HEAD", "POST"])
@roles(CASE_ROLES)
def refer(request: DeskRequest, case_id: int) -> HttpResponse:
    """One page: what is chosen stands in the address, so that nothing is lost on the way to the permission and back."""
    actor: Actor = request.actor
    case = get_object_or_404(Case.objects.select_related("office__municipality"), pk=case_id)
    demand_work(actor, case)
    person = Person.objects.get(pk=case.person_id)
    needs = [
        need for need in Need.objects.filter(case=case, state__in=("open", "in_progress")).order_by("due_on", "pk") if sees(actor, need)
    ]
    need = next((each for each in needs if str(each.pk) == request.GET.get("necesidad", "")), needs[0] if needs else None)
    place = person.municipality_id or case.office.municipality_id
    found = _providers(actor, need, place)
    is_danger = dangers_of(person.pk)
    providers = [each for each in found if not is_danger(each.institution.pk, each.office)]
    chosen = next((each for each in providers if str(each.service.pk) == request.GET.get("servicio", "")), None)
    context: dict[str, Any] = {
        "case": case, "person": person, "needs": [(each, coded(each.code).label()) for each in needs], "need": need,
        "providers": providers, "chosen": chosen, "hidden": len(found) - len(providers),
    }  # fmt: skip
    if chosen is not None:
        answer = _of_chosen(request, case, need, chosen, context)
        if answer is not None:
            return answer
    elif request.method != "POST":
        log_access(actor, "open_case", person_id=case.person_id, object_id=case.pk, owner_institution_id=case.owner_institution_id)
    failed = context.get("form") is not None and context["form"].errors
    return render(request, "desk/referrals/refer.html", context, status=WRONG if failed else 200)


def _of_chosen(request: DeskRequest, case: Case, need: Need | None, chosen: Provider, context: dict[str, Any]) -> HttpResponse | None:
    found = preview(Asked(case=case, service=chosen.service, need=need, sender_office=case.office))
    categories = [(code, label("consent_notices", code, section="data_categories")) for code in found.packet.categories if code != IDENTITY]
    has_account = has_staff(chosen.institution.pk, ROLES[Side.RECEIVER])
    form = ReferForm(
        request.POST or None, categories=categories, needs_contact=not has_account,
        initial={"request": _usual_request(chosen), "receiver_contact": chosen.office.phone if chosen.office else ""},
    )  # fmt: skip
    context.update(found=found, form=form, lines=_lines(found), has_account=has_account)
    if request.method == "POST" and form.is_valid():
        return _send(request, case, need, chosen, form)
    return None


def _send(request: DeskRequest, case: Case, need: Need | None, chosen: Provider, form: ReferForm) -> HttpResponse | None:
    actor: Actor = request.actor
    given = form.cleaned_data
    asked: dict[str, Any] = {
        "actor": actor, "case_id": case.pk, "service_id": chosen.service.pk, "need_id": need.pk if need else None,
        "plan_action_id": _step_of(case, need, chosen), "request": given["request"], "receiver_contact": given.get("receiver_contact", ""),
    }  # fmt: skip
    try:
        sent = send_referral(**asked, leave_out=given.get("leave_out", ()), idempotency=request.POST.get("idempotency_key", ""))
    except NoConsent as error:
        draft_referral(**asked)
        messages.warning(request, str(error.message))
        return redirect(where_to_ask(error))
    except (Invalid, NotOpen, Refused) as error:
        form.add_error(None, str(error.message))
        return None
    messages.success(request, _("Derivación %(number)s enviada a %(who)s.") % {"number": sent.number, "who": chosen.institution.short_name})
    return redirect("desk:referral", sent.pk)


def _providers(actor: Actor, need: Need | None, place: str | None) -> list[Provider]:
    """Who serves the need, the nearest first, those to whom nothing may travel last; the own institution is not referred to."""
    if need is None:
        return []
    others = [each for each in providers_for_need(need.code, place) if each.institution.pk != actor.institution_id]
    return sorted(others, key=lambda each: not purpose_of(each.service, need))[:SHOWN]


def _step_of(case: Case, need: Need | None, chosen: Provider) -> int | None:
    """The open step of the plan that this referral carries out, if there is one."""
    rows = PlanAction.objects.filter(case=case, state__in=("open", "in_progress"), plan__state="active")
    exact = next((step for step in rows.order_by("due_on", "pk") if step.service_type == chosen.service.service_type), None)
    found = exact or (rows.filter(need=need, kind="referral").order_by("due_on").first() if need else None)
    return found.pk if found else None


def _usual_request(chosen: Provider) -> str:
    return chosen.service_type.item.text("expected_result") or chosen.service_type.label()


def _lines(found: Preview) -> list[tuple[Any, str]]:
    return lines_of(json.loads(found.packet.content)["data"])
