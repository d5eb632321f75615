"""What does the frame around every page show: who, where, which places, how many things wait?"""

from collections.abc import Collection
from functools import cache
from typing import Any

from django.conf import settings
from django.urls import resolve, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ruta.base.routes import address
from ruta.base.standstill import only_reads_because
from ruta.desk.gate import DeskRequest
from ruta.desk.queue.waiting import waiting
from ruta.tickets.policies import WINDOW_ROLES
from ruta.tickets.selectors import served_by


def frame(request: DeskRequest) -> dict[str, Any]:
    """The variable `frame`, computed only when a template asks."""
    theme = request.COOKIES.get("theme", "light")
    return {"frame": SimpleLazyObject(lambda: _frame(request)), "theme": theme, "only_reads": only_reads_because()}


def _frame(request: DeskRequest) -> dict[str, Any]:
    membership = getattr(request, "membership", None)
    if membership is None:
        return {
            "user_name": "",
            "role_label": "",
            "office_name": "",
            "nav": [],
            "group": [],
            "can_search": False,
            "is_demo": settings.IS_DEMO,
            "memberships": [],
            "serving": None,
        }
    groups = (employment(request), territory(request), arrivals(request), knowledge(request))
    return {
        "user_name": membership.user.full_name,
        "role_label": membership.get_role_display(),
        "office_name": membership.office.short_name,
        "nav": navigation(request),
        "group": next((group for group in groups if len(group) > 1 and any(place["is_current"] for place in group)), []),
        "can_search": _is_open("desk:search", membership.role),
        "is_demo": settings.IS_DEMO,
        "memberships": request.memberships,  # type: ignore[attr-defined]
        "serving": SimpleLazyObject(lambda: served_by(request.actor) if membership.role in WINDOW_ROLES else None),
    }


def navigation(request: DeskRequest) -> list[dict[str, Any]]:
    """The places of the desk for this role, with the current one marked."""
    before = [
        (_("Mi cola"), "desk:queue"),
        (_("Personas"), "desk:search"),
        (_("Duplicados"), "desk:duplicates"),
        (_("Casos"), "desk:cases"),
        (_("Derivaciones"), "desk:inbox"),
        (_("Agenda"), "desk:agenda"),
        (_("Turnos"), "desk:tickets"),
    ]
    after = [(_("Hoja de ruta"), "desk:roadmap"), (_("Rondas"), "desk:rounds")]
    last = [
        (_("Compendio"), "desk:norms"),
        (_("Cuestionarios"), "desk:instruments"),
        (_("Bitácora"), "desk:audit"),
        (_("Sistemas"), "desk:clients"),
        (_("Personal"), "desk:staff"),
        (_("Tareas"), "desk:jobs"),
    ]
    role = request.membership.role
    if not _is_open("desk:search", role):
        before.insert(1, (_("Permisos"), "desk:access-requests"))  # others reach it from the persons they look for
    counts = waiting(request.actor)

    def open_ones(places: list[tuple[str, str]]) -> list[dict[str, Any]]:
        return [place for label, name in places if (place := _place(request, label, name, role, counts.get(name, 0)))]

    return [
        *open_ones(before),
        *_one_of(employment(request), _("Empleo")),
        *_one_of(territory(request), _("Territorio")),
        *open_ones([(_("Campo"), "desk:field")]),
        *_one_of(arrivals(request), _("Importar")),
        *open_ones([(_("Avisos"), "desk:messages")]),
        *_one_of(knowledge(request), _("Indicadores")),
        *open_ones(after),
        *open_ones(last),
    ]


def employment(request: DeskRequest) -> list[dict[str, Any]]:
    """The places of «Empleo» for this role; the menu has room for one of them, and each shows the others above itself."""
    places = [
        (_("Vacantes"), "desk:vacancies"),
        (_("Empleadores"), "desk:employers"),
        (_("Prospección"), "desk:prospecting"),
        (_("Ferias"), "desk:fairs"),
        (_("Colocaciones"), "desk:applications"),
        (_("Perfiles laborales"), "desk:seekers"),
        (_("Ocupaciones"), "desk:occupations"),
        (_("Trámites"), "desk:permits"),
        (_("Formación"), "desk:training"),
        (_("Buenas prácticas"), "desk:practices"),
        (_("Carta y ética"), "desk:pledges"),
    ]
    return _open_places(request, places)


def territory(request: DeskRequest) -> list[dict[str, Any]]:
    """The places of «Territorio» for this role: what is done where, and what is lacking."""
    return _open_places(
        request,
        [
            (_("Directorio"), "desk:services"),
            (_("Visitas"), "desk:visits"),
            (_("Convenios"), "desk:agreements"),
            (_("Coordinación"), "desk:coordination"),
            (_("Participación"), "desk:spaces"),
            (_("Proyectos"), "desk:projects"),
            (_("Fichas territoriales"), "desk:territories"),
            (_("Brechas"), "desk:gaps"),
            (_("Equipamiento"), "desk:equipment"),
            (_("Dotación"), "desk:staffing"),
            (_("Continuidad"), "desk:continuity"),
            (_("Comunicación"), "desk:outreach"),
        ],
    )


def knowledge(request: DeskRequest) -> list[dict[str, Any]]:
    """The places of «Indicadores» for this role: what the own figures say, and what others found out."""
    return _open_places(
        request,
        [(_("Indicadores"), "desk:indicators"), (_("Informes"), "desk:reports"), (pgettext("research", "Estudios"), "desk:studies")],
    )


def arrivals(request: DeskRequest) -> list[dict[str, Any]]:
    """The places of «Importar» for this role: files that somebody loads, and sources that are read by themselves."""
    return _open_places(request, [(_("Archivos"), "desk:imports"), (_("Fuentes"), "desk:sources")])


def _open_places(request: DeskRequest, places: list[tuple[str, str]]) -> list[dict[str, Any]]:
    return [place for label, name in places if (place := _place(request, label, name, request.membership.role, 0))]


def _one_of(places: list[dict[str, Any]], label: str) -> list[dict[str, Any]]:
    """A single place of the menu for several."""
    return [places[0] | {"label": label, "is_current": any(place["is_current"] for place in places)}] if places else []


def _place(request: DeskRequest, label: str, name: str, role: str, count: int) -> dict[str, Any] | None:
    """A place, unless the gate of its own view refuses the role: the menu keeps no second list."""
    if not _is_open(name, role):
        return None
    url = address(name)
    return {"label": label, "url": url, "is_current": request.path.startswith(url), "count": count}


def _is_open(name: str, role: str) -> bool:
    """Whether the gate of this place's own view lets the role in, and it asks for a place in the menu."""
    return role in _roles_of(name)


@cache
def _roles_of(name: str) -> Collection[str]:
    view = resolve(reverse(name)).func
    return getattr(view, "menu_roles", getattr(view, "allowed_roles", ()))
