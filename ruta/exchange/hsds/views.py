"""Which institutions, services and places are there, as HSDS 3.0 asks and answers?"""

from datetime import UTC, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import AwareDatetime

from ruta.base.errors import Invalid, NotFound
from ruta.directory.models import Institution, Service
from ruta.directory.selectors import Sought, found_services, institutions, services, with_place
from ruta.exchange.hsds import telling, terms
from ruta.exchange.naming import number_of
from ruta.exchange.paging import MOST, PageNumber, numbered

router = Router(tags=["HSDS 3.0"])
PerPage = Annotated[int, Query(ge=1, le=MOST)]
Search = Annotated[str, Query(max_length=80)]
Told = dict[str, Any]


class Page(Schema):
    """A page of HSDS."""

    total_items: int
    total_pages: int
    page_number: int
    size: int
    first_page: bool
    last_page: bool
    empty: bool
    contents: list[dict[str, Any]]


class About(Schema):
    """What this service of HSDS is."""

    version: str
    profile: str
    openapi_url: str


class Sieve(Schema):
    """What narrows a list of services."""

    search: Search = ""
    page: PageNumber = 1
    per_page: PerPage = 50
    organization_id: UUID | None = None
    taxonomy_term_id: UUID | None = None
    modified_after: AwareDatetime | None = None
    full: bool = False
    format: Literal["json"] = "json"


class Services(Sieve):
    """The same, and the short answer."""

    minimal: bool = False


@router.get("/", response=About, url_name="hsds")
def about(request: HttpRequest) -> Told:
    """Version and description."""
    del request
    here = settings.PUBLIC_ADDRESS
    return {"version": "3.0", "profile": "https://docs.openreferral.org/en/3.0/", "openapi_url": f"{here}/api/v1/openapi.json"}


@router.get("/services", response=Page, url_name="hsds-services")
def service_list(request: HttpRequest, sieve: Query[Services]) -> Told:
    """The active services."""
    del request
    tell = telling.service_in_full if sieve.full else _short if sieve.minimal else telling.service
    return _page(_sieved(sieve), sieve, tell)


@router.get("/services/{uuid:service_id}", response=dict[str, Any], url_name="hsds-service")
def service(request: HttpRequest, service_id: UUID) -> Told:
    """One of them, with all that hangs on it."""
    del request
    return telling.service_in_full(_one(_active(), "service", service_id))


@router.get("/service_at_locations", response=Page, url_name="hsds-places")
def place_list(request: HttpRequest, sieve: Query[Sieve]) -> Told:
    """Services where they are given; not those whose place protects somebody."""
    del request
    return _page(_placed(_sieved(sieve)), sieve, telling.service_at_location)


@router.get("/service_at_locations/{uuid:place_id}", response=dict[str, Any], url_name="hsds-place")
def place(request: HttpRequest, place_id: UUID) -> Told:
    """One of them."""
    del request
    return telling.service_at_location(_one(_placed(_active()), "service_at_location", place_id))


@router.get("/organizations", response=Page, url_name="hsds-organizations")
def organization_list(
    request: HttpRequest, search: Search = "", page: PageNumber = 1, per_page: PerPage = 50, *, format: Literal["json"] = "json"  # noqa: A002 - named by HSDS
) -> Told:  # fmt: skip
    """The active institutions."""
    del request, format
    rows = _institutions()
    for word in search.split()[:8]:
        rows = rows.filter(Q(name__icontains=word) | Q(short_name__icontains=word))
    found = rows.order_by("pk")[(page - 1) * per_page : page * per_page]
    return numbered([telling.organization(each) for each in found], page, per_page, rows.count())


@router.get("/organizations/{uuid:organization_id}", response=dict[str, Any], url_name="hsds-organization")
def organization(request: HttpRequest, organization_id: UUID) -> Told:
    """One of them, with its services."""
    del request
    row = _one(_institutions(), "organization", organization_id)
    given = _active().filter(institution=row).order_by("pk")
    return telling.organization(row) | {"services": [telling.service(each) for each in given]}


