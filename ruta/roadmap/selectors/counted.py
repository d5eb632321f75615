"""Which values of a round does the platform count itself, so that nobody types them?"""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from ruta.base.clock import today
from ruta.communication.enums import StrategyAim
from ruta.communication.models import Strategy
from ruta.communication.selectors import reached_territories, ruled_since, ruling_strategy, strategy_share
from ruta.facilities.selectors import improved_offices
from ruta.insights.selectors import attentions, kept_together, reports_out, signed_offices
from ruta.insights.selectors.coordination import coordinating_institutions, units_applying
from ruta.insights.selectors.exchanging import sharing_institutions
from ruta.insights.selectors.protocols import attentions_under_protocol
from ruta.insights.selectors.territories import characterised
from ruta.roadmap.enums import PlanKind
from ruta.roadmap.models import PlanVersion, RoundVerdict
from ruta.roadmap.selectors.spaces import commitments_kept
from ruta.training.selectors import appraised_trainings, newly_trained

Count = Callable[[date, date], Decimal | None]


def is_counted(indicator: str) -> bool:
    """Whether the platform fills the value of this indicator in; of a strategy that nobody wrote here yet, a round asks."""
    return indicator in COUNTS and (indicator not in OF_ACTION or ruling_strategy(StrategyAim.ACTION) is not None)


def counted_value(indicator: str, begins: date, ends: date) -> Decimal | None:
    """The value of an indicator over some days, as our own rows say; nothing where they say nothing yet."""
    count = COUNTS.get(indicator)
    return count(begins, ends) if count else None


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


def _acted(_begins: date, ends: date) -> Decimal | None:
    """What was verified by then of the strategy of action in force; of days before it was approved, its rows say nothing."""
    found = _ruling_by(ends)
    share = strategy_share(found.milestones.all(), done_by=ends) if found else None
    return None if share is None else Decimal(str(round(share, 2)))


def _acting_territories(_begins: date, ends: date) -> Decimal | None:
    """Priority territories in which something of it was done by then, and verified."""
    found = _ruling_by(ends)
    return Decimal(reached_territories(found, ends)) if found else None


def _ruling_by(ends: date) -> Strategy | None:
    """Of days before the first version was approved nothing is counted: what rounds accepted then stays."""
    since = ruled_since(StrategyAim.ACTION)
    return ruling_strategy(StrategyAim.ACTION) if since and since <= ends else None


def _communicated(_begins: date, _ends: date) -> Decimal | None:
    """What is verified of the communication strategy in force."""
    found = ruling_strategy()
    share = strategy_share(found.milestones.all()) if found else None
    return None if share is None else Decimal(str(round(share, 2)))


def _signed(_begins: date, _ends: date) -> Decimal | None:
    """The share of the staff who signed, as it is on the day on which somebody asks."""
    rows = signed_offices()
    staff = sum(each.staff for each in rows)
    return Decimal(str(round(100 * sum(each.signed for each in rows) / staff, 2))) if staff else None


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
    return Decimal(str(round(100 * good / answers, 2))) if answers else None


def _characterised(_begins: date, _ends: date) -> Decimal:
    """Priority territories whose sheet is approved whole, as it is on the day on which somebody asks."""
    return Decimal(characterised()[0])


def _kept(begins: date, ends: date) -> Decimal | None:
    """Of what the spaces of participation agreed and fell due in these days, the share kept in time."""
    found = commitments_kept(begins, ends).values()
    due = sum(whole for _part, whole in found)
    return Decimal(str(round(100 * sum(part for part, _whole in found) / due, 2))) if due else None


def _in_time(_begins: date, _ends: date) -> Decimal | None:
    """Of what the charter promises a term for and was due in the last twelve months, what came within it."""
    in_time, due, _each = kept_together()
    return Decimal(str(round(100 * in_time / due, 2))) if due else None


OF_ACTION = frozenset({"I05", "I06"})
COUNTS: Mapping[str, Count] = {
    "I01": _attentions, "I03": _integral, "I02": _under_protocol, "I05": _acted, "I06": _acting_territories, "I09": _newly_improved, "I10": _newly_trained, "I11": _coordinating, "I12": _reporting_institutions, "I15": _beginning_units, "I18": _communicated, "I28": _signed, "I20": _plan_adjusted, "I13": _sharing, "I19": _reports,
    "I47": _in_time, "I62": _useful, "I07": _characterised, "I63": _kept,
}  # fmt: skip
