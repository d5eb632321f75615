"""What do search engines read of a vacancy? JobPosting of schema.org, out of public facts alone."""

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

from django.conf import settings
from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils.text import slugify

from ruta.base.clock import HONDURAS
from ruta.employers.enums import ContractKind, Schedule
from ruta.employers.models import Vacancy
from ruta.employers.rules import stands_until
from ruta.territory.models import Municipality

KINDS = {
    ContractKind.FIXED_TERM: "TEMPORARY", ContractKind.TASK: "CONTRACTOR", ContractKind.SEASONAL: "TEMPORARY",
    ContractKind.APPRENTICESHIP: "INTERN",
}  # fmt: skip
PARTLY = {Schedule.PART_TIME, Schedule.WEEKENDS}
LONGEST = 70
LAST_MINUTE = time(23, 59)


def slug_of(vacancy: Vacancy, place: Municipality | None) -> str:
    """The words of an address: the job and its place, nobody's name."""
    where = place.name if place else vacancy.place_abroad
    return slugify(f"{vacancy.title} {where}")[:LONGEST].strip("-") or "trabajo"


def path_of(vacancy: Vacancy, place: Municipality | None) -> str:
    """The one address of a vacancy."""
    return reverse("portal:job_page", args=[vacancy.pk, slug_of(vacancy, place)])


def posting_of(vacancy: Vacancy, place: Municipality | None, skills: Iterable[str] = ()) -> dict[str, Any]:
    """The vacancy as schema.org says it, for its page and for the feed; a hidden employer is confidential."""
    said: dict[str, Any] = {
        "@context": "https://schema.org", "@type": "JobPosting", "title": vacancy.title,
        "description": _paragraphs(vacancy, skills),
        "datePosted": vacancy.published_at.astimezone(HONDURAS).date().isoformat() if vacancy.published_at else "",
        "employmentType": _kinds(vacancy), "totalJobOpenings": vacancy.left, "directApply": False,
        "identifier": {"@type": "PropertyValue", "name": "Ruta", "value": str(vacancy.pk)},
        "hiringOrganization": {"@type": "Organization", "name": vacancy.shown_employer} if vacancy.shown_employer else "confidential",
        "jobLocation": {"@type": "Place", "address": _address(vacancy, place)},
        "occupationalCategory": vacancy.occupation[:4],
        "url": settings.PUBLIC_ADDRESS + path_of(vacancy, place),
    }  # fmt: skip
    ends = stands_until(vacancy.refreshed_on, vacancy.apply_until)
    if ends:
        said["validThrough"] = datetime.combine(ends, LAST_MINUTE, HONDURAS).isoformat()
    if vacancy.experience_months:
        said["experienceRequirements"] = {"@type": "OccupationalExperienceRequirements", "monthsOfExperience": vacancy.experience_months}
    return said | _salary(vacancy)


def _paragraphs(vacancy: Vacancy, skills: Iterable[str]) -> str:
    """All that is told of the work, as the HTML that search engines read in a description."""
    texts = (
        vacancy.tasks,
        vacancy.requirements,
        ", ".join(skills),
        vacancy.get_schedule_display(),
        vacancy.conditions,
        vacancy.adaptations,
    )
    return "".join(f"<p>{linebreaksbr(text, autoescape=True)}</p>" for text in texts if text)


def _kinds(vacancy: Vacancy) -> list[str]:
    """Full or part of the time, and what the contract adds to it."""
    kind = KINDS.get(ContractKind(vacancy.contract))
    is_part = vacancy.schedule in PARTLY or vacancy.contract == ContractKind.HOURLY
    return sorted({"PART_TIME" if is_part else "FULL_TIME"} | ({kind} if kind else set()))


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
