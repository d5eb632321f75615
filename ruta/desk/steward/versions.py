"""What would a version change, and who approves it, turns it down or goes back to it?"""

from typing import Any

import yaml
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ruta.base.access import log_access
from ruta.base.clock import today
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.steward.differing import band_rows, judged_rows, sample_words, verdict, weight_groups
from ruta.desk.steward.forms import GoBackForm, RejectForm
from ruta.desk.steward.showing import expected_words, weights_words
from ruta.people.duplicates.policies import STEWARD_ROLES, may_approve
from ruta.people.duplicates.quality import evidence, model_in_force, models, version
from ruta.people.duplicates.versions import approve_version, reject_version, return_to
from ruta.people.models import LinkageModel
from ruta.people.policies import institution_of
from ruta.people.selectors import user_names
from ruta.people.selectors.in_force import FIRST, STAGE_FROM, in_force, scorer_for


@require_safe
@roles(STEWARD_ROLES)
def version_page(request: DeskRequest, number: int) -> HttpResponse:
    """One version: what it says, what it would change, and the answer."""
    return _page(request, number)


@require_safe
@roles(STEWARD_ROLES)
def model_file(request: DeskRequest, number: int) -> HttpResponse:
    """The weights of a version as a file: `ruta link --model` goes by the same numbers as the counter."""
    from ruta.people.linkage.batch.models import described

    log_access(request.actor, "export", object_id=number, reason="model")
    raw = version(number).weights if number != FIRST else {}
    weights = scorer_for(raw).weights
    kept = raw or described(weights, version=weights.version, day=today(), settings={})
    text = yaml.safe_dump(kept, allow_unicode=True, sort_keys=False, default_flow_style=None)
    response = HttpResponse(text, content_type="application/yaml")
    response["Content-Disposition"] = f'attachment; filename="modelo-{number}.yaml"'
    return response


@require_POST
@roles(STEWARD_ROLES)
def approve(request: DeskRequest, number: int) -> HttpResponse:
    """From now on, in every process."""
    approve_version(actor=request.actor, model_id=version(number).pk)
    messages.success(request, _("Rige la versión %(number)s. Esta noche se compara a todas las personas con ella.") % {"number": number})
    return redirect("desk:quality")


@require_POST
@roles(STEWARD_ROLES)
def reject(request: DeskRequest, number: int) -> HttpResponse:
    """Nothing changes; the reason stays."""
    form = RejectForm(request.POST)
    if not form.is_valid():
        return _page(request, number, rejecting=form)
    reject_version(actor=request.actor, model_id=version(number).pk, reason=form.cleaned_data["reason"])
    messages.success(request, _("La propuesta quedó rechazada. Nada cambia."))
    return redirect("desk:quality")


@require_POST
@roles(STEWARD_ROLES)
def go_back(request: DeskRequest, number: int) -> HttpResponse:
    """Take up a version of before, at once."""
    form = GoBackForm(request.POST)
    if not form.is_valid():
        return _page(request, number, returning=form)
    made = return_to(actor=request.actor, number=number, reason=form.cleaned_data["reason"])
    said = {"number": made.number, "before": number}
    messages.success(request, _("Rige la versión %(number)s, con lo que decía la %(before)s.") % said)
    return redirect("desk:quality")


def _page(request: DeskRequest, number: int, rejecting: Any = None, returning: Any = None) -> HttpResponse:
    model = _first() if number == FIRST else version(number)
    rules, held = in_force(), model_in_force(institution_of(request.actor))
    before = _before(model) if model.pk else {}
    was_in_force = model.approved_at is not None or number == FIRST
    effect = model.effect | evidence(model)
    context = {
        "model": model,
        "is_first": number == FIRST,
        "names": user_names({pk for pk in (model.proposed_by_id, model.approved_by_id, model.rejected_by_id) if pk}),
        "is_now": rules.number == number,
        "may_approve": may_approve(request.actor, model.proposed_by_id),
        "is_late": bool(held and model.is_open and held.number > number),
        "may_return": was_in_force and number < rules.number,
        "rejecting": rejecting or RejectForm(),
        "returning": returning or GoBackForm(),
        "weights": scorer_for(model.weights).weights,
        "weights_words": weights_words(scorer_for(model.weights).weights),
        "groups": weight_groups(model.effect.get("was") or scorer_for(before).weights.levels, scorer_for(model.weights).weights.levels),
        "has_change": bool(model.weights) or bool(before),
        "bands": band_rows(model.effect),
        "sample": sample_words(model.effect),
        "judged": judged_rows(effect),
        "judged_count": effect.get("judged", 0),
        "verdict": verdict(effect) if model.is_open and model.weights else None,
        "precision": expected_words(model.expected, "precision"),
        "recall": expected_words(model.expected, "recall"),
    }
    has_error = rejecting is not None or returning is not None
    return render(request, "desk/steward/version.html", context, status=422 if has_error else 200)


def _before(model: LinkageModel) -> dict[str, Any]:
    """The weights of the version that was in force when this one was proposed."""
    rows = models().filter(approved_at__lt=model.proposed_at, number__lt=model.number)
    found = rows.first()
    return found.weights if found else {}


def _first() -> LinkageModel:
    """Version 1, which no row holds."""
    weights = scorer_for({}).weights
    return LinkageModel(number=FIRST, stage_from=STAGE_FROM, weights_version=weights.version, reason=weights_words(weights))
