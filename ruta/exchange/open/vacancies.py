"""Which vacancies are open, as schema.org says them, by sector and place?"""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router, Schema

from ruta.employers.selectors import public_vacancies
from ruta.employers.selectors.posting import posting_of
from ruta.exchange.paging import Cursor, Limit, after
from ruta.taxonomy.selectors import skill_labels
from ruta.territory.models import Municipality

router = Router(tags=["Vacancies"])


class Feed(Schema):
    """Postings, the newest first, and the way to the older ones."""

    items: list[dict[str, Any]]
    next: str | None


@router.get("", response=Feed, url_name="vacancies")
def feed(
    request: HttpRequest,
    sector: Annotated[str, Query(pattern=r"^([A-U])?$", description="Section of CIIU rev. 4")] = "",
    department: Annotated[str, Query(pattern=r"^(\d\d)?$", description="Code of INE")] = "",
    municipality: Annotated[str, Query(pattern=r"^(\d{4})?$", description="Code of INE")] = "",
    cursor: Cursor = "",
    limit: Limit = 50,
) -> dict[str, Any]:
    """Each item is a JobPosting."""
    del request
    asked = {"section": sector, "department": department, "municipality": municipality}
    rows = public_vacancies().filter(**{name: value for name, value in asked.items() if value})
    shown, further = after(rows, cursor, limit)
    places = Municipality.objects.select_related("department").in_bulk({row.municipality for row in shown if row.municipality})
    return {
        "items": [posting_of(row, places.get(row.municipality), list(skill_labels(row.skills_essential).values())) for row in shown],
        "next": further,
    }  # fmt: skip
