"""Which services are near somebody who needs something? A list for slow telephones, and the same on a map."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from ruta.agenda.selectors import next_near
from ruta.base.context import ANYBODY
from ruta.base.listing import Filter, Listing, Sort, exported, listed, typed_filters
from ruta.directory.enums import Audience
from ruta.directory.selectors import Sought, as_ordered, found_services, in_reach, whole, with_place
from ruta.portal.directory.drawing import drawn
from ruta.portal.directory.files import SERVICE_COLUMNS
from ruta.portal.directory.hits import hits
from ruta.portal.directory.where import LONGEST, place_links, where_of, without_place
from ruta.taxonomy.selectors import catalogue

MAP = "mapa"


def _groups() -> list[tuple[str, str]]:
    return [(code, row.label()) for code, row in catalogue("needs").section("groups").items()]


def _audiences() -> list[tuple[str, str]]:
    return [(code, str(label)) for code, label in Audience.choices if code != Audience.ANYONE]


def _as_found(rows: Any, _value: str) -> Any:
    """The selector has narrowed already: it must know everything before it asks whether a word was misspelt."""
    return rows


SERVICES = Listing(
    name="servicios",
    order="cerca",
    page_size=10,
    count_to=200,  # whoever looks for help reads whether there are few or many
    sorts=[Sort("cerca", ("order_hm", "id"))],
    filters=[
        Filter("necesito", _("¿Qué necesita?"), _as_found, _groups),
        Filter("soy", _("¿Quién es usted?"), _as_found, _audiences),
        Filter("abierto", _("Abierto ahora"), _as_found),
        Filter("gratis", _("Gratis"), _as_found),
    ],
    columns=SERVICE_COLUMNS,
)


@require_safe
def services(request: HttpRequest) -> HttpResponseBase:
    """The services that answer, the nearest first, or the same list as a file; nobody has to sign in to look."""
    text = " ".join(request.GET.get("q", "").split())[:LONGEST]
    where = where_of(request.GET)
    set_to = typed_filters(SERVICES, request.GET)
    rows, is_like = found_services(
        Sought(
            text=text, need_group=set_to.get("necesito", ""), audience=set_to.get("soy", ""), spot=where.spot,
            is_open="abierto" in set_to, is_free="gratis" in set_to,
        )
    )  # fmt: skip
    file = exported(SERVICES, with_place(rows), request.GET, ANYBODY)
    if file is not None:
        return file
    kept = where.kept | ({"q": text} if text else {})
    rows = as_ordered(rows)
    page = listed(SERVICES, rows, request.GET, kept=kept, first=in_reach(rows, where.spot))
    found = hits(whole(page.rows), where.spot)
    is_map = request.GET.get("vista") == MAP
    context = {
        "page": page, "hits": found, "text": text, "where": where, "is_like": is_like, "is_map": is_map, "map": drawn(found, where.spot) if is_map else None,
        "other_view": _other_view(request, is_map=is_map), "elsewhere": without_place(request), "places": place_links(request, where),
        "visit": next_near(where.spot.code) if where.spot else None,
    }  # fmt: skip
    return render(request, "portal/directory/list.html", context)


def _other_view(request: HttpRequest, *, is_map: bool) -> str:
    query = request.GET.copy()  # the same page of the list
    query.pop("vista", None)
    if not is_map:
        query["vista"] = MAP
    return f"{request.path}?{query.urlencode()}"
