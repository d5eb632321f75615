"""Who offers what, and who is nearest?"""

from dataclasses import dataclass

from django.db.models import F, QuerySet

from ruta.directory.enums import Nearness
from ruta.directory.models import Institution, Office, Service
from ruta.taxonomy.selectors import Clocks, ServiceType, item, service_type, service_types_for_need
from ruta.territory.selectors import distances_from

UNKNOWN_DISTANCE = float("inf")


@dataclass(frozen=True, slots=True)
class Provider:
    """A service that can answer a need, with how near it is."""

    service: Service
    service_type: ServiceType
    institution: Institution
    office: Office | None
    nearness: Nearness
    distance_km: float | None
    clocks: Clocks
    is_location_confidential: bool

    @property
    def address(self) -> str:
        """The address to show; none for shelters and other places that are kept secret."""
        return "" if self.office is None or self.is_location_confidential else self.office.address


def institutions(*, driving_team: bool = False, provider_kind: str | None = None) -> QuerySet[Institution]:
    """The active institutions, perhaps only the five of the driving team or those of one kind."""
    found = Institution.objects.filter(is_active=True).select_related("parent")
    if driving_team:
        found = found.filter(is_driving_team=True)
    return found if provider_kind is None else found.filter(provider_kind=provider_kind)


def institution(code: str) -> Institution:
    """The institution with this code, such as `SETRASS-DGE`."""
    return Institution.objects.get(code=code)


def offices(*, kind: str | None = None) -> QuerySet[Office]:
    """The active offices of everybody with their municipality, perhaps of one kind."""
    found = Office.objects.filter(is_active=True).select_related("institution", "municipality__department")
    return found if kind is None else found.filter(kind=kind)


def offices_of(owner: Institution) -> QuerySet[Office]:
    """The active offices of one institution."""
    return offices().filter(institution=owner)


def office(code: str) -> Office:
    """The office with this code, such as `SPS`."""
    return Office.objects.select_related("institution", "municipality").get(code=code)


def is_address_confidential(place: Office) -> bool:
    """Shelters are never shown on a map, a letter or a message."""
    return bool(item("office_kinds", place.kind).get("address_confidential", False))


def services_of(owner: Institution) -> QuerySet[Service]:
    """The active services of one institution with their offices."""
    return _active_services().filter(institution=owner)


def services_for(
    *, service_type_code: str | None = None, need_code: str | None = None, municipality_code: str | None = None
) -> list[Provider]:
    """The active services of one type, or that answer one need, the nearest to the municipality first."""
    if need_code is not None:
        types = {each.code: each for each in service_types_for_need(need_code)}
        if service_type_code is not None:
            types = {code: each for code, each in types.items() if code == service_type_code}
    else:
        types = {service_type_code or "": service_type(service_type_code or "")}
    found = _active_services().filter(service_type__in=types)
    distances = distances_from(municipality_code) if municipality_code else {}
    providers = [_provider(each, types[each.service_type], municipality_code, distances) for each in found]
    return sorted(providers, key=_order)


def providers_for_need(need_code: str, municipality_code: str | None = None) -> list[Provider]:
    """The active services that one can be referred to for this need, the nearest first, national ones last."""
    return services_for(need_code=need_code, municipality_code=municipality_code)


def clocks_of(service: Service) -> Clocks:
    """The working days that this service promises: its own where agreed, else those of its type."""
    standard = service_type(service.service_type).clocks
    return _clocks(service, standard)


def stale_services(*, verified_before: object) -> QuerySet[Service]:
    """The active services that nobody has verified since that day, never verified ones first."""
    never = _active_services().filter(verified_on=None)
    late = _active_services().filter(verified_on__lt=verified_before)
    return (never | late).order_by(F("verified_on").asc(nulls_first=True), "id")


def _active_services() -> QuerySet[Service]:
    active = Service.objects.filter(is_active=True, institution__is_active=True)
    return active.exclude(office__is_active=False).select_related("institution", "office__municipality__department", "office__institution")


def _clocks(service: Service, standard: Clocks) -> Clocks:
    return Clocks(
        acknowledge=standard.acknowledge if service.acknowledge_days is None else service.acknowledge_days,
        contact=standard.contact if service.contact_days is None else service.contact_days,
        result=standard.result if service.result_days is None else service.result_days,
    )


def _provider(service: Service, kind: ServiceType, municipality_code: str | None, distances: dict[str, float]) -> Provider:
    place = service.office
    return Provider(
        service=service,
        service_type=kind,
        institution=service.institution,
        office=place,
        nearness=_nearness(place, municipality_code),
        distance_km=None if place is None else distances.get(place.municipality_id),
        clocks=_clocks(service, kind.clocks),
        is_location_confidential=kind.confidential_location or (place is not None and is_address_confidential(place)),
    )


def _nearness(place: Office | None, municipality_code: str | None) -> Nearness:
    if place is None:
        return Nearness.NATIONAL
    if municipality_code is None:
        return Nearness.ELSEWHERE
    if place.municipality_id == municipality_code:
        return Nearness.SAME_MUNICIPALITY
    same_department = place.municipality.department_id == municipality_code[:2]
    return Nearness.SAME_DEPARTMENT if same_department else Nearness.ELSEWHERE


def _order(provider: Provider) -> tuple[int, float, str, int]:
    distance = UNKNOWN_DISTANCE if provider.distance_km is None else provider.distance_km
    return (provider.nearness, distance, provider.institution.short_name, provider.service.pk)


def with_directions(institution_id: int) -> list[int]:
    """An institution and everything under it: its directions and theirs."""
    found, above = [institution_id], [institution_id]
    while above:
        above = list(Institution.objects.filter(parent__in=above).exclude(pk__in=found).order_by("pk").values_list("pk", flat=True))
        found += above
    return found
