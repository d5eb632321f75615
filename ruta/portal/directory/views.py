"""Which services are near somebody who needs something? A list for slow telephones, and the same on a map."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from ruta.base.context import ANYBODY
from ruta.base.listing import Filter, Listing, Sort, exported, listed, typed_filters
from ruta.directory.enums import Audience
from ruta.directory.selectors import Sought, Spot, as_ordered, found_services, in_reach, places_named, spot_of, whole, with_place
from ruta.portal.directory.drawing import drawn
from ruta.portal.directory.files import SERVICE_COLUMNS
from ruta.portal.directory.hits import hits
from ruta.taxonomy.selectors import catalogue

LONGEST = 80
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


@dataclass(frozen=True)
class Where:
    """The place that somebody means: known, one of several, or none that we know."""

    typed: str = ""
    spot: Spot | None = None
    choices: list[Spot] = field(default_factory=list)

    @property
    def is_unknown(self) -> bool:
        """Whether something was typed that names no place."""
        return bool(self.typed) and self.spot is None and not self.choices

    @property
    def kept(self) -> dict[str, str]:
        """What the addresses of the list carry along."""
        return {"lugar": self.spot.code} if self.spot else {}


@require_safe
def services(request: HttpRequest) -> HttpResponseBase:
    """The services that answer, the nearest first, or the same list as a file; nobody has to sign in to look."""
    text = " ".join(request.GET.get("q", "").split())[:LONGEST]
    where = _where(request.GET)
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
        "other_view": _other_view(request, is_map=is_map), "elsewhere": _without_place(request), "places": _place_links(request, where),
    }  # fmt: skip
    return render(request, "portal/directory/list.html", context)


def _where(query: Mapping[str, str]) -> Where:
    typed = " ".join(query.get("donde", "").split())[:LONGEST]
    if not typed:
        spot = spot_of(query.get("lugar", ""))
        return Where(spot=spot)
    found = places_named(typed)
    return Where(typed, found[0]) if len(found) == 1 else Where(typed, None, found)


def _address(request: HttpRequest, **words: str) -> str:
    query = request.GET.copy()
    for name in ("donde", "despues", "antes", *words):
        query.pop(name, None)
    for name, value in words.items():
        if value:
            query[name] = value
    return f"{request.path}?{query.urlencode()}"


def _other_view(request: HttpRequest, *, is_map: bool) -> str:
    query = request.GET.copy()  # the same page of the list
    query.pop("vista", None)
    if not is_map:
        query["vista"] = MAP
    return f"{request.path}?{query.urlencode()}"


def _without_place(request: HttpRequest) -> str:
    return _address(request, lugar="")


def _place_links(request: HttpRequest, where: Where) -> list[tuple[Spot, str]]:
    return [(spot, _address(request, lugar=spot.code)) for spot in where.choices]
