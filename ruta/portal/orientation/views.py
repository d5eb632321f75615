"""What should somebody know who leaves, passes through or comes back? Short sentences, read aloud, each topic with its sources and how sure they are."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ruta.cases.selectors.labels import told_of
from ruta.legal.selectors import instruments
from ruta.taxonomy.selectors import Item, catalogue, items, label
from ruta.territory.selectors import territories

ORIENTATION = "orientation"
TONES = {
    "verified": ("done", "patch-check"),
    "press": ("care", "question-diamond"),
    "memory": ("care", "question-diamond"),
    "proposal": ("", "pencil"),
}


@require_safe
def topics(request: HttpRequest) -> HttpResponse:
    """Every topic that is offered."""
    rows = [(row.code, row["icon"], row.label(), row.text("lead")) for row in items(ORIENTATION)]
    return render(request, "portal/orientation/list.html", {"rows": rows})


@require_safe
def topic(request: HttpRequest, code: str) -> HttpResponse:
    """One topic: what to do, where to go from here, and where it comes from."""
    rows = items(ORIENTATION)
    row = next((each for each in rows if each.code == code), None)
    if row is None:
        return render(request, "portal/orientation/gone.html", {"rows": [(each.code, each.label()) for each in rows]}, status=404)
    shows = set(row.get("shows", ()))
    context = {
        "label": row.label(), "lead": row.text("lead"), "parts": _parts(row), "icon": row["icon"], "shows": shows,
        "needs": [(need, label("needs", need, section="groups")) for need in row["needs"]], "others": _others(row),
        "norms": instruments().filter(code__in=row["norms"]).order_by("position"), "version": catalogue(ORIENTATION).version,
        "territories": list(territories(priority_only=True).order_by("priority_name", "pk")) if "territories" in shows else [],
        "more": [(each.code, each["icon"], each.label()) for each in rows if each.code != code],
    }  # fmt: skip
    return render(request, "portal/orientation/topic.html", context)


def _parts(row: Item) -> list[tuple[str, list[str]]]:
    return [(told_of(part, "title"), [told_of(point, "text") for point in part["points"]]) for part in row["parts"]]


def _others(row: Item) -> list[tuple[str, str, str, str]]:
    """Where the rest comes from: words, how sure, and the look of that."""
    return [(told_of(each, "told"), label(ORIENTATION, each["sure"], section="sureness"), *TONES[each["sure"]]) for each in row["others"]]
