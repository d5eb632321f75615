"""What do we know of a person that a referral could carry, by category of data? Labels, never more than a provider needs."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ruta.base.clock import today
from ruta.cases.models import Assessment, Case, Need
from ruta.people.models import Identifier, Person, ReturnEpisode
from ruta.people.selectors import safe_contacts, tells_address
from ruta.referrals.rules.purposes import ASKS_DOCUMENT
from ruta.taxonomy.errors import UnknownCode
from ruta.taxonomy.selectors import catalogue, country_name, education_levels, languages
from ruta.taxonomy.selectors import need as coded_need

PROFILE = "employability_profile"
Facts = dict[str, Mapping[str, object]]


def facts_of(case: Case, need: Need | None, provider_kind: str) -> Facts:
    """Every fact by category; what may travel is decided elsewhere."""
    person = Person.objects.select_related("municipality").get(pk=case.person_id)
    answers = _answers(case)
    return {
        "identity": _identity(person, provider_kind),
        "contact": _contact(person),
        "household": _kept({"dependants": _dependants(person)}),
        "migration": _kept({"return": _last_return(person)}),
        "education_work": _kept({"education": _education(person), "languages": _languages(person), **answers}),
        "needs_general": _kept({"needs": _need_words(need, strict=False)}),
        "needs_sensitive": _kept({"needs": _need_words(need, strict=True)}),
        "protection": _kept({"care": _("Hable a solas y use solo el contacto seguro.") if need and need.sensitivity == "strict" else ""}),
    }


def _identity(person: Person, provider_kind: str) -> dict[str, object]:
    facts: dict[str, object] = {"name": person.full_name, "age": _age(person)}
    if provider_kind in ASKS_DOCUMENT:
        facts["document"] = ", ".join(f"{each.get_kind_display()} {each.value}" for each in Identifier.objects.filter(person=person)[:2])
    return _kept(facts)


def _contact(person: Person) -> dict[str, object]:
    place = person.municipality.name if person.municipality and tells_address(person.pk) else ""
    facts: dict[str, object] = {"municipality": place}
    for contact in safe_contacts(person.pk):
        facts[contact.kind] = contact.value
        if contact.note:
            facts["safe_contact"] = contact.note
    return _kept(facts)


def _age(person: Person) -> str:
    if person.birth_date is None:
        return ""
    day, born = today(), person.birth_date
    years = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    return ngettext("%(count)s año", "%(count)s años", years) % {"count": years}


def _dependants(person: Person) -> str:
    count = person.dependants or 0
    return ngettext("%(count)s persona", "%(count)s personas", count) % {"count": count} if count else ""


def _last_return(person: Person) -> str:
    last = ReturnEpisode.objects.filter(person=person).order_by("-returned_on").first()
    if last is None:
        return ""
    country = country_name(last.country)
    return _("%(day)s, desde %(country)s") % {"day": date_format(last.returned_on), "country": country}


def _education(person: Person) -> str:
    level = education_levels().filter(pk=person.education).first()
    return str(level) if level else ""


def _languages(person: Person) -> str:
    return ", ".join(languages().filter(pk__in=person.languages).values_list("name_es", flat=True))


def _need_words(need: Need | None, *, strict: bool) -> str:
    """The need as the person was told it, never under a category that does not cover it."""
    if need is None or (need.sensitivity == "strict") != strict:
        return ""
    return coded_need(need.code).label()


def _answers(case: Case) -> dict[str, object]:
    """What the person said of the trade and the hours, from the last profile."""
    last = Assessment.objects.filter(case=case, instrument=PROFILE, state="done").order_by("-pk").first()
    if last is None:
        return {}
    said = {
        code: _answer(last, code) for code in ("main_occupation", "years_experience", "abroad_occupation", "abroad_years", "availability")
    }
    return _kept({
        "experience": ", ".join(text for text in (said["main_occupation"], said["years_experience"]) if text),
        "abroad": ", ".join(text for text in (said["abroad_occupation"], said["abroad_years"]) if text),
        "availability": said["availability"],
    })  # fmt: skip


def _answer(assessment: Assessment, code: str) -> str:
    value = assessment.answers.get(code)
    if not isinstance(value, str) or not value:
        return ""
    try:
        content = catalogue(assessment.instrument, assessment.instrument_version).content
    except UnknownCode:
        return value
    question = next((row for row in _rows(content) if row.get("code") == code), {})
    return str(next((option["label_es"] for option in question.get("options", ()) if option["code"] == value), value))


def _rows(content: Any) -> Iterator[Mapping[str, Any]]:
    """Every mapping inside the definition of an instrument."""
    if isinstance(content, Mapping):
        yield content
        for value in content.values():
            yield from _rows(value)
    elif isinstance(content, tuple | list):
        for value in content:
            yield from _rows(value)


def _kept(facts: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in facts.items() if value not in ("", None)}
