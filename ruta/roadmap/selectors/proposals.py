"""Which proposals are there, what do they change, and do they still stand on the plan as it is?"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from ruta.base.errors import NotFound
from ruta.roadmap.enums import Verb
from ruta.roadmap.models import Change, Plan, PlanVersion, Proposal
from ruta.roadmap.planning import Edit, Merged, Said, applied, difference, merged
from ruta.roadmap.selectors.statements import statement_of
from ruta.roadmap.selectors.trees import version_of


@dataclass(frozen=True)
class RowDifference:
    """What changes in one row: old to new, the whole row, or its place."""

    key: str
    title: str
    code: str = ""
    edits: list[Edit] = field(default_factory=list)


@dataclass(frozen=True)
class Draft:
    """A proposal with what the plan says before it and after it."""

    proposal: Proposal
    changes: list[Change]  # said on its base, the oldest first, undone ones too
    before: list[Said]
    after: list[Said]

    @property
    def differences(self) -> list[RowDifference]:
        """Row by row, in the order of the plan."""
        return by_row(self.before, self.after)

    def newest_of(self, key: str) -> int:
        """The newest standing change of a row; 0 where it has none. Whoever changes the row says that this is what they saw."""
        return max((each.pk for each in self.changes if each.key == key and each.is_live), default=0)  # type: ignore[attr-defined]


def proposals_of(plan: Plan) -> QuerySet[Proposal]:
    """Every proposal of a plan with the number of its changes, the newest first."""
    live = Q(changes__undone_by__isnull=True) & ~Q(changes__verb=Verb.UNDO)
    return Proposal.objects.filter(plan=plan).select_related("base", "result", "institution").annotate(size=Count("changes", filter=live))


def proposal_of(plan: Plan, pk: int) -> Proposal:
    """One proposal of a plan."""
    found = Proposal.objects.select_related("plan", "base__plan", "result", "institution", "decided_in").filter(plan=plan, pk=pk).first()
    if found is None:
        raise NotFound(_("Esa propuesta no es de este plan. Elíjala en la lista de propuestas."))
    return found


def draft_of(proposal: Proposal) -> Draft:
    """What a proposal says today on its base."""
    changes = list(Change.objects.filter(proposal=proposal, base=proposal.base_id).exclude(verb=Verb.UNDO).select_related("undone_by"))
    for change in changes:
        change.is_live = not hasattr(change, "undone_by")  # type: ignore[attr-defined]
    before = statement_of(proposal.base)
    return Draft(proposal, changes, before, applied(before, (edit_of(each) for each in changes if each.is_live)))  # type: ignore[attr-defined]


def edit_of(change: Change) -> Edit:
    """A kept change as the arithmetic takes it."""
    return Edit(change.verb, change.key, change.field, change.old, change.new)


def authors_of(proposal: Proposal) -> frozenset[int]:
    """Who opened it, changed it or sent it."""
    said = set(Change.objects.filter(proposal=proposal).order_by().values_list("by", flat=True))
    return frozenset(each for each in said | {proposal.opened_by, proposal.sent_by} if each)


def is_behind(proposal: Proposal) -> bool:
    """Whether the plan went on since the version that the proposal stands on."""
    return not PlanVersion.objects.filter(pk=proposal.base_id, is_current=True).exists()


def merging_of(draft: Draft) -> tuple[PlanVersion, Merged]:
    """The current version, and how the proposal would stand on it."""
    current = version_of(draft.proposal.plan, None)
    return current, merged(draft.before, statement_of(current), draft.after)


def compared(old: PlanVersion, new: PlanVersion) -> list[RowDifference]:
    """What changed between any two versions of a plan."""
    return by_row(statement_of(old), statement_of(new))


def by_row(before: list[Said], after: list[Said]) -> list[RowDifference]:
    """The edits gathered by row; what is gone stands at the end."""
    rows = {row.key: row for row in [*before, *after]}
    found: dict[str, list[Edit]] = {}
    for edit in difference(before, after):
        found.setdefault(edit.key, []).append(edit)
    order = {key: place for place, key in enumerate([*(row.key for row in after), *(row.key for row in before)])}
    return [_row(rows[key], found[key]) for key in sorted(found, key=lambda key: order[key])]


def _row(row: Said, edits: Iterable[Edit]) -> RowDifference:
    return RowDifference(row.key, row.item.get("title", ""), row.item.get("code", ""), list(edits))
