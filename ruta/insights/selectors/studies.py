"""Which studies are there, which decisions did they serve, and which scenarios were written?"""

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from ruta.base.errors import NotFound
from ruta.base.holding import holding
from ruta.insights.models import Scenario, Study


def studies() -> QuerySet[Study]:
    """Every registered study, without its file; with how many decisions it served."""
    return Study.objects.select_related("institution").defer("content").annotate(served=Count("uses"))


def found_studies(rows: QuerySet[Study], text: str) -> QuerySet[Study]:
    """Those whose title, author, source or findings hold every word of a text."""
    return rows.filter(holding(text, "title", "author", "source", "findings"))


def study_of(study_id: int) -> Study:
    """One of them."""
    found = studies().filter(pk=study_id).first()
    if found is None:
        raise NotFound(_("Ese estudio no existe. Vuelva a la lista."))
    return found


def public_studies() -> QuerySet[Study]:
    """What everybody reads."""
    return studies().filter(shown_at__isnull=False)


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
