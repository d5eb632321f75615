"""How does a person take a copy of everything with them? As data for another program, as a page, and as a paper that prints."""

import json
from pathlib import Path

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ruta.base.access import log_access
from ruta.base.clock import now, today
from ruta.people.models import Person
from ruta.portal.mine.doors import Inside, inside
from ruta.portal.mine.gathering import as_data, as_words, everything_of
from ruta.subjects.selectors import self_of

SHEET = Path(__file__).parent / "sheets" / "copy.typ"


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


@require_safe
@inside
def as_pdf(request: Inside) -> HttpResponse:
    """The same as a tagged PDF on letter paper."""
    person = self_of(request.visiting.actor)
    return _file(request, _paper(person), "application/pdf", "pdf")


def _paper(person: Person) -> bytes:
    """PDF/UA: a screen reader finds its headings. What somebody typed goes in as data and is never read as markup."""
    import typst

    data = {
        "title": _("Lo que guardamos de %(name)s") % {"name": person.full_name}, "lang": (get_language() or "es")[:2],
        "about": _("Lo que es delicado no está aquí, porque este archivo puede caer en otras manos: pídalo en la oficina."),
        "made": _("Hecho el %(day)s.") % {"day": date_format(today(), "DATE_FORMAT")},
        "parts": [{"title": title, "rows": rows} for title, rows in as_words(everything_of(person))],
    }  # fmt: skip
    made: bytes = typst.compile(str(SHEET), sys_inputs={"data": json.dumps(data)}, pdf_standards=["ua-1"], ignore_system_fonts=True)
    return made


def _file(request: Inside, content: str | bytes, kind: str, ending: str) -> HttpResponse:
    visiting = request.visiting
    log_access(visiting.actor, "own_copy", person_id=visiting.person_id, owner_institution_id=visiting.owner_institution_id, ending=ending)
    name = f"mis-datos-{today():%Y-%m-%d}.{ending}"
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
