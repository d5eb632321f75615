"""What does the system of another institution say of this person? Asked when somebody asks, shown as what they say, written nowhere."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from ruta.base.access import log_access
from ruta.base.clock import now
from ruta.base.errors import NotFound
from ruta.base.numbers import read_number
from ruta.desk.gate import DeskRequest, roles
from ruta.people.duplicates.policies import DUPLICATE_ROLES
from ruta.people.models import Person
from ruta.people.selectors import purpose_label
from ruta.trust.actions.asking import Said, ask_about, ways_to_ask
from ruta.trust.actions.peers import Unreached

LONGEST = 200
SEXES = {"female": gettext_lazy("Mujer"), "male": gettext_lazy("Hombre"), "unknown": gettext_lazy("Sin dato")}


@require_safe
@roles(DUPLICATE_ROLES)
def systems(request: DeskRequest, person_id: int) -> HttpResponse:
    """Which systems may be asked about the person today, and why no other."""
    return _page(request, _own(request, person_id))


@require_POST
@roles(DUPLICATE_ROLES)
def ask_system(request: DeskRequest, person_id: int) -> HttpResponse:
    """Ask one of them. Whatever it answers changes nothing here; a person reads it and decides."""
    person = _own(request, person_id)
    log_access(request.actor, "ask_system", person_id=person.pk, owner_institution_id=person.owner_institution_id)
    try:
        said = ask_about(actor=request.actor, person=person, client_id=read_number(request.POST.get("system", "")))
    except Unreached:
        messages.error(
            request, _("Ese sistema no contestó bien. No se sabe si conoce a la persona. Pruebe más tarde o avise a quien administra.")
        )
        return _page(request, person)
    return _page(request, person, said)


def _page(request: DeskRequest, person: Person, said: Said | None = None) -> HttpResponse:
    context = {
        "person": person,
        "ways": [(way, purpose_label(way.purpose)) for way in ways_to_ask(request.actor, person)],
        "said": said,
        "asked_at": now(),
        "answers": [lines_of(each) for each in said.records] if said else [],
    }
    return render(request, "desk/elsewhere/systems.html", context)


def _own(request: DeskRequest, person_id: int) -> Person:
    """Of one's own institution: only its document may be shown elsewhere, under its own permission."""
    found = Person.objects.filter(pk=person_id, owner_institution=request.actor.institution_id).first()
    if found is None:
        raise NotFound(_("Esa persona no está en el registro de su institución."))
    return found


def lines_of(record: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What an answer says, by the names of DCI; what nobody here knows how to read is left out."""
    about, work = _part(record, "demographic_info"), _part(record, "address")
    name = _part(about, "name")
    documents = [
        f"{_text(each.get('identifier_type'))} {_text(each.get('identifier_value'))}" for each in _rows(record.get("member_identifier"))
    ]
    told = (
        (_("Nombre"), f"{_text(name.get('given_name'))} {_text(name.get('surname'))}"),
        (_("Documento"), ", ".join(documents)),
        (_("Sexo"), SEXES.get(_text(about.get("sex")), "")),
        (_("Nacimiento"), _text(about.get("birth_date"))),
        (_("Nacionalidad"), _text(about.get("nationality"))),
        (_("Municipio"), _text(work.get("municipality"))),
        (_("Teléfono"), _texts(record.get("phone_number"))),
        (_("Correo"), _texts(record.get("email"))),
        (_("Escolaridad"), _text(record.get("education_level"))),
        (_("Ocupación"), _texts(record.get("occupation"))),
        (_("Institución"), _text(record.get("registered_by"))),
    )
    return [(label, str(value).strip()) for label, value in told if str(value).strip()]


def _part(record: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = record.get(name)
    return found if isinstance(found, dict) else {}


def _rows(value: Any) -> list[Mapping[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _text(value: Any) -> str:
    return str(value)[:LONGEST] if isinstance(value, str | int) else ""


def _texts(value: Any) -> str:
    return ", ".join(_text(each) for each in (value if isinstance(value, list) else [value]) if _text(each))[:LONGEST]
