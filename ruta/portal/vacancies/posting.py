"""What do search engines read of a vacancy? JobPosting of schema.org, out of public facts alone."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.text import slugify

from ruta.base.clock import HONDURAS
from ruta.employers.enums import ContractKind, Schedule
from ruta.employers.models import Vacancy
from ruta.territory.models import Municipality

KINDS = {
    ContractKind.PERMANENT: "FULL_TIME", ContractKind.FIXED_TERM: "TEMPORARY", ContractKind.TASK: "CONTRACTOR", ContractKind.SEASONAL: "TEMPORARY",
    ContractKind.HOURLY: "PART_TIME", ContractKind.APPRENTICESHIP: "INTERN",
}  # fmt: skip
LONGEST = 70


def slug_of(vacancy: Vacancy, place: Municipality | None) -> str:
    """The words of an address: the job and its place, nobody's name."""
    where = place.name if place else vacancy.place_abroad
    return slugify(f"{vacancy.title} {where}")[:LONGEST].strip("-") or "trabajo"


def path_of(vacancy: Vacancy, place: Municipality | None) -> str:
    """The one address of a vacancy."""
    return reverse("portal:job_page", args=[vacancy.pk, slug_of(vacancy, place)])


def posting_of(vacancy: Vacancy, place: Municipality | None) -> dict[str, Any]:
    """The vacancy as schema.org says it; a hidden employer is confidential."""
    kinds = {KINDS[ContractKind(vacancy.contract)]} | ({"PART_TIME"} if vacancy.schedule == Schedule.PART_TIME else set())
    said: dict[str, Any] = {
        "@context": "https://schema.org", "@type": "JobPosting", "title": vacancy.title,
        "description": "\n".join(text for text in (vacancy.tasks, vacancy.requirements, vacancy.conditions) if text) or vacancy.title,
        "datePosted": vacancy.published_at.astimezone(HONDURAS).date().isoformat() if vacancy.published_at else "",
        "employmentType": sorted(kinds), "totalJobOpenings": vacancy.left, "directApply": False,
        "identifier": {"@type": "PropertyValue", "name": "Ruta", "value": str(vacancy.pk)},
        "hiringOrganization": {"@type": "Organization", "name": vacancy.shown_employer} if vacancy.shown_employer else "confidential",
        "jobLocation": {"@type": "Place", "address": _address(vacancy, place)},
        "occupationalCategory": vacancy.occupation[:4],
        "url": settings.PUBLIC_ADDRESS + path_of(vacancy, place),
    }  # fmt: skip
    if vacancy.apply_until:
        said["validThrough"] = vacancy.apply_until.isoformat()
    if vacancy.experience_months:
        said["experienceRequirements"] = {"@type": "OccupationalExperienceRequirements", "monthsOfExperience": vacancy.experience_months}
    return said | _salary(vacancy)


def _address(vacancy: Vacancy, place: Municipality | None) -> dict[str, str]:
    address = {
        "@type": "PostalAddress",
        "addressCountry": vacancy.country,
        "addressLocality": place.name if place else vacancy.place_abroad,
    }
    return address | ({"addressRegion": place.department.name} if place else {})


def _salary(vacancy: Vacancy) -> dict[str, Any]:
    if not (vacancy.wage_min or vacancy.wage_max):
        return {}
    low, high = vacancy.wage_min or vacancy.wage_max, vacancy.wage_max or vacancy.wage_min
    value = {"@type": "QuantitativeValue", "minValue": low, "maxValue": high, "unitText": "MONTH"}
    return {"baseSalary": {"@type": "MonetaryAmount", "currency": "HNL", "value": value}}
