"""How many territories have their sheet approved (I07), and how many of the needs that were found does a running project answer (I08)?"""

from collections import defaultdict

from django.db.models import Sum

from ruta.insights.enums import SheetSection, TextState
from ruta.insights.models import IndicatorCell, SheetText
from ruta.insights.selectors.categories import LEAST
from ruta.insights.selectors.territories.needed import NEEDS
from ruta.projects.enums import State
from ruta.projects.selectors import projects
from ruta.territory.selectors import territories


def characterised() -> tuple[int, int]:
    """Priority territories every section of whose sheet was approved, and all of them."""
    found: dict[str, set[str]] = defaultdict(set)
    approved = SheetText.objects.filter(state=TextState.APPROVED).order_by().values_list("territory_ref", "section").distinct()
    for territory, section in approved:
        found[territory].add(section)
    places = [each.pk for each in territories(priority_only=True)]
    return sum(found[place] >= set(SheetSection.values) for place in places), len(places)


def answered_needs(year: int) -> tuple[int, int, int]:
    """Kinds of need with an active project, kinds that were identified in the year, and how many projects are active. Few of a kind are not told of."""
    cells = IndicatorCell.objects.filter(code=NEEDS, dimension="item", day__year=year).order_by()
    counts = cells.values_list("category").annotate(count=Sum("whole"))
    found = {code for code, count in counts if code and count >= LEAST}
    active = list(projects().filter(state=State.ACTIVE).order_by("pk"))
    return len(found & {code for row in active for code in row.needs}), len(found), len(active)
