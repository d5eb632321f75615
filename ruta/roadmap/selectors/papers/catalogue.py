"""By which names are reports asked for?"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from ruta.base.errors import Invalid, NotFound
from ruta.insights.papers import Paper, PaperPeriod, period_of, quarter_of, twelve_months, year_of
from ruta.insights.selectors.observatory import (
    ASKED,
    TRADE,
    WHOLE,
    Part,
    employer_paper,
    market_paper,
    results_paper,
    trade_code,
    trade_paper,
)
from ruta.insights.selectors.territories import sheet_of, sheet_territory
from ruta.roadmap.models import Plan
from ruta.roadmap.selectors.papers.annual import annual
from ruta.roadmap.selectors.papers.costs import costs
from ruta.roadmap.selectors.papers.maturity import MATURITY, pes_scan
from ruta.roadmap.selectors.papers.others import REINTEGRATION, reintegration
from ruta.roadmap.selectors.papers.quarterly import quarterly
from ruta.roadmap.selectors.papers.risks import risks
from ruta.taxonomy.selectors import occupation_label

SHEET = "ficha-"


@dataclass(frozen=True, slots=True)
class PaperKind:
    """One report: its name in addresses and commands, what it is called, and the period it covers."""

    name: str
    title: str | Promise
    about: str | Promise
    write: Callable[..., Paper]
    """Of a period; one that has parts also of a part, and without waiting."""
    is_yearly: bool = False
    has_quarters: bool = False
    """Whether a yearly one is told of a quarter too."""
    is_counted: bool = False
    """Whether it is counted from the warehouse, and may be asked without waiting."""
    asks: tuple[str, ...] = ()
    """Of what it can be asked, by the names of the questions: a population, a territory, a service…"""
    says_less: bool = False
    """Whether everybody reads less in it than staff do."""
    is_rolling: bool = False
    """Whether it tells of the twelve months that end today, and of no other period."""
    plan: str = ""
    """The plan without which there is nothing to tell; most tell of all that are loaded."""

    def covers(self, period: PaperPeriod) -> bool:
        """Whether it is told of such a period."""
        return self.covers_code(period.code)

    def covers_code(self, code: str) -> bool:
        """Whether it is told of a period of such a code, begun or not."""
        is_quarter = "T" in code
        return is_quarter if not self.is_yearly else self.has_quarters or not is_quarter

    def usual(self, day: date) -> str:
        """The period in which a day lies; of one that has no choice none is named."""
        if self.is_rolling:
            return ""
        return year_of(day) if self.is_yearly else quarter_of(day)


PAPERS = {
    kind.name: kind
    for kind in (
        PaperKind("trimestral", gettext_lazy("Informe trimestral de monitoreo"), gettext_lazy("Semáforos, avances del trimestre, lo que validaron sus rondas, lo que va tarde y lo que contó la plataforma."), quarterly),
        PaperKind("anual", gettext_lazy("Informe anual: metas y resultados"), gettext_lazy("Cada meta del año con lo que se sabe de ella."), annual, is_yearly=True),
        PaperKind("reintegracion", gettext_lazy("Seguimiento del Plan Nacional de Reintegración"), gettext_lazy("Las acciones clave de cada pilar y su avance."), reintegration, plan=REINTEGRATION),
        PaperKind("pes-scan", gettext_lazy("Informe PES-Scan"), gettext_lazy("Lo que hallaron las rondas cerradas: promedio por clúster y oficina, brechas y lo que las atiende."), pes_scan, is_yearly=True, plan=MATURITY),
        PaperKind("riesgos", gettext_lazy("Matriz de riesgos"), gettext_lazy("Lo que los planes temen, junto al trabajo que puede frenar."), risks),
        PaperKind("costos", gettext_lazy("Hoja de costos"), gettext_lazy("Presupuesto, aprobado y ejecutado de cada plan, por fuente y año."), costs),
        PaperKind("mercado", gettext_lazy("Oferta y demanda de trabajo para personas migrantes"), gettext_lazy("Qué trabajo se ofrece, quién lo busca, dónde, cuánto se cubre y por qué no el resto."), market_paper, is_yearly=True, has_quarters=True, is_counted=True, says_less=True, asks=("poblacion", "lugar", "sector", "institucion", "oficina")),
        PaperKind("mercado-empleadores", gettext_lazy("El mercado de trabajo de un sector y un lugar, para empleadores"), gettext_lazy("Lo que un empleador se lleva: puestos publicados, contratados, salario, días para cubrir, ocupaciones y competencias que se piden."), employer_paper, is_rolling=True, is_counted=True, asks=("lugar", "sector")),
        PaperKind("resultados", gettext_lazy("Resultados de programas y colaboraciones"), gettext_lazy("Qué les pasó a quienes recibieron un servicio, junto a personas parecidas que no; con intervalos y lo que no se puede concluir."), results_paper, is_yearly=True, is_counted=True, asks=("servicio", "aliada", "logro", "plazo")),
    )
}  # fmt: skip


def paper_kind(name: str) -> PaperKind:
    """A report by its name."""
    if name.startswith(SHEET):
        return _sheet(name)
    if name.startswith(TRADE):
        return _trade(name)
    if name not in PAPERS:
        raise NotFound(_("No hay un informe «%(name)s». Elija uno de: %(names)s.") % {"name": name, "names": ", ".join(PAPERS)})
    return PAPERS[name]


def _sheet(name: str) -> PaperKind:
    """The sheet of one territory, asked for like any report."""
    place = sheet_territory(name)
    title, about = _("Ficha territorial: %(place)s") % {"place": place.name}, _("Lo que se sabe de un territorio.")
    return PaperKind(name, title, about, partial(sheet_of, name), is_yearly=True)


def _trade(name: str) -> PaperKind:
    """The infographic of one occupation, asked for like any report."""
    title = _("Infografía: %(trade)s") % {"trade": occupation_label(trade_code(name))}
    about = _("Lo que piden las vacantes de una ocupación, en una imagen.")
    return PaperKind(name, title, about, partial(trade_paper, name), is_yearly=True, has_quarters=True, is_counted=True, says_less=True, asks=("lugar", "sector", "institucion", "oficina"))  # fmt: skip


def lacks_its_plan(kind: PaperKind) -> bool:
    """Whether the plan that a report tells of is not loaded yet."""
    return bool(kind.plan) and not Plan.objects.filter(code=kind.plan, versions__isnull=False).exists()


def paper_of(name: str, code: str, part: Part = WHOLE, *, is_waiting: bool = True, is_public: bool = False) -> Paper:
    """A report of a period, in Spanish whoever asks; of one that has parts also of one of them, only if it needs no counting, or as everybody reads it."""
    kind = paper_kind(name)
    period = _period(kind, code)
    if any(dimension not in {ASKED[each] for each in kind.asks} for dimension, _code in part.fixed):
        names = ", ".join(kind.asks) or _("nada")
        raise Invalid(_("«%(name)s» se pide por: %(names)s.") % {"name": kind.name, "names": names})
    with override("es-hn"):
        if kind.is_counted:
            less = {"is_public": is_public} if kind.says_less else {}
            return kind.write(period, *([part] if kind.asks else []), is_waiting=is_waiting, **less)
        return kind.write(period)


def _period(kind: PaperKind, code: str) -> PaperPeriod:
    if kind.is_rolling:
        if code:
            raise Invalid(_("«%(name)s» cuenta los últimos doce meses: no pide período.") % {"name": kind.name})
        return twelve_months()
    period = period_of(code)
    if not kind.covers(period):
        words = _("«%(name)s» pide un año, como 2026.") if kind.is_yearly else _("«%(name)s» pide un trimestre, como 2026-T3.")
        raise Invalid(words % {"name": kind.name})
    return period
