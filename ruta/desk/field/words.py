"""How does a thing that a device brought read on a screen?"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ruta.cases.selectors.labels import ACTION_STATES, PRIORITIES, WHO, coded, masked
from ruta.desk.field.forms import EditForm
from ruta.desk.people.views import editing
from ruta.field.actions import label_of
from ruta.field.enums import SentVerb
from ruta.field.models import Disagreement, Sent
from ruta.people.models.reserved import MASKS
from ruta.taxonomy.selectors import Item, instruments, needs, service_types


def about(row: Sent) -> str:
    """Whom or what it is about, in a few words."""
    said = row.payload or {}
    person = said.get("person")
    if row.verb == SentVerb.REGISTER and isinstance(person, Mapping):
        return f"{person.get('given_names', '')} {person.get('surnames', '')}".strip()
    return str(said.get("about", "")) or str(said.get("title", ""))


def lines(row: Sent, *, may_read: bool) -> list[tuple[str, str]]:
    """What it says, line by line, for whoever decides; `may_read`: who wrote it, or a role that reads what is reserved."""
    said = row.payload or {}
    shown_of = said if may_read else _without_reserved(said)
    return [(name, text) for name, text in _lines(shown_of) if text]


def _without_reserved(said: Mapping[str, Any]) -> dict[str, Any]:
    """The same for a colleague: free words wait for whoever wrote them, and a strict need or service is not named."""
    hidden = {name: _("Reservado: lo lee quien lo escribió") for name in ("note", "title") if said.get(name)}
    if said.get("code") in {each.code for each in needs() if each.sensitivity == "strict"}:
        hidden["code"] = masked()
    if said.get("service_type") in {each.code for each in service_types() if each.sensitive}:
        hidden["service_type"] = _("Atención protegida")
    changes = said.get("changes", {}) if said.get("target") == "person" else {}
    return {**said, **hidden, "changes": changes}


def _lines(said: Mapping[str, Any]) -> list[tuple[str, str]]:
    found = said.get("person")
    person: Mapping[str, Any] = found if isinstance(found, Mapping) else {}
    documents = ", ".join(str(each.get("value", "")) for each in person.get("identifiers", []))
    contacts = ", ".join(str(each.get("value", "")) for each in person.get("contacts", []))
    return [
        (_("Nombre"), f"{person.get('given_names', '')} {person.get('surnames', '')}".strip()),
        (_("Documento"), documents),
        (_("Nacimiento"), in_words(person.get("birth_date"))),
        (_("Teléfono"), contacts),
        (_("Servicio"), coded("service_types", str(said.get("service_type", "")))),
        (_("Resultado"), coded("service_outcomes", str(said.get("outcome", "")))),
        (_("Fecha"), in_words(said.get("delivered_on"))),
        (_("Necesidad"), coded("needs", str(said.get("code", "")))),
        (_("Instrumento"), _instrument(str(said.get("instrument", "")))),
        (_("Documento"), str(said.get("kind", ""))),
        (_("Itinerario"), str(said.get("title", ""))),
        (_("Nota"), str(said.get("note", ""))),
        *((str(label_of(str(said.get("target", "")), name)), shown(name, value)) for name, value in said.get("changes", {}).items()),
    ]


def _instrument(code: str) -> str:
    found = next((each for each in instruments() if code and each.code == code), None)
    return Item("", found.plain()).text("label") if found else code


def in_words(value: Any) -> str:
    """A value of a field as people read it."""
    if value in (None, "", []):
        return ""
    found = _day(str(value))
    return date_format(found, "DATE_FORMAT") if found else str(value)


def shown(name: str, value: Any) -> str:
    """A value of a field of the person, a need or a step, by the name of its choice when it has one."""
    field = EditForm().fields.get(name)
    if field and getattr(field, "choices", None):
        return editing.in_words(field, value) or _("Sin dato")
    named = {"priority": PRIORITIES, "who": WHO, "state": ACTION_STATES}.get(name, {})
    return str(named.get(str(value), "")) or in_words(value) or _("Sin dato")


def shown_of(each: Disagreement, value: Any, *, may_read: bool) -> str:
    """One of two answers; of a row that is reserved, only what the reader wrote or may read."""
    is_reserved = any(other in MASKS for other in (each.base, each.theirs))
    return _("Reservado: lo lee quien lo escribió") if is_reserved and not may_read and value not in MASKS else shown(each.field, value)


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None
