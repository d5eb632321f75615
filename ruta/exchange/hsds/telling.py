"""What does HSDS 3.0 say of an institution, a service, its place and its hours? Only what everybody reads; a place that protects somebody is not told."""

import re
from typing import Any

from django.conf import settings
from django.urls import reverse

from ruta.directory.enums import Access, Entry
from ruta.directory.models import Institution, Office, OpeningHours, Service
from ruta.directory.selectors import shown_place
from ruta.exchange.hsds.terms import attributes_of
from ruta.exchange.naming import part_of, uuid_of
from ruta.taxonomy.selectors import service_type

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
OFFSET, ZONE = -6, "-06:00"
COUNTRY = "HN"
ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
Told = dict[str, Any]


def organization(row: Institution) -> Told:
    """An institution, or a direction of one."""
    told = {
        "id": uuid_of("organization", row.pk), "name": row.name, "alternate_name": row.short_name, "description": row.name,
        "uri": settings.PUBLIC_ADDRESS + reverse("portal:institution", args=[row.pk]),
    }  # fmt: skip
    return told | ({"parent_organization_id": uuid_of("organization", row.parent_id)} if row.parent_id else {})


def service(row: Service) -> Told:
    """A service with what it holds one of."""
    told: Told = {
        "id": uuid_of("service", row.pk), "organization_id": uuid_of("organization", row.institution_id), "name": _name(row), "status": "active",
        "description": row.description, "application_process": _way_in(row), "fees_description": _fees(row),
        "eligibility_description": row.eligibility, "minimum_age": row.age_from, "maximum_age": row.age_to,
        "url": row.website if row.website.startswith(("http://", "https://")) else "", "email": row.email if ADDRESS.fullmatch(row.email) else "",
        "assured_date": row.verified_on.isoformat() if row.verified_on else "",
        "last_modified": row.changed_at.isoformat() if row.changed_at else "", "organization": organization(row.institution),
    }  # fmt: skip
    if row.programme_id:
        told["program_id"] = uuid_of("program", row.programme_id)
    return {name: value for name, value in told.items() if value not in ("", None)}


def service_in_full(row: Service) -> Told:
    """The same with all that hangs on it."""
    number = row.pk
    told = service(row) | {
        "phones": [{"id": part_of("phone", number), "number": row.phone}] if row.phone else [],
        "schedules": [_schedule(each) for each in row.hours.all()],
        "languages": [{"id": part_of("language", number, code), "code": code} for code in row.languages],
        "cost_options": _cost(row),
        "required_documents": [{"id": part_of("papers", number), "document": row.papers}] if row.papers else [],
        "attributes": attributes_of(row), "service_at_locations": [],
    }  # fmt: skip
    place = shown_place(row)
    return told | ({"service_at_locations": [_there(row, place)]} if place else {})


def service_at_location(row: Service) -> Told:
    """A service where it is given; every service of the directory is given at one place."""
    place = shown_place(row)
    return _there(row, place) | {"service": service(row)} if place else {}


def _there(row: Service, place: Office) -> Told:
    return {
        "id": uuid_of("service_at_location", row.pk), "service_id": uuid_of("service", row.pk),
        "location_id": uuid_of("location", place.pk), "location": location(row, place),
    }  # fmt: skip


def location(row: Service, place: Office) -> Told:
    """An office, and what makes it fit for this service."""
    town = place.municipality
    return {
        "id": uuid_of("location", place.pk), "location_type": "physical", "name": place.name,
        "organization_id": uuid_of("organization", place.institution_id),
        "latitude": town.latitude if place.latitude is None else place.latitude,
        "longitude": town.longitude if place.longitude is None else place.longitude,
        "addresses": [{
            "id": part_of("address", place.pk), "address_1": place.address or town.name, "city": town.name,
            "state_province": town.department.name, "postal_code": "", "country": COUNTRY, "address_type": "physical",
        }],
        "phones": [{"id": part_of("place phone", place.pk), "number": place.phone}] if place.phone else [],
        "accessibility": [
            {"id": part_of("access", row.pk, code), "description": str(Access(code).label)} for code in row.accessibility
        ],
    }  # fmt: skip


def _name(row: Service) -> str:
    return row.name or service_type(row.service_type).label()


def _way_in(row: Service) -> str:
    ways = ", ".join(str(Entry(code).label) for code in row.entry)
    return ". ".join(text for text in (ways, row.entry_note) if text)


def _fees(row: Service) -> str:
    return ". ".join(text for text in (row.get_cost_display() if row.cost else "", row.cost_note) if text)


def _cost(row: Service) -> list[Told]:
    if not row.cost:
        return []
    amount = {"amount": row.cost_amount, "currency": "HNL"} if row.cost_amount is not None else {}
    return [{"id": part_of("cost", row.pk), "option": str(row.get_cost_display()), **amount}]


def _schedule(hours: OpeningHours) -> Told:
    return {
        "id": uuid_of("schedule", hours.pk), "freq": "WEEKLY", "wkst": "MO", "byday": DAYS[hours.weekday], "timezone": OFFSET,
        "opens_at": _clock(hours.opens), "closes_at": _clock(hours.closes),
    }  # fmt: skip


def _clock(minute: int) -> str:
    return f"{minute // 60 % 24:02}:{minute % 60:02}{ZONE}"
