"""What does a visitor find first? One question, the doors by who they are, and everything that is public."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from ruta.directory.models import Office
from ruta.directory.selectors import offices
from ruta.employers.selectors import public_vacancies
from ruta.employers.selectors.posting import path_of
from ruta.taxonomy.selectors import catalogue, items
from ruta.territory.models import Municipality
from ruta.territory.selectors import outlines

JOBS, PROMISES = 3, 3
OFFICES = "si_empleo"
# A way home, from a reception centre to the capital. Nobody's own: it says what the product is for.
WAY = ("0503", "0501", "0301", "0801")
NAMED = {"0801": "Tegucigalpa"}
ANCHORS = {"0503": (-10, -12, "end"), "0501": (14, -4, "start"), "0301": (-14, 5, "end"), "0801": (4, 28, "middle")}


@dataclass(frozen=True, slots=True)
class Door:
    """Where somebody goes who says this of themselves."""

    icon: str
    title: str
    note: str
    url: str


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Staff go to their work queue; everybody else is asked what they need."""
    if request.user.is_authenticated:
        return redirect("desk:queue")
    jobs = public_vacancies()
    count, latest = jobs.count(), list(jobs.order_by("-published_at", "-pk")[:JOBS])
    places = {
        row.code: row for row in Municipality.objects.select_related("department").filter(pk__in={row.municipality for row in latest})
    }
    context: dict[str, Any] = {
        "groups": [(code, row.label()) for code, row in catalogue("needs").section("groups").items()],
        "doors": doors(count), "everything": everything(), "map": _map(), "count": count,
        "jobs": [(row, places.get(row.municipality), path_of(row, places.get(row.municipality))) for row in latest],
        "promises": [(row.label(), row.text("result"), row["standard"]["working_days"]) for row in items("service_charter")[:PROMISES]],
    }  # fmt: skip
    return render(request, "portal/home/front.html", context)


def doors(jobs: int) -> list[Door]:
    """By who somebody is or what they want; each leads to one page."""
    open_jobs = ngettext("%(count)s trabajo abierto hoy", "%(count)s trabajos abiertos hoy", jobs) % {"count": f"{jobs:,}"}
    return [
        Door("house-heart", _("Acabo de volver"), _("Qué hacer los primeros siete días"), _topic("back")),
        Door("briefcase", _("Busco trabajo"), open_jobs if jobs else _("Postular es gratis"), reverse("portal:jobs")),
        Door("mortarboard", _("Quiero estudiar o certificarme"), _("Su experiencia vale un certificado"), _services("training")),
        Door("shop", _("Quiero poner un negocio"), _("Plan, crédito y acompañamiento"), _services("livelihood")),
        Door("person-vcard", _("Necesito papeles"), _("DNI, pasaporte y constancias"), _services("documents")),
        Door("shield-check", _("Necesito protección"), _("Atención reservada, sin juicio"), _services("protection")),
        Door("building", _("Tengo una empresa"), _("Publique y reciba candidaturas"), _topic("employers")),
        Door("signpost-split", _("Pienso migrar"), _("Cómo cuidarse y no caer en engaños"), _topic("safe_migration")),
        Door("bus-front", _("Voy de paso por Honduras"), _("Sus derechos y dónde pedir ayuda"), _topic("transit")),
    ]


def everything() -> list[tuple[str, list[Door]]]:
    """All that anybody may open, by what it is good for."""
    return [
        (
            _("Para usted"),
            [
                Door("geo-alt", _("Servicios cerca"), "", reverse("portal:services")),
                Door("briefcase", _("Trabajos"), "", reverse("portal:jobs")),
                Door("calendar-event", _("Ferias de empleo"), "", reverse("portal:fairs")),
                Door("bar-chart", _("El mercado de trabajo aquí"), "", reverse("portal:market")),
                Door("building", _("Registrar mi empresa"), "", reverse("portal:company")),
                Door("bus-front", _("Visitas a su comunidad"), "", reverse("portal:visits")),
                Door("signpost", _("Orientación"), "", reverse("portal:orientation")),
                Door("megaphone", _("Charlas de orientación"), "", reverse("portal:talks")),
                Door("file-earmark-text", _("Guías y materiales"), "", reverse("portal:materials")),
                Door("telephone", _("Oficinas y contacto"), "", reverse("portal:contact")),
                Door("chat-left-text", _("Buzón de sugerencias y quejas"), "", reverse("portal:box")),
            ],
        ),
        (
            _("Para comprobar"),
            [
                Door("patch-check", _("Comprobar un certificado"), "", reverse("portal:certificates")),
                Door("person-check", _("Agentes de colocación autorizados"), "", reverse("portal:agents")),
                Door("list-check", _("Carta de servicios"), "", reverse("portal:charter")),
                Door("book", _("Leyes y normas"), "", reverse("portal:norms")),
            ],
        ),
        (
            _("Cómo avanza el país"),
            [
                Door("flag", _("Avance de la hoja de ruta"), "", reverse("portal:progress")),
                Door("megaphone", _("Estrategia de comunicación"), "", reverse("portal:strategy")),
                Door("box-seam", _("Proyectos y programas"), "", reverse("portal:projects")),
                Door("people", _("Participar y rendición de cuentas"), "", reverse("portal:spaces")),
                Door("building", _("Instituciones"), "", reverse("portal:institutions")),
                Door("diagram-3", _("Convenios entre instituciones"), "", reverse("portal:agreements")),
                Door("bar-chart", _("Informes públicos"), "", reverse("portal:reports")),
                Door("book", _("Estudios y escenarios"), "", reverse("portal:studies")),
                Door("download", _("Datos abiertos"), "", reverse("portal:open_data")),
            ],
        ),
    ]


def _topic(code: str) -> str:
    return reverse("portal:orientation_topic", args=[code])


def _services(group: str) -> str:
    return f"{reverse('portal:services')}?necesito={group}"


def _map() -> dict[str, Any]:
    """The country, the employment offices, and a way through four places."""
    drawn = outlines()
    stops = {row.code: row for row in Municipality.objects.filter(pk__in=WAY).order_by("code")}
    way = [(code, _point(stops[code])) for code in WAY if code in stops and _point(stops[code])]
    points = {_point(row.municipality) for row in _seats()} - {None, *(point for _code, point in way)}
    return {
        "box": f"0 0 {drawn.width} {drawn.height}", "shapes": list(drawn.outlines.values()), "offices": sorted(points, key=str),
        "path": " ".join(f"{'ML'[number > 0]}{point[0]},{point[1]}" for number, (_code, point) in enumerate(way) if point),
        "stops": [(point, *ANCHORS[code], NAMED.get(code, stops[code].name), code == WAY[-1]) for code, point in way],
    }  # fmt: skip


def _seats() -> list[Office]:
    return list(offices(kind=OFFICES))


def _point(place: Municipality) -> tuple[float, float] | None:
    if place.latitude is None or place.longitude is None:
        return None
    return outlines().at(place.latitude, place.longitude)
