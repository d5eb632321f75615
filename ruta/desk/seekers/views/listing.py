"""Who looks for work, with which trade and where?"""

from typing import Any

from django.http import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from ruta.base.listing import Column, Filter, Listing, Sort
from ruta.base.listing.paging import Page
from ruta.base.spelling import folded
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.listing import answered
from ruta.people.models import Person
from ruta.placements.enums import ProfileState
from ruta.placements.policies import SEEKER_ROLES
from ruta.placements.selectors import AVAILABILITY, doing, job_names, may_propose, profiles, working_in
from ruta.taxonomy.selectors import occupation_labels, occupations
from ruta.territory.selectors import departments

STATES = {ProfileState.DRAFT: _("Borrador"), ProfileState.COMPLETE: _("Terminado")}


SEEKERS = Listing(
    name="perfiles",
    order="-cambio",
    sorts=[Sort("cambio", ("changed_at", "id"))],
    filters=[
        Filter("oficio", _("Oficio"), doing, lambda: list(occupations(2).values_list("code", "name_es"))),
        Filter("lugar", _("Dónde trabajaría"), working_in, lambda: list(departments().values_list("code", "name"))),
        Filter("tiempo", _("Disponibilidad"), lambda rows, value: rows.filter(availability=value), lambda: [(code, str(word)) for code, word in AVAILABILITY.items()]),
        Filter("estado", _("Estado"), lambda rows, value: rows.filter(state=value), lambda: [(code, str(word)) for code, word in STATES.items()]),
        Filter("afuera", _("Iría a otro país"), lambda rows, _value: rows.filter(goes_abroad=True)),
        Filter("descansa", _("Ya no busca"), lambda rows, _value: rows.filter(is_looking=False)),
    ],
    columns=[
        Column("persona", _("Persona"), lambda row: row.person.full_name),
        Column("oficios", _("Oficios"), lambda row: ", ".join(job_names(each["code"] for each in row.occupations))),
        Column("tiempo", _("Disponibilidad"), lambda row: str(AVAILABILITY.get(row.availability, ""))),
        Column("lugares", _("Lugares"), lambda row: ", ".join(row.places)),
        Column("estado", _("Estado"), lambda row: str(STATES[row.state])),
        Column("cambio", _("Último cambio"), lambda row: row.changed_at),
    ],
)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@roles(SEEKER_ROLES)
def seekers(request: DeskRequest) -> HttpResponseBase:
    """The profiles of the institution; a search by surnames is posted and logged, an export too."""

    def find(text: str) -> Any:
        rows = profiles(request.actor)
        if not text:
            return rows
        return rows.filter(person__in=Person.objects.filter(sort_name__begins=folded(text)).values("pk"))

    return answered(request, SEEKERS, find, "desk/seekers/list.html", lambda page: {"rows": _told(request, page)})


def _told(request: DeskRequest, page: Page) -> list[dict[str, Any]]:
    labels = occupation_labels({each["code"] for row in page.rows for each in row.occupations})
    allowed = may_propose(request.actor.institution_id or 0, [row.person_id for row in page.rows])
    return [
        {
            "row": row, "jobs": [labels[each["code"]] for each in row.occupations][:2], "state": STATES[row.state],
            "availability": AVAILABILITY.get(row.availability, ""), "is_allowed": row.person_id in allowed,
        }
        for row in page.rows
    ]  # fmt: skip
