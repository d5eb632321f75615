"""How many jobs came of the work of one institution, how long did it take, and were promises kept? Read from its own rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from ruta.base.clock import today
from ruta.base.context import Actor
from ruta.cases.models import ServiceDelivery
from ruta.employers.enums import Origin
from ruta.employers.models import FairAnswer, Vacancy
from ruta.employers.rules import GOOD
from ruta.insights.engine.medians import median_days
from ruta.insights.engine.suppression import CannotProtect, Cell, Mark, safe_share, suppress_list
from ruta.placements.models import Application, Breach, ContractCheck, SeekerProfile
from ruta.taxonomy.selectors import items

LEAST = 5
KEPT_DAYS = (90, 180)
UNTOLD = "sin"
"""What the list of vacancies calls a cause that nobody told."""
HIDDEN = Cell(None, Mark.HIDDEN)
ENDED = ~Q(closing="")
"""Closed, or taken back after the public read it: both tell what came of the openings."""


@dataclass(frozen=True, slots=True)
class LabourFigure:
    """One indicator: part of a whole with its share, or a number of days; `rows` is the filter that opens what it counts."""

    code: str
    label: str
    part: Cell
    whole: Cell
    share: float | None = None
    days: float | None = None
    rows: str = ""
    of: str = "applications"
    """In which list the rows stand."""


def labour_figures(actor: Actor, year: int) -> list[LabourFigure]:
    """The figures of one year; a part under five, or one that would tell it, is not shown."""
    own = {"owner_institution_id": actor.institution_id}
    return [*_of_vacancies(own, year), *_of_persons(own, year), *_of_kept(own, year), *_of_contracts(own, year), _of_fairs(own, year)]


def noncoverage(actor: Actor, year: int) -> list[LabourFigure]:
    """I30: the openings that stayed empty in one year, by the main cause, or that nobody told one; those that were not wanted any more do not count."""
    causes = [row for row in items("noncoverage_causes") if row.get("counts_as_unfilled", True)]
    known = {"": _("Nadie dijo la causa")} | {row.code: row.label() for row in causes}
    closed = Vacancy.objects.filter(ENDED, owner_institution_id=actor.institution_id, closed_at__year=year, cause__in=known)
    found = closed.order_by().values_list("cause").annotate(empty=Sum(F("openings") - F("filled")))
    counts = sorted(((cause, empty) for cause, empty in found if empty), key=lambda each: (-each[1], each[0]))
    cells = _safe([empty for _cause, empty in counts])
    total = _alone(sum(empty for _cause, empty in counts))
    return [
        LabourFigure(
            "I30",
            known[cause],
            cell,
            total,
            safe_share(cell, total),
            rows=f"estado=terminadas&cerrada={year}&causa={cause or UNTOLD}",
            of="vacancies",
        )
        for (cause, _empty), cell in zip(counts, cells, strict=True)
    ]


def _of_vacancies(own: dict[str, Any], year: int) -> list[LabourFigure]:
    closed = Vacancy.objects.filter(ENDED, **own, closed_at__year=year).aggregate(filled=Sum("filled"), openings=Sum("openings"))
    technical = Vacancy.objects.filter(**own, technical_selection=True, published_at__year=year)
    asked = technical.aggregate(all=Count("pk"), full=Count("pk", filter=Q(filled__gte=F("openings"))))
    published = Vacancy.objects.filter(**own, published_at__year=year).aggregate(
        all=Count("pk"), board=Count("pk", filter=Q(origin=Origin.BOARD))
    )
    waiting = Vacancy.objects.filter(**own, state="published").aggregate(left=Sum(F("openings") - F("filled")))["left"] or 0
    looking = SeekerProfile.objects.filter(**own, is_looking=True, state="complete").count()
    return [
        _figure(
            "I29",
            _("Puestos cubiertos, de los que se cerraron"),
            closed["filled"] or 0,
            closed["openings"] or 0,
            f"estado=terminadas&cerrada={year}",
            "vacancies",
        ),
        LabourFigure(
            "I31",
            _("Personas que buscan, por puesto abierto"),
            _alone(looking),
            Cell(waiting, Mark.SHOWN),
            rows="estado=published",
            of="vacancies",
        ),
        _figure(
            "I39",
            _("Selecciones técnicas cubiertas, de las pedidas"),
            asked["full"],
            asked["all"],
            f"tecnica=1&publicada={year}",
            "vacancies",
        ),
        _figure(
            "I44",
            _("Vacantes de bolsas privadas, de las publicadas"),
            published["board"],
            published["all"],
            f"origen=board&publicada={year}",
            "vacancies",
        ),
    ]


def _of_persons(own: dict[str, Any], year: int) -> list[LabourFigure]:
    placed = Application.objects.filter(**own, confirmed_at__year=year)
    sent = Application.objects.filter(**own, applied_at__year=year)
    attended = ServiceDelivery.objects.filter(**own, delivered_on__year=year)
    moments = placed.filter(vacancy__published_at__isnull=False).order_by().values_list("confirmed_at", "vacancy__published_at")
    waited = [confirmed - published for confirmed, published in moments if confirmed and published]
    return [
        LabourFigure("I32", _("Días de publicada la vacante a la colocación (mediana)"), _alone(len(waited)), HIDDEN, days=median_days(waited), rows=f"colocada={year}"),
        _figure("I33", _("Personas colocadas, de las atendidas"), _persons(placed), _persons(attended), f"colocada={year}"),
        _figure("I34", _("Personas colocadas, de las enviadas a una vacante"), _persons(sent.exclude(confirmed_at=None)), _persons(sent), f"enviada={year}"),
    ]  # fmt: skip


def _of_kept(own: dict[str, Any], year: int) -> list[LabourFigure]:
    """I35: whoever reached the day of the contact in this year, and is known to work there on it or after."""
    return [_kept(own, year, days) for days in KEPT_DAYS]


def _kept(own: dict[str, Any], year: int, days: int) -> LabourFigure:
    since, until = date(year, 1, 1), min(date(year, 12, 31), today())
    span = timedelta(days=days)
    due = Application.objects.filter(**own, confirmed_at__isnull=False, started_on__gte=since - span, started_on__lte=until - span)
    stayed = due.filter(kept_until__gte=F("started_on") + span)
    label = _("Siguen en el empleo a los %(days)s días, de las que ya los cumplieron") % {"days": days}
    return _figure("I35", label, stayed.count(), due.count(), f"cumple{days}={year}")


def _of_contracts(own: dict[str, Any], year: int) -> list[LabourFigure]:
    migrants = Application.objects.filter(**own, needs_check=True, state="hired", started_on__year=year)
    passed = migrants.filter(Exists(ContractCheck.objects.filter(application=OuterRef("pk"), verdict="approved")))
    broken = Breach.objects.filter(**own, opened_at__year=year)
    return [
        _figure(
            "I40", _("Contratos de personas migrantes aprobados, de las contratadas"), passed.count(), migrants.count(), f"migrante={year}"
        ),
        _figure(
            "I41",
            _("Incumplimientos resueltos, de los anotados"),
            broken.exclude(resolved_at=None).count(),
            broken.count(),
            f"promesa={year}",
        ),
    ]


def _of_fairs(own: dict[str, Any], year: int) -> LabourFigure:
    """Satisfied employers of those who answered about the fairs of the year; each fair shows its own on its page."""
    asked = FairAnswer.objects.filter(**own, side="employer", fair__starts_at__year=year)
    said = asked.aggregate(all=Count("pk"), good=Count("pk", filter=Q(satisfaction__gte=GOOD)))
    words = _("Empleadores satisfechos con las ferias, de los que opinaron")
    return _figure("I51", words, said["good"], said["all"], f"anio={year}&opiniones=1", of="fairs")


def _figure(code: str, label: str, part: int, whole: int, rows: str = "", of: str = "applications") -> LabourFigure:
    """A part and its whole; where the part or the rest is small neither is told."""
    cells = _safe([part, max(0, whole - part)]) if whole or part else (Cell(0, Mark.SHOWN),)
    total = Cell(whole, Mark.SHOWN) if whole >= LEAST or whole == 0 else HIDDEN
    return LabourFigure(
        code, label, cells[0] if total is not HIDDEN else HIDDEN, total, safe_share(cells[0], total) if whole else None, rows=rows, of=of
    )


def _alone(count: int) -> Cell:
    return Cell(count, Mark.SHOWN) if count >= LEAST or count == 0 else HIDDEN


def _safe(counts: Sequence[int]) -> tuple[Cell, ...]:
    try:
        return suppress_list(list(counts)).cells
    except CannotProtect:
        return (HIDDEN,) * len(counts)


def _persons(rows: QuerySet[Any]) -> int:
    return int(rows.aggregate(n=Count("person", distinct=True))["n"])
