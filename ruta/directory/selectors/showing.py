"""What does the entry of a service say: its hours, its place, its needs, what is missing, and what was done with it?"""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ruta.base.clock import now
from ruta.base.errors import NotFound
from ruta.base.windows import Window, write_windows
from ruta.base.workdays import work_calendar
from ruta.directory.enums import Fact, ProposalState
from ruta.directory.models import FocalPoint, Office, Programme, Service, ServiceProposal, ServiceStep
from ruta.directory.rules import MISSING, NOT_APPLICABLE, TOLD, Opening, Quality, opening, quality
from ruta.directory.selectors.providers import is_address_confidential
from ruta.taxonomy.selectors import need, service_type

AT_A_DISTANCE = {"by_phone", "online"}
PLAIN_FACTS = ("description", "populations", "eligibility", "papers", "cost", "entry", "languages", "accessibility")


def services() -> QuerySet[Service]:
    """Every entry of the directory, closed ones too, with institution and place."""
    return Service.objects.select_related("institution", "programme", "office__municipality__department")


def service_of(service_id: int) -> Service:
    """One entry."""
    found = services().filter(pk=service_id).first()
    if found is None:
        raise NotFound(_("Ese servicio no está en el directorio. Búsquelo otra vez."))
    return found


def week_of(service: Service) -> dict[int, list[Window]]:
    """Its hours by weekday; Monday is 0."""
    week: dict[int, list[Window]] = {}
    for row in service.hours.all():
        week.setdefault(row.weekday, []).append(Window(row.opens, row.closes))
    return week


def hours_told(service: Service) -> dict[str, str]:
    """The same as people write it: `8:00-12:00, 13:00-16:00` by weekday."""
    return {str(day): write_windows(windows) for day, windows in sorted(week_of(service).items())}


def opening_of(service: Service, at: datetime | None = None) -> Opening | None:
    """Whether it is open now; holidays close it unless it says otherwise."""
    calendar = work_calendar()

    def is_closed(day: date) -> bool:
        return not service.opens_holidays and calendar.holiday(day) is not None

    return opening(week_of(service), at or now(), is_closed)


def shown_place(service: Service) -> Office | None:
    """Where one goes; nothing for what has no place, or whose place protects somebody."""
    return None if service.is_place_hidden else service.office


def shown_needs(service: Service) -> list[str]:
    """What it helps with, in words."""
    return [need(code).label() for code in service.found_needs]


def has_hidden_place(service: Service) -> bool:
    """Whether telling where it is would put somebody in danger: a shelter, or a service of that kind."""
    return service_type(service.service_type).confidential_location or (
        service.office is not None and is_address_confidential(service.office)
    )


def facts_of(service: Service, *, has_hours: bool) -> dict[str, str]:
    """Of each fact whether it is told, missing, or said not to apply."""
    told = {name: bool(getattr(service, name)) for name in PLAIN_FACTS} | {
        Fact.HOURS: has_hours or bool(service.hours_note),
        Fact.REACH: any((service.phone, service.email, service.website, service.office and service.office.phone)),
        Fact.PLACE: service.office_id is not None,
        Fact.CAPACITY: service.capacity is not None,
        Fact.FOCAL_POINT: service.focal_point_id is not None,
    }
    spared = set(service.not_applicable)
    if service.delivery and AT_A_DISTANCE.issuperset(service.delivery):
        spared |= {Fact.PLACE, Fact.ACCESSIBILITY}
    return {fact: TOLD if is_told else NOT_APPLICABLE if fact in spared else MISSING for fact, is_told in told.items()}


def quality_of(service: Service) -> Quality:
    """How complete the entry is, and what it lacks."""
    return quality(facts_of(service, has_hours=bool(week_of(service))))


def steps_of(service: Service) -> QuerySet[ServiceStep]:
    """What was done with it, the newest first."""
    return ServiceStep.objects.filter(service=service).select_related("institution").order_by("-at", "-pk")


def open_proposals(rows: Sequence[int] | None = None) -> QuerySet[ServiceProposal]:
    """What waits for the owners of entries to decide, the oldest first; perhaps of some entries alone."""
    found = ServiceProposal.objects.filter(state=ProposalState.OPEN).select_related("institution", "service__institution")
    return (found if rows is None else found.filter(service__in=rows)).order_by("made_at", "pk")


def proposal_of(proposal_id: int) -> ServiceProposal:
    """One proposed change."""
    found = ServiceProposal.objects.select_related("institution", "service__institution", "service__office").filter(pk=proposal_id).first()
    if found is None:
        raise NotFound(_("Esa propuesta ya no está. Vuelva al servicio."))
    return found


def programme_choices(institution_id: int) -> list[tuple[str, str]]:
    """The programmes of an institution."""
    return [(str(pk), name) for pk, name in Programme.objects.filter(institution=institution_id, is_active=True).values_list("pk", "name")]


def focal_point_choices(institution_id: int) -> list[tuple[str, str]]:
    """Who may answer for a service of an institution, as far as the reader may see them."""
    rows = FocalPoint.objects.filter(owner_institution=institution_id, is_active=True).order_by("name", "pk")
    return [(str(row.pk), f"{row.name}, {row.position}" if row.position else row.name) for row in rows]
