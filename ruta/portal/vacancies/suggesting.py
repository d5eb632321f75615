"""Which occupation or skill does somebody without an account mean? The names are public; how often one may ask is not without end."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from ruta.base.addresses import address_of
from ruta.base.lookups import LookupField
from ruta.portal.links.doors import count_within
from ruta.taxonomy.selectors import (
    named_occupation,
    named_skill,
    occupation_label,
    skill_label,
    suggested_occupations,
    suggested_skills,
    told_suggestions,
)

MOST, SECONDS = 300, 60  # of one address: five a second, faster than anybody types
OCCUPATIONS, SKILLS = "portal:occupation_suggestions", "portal:skill_suggestions"
LONGEST = 80


@require_safe
def occupations(request: HttpRequest) -> JsonResponse:
    """The occupations that may be meant by what is typed so far."""
    return JsonResponse(told_suggestions(suggested_occupations(_typed(request))))


@require_safe
def skills(request: HttpRequest) -> JsonResponse:
    """The skills that may be meant by what is typed so far."""
    return JsonResponse(told_suggestions(suggested_skills(_typed(request))))


def occupation_field(**kwargs: Any) -> LookupField:
    """An occupation, in free words."""
    return LookupField(address=OCCUPATIONS, label_of=occupation_label, named=named_occupation, suggested=suggested_occupations, **kwargs)


def skill_field(**kwargs: Any) -> LookupField:
    """A skill, in free words."""
    given = {"label": _("Habilidad"), "required": False} | kwargs
    return LookupField(address=SKILLS, label_of=skill_label, named=named_skill, suggested=suggested_skills, **given)


def _typed(request: HttpRequest) -> str:
    """What was typed; nothing from an address that asks faster than anybody types."""
    if count_within(f"suggest:{address_of(request)}", SECONDS) > MOST:
        return ""
    return request.GET.get("q", "").strip()[:LONGEST]
