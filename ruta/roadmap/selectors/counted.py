"""Which values of a round does the platform count itself, so that nobody types them, and why does somebody still type the others?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from django.utils.translation import gettext_lazy as _

from ruta.base.clock import today
from ruta.communication.enums import StrategyAim
from ruta.communication.models import Strategy
from ruta.communication.selectors import reached_territories, ruled_since, ruling_strategy, strategy_share
from ruta.directory.selectors import drills_held
from ruta.facilities.selectors import improved_offices
from ruta.insights.selectors import attentions, kept_together, procedures_of_all, promised_services, reports_out, signed_offices
from ruta.insights.selectors.coordination import coordinating_institutions, units_applying
from ruta.insights.selectors.exchanging import sharing_institutions
from ruta.insights.selectors.protocols import attentions_under_protocol
from ruta.insights.selectors.territories import answered_needs, characterised
from ruta.projects.selectors import public_projects
from ruta.roadmap.enums import PlanKind, Unit
from ruta.roadmap.models import PlanVersion, RoundVerdict
from ruta.roadmap.selectors.spaces import commitments_kept
from ruta.training.selectors import appraised_trainings, newly_trained

Count = Callable[[date, date], Decimal | None]


class Shared:
    """What several counts read, each thing once for whoever counts many of them."""

    def __init__(self) -> None:
        """Nothing is read yet."""
        self.procedures = cache(procedures_of_all)
        self.action_since = cache(lambda: ruled_since(StrategyAim.ACTION))
        self.action = cache(lambda: ruling_strategy(StrategyAim.ACTION))


@dataclass(frozen=True)
class Waiting:
    """An indicator whose rows may begin later than the plan: since when they say it, and why somebody writes it until then."""

    begun: Callable[[Shared, date], bool]
    why: Any


def is_counted(indicator: str, unit: str = "", on: date | None = None, shared: Shared | None = None) -> bool:
    """Whether the platform fills the value of a target in; where its rows do not say it yet, a round asks."""
    waiting = _waiting_of(indicator, unit)
    return _can_count(indicator, unit) and (waiting is None or waiting.begun(shared or Shared(), on or today()))


def counted_value(indicator: str, begins: date, ends: date, unit: str = "", shared: Shared | None = None) -> Decimal | None:
    """The value of an indicator over some days, as our own rows say; nothing where they say nothing yet."""
    if not _can_count(indicator, unit):
        return None
    if sharing := OF_SHARED.get(indicator):
        return sharing(shared or Shared(), ends)
    count = OF_UNIT.get((indicator, unit)) or COUNTS.get(indicator)
    return count(begins, ends) if count else None


def why_typed(indicator: str, unit: str) -> Any:
    """Why an institution writes a target that the platform does not count, in the words of whoever writes it."""
    waiting = _waiting_of(indicator, unit)
    if waiting and _can_count(indicator, unit):
        return waiting.why
    return OUTSIDE if unit == Unit.MILESTONE else UNCOUNTED


def units_of(indicator: str) -> frozenset[str]:
    """In which units a round counts an indicator; none of what it does not count."""
    of_unit = frozenset(str(unit) for code, unit in OF_UNIT if code == indicator)
    if of_unit or (indicator not in COUNTS and indicator not in OF_SHARED):
        return of_unit
    if indicator in YES_OR_NO:
        return frozenset({str(Unit.MILESTONE)})
    return frozenset({str(Unit.PERCENT)}) if indicator in SHARES else NUMBERS


def _can_count(indicator: str, unit: str) -> bool:
    """Without a unit, whether the indicator as its sheet says it is counted."""
    return unit in units_of(indicator) or (not unit and (indicator in COUNTS or indicator in OF_SHARED))


def _waiting_of(indicator: str, unit: str) -> Waiting | None:
    return WAITING.get((indicator, unit)) or WAITING.get((indicator, ""))


def _attentions(_begins: date, ends: date) -> Decimal | None:
    return _change(ends, "I01")


def _integral(_begins: date, ends: date) -> Decimal | None:
    """Persons with integral service, against the year before."""
    return _change(ends, "I03")


def _change(ends: date, code: str) -> Decimal | None:
    percent = attentions(ends.year, code).change.percent
    return None if percent is None else Decimal(str(round(percent, 2)))


def _under_protocol(_begins: date, ends: date) -> Decimal | None:
    change = attentions_under_protocol(ends.year).change
    return None if change is None or change.percent is None else Decimal(str(round(change.percent, 2)))


def _reporting_institutions(_begins: date, ends: date) -> Decimal:
    """Institutions with one validated report or more in the year up to then."""
    accepted = RoundVerdict.objects.filter(is_accepted=True, round__ends__gte=date(ends.year, 1, 1), round__ends__lte=ends)
    return Decimal(accepted.order_by().values("owner_institution").distinct().count())


def _plan_adjusted(_begins: date, ends: date) -> Decimal:
    """One when a version of an action plan, a roadmap or a yearly plan was approved in the year, besides the first."""
    kinds = (PlanKind.ACTION_PLAN, PlanKind.ROADMAP, PlanKind.ANNUAL)
    found = PlanVersion.objects.filter(plan__kind__in=kinds, number__gt=1, loaded_at__year=ends.year, loaded_at__date__lte=ends)
    return Decimal(int(found.exists()))


def _coordinating(_begins: date, ends: date) -> Decimal:
    return Decimal(coordinating_institutions(min(ends, today())))


def _beginning_units(begins: date, ends: date) -> Decimal:
    """Offices that began to apply the protocol in the year up to then: the plan asks for those that each year adds."""
    first = min(begins, date(ends.year, 1, 1))
    return Decimal(sum(unit.since >= first for unit in units_applying(min(ends, today()))))


def _acted(shared: Shared, ends: date) -> Decimal | None:
    """What was verified by then of the strategy of action in force; of days before it was approved, its rows say nothing."""
    found = _ruling_by(shared, ends)
    share = strategy_share(found.milestones.all(), done_by=ends) if found else None
    return None if share is None else Decimal(str(round(share, 2)))


def _acting(shared: Shared, on: date) -> bool:
    """Whether a strategy of action was in force here by a day: of a quarter before it nothing is counted, so a round still asks."""
    return _ruling_by(shared, on) is not None


def _acting_territories(shared: Shared, ends: date) -> Decimal | None:
    """Priority territories in which something of it was done by then, and verified."""
    found = _ruling_by(shared, ends)
    return Decimal(reached_territories(found, ends)) if found else None


def _ruling_by(shared: Shared, ends: date) -> Strategy | None:
    """Of days before the first version was approved nothing is counted: what rounds accepted then stays."""
    since = shared.action_since()
    return shared.action() if since and since <= ends else None


def _communicated(_begins: date, _ends: date) -> Decimal | None:
    """What is verified of the communication strategy in force."""
    found = ruling_strategy()
    share = strategy_share(found.milestones.all()) if found else None
    return None if share is None else Decimal(str(round(share, 2)))


def _signed(_begins: date, _ends: date) -> Decimal | None:
    """The share of the staff who signed, as it is on the day on which somebody asks."""
    rows = signed_offices()
    return _share(sum(each.signed for each in rows), sum(each.staff for each in rows))


def _newly_improved(begins: date, ends: date) -> Decimal:
    """Offices whose first works or equipment came in the year up to then: the plan asks for those that each year adds."""
    first = min(begins, date(ends.year, 1, 1))
    return Decimal(sum(first <= each.since for each in improved_offices(ends)))


def _newly_trained(begins: date, ends: date) -> Decimal:
    """Staff who passed something by then and nothing in the years before: the plan asks for those that each year adds."""
    first = min(begins, date(ends.year, 1, 1))
    return Decimal(newly_trained(first, ends))


def _sharing(_begins: date, ends: date) -> Decimal:
    """Institutions whose exchange was valid once or more in the year up to then."""
    return Decimal(sharing_institutions(min(ends, today())))


def _reports(begins: date, ends: date) -> Decimal:
    """Reports on supply and demand for migrants that went out in the year up to then."""
    return Decimal(reports_out(min(begins, date(ends.year, 1, 1)), ends))


def _useful(begins: date, ends: date) -> Decimal | None:
    """Of who appraised the trainings that ended in these days, the share that found them useful."""
    good, answers, _kinds = appraised_trainings(begins, ends)
    return _share(good, answers)


def _characterised(_begins: date, _ends: date) -> Decimal:
    """Priority territories whose sheet is approved whole, as it is on the day on which somebody asks."""
    return Decimal(characterised()[0])


def _kept(begins: date, ends: date) -> Decimal | None:
    """Of what the spaces of participation agreed and fell due in these days, the share kept in time."""
    found = commitments_kept(begins, ends).values()
    return _share(sum(part for part, _whole in found), sum(whole for _part, whole in found))


def _grown(code: str) -> Callable[[Shared, date], Decimal | None]:
    """I04 and I16: authorisations granted in the year up to a day, agents with a certificate in force on it, against the same of the year before."""

    def read(shared: Shared, ends: date) -> Decimal | None:
        percent = shared.procedures(min(ends, today()))[code].change.percent
        return None if percent is None else Decimal(str(round(percent, 2)))

    return read


def _compares(code: str) -> Callable[[Shared, date], bool]:
    """Whether there is something of the year before to compare with; a number that is too small to be told is something."""
    return lambda shared, on: shared.procedures(min(on, today()))[code].before.count != 0


def _carried_out(shared: Shared, ends: date) -> Decimal | None:
    """Action plans with agents that were carried out in the year up to then; of days before certificates are kept here, nothing."""
    return Decimal(shared.procedures(min(ends, today()))["I17"].now.count or 0) if _keep_agents(shared, ends) else None


def _keep_agents(shared: Shared, on: date) -> bool:
    """Whether certificates of agents are kept here by a day, or a plan with one was carried out."""
    found = shared.procedures(min(on, today()))
    return any(cell.count for code in ("I16", "I17") for cell in (found[code].now, found[code].before))


def _bank_opened(_shared: Shared | None, on: date) -> bool:
    """Whether the bank of projects showed one to everybody by a day."""
    return public_projects().filter(published_at__date__lte=on).exists()


def _bank(_begins: date, ends: date) -> Decimal | None:
    """The milestone of the bank with its public page: reached from its first published project on; of days before, nothing."""
    return Decimal(1) if _bank_opened(None, ends) else None


def _answered_needs(_begins: date, ends: date) -> Decimal | None:
    """Of the kinds of need identified in the year, the share with an active project."""
    part, whole, _projects = answered_needs(ends.year)
    return _share(part, whole)


def _promised(_begins: date, _ends: date) -> Decimal | None:
    """Of the kinds of service that are given, the share with an approved standard, as it is on the day on which somebody asks."""
    return _share(*promised_services())


def _drilled(_begins: date, ends: date) -> Decimal | None:
    """Of the continuity drills planned for the year, the share that was held."""
    return _share(*drills_held(ends.year))


def _share(part: int, whole: int) -> Decimal | None:
    return Decimal(str(round(100 * part / whole, 2))) if whole else None


def _in_time(_begins: date, _ends: date) -> Decimal | None:
    """Of what the charter promises a term for and was due in the last twelve months, what came within it."""
    in_time, due, _each = kept_together()
    return _share(in_time, due)


OF_ACTION = frozenset({"I05", "I06"})
COUNTS: Mapping[str, Count] = {
    "I01": _attentions, "I03": _integral, "I02": _under_protocol, "I09": _newly_improved, "I10": _newly_trained, "I11": _coordinating, "I12": _reporting_institutions, "I15": _beginning_units, "I18": _communicated, "I28": _signed, "I20": _plan_adjusted, "I13": _sharing, "I19": _reports,
    "I47": _in_time, "I62": _useful, "I07": _characterised, "I63": _kept, "I27": _promised, "I53": _drilled,
}  # fmt: skip
OF_SHARED: Mapping[str, Callable[[Shared, date], Decimal | None]] = {
    "I04": _grown("I04"), "I05": _acted, "I06": _acting_territories, "I16": _grown("I16"), "I17": _carried_out,
}  # fmt: skip
OF_UNIT: Mapping[tuple[str, str], Count] = {("I08", Unit.MILESTONE): _bank, ("I08", Unit.PERCENT): _answered_needs}
"""One indicator, two targets: the roadmap wants of I08 a bank with its public page, and not the share that I08 is."""
SHARES = frozenset({"I01", "I02", "I03", "I04", "I05", "I16", "I18", "I27", "I28", "I47", "I53", "I62", "I63"})
YES_OR_NO = frozenset({"I20"})
NUMBERS = frozenset(Unit.values) - {Unit.PERCENT, Unit.MILESTONE}
_ACTION = Waiting(_acting, _("Lo escribe su institución porque en los días de esta ronda no regía aquí una estrategia de actuación. Desde que rija, se cuenta de sus hitos."))  # fmt: skip
WAITING: Mapping[tuple[str, str], Waiting] = {
    ("I04", ""): Waiting(_compares("I04"), _("Lo escribe su institución porque en los días de esta ronda no había aquí autorizaciones del año anterior con que comparar. Desde que las haya, se cuenta de los trámites.")),
    ("I05", ""): _ACTION, ("I06", ""): _ACTION,
    ("I08", Unit.MILESTONE): Waiting(_bank_opened, _("Lo escribe su institución porque en los días de esta ronda el banco de proyectos de aquí no mostraba ninguno al público. Desde el primero, se cuenta solo.")),
    ("I16", ""): Waiting(_compares("I16"), _("Lo escribe su institución porque en los días de esta ronda no había aquí agentes certificados del año anterior con que comparar. Desde que los haya, se cuenta de los certificados.")),
    ("I17", ""): Waiting(_keep_agents, _("Lo escribe su institución porque en los días de esta ronda no se llevaban aquí certificados de agentes. Desde el primero, se cuenta de sus planes de acción.")),
}  # fmt: skip
OUTSIDE = _("Lo dice su institución porque es un hecho que consta en un documento: agréguelo como evidencia cuando ya esté.")  # fmt: skip
UNCOUNTED = _("Lo escribe su institución porque ningún registro de la plataforma lo cuenta.")
