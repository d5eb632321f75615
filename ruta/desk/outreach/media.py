"""Where, when and for how much is something told to many, and how many did it reach?"""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ruta.base.clock import today
from ruta.base.numbers import read_number
from ruta.communication.actions import MediaTerms, cancel_media, close_media, save_media
from ruta.communication.enums import PlannedState
from ruta.communication.models import MediaItem
from ruta.communication.policies import READER_ROLES, WRITER_ROLES, can_write
from ruta.communication.selectors import Month, found_items, media_item_of, media_items, months_of
from ruta.desk.cases.answering import attempt
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.listing import answered
from ruta.desk.outreach.forms import MediaDoneForm, MediaForm, SourceForm
from ruta.desk.outreach.lists import MEDIA, TONES
from ruta.desk.outreach.steps import finished


@require_http_methods(["GET", "HEAD", "POST"])
@roles(READER_ROLES)
def items(request: DeskRequest) -> Any:
    """The plan, and its year month by month."""

    def told(page: Any) -> dict[str, Any]:
        this = today().year
        months = months_of(request.actor, this, this + 1)  # who plans in December looks at January
        return {
            "rows": [(row, TONES[row.state], row.state == PlannedState.PLANNED and row.ends < today()) for row in page.rows],
            "calendars": [_calendar(year, held) for year in (this, this + 1) if (held := [each for each in months if each.begins.year == year])],
            "may_write": can_write(request.actor, request.actor.institution_id or 0),
        }  # fmt: skip

    return answered(request, MEDIA, lambda text: found_items(media_items(request.actor), text), "desk/outreach/media.html", told)


def _calendar(year: int, months: list[Month]) -> dict[str, Any]:
    sums = {name: sum(getattr(each, name) for each in months) for name in ("budget", "spent", "reach", "reached")}
    return {"year": year, "months": months, **sums}


@require_http_methods(["GET", "HEAD", "POST"])
@roles(WRITER_ROLES)
def new(request: DeskRequest) -> HttpResponse:
    """Plan a line."""
    form, status = MediaForm(request.POST or None), 200
    if request.method == "POST":
        done, status = attempt(
            request, form, "media.new", lambda: save_media(actor=request.actor, terms=MediaTerms(**form.cleaned_data)).pk
        )
        if done is not None:
            return redirect("desk:media-item", done)
    return render(request, "desk/outreach/media_new.html", {"form": form}, status=status)


@require_safe
@roles(READER_ROLES)
def item(request: DeskRequest, item_id: int) -> HttpResponse:
    """One line."""
    return _page(request, media_item_of(request.actor, item_id))


@require_POST
@roles(WRITER_ROLES)
def step(request: DeskRequest, item_id: int, step: str) -> HttpResponse:
    """Change it, say what came of it, or call it off."""
    kinds = {"cambiar": MediaForm, "hecho": MediaDoneForm, "cancelar": SourceForm}
    if step not in kinds:
        raise Http404
    row, form = media_item_of(request.actor, item_id), kinds[step](request.POST)
    version = read_number(request.POST.get("version", ""))

    def run() -> int:
        said = form.cleaned_data
        if step == "cambiar":
            return save_media(actor=request.actor, terms=MediaTerms(**said), item_id=row.pk, version=version).pk
        verb = close_media if step == "hecho" else cancel_media
        return int(verb(actor=request.actor, item_id=row.pk, version=version, **said).pk)

    return finished(
        request,
        form,
        f"media.{step} {row.pk}",
        run,
        lambda status: _page(request, row, status=status, **{step: form}),
        ("desk:media-item", row.pk),
    )


def _page(request: DeskRequest, row: MediaItem, *, status: int = 200, **given: Any) -> HttpResponse:
    writes = can_write(request.actor, row.institution_id)
    may, tells = writes and row.state == PlannedState.PLANNED, writes and row.state != PlannedState.CANCELLED and row.begins <= today()
    said = (
        {"spent": row.budget}
        if row.state == PlannedState.PLANNED
        else {name: getattr(row, name) for name in ("spent", "reached", "source")}
    )
    first = {name: getattr(row, name) for name in ("title", "medium", "outlet", "segment", "begins", "ends", "budget", "reach")}
    context = {
        "row": row, "tone": TONES[row.state], "cambiar": MediaForm(initial=first | {"territory_code": row.territory_id or ""}) if may else None,
        "hecho": MediaDoneForm(initial=said) if tells else None, "cancelar": SourceForm() if may else None,
    }  # fmt: skip
    return render(request, "desk/outreach/media_item.html", context | given, status=status)
