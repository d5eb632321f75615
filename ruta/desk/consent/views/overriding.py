"""How does staff read without permission when the law allows it, and how is that judged?"""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ruta.accounts.enums import Role
from ruta.base.errors import Invalid
from ruta.base.listing.paging import Page
from ruta.desk.consent.forms import OverrideForm
from ruta.desk.consent.lists import REVIEWS, WAITING, of_persons
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.listing import answered
from ruta.people.actions import open_override, person_behind, review_override
from ruta.people.enums import Verdict
from ruta.people.policies import overridable_categories
from ruta.people.selectors import category_labels, lawful_bases, overrides, user_names
from ruta.taxonomy.selectors import items

OVERRIDE_ROLES = {Role.PROTECTION_OFFICER, Role.CHILD_PROTECTION_OFFICER, Role.OFFICE_COORDINATOR}
REVIEW_ROLES = {Role.PRIVACY_OFFICER, Role.OFFICE_COORDINATOR}


@require_POST
@roles(OVERRIDE_ROLES)
def override(request: DeskRequest) -> HttpResponse:
    """Say on which ground and why; then read for three hours what was named."""
    actor = request.actor
    allowed = overridable_categories(actor)
    categories = [(row.code, row.label()) for row in items("consent_notices", section="data_categories") if row.code in allowed]
    is_start = request.POST.get("step") == "start"
    initial = {"handle": request.POST.get("handle", "")}
    form = OverrideForm(None if is_start else request.POST, initial=initial, bases=lawful_bases(), categories=categories)
    if is_start or not form.is_valid():
        return render(request, "desk/consent/override.html", {"form": form}, status=200 if is_start else 422)
    said = form.cleaned_data
    try:
        person_id = person_behind(str(said["handle"]))
        open_override(
            actor=actor, person_id=person_id, lawful_basis=said["lawful_basis"], reason=said["reason"], categories=tuple(said["categories"])
        )  # fmt: skip
    except Invalid as error:
        for name, sentence in error.fields.items():
            form.add_error(name, sentence)
        return render(request, "desk/consent/override.html", {"form": form}, status=422)
    messages.warning(request, _("Abierto por 3 horas. La institución dueña ya fue avisada y revisará el motivo."))
    return redirect("desk:person", person_id) if "identity" in said["categories"] else redirect("desk:search")


@require_http_methods(["GET", "HEAD", "POST"])
@roles(REVIEW_ROLES)
def reviews(request: DeskRequest) -> Any:
    """Readings without permission; who only opens the place sees those that wait for a judgement, the first due first."""
    rows = overrides(request.actor)
    return answered(
        request, REVIEWS, lambda text: of_persons(rows, text), "desk/consent/reviews.html", _read_without, first={"estado": WAITING}
    )


def _read_without(page: Page) -> dict[str, Any]:
    names = user_names({row.user_id for row in page.rows})
    bases = dict(lawful_bases())
    rows = [
        (row, names.get(row.user_id, ""), bases.get(row.lawful_basis, row.lawful_basis), category_labels(row.categories))
        for row in page.rows
    ]
    return {"rows": rows, "verdicts": Verdict.choices, "words": dict(Verdict.choices)}


@require_POST
@roles(REVIEW_ROLES)
def review(request: DeskRequest, override_id: int) -> HttpResponse:
    """Keep the judgement; what was not justified ends now."""
    try:
        review_override(
            actor=request.actor, override_id=override_id, verdict=request.POST.get("verdict", ""), note=request.POST.get("note", "")
        )  # fmt: skip
    except Invalid as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("Revisión guardada."))
    return redirect("desk:override-reviews")
