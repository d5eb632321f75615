"""What does staff see of one person, and what did it cost to look?"""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ruta.accounts.enums import CASE_ROLES
from ruta.accounts.policies import has_role
from ruta.base.access import log_access
from ruta.base.clock import today
from ruta.base.compiled import keeps_words
from ruta.desk.elsewhere.showing import tie_rows
from ruta.desk.gate import DeskRequest, roles
from ruta.desk.people.forms.editing import ContactForm, DifficultyForm, DocumentForm, ReturnForm
from ruta.desk.people.forms.episodes import EpisodeForm, in_words, title_of
from ruta.desk.people.views.searching import about, case_url, open_cases
from ruta.people import policies
from ruta.people.duplicates.elsewhere import ties_of
from ruta.people.duplicates.policies import can_decide
from ruta.people.merging.selectors import merges_of
from ruta.people.policies import OPEN_ROLES
from ruta.people.rules import age_on, is_minor_on
from ruta.people.selectors import PersonPage, consents_of, last_change, person_page, rules_for, who_sees
from ruta.placements.policies import can_keep_profiles
from ruta.taxonomy.selectors import Population, countries, education_levels, languages

EPISODE = "episodio"
PARTS: dict[str, type[forms.Form]] = {
    "documento": DocumentForm,
    "contacto": ContactForm,
    "retorno": ReturnForm,
    "dificultad": DifficultyForm,
}


@require_safe
@roles(OPEN_ROLES)
@keeps_words
def person(request: DeskRequest, person_id: int) -> HttpResponse:
    """Identity, documents, contacts, returns, languages and permissions; every opening is logged first."""
    page = person_page(request.actor, person_id)
    log_opening(request, page)
    return render(request, "desk/people/person.html", context_of(request, page))


def forms_of(rules: Iterable[Population], bound: dict[str, forms.Form]) -> dict[str, forms.Form]:
    """The small forms that add to a record; what the population asks is one of them."""
    made = {part: bound.get(part) or form(prefix=part) for part, form in PARTS.items()}
    episode = bound.get(EPISODE) or episode_form(rules)
    return made | ({EPISODE: episode} if episode else {})


def episode_form(rules: Iterable[Population], data: Any = None) -> EpisodeForm | None:
    """What the person's population asks in place of a return."""
    asking = next((each for each in rules if each.episode), None)
    return EpisodeForm(data, of=asking) if asking else None


def _episodes(page: PersonPage) -> list[dict[str, Any]]:
    return [{"title": title_of(each), "lines": in_words(each), "is_masked": each.is_masked} for each in page.episodes]


def log_opening(request: DeskRequest, page: PersonPage) -> None:
    """Written before the page is shown; the person sees it under who looked."""
    found = page.person
    log_access(request.actor, "open_person", person_id=found.pk, owner_institution_id=found.owner_institution_id)


def context_of(request: DeskRequest, page: PersonPage, bound: dict[str, forms.Form] | None = None) -> dict[str, Any]:
    """What the page needs; `bound` brings back a small form that had an error."""
    actor = request.actor
    found = page.person
    can_edit = page.is_mine and policies.can_register(actor)
    case = open_cases([found.pk]).get(found.pk)
    permissions = consents_of(found.pk)
    rules = rules_for(found.pk) if can_edit else ()
    names = {each.code: each.name_es for each in countries()}
    return {
        "page": page,
        "person": found,
        "about": about(found, with_place="contact" in page.categories),
        "case": case,
        "case_url": case_url(case.pk) if case and has_role(actor, CASE_ROLES) else "",
        "age": age_on(today(), found.birth_date),
        "nationality": names.get(found.nationality, found.nationality),
        "languages": ", ".join(languages().filter(code__in=found.languages).values_list("name_es", flat=True)) if found.languages else "",
        "education": next((str(each) for each in education_levels() if each.code == found.education), "") if found.education else "",
        "countries": names,
        "is_minor": is_minor_on(today(), found.birth_date),
        "can_edit": can_edit,
        "may_see_profile": can_keep_profiles(actor),
        "can_keep_consents": page.is_mine and policies.can_answer_requests(actor),
        "permissions": [each for each in permissions if each.is_live],
        "viewers": who_sees(found.pk) if page.is_mine else [],
        "change": last_change(found.pk),
        "merges": list(merges_of(found.pk)) if page.is_mine and can_decide(actor) else [],
        "is_duplicate_role": page.is_mine and can_decide(actor),
        "tie_rows": tie_rows(ties_of([found.pk])) if page.is_mine and can_decide(actor) else [],
        "forms": forms_of(rules, bound or {}) if can_edit else {},
        "episodes": _episodes(page),
        "waits_for_confirmation": can_edit and any(each.confirms_channel for each in rules),
        "open_part": next(iter(bound), "") if bound else "",
    }
