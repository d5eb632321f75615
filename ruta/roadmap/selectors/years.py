"""What do the indicators of one year read, each thing once however many of them ask for it?"""

from dataclasses import dataclass
from functools import cached_property

from ruta.base.clock import today
from ruta.communication.enums import StrategyAim
from ruta.communication.models import Strategy
from ruta.communication.selectors import Place, places_of, public_strategies
from ruta.communication.selectors.outreach import NATIONAL
from ruta.insights.selectors import ProcedureFigure, procedures_of_all
from ruta.insights.selectors.territories import answered_needs
from ruta.roadmap.enums import Kind, PlanKind
from ruta.roadmap.models import Node, PlanVersion, Scan
from ruta.roadmap.selectors.reading import Line, current_lines
from ruta.roadmap.selectors.scans import national_values


@dataclass(frozen=True)
class Pillar:
    """A pillar of the reintegration plan with the lights of its key actions."""

    node: Node
    lights: list[str]


@dataclass(frozen=True)
class Year:
    """What the indicators of one year read, each once: the plans as they stand, the needs that are answered, the maturity."""

    number: int

    @cached_property
    def plans(self) -> list[tuple[PlanVersion, list[Line]]]:
        """Every plan with its lines."""
        return current_lines(today())

    @cached_property
    def pillars(self) -> list[Pillar]:
        """The pillars of the reintegration plan; parents come before their children."""
        found: dict[int, Pillar] = {}
        for line in self._lines(PlanKind.REINTEGRATION):
            if line.node.kind == Kind.PILLAR:
                found[line.node.pk] = Pillar(line.node, [])
            elif line.node.parent_id in found:
                found[line.node.pk] = found[line.node.parent_id]
                found[line.node.pk].lights.extend([line.light] if line.node.kind == Kind.KEY_ACTION else [])
        return [pillar for pk, pillar in found.items() if pillar.node.pk == pk]

    @cached_property
    def needs(self) -> tuple[int, int, int]:
        """Kinds of need that a project answers, kinds that were identified, and the active projects."""
        return answered_needs(self.number)

    @cached_property
    def maturity(self) -> tuple[Scan | None, dict[str, int]]:
        """The last closed national round, with its values."""
        return national_values()

    @cached_property
    def strategies(self) -> dict[str, Strategy]:
        """The strategies of the country in force, by their aim, with their milestones."""
        found = public_strategies().filter(institution__code=NATIONAL).prefetch_related("milestones")
        return {each.aim: each for each in found}

    @cached_property
    def acting(self) -> list[Place]:
        """Where the strategy of action reaches; nothing before there is one."""
        found = self.strategies.get(StrategyAim.ACTION)
        return places_of(found) if found else []

    @cached_property
    def procedures(self) -> dict[str, ProcedureFigure]:
        """What came of procedures in the country this year, beside the same days of the year before."""
        return procedures_of_all(today())

    @property
    def factors(self) -> list[Node]:
        """The clusters and factors of the instrument, in their order."""
        return [line.node for line in self._lines(PlanKind.MATURITY)]

    def _lines(self, kind: PlanKind) -> list[Line]:
        return next((lines for version, lines in self.plans if version.plan.kind == kind), [])
