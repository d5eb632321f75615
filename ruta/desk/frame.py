"""What does the frame around every page show: who, where, which places, how many things wait?"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from ruta.accounts.enums import CASE_ROLES, RECEIVER_ROLES, Role
from ruta.accounts.selectors import live_memberships
from ruta.desk.queue.waiting import waiting
from ruta.insights.policies import FIGURE_ROLES


def frame(request: HttpRequest) -> dict[str, Any]:
    """The variable `frame`, computed only when a template asks."""
    return {"frame": SimpleLazyObject(lambda: _frame(request)), "theme": request.COOKIES.get("theme", "light")}


def _frame(request: HttpRequest) -> dict[str, Any]:
    membership = getattr(request, "membership", None)
    if membership is None:
        return {"user_name": "", "role_label": "", "office_name": "", "nav": [], "is_demo": settings.IS_DEMO, "memberships": []}
    return {
        "user_name": membership.user.full_name,
        "role_label": membership.get_role_display(),
        "office_name": membership.office.short_name,
        "nav": navigation(request),
        "is_demo": settings.IS_DEMO,
        "memberships": live_memberships(request.user),
    }


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """The places of the desk for this role, with the current one marked."""
    role = request.membership.role  # type: ignore[attr-defined]
    places = [
        (_("Mi cola"), "desk:queue", None),
        (_("Personas"), "desk:search", RECEIVER_ROLES | {Role.RECEPTIONIST, Role.DATA_STEWARD}),
        (_("Casos"), "desk:cases", CASE_ROLES),
        (_("Derivaciones"), "desk:inbox", RECEIVER_ROLES),
        (_("Agenda"), "desk:agenda", RECEIVER_ROLES | {Role.RECEPTIONIST}),
        (_("Importar"), "desk:imports", {Role.OFFICE_COORDINATOR, Role.DATA_STEWARD, Role.COUNSELLOR}),
        (_("Indicadores"), "desk:indicators", FIGURE_ROLES),
        (_("Bitácora"), "desk:audit", {Role.AUDITOR, Role.PRIVACY_OFFICER}),
        (_("Personal"), "desk:staff", {Role.ADMINISTRATOR}),
        (_("Tareas"), "desk:jobs", {Role.ADMINISTRATOR}),
    ]
    shown = [(label, name) for label, name, allowed in places if allowed is None or role in allowed]
    counts = waiting(request.actor)  # type: ignore[attr-defined]
    return [place for label, name in shown if (place := _place(request, label, name, counts.get(name, 0)))]


def _place(request: HttpRequest, label: str, name: str, count: int) -> dict[str, Any] | None:
    try:
        url = reverse(name)
    except NoReverseMatch:
        return None
    return {"label": label, "url": url, "is_current": request.path.startswith(url), "count": count}
