"""How good is the search for duplicates, and who changes from which likeness on a human decides?"""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ruta.base.access import log_access
from ruta.base.errors import Invalid
from ruta.base.numbers import read_number
from ruta.desk.duplicates.showing import lines_between
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.steward.forms import ThresholdForm
from ruta.desk.steward.showing import drawing, drift_sentence, drift_words, expected_words, rows, weights_words
from ruta.people.duplicates.curve import THRESHOLDS, curve
from ruta.people.duplicates.policies import STEWARD_ROLES
from ruta.people.duplicates.quality import drift_now, judged, last_pass, last_run, models, to_judge
from ruta.people.duplicates.sampling import draw_sample, judge_pair
from ruta.people.duplicates.selectors import sides_of
from ruta.people.duplicates.versions import propose_threshold
from ruta.people.models import LinkageModel
from ruta.people.policies import institution_of
from ruta.people.selectors import user_names
from ruta.people.selectors.in_force import FIRST, in_force, scorer_for

SHOWN = 20


@require_safe
@roles(STEWARD_ROLES)
def quality_page(request: DeskRequest) -> HttpResponse:
    """Thresholds with their expected errors, the version in force, drift and proposals."""
    return _page(request, ThresholdForm())


@require_POST
@roles(STEWARD_ROLES)
def draw(request: DeskRequest) -> HttpResponse:
    """A new sample to judge."""
    count = draw_sample(actor=request.actor)
    if not count:
        messages.info(request, _("No salió ninguna pareja parecida. Pruebe cuando haya más registros."))
        return redirect("desk:quality")
    return redirect("desk:judge")


@require_http_methods(["GET", "HEAD", "POST"])
@roles(STEWARD_ROLES)
def judge(request: DeskRequest) -> HttpResponse:
    """One pair after the other, without score and without reasons."""
    if request.method == "POST":
        number = request.POST.get("pair", "")
        judge_pair(actor=request.actor, judged_id=read_number(number), verdict=request.POST.get("verdict", ""))
        return redirect("desk:judge")
    waiting = to_judge()
    pair = waiting.first()
    found = sides_of(pair.one_id, pair.other_id) if pair else None
    if pair is None or found is None:
        messages.info(request, _("No quedan parejas por responder. Saque otra muestra cuando quiera."))
        return redirect("desk:quality")
    for side in found[:2]:
        log_access(request.actor, "open_person", person_id=side.record.ref, reason="sample")  # type: ignore[arg-type]
    context = {"pair": pair, "lines": lines_between(*found), "waiting": waiting.count()}
    return render(request, "desk/steward/judge.html", context)


@require_POST
@roles(STEWARD_ROLES)
def propose(request: DeskRequest) -> HttpResponse:
    """Write a proposal down with what is expected of it."""
    form = ThresholdForm(request.POST)
    if form.is_valid():
        try:
            propose_threshold(actor=request.actor, **form.cleaned_data)
        except Invalid as error:
            for field, sentence in error.fields.items():
                form.add_error(field, sentence)
        else:
            messages.success(request, _("La propuesta quedó anotada. Rige cuando se apruebe."))
            return redirect("desk:quality")
    return _page(request, form)


def _page(request: DeskRequest, form: ThresholdForm) -> HttpResponse:
    institution_id = institution_of(request.actor)
    said, rules = judged(), in_force()
    points = curve(said, sorted({*THRESHOLDS, rules.stage_from}))
    drift = drift_now(institution_id)
    context = {
        "form": form,
        "rules": rules,
        "weights": rules.scorer.weights,
        "weights_words": weights_words(rules.scorer.weights),
        "factory": scorer_for({}).weights,
        "factory_words": weights_words(scorer_for({}).weights),
        "run": last_run(),
        "is_factory": rules.number == FIRST,
        "judged": len(said),
        "waiting": to_judge().count(),
        "drawing": drawing(points, rules.stage_from) if points else None,
        "rows": rows(points, rules.stage_from),
        "drift": drift_words(drift),
        "drift_sentence": drift_sentence(drift),
        "last": last_pass(),
        "models": [_version(each) for each in _named(list(models()[:SHOWN]))],
    }
    return render(request, "desk/steward/quality.html", context, status=422 if form.errors else 200)


def _named(found: list[LinkageModel]) -> list[tuple[LinkageModel, dict[int, str]]]:
    names = user_names({pk for each in found for pk in (each.proposed_by_id, each.approved_by_id) if pk})
    return [(each, names) for each in found]


def _version(found: tuple[LinkageModel, dict[int, str]]) -> dict[str, Any]:
    each, names = found
    return {
        "model": each,
        "proposed_by": names.get(each.proposed_by_id or 0, ""),
        "approved_by": names.get(each.approved_by_id or 0, ""),
        "precision": expected_words(each.expected, "precision"),
        "recall": expected_words(each.expected, "recall"),
    }
