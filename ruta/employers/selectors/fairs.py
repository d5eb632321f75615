"""Which fairs are there, who takes part, and what came of them?"""

from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import Case, Count, Q, QuerySet, When
from django.utils.translation import gettext as _

from ruta.base.clock import now
from ruta.base.context import Actor
from ruta.base.errors import NotFound
from ruta.employers.enums import BARRED, Coming, FairState, InterviewResult, Side
from ruta.employers.models import Employer, Fair, FairAnswer, FairAttendance, FairEmployer, FairInterview
from ruta.employers.rules import GOOD, readable, satisfied_share
from ruta.taxonomy.selectors import items

SHOWN = (FairState.ANNOUNCED, FairState.HELD)


@dataclass(frozen=True, slots=True)
class FairCounts:
    """What came of a fair, counted from its rows."""

    invited: int
    attended: int  # employers
    openings: int
    persons: int
    interviews: int
    hired: int
    answers: int  # of employers
    satisfied: int
    opinions: int  # of persons
    content: int

    @property
    def share(self) -> float | None:
        """Satisfied employers of those who answered (I51)."""
        return satisfied_share(self.satisfied, self.answers)

    def public(self) -> dict[str, Any]:
        """As everybody may read it: counts of people only from five on, opinions only as a share of five or more."""
        told = {name: readable(count) for name, count in asdict(self).items() if name in {"persons", "interviews", "hired"}}
        told |= {"attended": self.attended, "openings": self.openings}
        return told | {"satisfied": self.share, "content": satisfied_share(self.content, self.opinions)}


def fairs(actor: Actor) -> QuerySet[Fair]:
    """The fairs of the actor's institution."""
    return Fair.objects.filter(owner_institution_id=actor.institution_id or 0)


def fair_of(actor: Actor, fair_id: int) -> Fair:
    """One of them."""
    found = fairs(actor).filter(pk=fair_id).first()
    if found is None:
        raise NotFound(_("Esa feria no es de su institución. Búsquela en la lista."))
    return found


def upcoming_fairs() -> QuerySet[Fair]:
    """Those that anybody may still go to, the next one first."""
    return Fair.objects.filter(state=FairState.ANNOUNCED, ends_at__gt=now()).order_by("starts_at", "pk")


def published_results() -> QuerySet[Fair]:
    """Those whose results were published, the newest first."""
    return Fair.objects.filter(state=FairState.HELD, results_at__isnull=False).order_by("-starts_at", "-pk")


def public_fair(fair_id: int) -> Fair | None:
    """One that was announced, also when it was cancelled since; nothing of a draft, whoever asks."""
    return Fair.objects.filter(pk=fair_id, state__in=(*SHOWN, FairState.CANCELLED)).first()


def participants(fair: Fair) -> QuerySet[FairEmployer]:
    """The employers invited, with how many interviews each held."""
    rows = FairEmployer.objects.filter(fair=fair).select_related("employer").annotate(count=Count("interviews"))
    return rows.order_by("employer__sort_name", "pk")


def invitable(actor: Actor, fair: Fair, *, section: str = "", text: str = "") -> QuerySet[Employer]:
    """Employers of the institution that were not invited yet, those of the fair's department first."""
    rows = Employer.objects.filter(owner_institution_id=actor.institution_id or 0).exclude(fairs__fair=fair)
    rows = rows.exclude(verification__in=BARRED)
    rows = rows.filter(section=section) if section else rows
    rows = rows.filter(sort_name__begins=text) if text else rows
    return rows.order_by(Case(When(department=fair.department, then=0), default=1), "sort_name", "pk")


def attendances(fair: Fair) -> QuerySet[FairAttendance]:
    """Who came, the last one first."""
    return FairAttendance.objects.filter(fair=fair).select_related("person").order_by("-number")


def interviews_of(fair: Fair) -> QuerySet[FairInterview]:
    """Who talked to whom, the last first."""
    rows = FairInterview.objects.filter(fair=fair).select_related("participant__employer", "attendance__person")
    return rows.order_by("-at", "-pk")


def counts_of(fair: Fair) -> FairCounts:
    """What came of a fair."""
    came = FairEmployer.objects.filter(fair=fair).aggregate(all=Count("pk"), here=Count("pk", filter=Q(coming=Coming.ATTENDED)))
    talked = FairInterview.objects.filter(fair=fair).aggregate(all=Count("pk"), hired=Count("pk", filter=Q(result=InterviewResult.HIRED)))
    good = {f"{side}_{part}": Count("pk", filter=Q(side=side) & only) for side in Side.values for part, only in _PARTS.items()}
    said = FairAnswer.objects.filter(fair=fair).aggregate(**good)
    return FairCounts(
        invited=came["all"], attended=came["here"], openings=fair.openings, persons=FairAttendance.objects.filter(fair=fair).count(),
        interviews=talked["all"], hired=talked["hired"], answers=said["employer_all"], satisfied=said["employer_good"],
        opinions=said["attendee_all"], content=said["attendee_good"],
    )  # fmt: skip


def fairs_ahead_of(employer_id: int) -> QuerySet[FairEmployer]:
    """Where the public may read that an employer will be."""
    return FairEmployer.objects.filter(employer=employer_id, fair__state=FairState.ANNOUNCED).order_by("fair")


def fairs_of(employer: Employer) -> QuerySet[FairEmployer]:
    """The fairs that an employer was invited to and that are no draft, the newest first."""
    rows = FairEmployer.objects.filter(employer=employer, fair__state__in=SHOWN).select_related("fair")
    return rows.order_by("-fair__starts_at", "-pk")


def has_answered(fair: Fair, employer_id: int) -> bool:
    """Whether an employer gave its opinion already."""
    return FairAnswer.objects.filter(fair=fair, employer=employer_id).exists()


def working_ages() -> tuple[int, int]:
    """From which age somebody may work with a permit, and from which without: the catalogue says so, provisionally."""
    ages = {row.code: int(row["age"]) for row in items("working_ages")}
    return ages["lowest"], ages["adult"]


_PARTS = {"all": Q(), "good": Q(satisfaction__gte=GOOD)}
