"""What did others publish, and where do they disagree?"""

from typing import Any

from django.views.decorators.http import require_http_methods

from ruta.desk.gate import DeskRequest, roles
from ruta.desk.listing import answered
from ruta.desk.series.lists import VALUES
from ruta.insights.policies import STUDY_READERS
from ruta.insights.selectors.published import found_values, others_of, published_values, series_name
from ruta.territory.selectors import departments, municipalities

DEPARTMENT = 2  # digits


@require_http_methods(["GET", "HEAD", "POST"])
@roles(STUDY_READERS)
def listing(request: DeskRequest) -> Any:
    """Every figure, the latest first, each beside what others say of the same."""

    def told(page: Any) -> dict[str, Any]:
        others, places = others_of(page.rows), _names({row.place for row in page.rows if row.place})
        return {"rows": [(row, series_name(row.series), others[row.pk], places.get(row.place, row.place)) for row in page.rows]}

    return answered(request, VALUES, lambda text: found_values(published_values(), text), "desk/series/list.html", told)


def _names(codes: set[str]) -> dict[str, str]:
    """Departments and municipalities by their codes."""
    has_towns = any(len(code) > DEPARTMENT for code in codes)
    towns = dict(municipalities().filter(pk__in=codes).values_list("pk", "name")) if has_towns else {}
    return dict(departments().values_list("pk", "name")) | towns