@router.get("/taxonomies", response=Page, url_name="hsds-taxonomies")
def taxonomy_list(request: HttpRequest, search: Search = "", page: PageNumber = 1, per_page: PerPage = 50) -> Told:
    """The lists of words."""
    del request
    return _of_list(terms.taxonomies(), search, page, per_page)


@router.get("/taxonomies/{uuid:taxonomy_id}", response=dict[str, Any], url_name="hsds-taxonomy")
def taxonomy(request: HttpRequest, taxonomy_id: UUID) -> Told:
    """One of them."""
    del request
    return _named(terms.taxonomies(), taxonomy_id)


@router.get("/taxonomy_terms", response=Page, url_name="hsds-terms")
def term_list(
    request: HttpRequest, search: Search = "", page: PageNumber = 1, per_page: PerPage = 50, taxonomy_id: UUID | None = None
) -> Told:  # fmt: skip
    """Their words."""
    del request
    found = [each for each in terms.terms() if taxonomy_id is None or each["taxonomy_id"] == str(taxonomy_id)]
    return _of_list(found, search, page, per_page)


@router.get("/taxonomy_terms/{uuid:term_id}", response=dict[str, Any], url_name="hsds-term")
def term(request: HttpRequest, term_id: UUID) -> Told:
    """One of them."""
    del request
    return _named(terms.terms(), term_id)


def _active() -> QuerySet[Service]:
    return with_place(services().filter(is_active=True, institution__is_active=True).exclude(office__is_active=False))


def _institutions() -> QuerySet[Institution]:
    return institutions()


def _placed(rows: QuerySet[Service]) -> QuerySet[Service]:
    return rows.filter(is_place_hidden=False, office__isnull=False)


def _sieved(sieve: Sieve) -> QuerySet[Service]:
    rows = _active()
    if sieve.search.strip():
        rows = rows.filter(pk__in=found_services(Sought(text=sieve.search))[0].order_by().values("pk"))
    if sieve.organization_id is not None:
        rows = rows.filter(institution=number_of("organization", sieve.organization_id) or 0)
    if sieve.modified_after is not None:
        rows = rows.filter(changed_at__gte=_utc(sieve.modified_after))
    return rows if sieve.taxonomy_term_id is None else _with_word(rows, str(sieve.taxonomy_term_id))


def _utc(moment: datetime) -> datetime:
    """The database takes no zone of more than sixteen hours, and no year before the first."""
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise Invalid("This time lies outside the calendar.") from error


def _with_word(rows: QuerySet[Service], name: str) -> QuerySet[Service]:
    behind = terms.codes_of(name)
    if behind is None:
        return rows.none()
    return rows.filter(service_type=behind[1]) if behind[0] == terms.KINDS else rows.filter(found_needs__contains=[behind[1]])


def _page(rows: QuerySet[Service], sieve: Sieve, tell: Any) -> Told:
    found = rows.order_by("pk")[(sieve.page - 1) * sieve.per_page : sieve.page * sieve.per_page]
    return numbered([tell(each) for each in found], sieve.page, sieve.per_page, rows.count())


def _short(row: Service) -> Told:
    told = telling.service(row)
    return {name: told[name] for name in ("id", "name", "status", "last_modified") if name in told}


def _one(rows: Any, kind: str, name: UUID) -> Any:
    found = rows.filter(pk=number_of(kind, name) or 0).first()
    if found is None:
        raise NotFound(f"There is no {kind} with this id.")
    return found


def _of_list(found: list[Told], search: str, page: int, per_page: int) -> Told:
    words = search.lower().split()
    kept = [each for each in found if all(word in each["name"].lower() for word in words)]
    return numbered(kept[(page - 1) * per_page : page * per_page], page, per_page, len(kept))


def _named(found: list[Told], name: UUID) -> Told:
    for each in found:
        if each["id"] == str(name):
            return each
    raise NotFound("There is nothing with this id.")
