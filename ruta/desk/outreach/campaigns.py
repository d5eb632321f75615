"""What is told to many by message, who lets it go out, and what came of it?"""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ruta.base.numbers import read_number
from ruta.communication.actions import CampaignTerms, approve_campaign, cancel_campaign, save_campaign, submit_campaign
from ruta.communication.enums import CampaignState, Said
from ruta.communication.models import Campaign
from ruta.communication.policies import READER_ROLES, SENDER_ROLES, WRITER_ROLES, can_approve, can_write
from ruta.communication.selectors import campaign_of, campaigns, found_campaigns
from ruta.desk.cases.answering import attempt
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.listing import answered
from ruta.desk.messages.words import WHY
from ruta.desk.outreach.forms import ApproveForm, CampaignForm, NoteForm
from ruta.desk.outreach.lists import CAMPAIGNS, TONES
from ruta.desk.outreach.steps import finished, names_of
from ruta.desk.outreach.words import STEPS_OF_EFFECT
from ruta.insights.selectors import campaign_audience, campaign_effect
from ruta.territory.selectors import departments

KEPT = ("title", "text", "text_en", "details", "segment", "departments", "came_days")
LEFT = (CampaignState.SENDING, CampaignState.SENT, CampaignState.CANCELLED)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(READER_ROLES)
def listing(request: DeskRequest) -> Any:
    """Those of the institution, the latest first."""

    def told(page: Any) -> dict[str, Any]:
        may = can_write(request.actor, request.actor.institution_id or 0)
        return {"rows": [(row, TONES[row.state]) for row in page.rows], "may_write": may}

    return answered(request, CAMPAIGNS, lambda text: found_campaigns(campaigns(request.actor), text), "desk/outreach/campaigns.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(WRITER_ROLES)
def new(request: DeskRequest) -> HttpResponse:
    """Write one."""
    form, status = CampaignForm(request.POST or None, actor=request.actor), 200
    if request.method == "POST":
        done, status = attempt(request, form, "campaign.new", lambda: save_campaign(actor=request.actor, terms=_terms(form)).pk)
        if done is not None:
            return redirect("desk:campaign", done)
    return render(request, "desk/outreach/campaign_new.html", {"form": form}, status=status)


@require_safe
@roles(READER_ROLES)
def campaign(request: DeskRequest, campaign_id: int) -> HttpResponse:
    """One of them: to how many it goes, and what came of it. No name stands here."""
    return _page(request, campaign_of(request.actor, campaign_id))


@require_http_methods(["GET", "HEAD", "POST"])
@roles(WRITER_ROLES)
def change(request: DeskRequest, campaign_id: int) -> HttpResponse:
    """Change a draft."""
    row, status = campaign_of(request.actor, campaign_id), 200
    if row.state != CampaignState.DRAFT:
        return redirect("desk:campaign", row.pk)
    first = {name: getattr(row, name) for name in KEPT} | {"session": row.session_id or ""}
    form = CampaignForm(request.POST or None, actor=request.actor, initial=first)
    if request.method == "POST":
        version = read_number(request.POST.get("version", ""))

        def run() -> int:
            return save_campaign(actor=request.actor, terms=_terms(form), campaign_id=row.pk, version=version).pk

        done, status = attempt(request, form, f"campaign.change {row.pk}", run)
        if done is not None:
            return redirect("desk:campaign", row.pk)
    return render(request, "desk/outreach/campaign_new.html", {"form": form, "row": row}, status=status)


@require_POST
@roles(WRITER_ROLES)
def step(request: DeskRequest, campaign_id: int, step: str) -> HttpResponse:
    """Hand it in, let it go out or send it back, or call it off."""
    kinds: dict[str, Any] = {
        "presentar": (forms.Form, submit_campaign),
        "decidir": (ApproveForm, approve_campaign),
        "cancelar": (NoteForm, cancel_campaign),
    }
    if step not in kinds:
        raise Http404
    kind, verb = kinds[step]
    row, form, version = campaign_of(request.actor, campaign_id), kind(request.POST), read_number(request.POST.get("version", ""))

    def run() -> int:
        return int(verb(actor=request.actor, campaign_id=row.pk, version=version, **form.cleaned_data).pk)

    return finished(
        request,
        form,
        f"campaign.{step} {row.pk}",
        run,
        lambda status: _page(request, row, status=status, **{step: form, "problem": form}),
        ("desk:campaign", row.pk),
    )


def _terms(form: CampaignForm) -> CampaignTerms:
    said = dict(form.cleaned_data)
    session = said.pop("session")
    return CampaignTerms(session_id=int(session) if session else None, **said)


def _page(request: DeskRequest, row: Campaign, *, status: int = 200, **given: Any) -> HttpResponse:
    is_out, is_open = row.state in LEFT and row.approved_at is not None, row.state in {CampaignState.DRAFT, CampaignState.SUBMITTED}
    effect = campaign_effect(row) if is_out else None
    names, writes = {each.pk: each.name for each in departments()}, can_write(request.actor, row.institution_id)
    context = {
        "row": row, "tone": TONES[row.state], "problem": None, "names": names_of(*row.authors, row.approved_by), "audience": campaign_audience(row) if is_open else None,
        "places": [names[code] for code in row.departments if code in names], "effect": effect,
        "steps": [(STEPS_OF_EFFECT[code], cell) for code, cell in effect.steps] if effect else [],
        "said": [(Said(code).label, cell) for code, cell in effect.said.items()] if effect else [],
        "held": [(WHY.get(code, code), cell) for code, cell in effect.held.items()] if effect else [],
        "may_change": writes and row.state == CampaignState.DRAFT,
        "decidir": ApproveForm() if row.state == CampaignState.SUBMITTED and can_approve(request.actor, row.institution_id, row.authors, SENDER_ROLES) else None,
        "cancelar": NoteForm() if writes and (is_open or row.state == CampaignState.SENDING) else None,
    }  # fmt: skip
    return render(request, "desk/outreach/campaign.html", context | given, status=status)
