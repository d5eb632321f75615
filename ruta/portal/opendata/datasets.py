"""Which sets of public data are there, and from which rows does each come? Never from a table with personal data."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ruta.base.listing import Column
from ruta.directory.models import OpeningHours, Service
from ruta.directory.selectors import hours_told, institutions, shown_place
from ruta.directory.selectors import services as every_service
from ruta.employers.models import Vacancy
from ruta.employers.selectors import public_vacancies
from ruta.legal.selectors import instruments
from ruta.portal.opendata.figures import Line, lines, promises
from ruta.portal.projects.views import PUBLIC as PROJECTS
from ruta.projects.selectors import public_projects

CHUNK = 2000


@dataclass(frozen=True, slots=True)
class Dataset:
    """One file: its name in addresses, what it holds, its columns, and where its rows come from."""

    code: str
    title: Promise
    told: Promise
    columns: tuple[Column, ...]
    rows: Callable[[], Iterable[Any]]


def _services() -> Iterable[Service]:
    found = every_service().filter(is_active=True, institution__is_active=True).exclude(office__is_active=False)
    week = Prefetch("hours", OpeningHours.objects.order_by("weekday", "opens"))
    return found.prefetch_related(week).order_by("pk").iterator(chunk_size=CHUNK)


def _vacancies() -> Iterable[Vacancy]:
    return public_vacancies().order_by("-published_at", "-pk").iterator(chunk_size=CHUNK)


def _place(service: Service, name: str) -> Any:
    """A fact of the place, where telling it endangers nobody."""
    place = shown_place(service)
    if place is None:
        return ""
    town = place.municipality
    found = {
        "office": place.name, "address": place.address, "town": town.code, "latitude": town.latitude if place.latitude is None else place.latitude,
        "longitude": town.longitude if place.longitude is None else place.longitude, "phone": service.phone or place.phone,
    }  # fmt: skip
    return found[name]


def _column(code: str, label: Any, value: Callable[[Any], Any]) -> Column:
    return Column(code, label, value)


def _plain(code: str, label: Any, field: str) -> Column:
    return Column(code, label, lambda row: getattr(row, field))


def _many(code: str, label: Any, field: str) -> Column:
    return Column(code, label, lambda row: "; ".join(getattr(row, field)))


SERVICES = (
    _plain("numero", _("Número"), "pk"), _column("nombre", _("Nombre"), str), _plain("tipo", _("Tipo de servicio"), "service_type"),
    _column("institucion", _("Institución"), lambda row: row.institution.code), _many("necesidades", _("Necesidades"), "found_needs"),
    _plain("que_hace", _("Qué hace"), "description"), _many("para_quien", _("Para quién"), "populations"), _plain("requisitos", _("Requisitos"), "eligibility"),
    _plain("que_llevar", _("Qué llevar"), "papers"), _plain("costo", _("Costo"), "cost"), _plain("lempiras", _("Lempiras"), "cost_amount"),
    _many("entrada", _("Cómo se entra"), "entry"), _many("modo", _("Cómo se da"), "delivery"), _many("idiomas", _("Idiomas"), "languages"),
    _many("accesibilidad", _("Accesibilidad"), "accessibility"),
    _column("horario", _("Horario: día de la semana (0 lunes) y horas"), lambda row: " | ".join(f"{day}: {text}" for day, text in hours_told(row).items())),
    _column("oficina", _("Oficina"), lambda row: _place(row, "office")), _column("municipio", _("Municipio (código INE)"), lambda row: _place(row, "town")),
    _column("direccion", _("Dirección"), lambda row: _place(row, "address")), _column("latitud", _("Latitud"), lambda row: _place(row, "latitude")),
    _column("longitud", _("Longitud"), lambda row: _place(row, "longitude")), _column("telefono", _("Teléfono"), lambda row: row.phone or _place(row, "phone")),
    _plain("correo", _("Correo"), "email"), _plain("web", _("Página web"), "website"), _plain("verificado", _("Verificado el"), "verified_on"),
)  # fmt: skip
INSTITUTIONS = (
    _plain("codigo", _("Código"), "code"), _plain("nombre", _("Nombre"), "name"), _plain("siglas", _("Siglas"), "short_name"),
    _plain("clase", _("Clase"), "provider_kind"), _plain("origen", _("De dónde viene el dato"), "origin"), _plain("confirmada", _("Confirmada"), "is_verified"),
)  # fmt: skip
VACANCIES = (
    _plain("numero", _("Número"), "pk"), _plain("puesto", _("Puesto"), "title"), _column("ocupacion", _("Ocupación (CIUO-08)"), lambda row: row.occupation[:4]),
    _plain("puestos", _("Puestos"), "openings"), _plain("libres", _("Puestos libres"), "left"), _plain("empleador", _("Empleador, si se muestra"), "shown_employer"),
    _plain("pais", _("País"), "country"), _plain("municipio", _("Municipio (código INE)"), "municipality"), _plain("lugar_fuera", _("Lugar fuera del país"), "place_abroad"),
    _plain("contrato", _("Contrato"), "contract"), _plain("jornada", _("Jornada"), "schedule"), _plain("salario_desde", _("Salario desde (L al mes)"), "wage_min"),
    _plain("salario_hasta", _("Salario hasta (L al mes)"), "wage_max"), _plain("publicada", _("Publicada"), "published_at"),
)  # fmt: skip
NORMS = (
    _plain("codigo", _("Código"), "code"), _plain("titulo", _("Título"), "title"), _plain("clase", _("Clase"), "kind"), _plain("numero", _("Número"), "number"),
    _plain("emitida", _("Emitida"), "issued"), _plain("gaceta", _("La Gaceta"), "gazette_number"), _plain("ambito", _("Ámbito"), "scope"),
    _plain("tema", _("Tema"), "subject"), _plain("estado", _("Estado en Honduras"), "standing"), _plain("certeza", _("Certeza"), "certainty"),
    _plain("fuente", _("Fuente"), "source"),
)  # fmt: skip
FIGURES = tuple(
    _plain(code, label, field)
    for code, label, field in (
        ("codigo", _("Código"), "code"), ("indicador", _("Indicador"), "label"), ("anio", _("Año"), "year"), ("mes", _("Mes; vacío es el año"), "month"),
        ("parte", _("Parte"), "part"), ("todo", _("Todo"), "whole"), ("valor", _("Valor"), "value"), ("unidad", _("Unidad"), "unit"),
        ("protegido", _("Protegido: menos de cinco, o se podría deducir"), "is_hidden"),
    )
)  # fmt: skip
DATASETS = (
    Dataset("servicios", _("Directorio de servicios"), _("Qué ofrece cada institución, dónde, cuándo y para quién. De lo que protege a alguien no se dice el lugar."), SERVICES, _services),
    Dataset("instituciones", _("Instituciones"), _("Quién está en el directorio, y de dónde se sabe."), INSTITUTIONS, lambda: institutions().order_by("code")),
    Dataset("proyectos", _("Programas y proyectos"), _("Quién apoya, dónde, en qué y con cuánto."), tuple(PROJECTS.columns), lambda: public_projects().order_by("sort_name", "pk")),
    Dataset("trabajos", _("Trabajos publicados"), _("Los de hoy, como salen en la bolsa."), VACANCIES, _vacancies),
    Dataset("normas", _("Leyes y normas"), _("El compendio, con su estado y qué tan seguro es cada dato."), NORMS, lambda: instruments().order_by("position", "pk")),
    Dataset("indicadores", _("Indicadores"), _("De este año y el anterior, del país y por mes; del que corre, lo que va. Lo que son menos de cinco no sale, ni se puede deducir."), FIGURES, lines),
    Dataset("carta", _("Carta de servicios: promesas y lo que pasó"), _("Los plazos propuestos y cuántas veces se cumplieron en doce meses."), FIGURES, promises),
)  # fmt: skip
__all__ = ["DATASETS", "Dataset", "Line"]
