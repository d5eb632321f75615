"""What do the indicators of the plans say this year, counted from validated rounds, plans and risks?"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from ruta.base.clock import HONDURAS, today
from ruta.communication.enums import StrategyAim
from ruta.communication.selectors import Place, places_of, strategy_share
from ruta.directory.models import Institution
from ruta.directory.selectors import drills_held
from ruta.facilities.selectors import improved_offices
from ruta.insights.definitions import indicator
from ruta.insights.selectors import kept_together, promised_services, signed_offices
from ruta.insights.selectors.coordination import coordinating_institutions, units_applying
from ruta.insights.selectors.exchanging import sharing_institutions
from ruta.insights.selectors.protocols import attentions_under_protocol
from ruta.insights.selectors.territories import characterised
from ruta.roadmap.enums import WORK, Kind, PlanKind, RoundKind, SpaceKind, State, Unit
from ruta.roadmap.models import Round, RoundAsk
from ruta.roadmap.rules import mean, planned_share, reached_of
from ruta.roadmap.selectors.counted import OF_ACTION, counted_value
from ruta.roadmap.selectors.courses import accepted_asks, said_of
from ruta.roadmap.selectors.following import watched_risks
from ruta.roadmap.selectors.reading import Line
from ruta.roadmap.selectors.scans import cluster_means
from ruta.roadmap.selectors.spaces import commitments_kept
from ruta.roadmap.selectors.wished import added_up, wished_now
from ruta.roadmap.selectors.years import Year
from ruta.taxonomy.selectors import catalogue
from ruta.training.enums import Kind as TrainingKind
from ruta.training.selectors import EVER, appraised_trainings, trained_staff

REPORTED = tuple(sorted(OF_ACTION))
"""Asked for with evidence until the strategy that they measure is written here."""
COUNTED = (
    "I02", "I04", "I05", "I06", "I07", "I08", "I09", "I10", "I11", "I12", "I13", "I15", "I16", "I17", "I18", "I19", "I20", "I21", "I22", "I23", "I24", "I26", "I27", "I28",
    "I47", "I53", "I59", "I60", "I62", "I63",
)  # fmt: skip


@dataclass(frozen=True)
class Read:
    """One indicator: part of a whole, or a number; `why` says what is missing where there is none, `apart` how it falls apart."""

    code: str
    label: str
    value: float | None
    unit: str
    part: float | None = None
    whole: float | None = None
    why: str = ""
    apart: tuple[str, ...] = ()


def roadmap_figures(language: str) -> list[Read]:
    """Every indicator of the plans that our rows can count."""
    year = Year(today().year)
    reported = {} if StrategyAim.ACTION in year.strategies else _reported(year.number)
    return [Read(code, _label(code, language), *(reported.get(code) or FIGURES[code](year)), _apart(code, year)) for code in COUNTED]


def _label(code: str, language: str) -> str:
    known = indicator(code)
    return known.label[language] if known else code


Figure = tuple[float | None, str, float | None, float | None, str]


def _reported(year: int) -> dict[str, Figure]:
    """What was last said and accepted this year of each; a platform that cannot count them asks for them with evidence."""
    last = {ask.indicator: ask for ask in accepted_asks(date(year, 1, 1), date(year, 12, 31))}
    return {code: _answered(last.get(code)) for code in REPORTED}


def _answered(ask: RoundAsk | None) -> Figure:
    said = said_of(ask) if ask else None
    unit = "%" if ask and ask.unit == Unit.PERCENT else ""
    wished = float(ask.expected or 0) if ask else None
    return said, unit, said, wished, "" if said is not None else _("ninguna ronda validada este año")


def _counted(code: str) -> Callable[[Year], Figure]:
    def read(year: Year) -> Figure:
        value = counted_value(code, date(year.number, 1, 1), today())
        said = None if value is None else float(value)
        return said, "", said, None, ""

    return read


def _beside_wish(year: Year, code: str, value: int) -> Figure:
    """A count beside the target of the running year in the roadmap, years that add something added up."""
    roadmaps = ((version, line) for version, lines in year.plans if version.plan.kind == PlanKind.ROADMAP for line in lines)
    found = next(((version, target) for version, line in roadmaps for target in line.targets if target.indicator == code), None)
    return float(value), "", float(value), wished_now(added_up(*found, today())) if found else None, ""


def _coordinating(year: Year) -> Figure:
    """I11: institutions with a live agreement that sent or received a referral answered this year, beside the target of the year."""
    return _beside_wish(year, "I11", coordinating_institutions(today()))


def _protocol(year: Year) -> Figure:
    """I15: municipal offices and centres under a protocol in force today, beside what the years up to this one add up to."""
    return _beside_wish(year, "I15", len(units_applying(today())))


def _improved(year: Year) -> Figure:
    """I09: offices that received works or equipment with evidence, beside what the years up to this one add up to."""
    return _beside_wish(year, "I09", len(improved_offices(today())))


def _acted(year: Year) -> Figure:
    """I05: of the weight of the strategy of action in force, what another person verified."""
    return _verified(year, StrategyAim.ACTION, _("ninguna estrategia de actuación vigente"))


def _acting_territories(year: Year) -> Figure:
    """I06: priority territories where something of it is verified, beside what the roadmap wants by the end of the year."""
    return _beside_wish(year, "I06", sum(each.since is not None for each in year.acting))


def _communicated(year: Year) -> Figure:
    """I18: of the weight of the communication strategy in force, what another person verified."""
    return _verified(year, StrategyAim.COMMUNICATION, _("ninguna estrategia de comunicación vigente"))


def _verified(year: Year, aim: StrategyAim, why: str) -> Figure:
    found = year.strategies.get(aim)
    percent = strategy_share(found.milestones.all()) if found else None
    return percent, "%", None, None, "" if percent is not None else why


def _grown(code: str) -> Callable[[Year], Figure]:
    """I04 and I16: of all institutions, against the same days of the year before."""

    def read(year: Year) -> Figure:
        found = year.procedures[code]
        return found.change.percent, "%", None, None, found.why_not

    return read


def _carried_out(year: Year) -> Figure:
    """I17: action plans with agents whose last commitment was closed this year."""
    return float(year.procedures["I17"].now.count or 0), "", None, None, ""


def _both_years(code: str) -> Callable[[Year], tuple[str, ...]]:
    """The numbers that were compared; where persons are few in an institution, in one of both years, neither year counts them."""

    def read(year: Year) -> tuple[str, ...]:
        found, said = year.procedures[code], _("este año: %(now)s; mismos días del año anterior: %(before)s")
        now, before = (_("pocas, no se dicen") if cell.count is None else cell.count for cell in (found.now, found.before))
        return (said % {"now": now, "before": before},)

    return read


def _useful(year: Year) -> Figure:
    """I62: of who appraised the trainings that ended this year, those who found them useful."""
    good, answers, _kinds = appraised_trainings(date(year.number, 1, 1), today())
    return _share(good, answers, _("ninguna formación terminada este año con cinco evaluaciones o más"))


def _kept(year: Year) -> Figure:
    """I63: of what the spaces of participation agreed and fell due this year, what was kept in time."""
    found = commitments_kept(date(year.number, 1, 1), today()).values()
    return _share(sum(part for part, _due in found), sum(due for _part, due in found), _("ningún compromiso vencido este año"))


def _by_space(year: Year) -> tuple[str, ...]:
    """The same by kind of space."""
    found = commitments_kept(date(year.number, 1, 1), today())
    said = _("%(name)s: %(part)s de %(whole)s")
    return tuple(said % {"name": SpaceKind(kind).label, "part": part, "whole": whole} for kind, (part, whole) in sorted(found.items()))


def _trained(year: Year) -> Figure:
    """I10: unique persons of the staff who passed something, beside what the years up to this one add up to."""
    return _beside_wish(year, "I10", trained_staff(EVER, today()).total)


def _under_protocol(year: Year) -> Figure:
    """I02: the change of attentions in the offices whose protocol is in force."""
    found = attentions_under_protocol(year.number)
    percent = found.change.percent if found.change else None
    why = _("muy pocas atenciones, o ninguna el año anterior") if found.offices else _("ninguna oficina con protocolo en vigor")
    return percent, "%", None, None, "" if percent is not None else why


def _characterised(_year: Year) -> Figure:
    """I07: of the priority territories, those whose sheet is approved whole."""
    part, whole = characterised()
    return _share(part, whole, _("ningún territorio prioritario"))


def _answered_needs(year: Year) -> Figure:
    """I08: of the kinds of need identified this year, those with an active project."""
    part, whole, _projects = year.needs
    return _share(part, whole, _("ninguna necesidad identificada este año"))


def _done_of_due(year: Year) -> Figure:
    """I23: of the action plan's and the roadmap's activities whose time is over, how many are done."""
    due = [line.node for line in _work(year) if line.span and line.span[1] <= today()]
    return _share(sum(node.state == State.DONE for node in due), len(due), _("ninguna actividad ha vencido"))  # type: ignore[attr-defined]


def _schedule(year: Year) -> Figure:
    """I24: the mean over activities that have a time of what is done less what should be."""
    begun = [(line.node, line.span) for line in _work(year) if line.span and line.span[0] <= today()]
    behind = [node.percent - planned_share(*span, today()) * 100 for node, span in begun]  # type: ignore[attr-defined]
    average = sum(behind) / len(behind) if behind else None
    return average, _("puntos"), None, None, "" if behind else _("ninguna actividad tiene fechas")


def _controlled(year: Year) -> Figure:
    """I26: of the high risks, those whose control was reviewed in time."""
    high = [each for each in watched_risks(year.plans) if each.level == "high"]
    return _share(sum(each.is_controlled for each in high), len(high), _("ningún riesgo alto valorado"))


def _promised(_year: Year) -> Figure:
    """I27: of the kinds of service that the employment offices give, those whose standard the DGE approved."""
    part, whole = promised_services()
    return _share(part, whole, _("ningún servicio de las oficinas SI EMPLEO en el directorio"))


def _signed(_year: Year) -> Figure:
    """I28: of the staff of the employment offices, who signed the charter and the code of ethics in the versions in force."""
    rows = signed_offices()
    return _share(
        sum(each.signed for each in rows), sum(each.staff for each in rows), _("ninguna persona del personal en las oficinas SI EMPLEO")
    )


def _sharing(year: Year) -> Figure:
    """I13: institutions with a valid exchange this year, beside what the years up to this one want."""
    return _beside_wish(year, "I13", sharing_institutions(today()))


def _in_time(_year: Year) -> Figure:
    """I47: of what the charter promises a term for and was due in twelve months, what came within it."""
    in_time, due, _each = kept_together()
    return _share(in_time, due, _("nada de lo que la carta promete con plazo vencía, o muy poco para decirlo"))


def _by_promise(_year: Year) -> tuple[str, ...]:
    said, labels = _("%(name)s: %(value)s"), {row.code: row.label() for row in catalogue("service_charter")}
    return tuple(said % {"name": labels.get(code, code), "value": f"{each.percent:.0f} %"} for code, each in kept_together()[2].items())


def _drilled(year: Year) -> Figure:
    """I53: of the continuity drills planned for this year, those that were held."""
    part, whole = drills_held(year.number)
    return _share(part, whole, _("ningún simulacro previsto este año"))


def _on_track(year: Year) -> Figure:
    """I59: of the key actions of the reintegration plan, those in green or done by the rule of the lights."""
    lights = [light for pillar in year.pillars for light in pillar.lights]
    return _share(_green(lights), len(lights), _("el plan de reintegración no está cargado"))


def _punctual(year: Year) -> Figure:
    """I60: of the reports of 3, 6 and 12 months of the reintegration plan that fell due this year, those closed by that day."""
    kinds = (RoundKind.QUARTERLY, RoundKind.SIX_MONTHS, RoundKind.TWELVE_MONTHS)
    found = Round.objects.filter(plan__kind=PlanKind.REINTEGRATION, kind__in=kinds, due_on__year=year.number).order_by("due_on")
    due = [each for each in found if each.closed_at or each.due_on < today()]
    in_time = [each for each in due if each.closed_at and localdate(each.closed_at, HONDURAS) <= each.due_on]
    return _share(len(in_time), len(due), _("ningún informe ha vencido este año"))


def _green(lights: Iterable[str]) -> int:
    return sum(light in {"ok", "done"} for light in lights)


def _apart(code: str, year: Year) -> tuple[str, ...]:
    """How an indicator falls apart, or what else belongs to it: key actions by pillar, maturity by cluster, active projects."""
    return APART[code](year) if code in APART else ()


def _by_pillar(year: Year) -> tuple[str, ...]:
    said = _("%(name)s: %(part)s de %(whole)s")
    return tuple(said % {"name": each.node, "part": _green(each.lights), "whole": len(each.lights)} for each in year.pillars)


def _with_projects(year: Year) -> tuple[str, ...]:
    return (_("proyectos activos: %(count)s") % {"count": year.needs[2]},)


def _since_when(_year: Year) -> tuple[str, ...]:
    return tuple(f"{each.office.name}, {date_format(each.since, 'DATE_FORMAT')}" for each in improved_offices(today()))


def _by_cluster(year: Year) -> tuple[str, ...]:
    means = cluster_means(year.factors, year.maturity[1])
    return tuple(_("%(name)s: %(value)s") % {"name": node, "value": f"{value:.1f}"} for node, value in means)


def _by_office(_year: Year) -> tuple[str, ...]:
    said = _("%(name)s: %(part)s de %(whole)s")
    return tuple(said % {"name": each.office.name, "part": each.signed, "whole": each.staff} for each in signed_offices())


def _by_kind(year: Year) -> tuple[str, ...]:
    """How useful trainings were found, by their kind."""
    found = appraised_trainings(date(year.number, 1, 1), today())[2]
    said = _("%(name)s: %(part)s de %(whole)s")
    return tuple(
        said % {"name": label, "part": found[code][0], "whole": found[code][1]} for code, label in TrainingKind.choices if code in found
    )


def _acted_by_territory(year: Year) -> tuple[str, ...]:
    return _by_territory(year.acting)


def _told_by_territory(year: Year) -> tuple[str, ...]:
    found = year.strategies.get(StrategyAim.COMMUNICATION)
    return _by_territory(places_of(found) if found else [])


def _by_territory(places: Iterable[Place]) -> tuple[str, ...]:
    """A strategy in each territory where something of it is verified."""
    said = _("%(name)s: %(value)s")
    return tuple(said % {"name": each.territory.name, "value": f"{each.percent:.0f} %"} for each in places if each.since)


def _by_institution(_year: Year) -> tuple[str, ...]:
    """Those trained, by the institution for which they work."""
    found = trained_staff(EVER, today()).by_institution
    names = dict(Institution.objects.filter(pk__in=found).order_by("pk").values_list("pk", "short_name"))
    counts = sorted(((sum(sexes.values()), names[pk]) for pk, sexes in found.items()), key=lambda each: (-each[0], each[1]))
    return tuple(_("%(name)s: %(value)s") % {"name": name, "value": count} for count, name in counts)


def _mean_maturity(year: Year) -> Figure:
    """I21: of the last closed national round."""
    scan, values = year.maturity
    return mean(list(values.values())), _("puntos"), None, None, "" if scan else _("ninguna ronda PES-Scan nacional cerrada")


def _reached_factors(year: Year) -> Figure:
    """I22: of the last closed national round."""
    scan, values = year.maturity
    reached = reached_of(values, sum(node.kind == Kind.FACTOR for node in year.factors))
    return (reached if scan else None), "%", None, None, "" if scan else _("ninguna ronda PES-Scan nacional cerrada")


def _share(part: int, whole: int, why: str) -> Figure:
    return (100 * part / whole if whole else None), "%", part, whole, "" if whole else why


def _work(year: Year) -> Iterable[Line]:
    kinds = (PlanKind.ROADMAP, PlanKind.ACTION_PLAN, PlanKind.ANNUAL)
    for version, lines in year.plans:
        if version.plan.kind in kinds:
            yield from (line for line in lines if line.node.kind in WORK - {Kind.TASK})


FIGURES: dict[str, Callable[[Year], Figure]] = {
    "I02": _under_protocol, "I04": _grown("I04"), "I16": _grown("I16"), "I17": _carried_out, "I05": _acted, "I06": _acting_territories, "I07": _characterised, "I08": _answered_needs, "I09": _improved, "I10": _trained, "I11": _coordinating, "I12": _counted("I12"), "I13": _sharing, "I19": _counted("I19"), "I47": _in_time, "I15": _protocol, "I18": _communicated,
    "I20": _counted("I20"), "I21": _mean_maturity, "I22": _reached_factors, "I23": _done_of_due,
    "I24": _schedule, "I26": _controlled, "I27": _promised, "I28": _signed, "I53": _drilled, "I59": _on_track, "I60": _punctual, "I62": _useful, "I63": _kept,
}  # fmt: skip
APART: dict[str, Callable[[Year], tuple[str, ...]]] = {
    "I04": _both_years("I04"), "I16": _both_years("I16"), "I08": _with_projects, "I09": _since_when, "I10": _by_institution, "I05": _acted_by_territory, "I18": _told_by_territory, "I21": _by_cluster, "I28": _by_office, "I47": _by_promise, "I59": _by_pillar, "I62": _by_kind, "I63": _by_space,
}  # fmt: skip
