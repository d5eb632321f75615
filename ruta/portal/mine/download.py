"""How does a person take a copy of everything with them? As data for another program, and as a page to read and print."""

import json

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from ruta.base.access import log_access
from ruta.base.clock import now, today
from ruta.portal.mine.doors import Inside, inside
from ruta.portal.mine.gathering import as_data, as_words, everything_of
from ruta.subjects.selectors import self_of


@require_safe
@inside
def as_json(request: Inside) -> HttpResponse:
    """Codes and values."""
    parts = everything_of(self_of(request.visiting.actor))
    made = {"format": "ruta.own-data", "version": 1, "made_at": now().isoformat(), **as_data(parts)}
    return _file(request, json.dumps(made, ensure_ascii=False, indent=1), "application/json", "json")


@require_safe
@inside
def as_page(request: Inside) -> HttpResponse:
    """A page that opens without network and prints."""
    person = self_of(request.visiting.actor)
    text = render_to_string("portal/mine/copy.html", {"parts": as_words(everything_of(person)), "person": person, "made": today()})
    return _file(request, text, "text/html; charset=utf-8", "html")


def _file(request: Inside, text: str, kind: str, ending: str) -> HttpResponse:
    visiting = request.visiting
    log_access(visiting.actor, "own_copy", person_id=visiting.person_id, owner_institution_id=visiting.owner_institution_id, ending=ending)
    name = f"mis-datos-{today():%Y-%m-%d}.{ending}"
    return HttpResponse(text, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
