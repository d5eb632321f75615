"""How does somebody make one record of two, look at what was merged, and part them again?"""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ruta.base.access import log_access
from ruta.base.errors import Invalid
from ruta.base.idempotency import once
from ruta.base.listing.paging import Page
from ruta.desk.duplicates.forms import LABELS, MergeForm, PartForm
from ruta.desk.duplicates.lists import MERGES, found_merges
from ruta.desk.duplicates.showing import permission_lines
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.listing import answered
from ruta.people.duplicates.policies import DUPLICATE_ROLES
from ruta.people.duplicates.selectors import pair_for
from ruta.people.enums import PairAnswer
from ruta.people.merging.actions import Chosen, merge_persons, part_persons
from ruta.people.merging.policies import PART_ROLES, can_part
from ruta.people.merging.selectors import Preview, elder, merge_page, merges, preview
from ruta.people.selectors import user_names


@require_http_methods(["GET", "HEAD", "POST"])
@roles(DUPLICATE_ROLES)
def merge(request: DeskRequest, pair_id: int) -> HttpResponse:
    """Choose field by field, read what moves, and confirm."""
    pair = pair_for(pair_id)
    if pair.person is None or pair.decision == PairAnswer.SAME or pair.person.merged_into_id or pair.other.merged_into_id:
        return redirect("desk:duplicate", pair.pk)
    shown = preview(request.actor, *elder(pair.person, pair.other))
    form = MergeForm(request.POST or None, preview=shown)
    if request.method == "POST" and form.is_valid():
        done = _merged(request, shown, form)
        if done is not None:
            return redirect("desk:person", done)
    if request.method != "POST":
        for person in (shown.survivor, shown.absorbed):
            log_access(request.actor, "open_person", person_id=person.pk, reason="duplicates")
    context = {"pair": pair, "shown": shown, "form": form, "permissions": permission_lines(shown.permissions)}
    return render(request, "desk/duplicates/merge.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@roles(DUPLICATE_ROLES)
def merges_page(request: DeskRequest) -> Any:
    """What was merged, the newest first."""
    return answered(request, MERGES, lambda text: found_merges(merges(), text), "desk/duplicates/merges.html", _with_names)


def _with_names(page: Page) -> dict[str, Any]:
    names = user_names({row.merged_by_id for row in page.rows if row.merged_by_id})
    return {"rows": [{"row": row, "by": names.get(row.merged_by_id or 0, "")} for row in page.rows]}


@require_safe
@roles(DUPLICATE_ROLES)
def merged(request: DeskRequest, merge_id: int) -> HttpResponse:
    """One merge: what moved, what came since, and the way back."""
    return _page(request, merge_id, None)


@require_http_methods(["POST"])
@roles(PART_ROLES)
def part(request: DeskRequest, merge_id: int) -> HttpResponse:
    """Undo a merge; what came since stays unless it was marked."""
    form = PartForm(request.POST, page=merge_page(merge_id))
    if not form.is_valid():
        return _page(request, merge_id, form)
    undone = part_persons(actor=request.actor, merge_id=merge_id, reason=form.cleaned_data["reason"], later=form.later)
    messages.success(request, _("Los registros se separaron. Cada uno tiene otra vez lo suyo."))
    return redirect("desk:merged", undone.pk)


def _merged(request: DeskRequest, shown: Preview, form: MergeForm) -> int | None:
    """The id of who stayed; a second click gets the same one. An error of the verb goes back to the form."""
    chosen = Chosen(fields=form.fields_chosen, answers=form.answers)
    ids = {"survivor_id": shown.survivor.pk, "absorbed_id": shown.absorbed.pk}
    key = request.POST.get("idempotency_key", "")
    try:
        done, is_new = once(
            actor=request.actor, key=key, verb="merge_persons",
            run=lambda: merge_persons(actor=request.actor, chosen=chosen, **ids).survivor_id,
        )  # fmt: skip
    except Invalid as error:
        form.add_error(None, str(error.message))
        return None
    if is_new:
        messages.success(request, _("Listo: los dos registros son uno. Si no era la misma persona, se puede deshacer."))
    return int(done)


def _page(request: DeskRequest, merge_id: int, form: PartForm | None) -> HttpResponse:
    page = merge_page(merge_id)
    names = user_names({pk for pk in (page.merge.merged_by_id, page.merge.undone_by_id) if pk})
    context = {
        "page": page,
        "merge": page.merge,
        "by": names.get(page.merge.merged_by_id or 0, ""),
        "undone_by": names.get(page.merge.undone_by_id or 0, ""),
        "columns": [(_column(name), name in page.kept) for name in sorted(page.merge.fields) if name != "is_birth_date_estimated"],
        "can_part": can_part(request.actor) and page.merge.undone_at is None,
        "form": form or PartForm(page=page),
    }
    return render(request, "desk/duplicates/merged.html", context, status=422 if form else 200)


def _column(name: str) -> str:
    return _("Idiomas") if name == "languages" else str(LABELS[name])
