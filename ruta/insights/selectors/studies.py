"""Which studies are there, which decisions did they serve, and which scenarios were written?"""

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext as _

from ruta.base.errors import NotFound
from ruta.base.holding import holding
from ruta.insights.models import Scenario, Study, StudyUse

STANDING = Q(uses__taken_back_at=None)


def studies() -> QuerySet[Study]:
    """Every registered study, without its file; with how many decisions it served."""
    return Study.objects.select_related("institution").defer("content").annotate(served=Count("uses", filter=STANDING))


def found_studies(rows: QuerySet[Study], text: str) -> QuerySet[Study]:
    """Those whose title, author, source or findings hold every word of a text."""
    return rows.filter(holding(text, "title", "author", "source", "findings"))


def study_of(study_id: int) -> Study:
    """One of them."""
    found = studies().filter(pk=study_id).first()
    if found is None:
        raise NotFound(_("Ese estudio no existe. Vuelva a la lista."))
    return found


def uses_of(study: Study) -> QuerySet[StudyUse]:
    """The decisions that it served, the latest first."""
    rows = StudyUse.objects.filter(study=study, taken_back_at=None)
    return rows.select_related("institution", "study").order_by("-decided_on", "-pk")


def is_let_out(use: StudyUse) -> bool:
    """Whether everybody reads it: it stood when its study was let out."""
    return use.study.shown_at is not None and use.noted_at <= use.study.shown_at


def use_of(study_id: int, use_id: int) -> StudyUse:
    """One of them."""
    found = StudyUse.objects.filter(pk=use_id, study_id=study_id, taken_back_at=None).select_related("study").first()
    if found is None:
        raise NotFound(_("Esa decisión ya no está. Vuelva al estudio."))
    return found


def public_studies() -> QuerySet[Study]:
    """What everybody reads; of decisions only those that stood when it was let out."""
    told = Count("uses", filter=STANDING & Q(uses__noted_at__lte=F("shown_at")))
    return studies().filter(shown_at__isnull=False).annotate(served=told)


def scenarios() -> QuerySet[Scenario]:
    """Every scenario."""
    return Scenario.objects.select_related("institution")


def found_scenarios(rows: QuerySet[Scenario], text: str) -> QuerySet[Scenario]:
    """Those whose title or story hold every word of a text."""
    return rows.filter(holding(text, "title", "story", "drivers"))


def scenario_of(scenario_id: int) -> Scenario:
    """One of them."""
    found = scenarios().filter(pk=scenario_id).first()
    if found is None:
        raise NotFound(_("Ese escenario no existe. Vuelva a la lista."))
    return found


def public_scenarios() -> QuerySet[Scenario]:
    """What everybody reads."""
    return scenarios().filter(shown_at__isnull=False)
