"""How are the parts of a profile said?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.formats import localize
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as L  # noqa: N812 (a table of words)

from ruta.employers.enums import ContractKind
from ruta.placements.enums import Availability, Evidence, LanguageLevel, Licence, Shift, Shown, Where
from ruta.placements.rules import LanguageKnown, OccupationDone, ProfileDraft, SkillHeld
from ruta.taxonomy.selectors import education_levels, languages, occupation_labels, occupations, skill_labels
from ruta.territory.selectors import departments, municipalities

GROUP = 4  # digits of a CIUO-08 unit group
WHERE: Mapping[str, Any] = {Where.HERE: L("En Honduras"), Where.ABROAD: L("En otro país"), Where.BOTH: L("Aquí y en otro país")}
LEVELS: Mapping[int, Any] = {1: L("Empieza a hacerlo"), 2: L("Lo hace sin ayuda"), 3: L("Lo domina y puede enseñar")}
EVIDENCE: Mapping[str, Any] = {
    Evidence.OWN: L("Lo dice la persona"), Evidence.ABROAD: L("Lo aprendió en otro país"), Evidence.ASSESSED: L("Se le evaluó"),
    Evidence.CERTIFIED: L("Tiene certificado"),
}  # fmt: skip
LANGUAGE_LEVELS: Mapping[str, Any] = {
    LanguageLevel.BASIC: L("Un poco"), LanguageLevel.CONVERSATION: L("Puede conversar"), LanguageLevel.FLUENT: L("Muy bien"),
    LanguageLevel.NATIVE: L("Lengua materna"),
}  # fmt: skip
AVAILABILITY: Mapping[str, Any] = {
    Availability.FULL_TIME: L("Tiempo completo"), Availability.PART_TIME: L("Medio tiempo"), Availability.SOME_DAYS: L("Algunos días"),
    Availability.NOT_NOW: L("Por ahora no puede"),
}  # fmt: skip
SHIFTS: Mapping[str, Any] = {
    Shift.DAY: L("De día"), Shift.EVENING: L("Por la tarde y noche"), Shift.NIGHT: L("De madrugada"), Shift.WEEKEND: L("Fines de semana"),
}  # fmt: skip
LICENCES: Mapping[str, Any] = {
    Licence.MOTORCYCLE: L("Motocicleta"), Licence.LIGHT: L("Liviana"), Licence.HEAVY: L("Pesada o articulada"),
    Licence.MACHINERY: L("Montacargas u otra máquina"),
}  # fmt: skip
SHOWN: Mapping[str, Any] = {
    Shown.PHONE: L("Teléfono"), Shown.EMAIL: L("Correo"), Shown.MUNICIPALITY: L("Municipio donde vive"), Shown.AGE: L("Edad"),
    Shown.SEX: L("Sexo"), Shown.RETURN: L("Que volvió de otro país"),
}  # fmt: skip
PART_NAMES: Mapping[str, Any] = {
    "occupations": L("Oficios"), "skills": L("Habilidades"), "education": L("Estudios"), "languages": L("Idiomas"),
    "licences": L("Licencias"), "availability": L("Disponibilidad"), "shifts": L("Horarios"), "contracts": L("Contrato que busca"),
    "available_from": L("Desde cuándo"), "places": L("Lugares"),
    "goes_abroad": L("Trabajo en el exterior"), "wage_min": L("Salario deseado"), "about": L("Presentación"),
    "shows": L("Lo que muestra la hoja de vida"), "is_looking": L("Busca trabajo"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a part: what, and what is said of it."""

    title: str
    about: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class ProfileWords:
    """A whole profile as a reader reads it."""

    occupations: list[Line]
    skills: list[Line]
    languages: list[Line]
    licences: list[str]
    education: str
    availability: str
    shifts: list[str]
    contracts: list[str]
    places: list[str]
    wage: str
    missing: list[str]


def told(draft: ProfileDraft, missing: Iterable[str] = (), *, says_abroad: bool = True) -> ProfileWords:
    """Every code of a profile in words; at most six statements. Where it `says_abroad`, it tells what was done in another country."""
    jobs, skills = occupation_labels([each.code for each in draft.occupations]), skill_labels([each.code for each in draft.skills])
    return ProfileWords(
        occupations=[_occupation(each, jobs, says_abroad=says_abroad) for each in draft.occupations],
        skills=[_skill(each, skills, says_abroad=says_abroad) for each in draft.skills],
        languages=_languages(draft.languages),
        licences=[str(LICENCES[code]) for code in draft.licences],
        education=education_word(draft.education),
        availability=str(AVAILABILITY.get(draft.availability, "")),
        shifts=[str(SHIFTS[code]) for code in draft.shifts],
        contracts=[str(ContractKind(code).label) for code in draft.contracts],
        places=place_words(draft.places),
        wage=_("L %(wage)s al mes") % {"wage": localize(draft.wage_min)} if draft.wage_min else "",
        missing=[str(PART_NAMES[part]) for part in missing],
    )


def job_names(codes: Iterable[str]) -> list[str]:
    """The groups of many jobs, for a list of any length: read once while the process lives."""
    known = _groups((get_language() or "es")[:2])
    return [known.get(code[:GROUP], code) for code in codes]


@cache
def _groups(lang: str) -> dict[str, str]:
    rows = occupations(GROUP).values_list("code", "name_es", "name_en")
    return {code: (english if lang == "en" else "") or spanish for code, spanish, english in rows}


def education_word(code: str) -> str:
    """A level of studies."""
    level = education_levels().filter(pk=code).first() if code else None
    return str(level) if level else ""


def place_words(codes: Iterable[str]) -> list[str]:
    """Departments and municipalities by their names, in the order given."""
    wanted = list(codes)
    if not wanted:
        return []
    names = dict(departments().filter(pk__in=wanted).values_list("pk", "name"))
    for each in municipalities().filter(pk__in=wanted):
        names[each.pk] = f"{each.name}, {each.department.name}"
    return [names.get(code, code) for code in wanted]


def place_names(codes: Iterable[str | None]) -> dict[str, str]:
    """The name of each of many places; what has no code has none."""
    known = sorted({code for code in codes if code})
    return dict(zip(known, place_words(known), strict=True))


def years_word(years: float) -> str:
    """How long: months under a year."""
    if not years:
        return _("sin experiencia todavía")
    if years < 1:
        return _("menos de un año")
    return ngettext("%(years)s año", "%(years)s años", int(years)) % {"years": int(years)}


def _occupation(each: OccupationDone, labels: Mapping[str, str], *, says_abroad: bool) -> Line:
    where = (str(WHERE[each.where]),) if says_abroad else ()
    return Line(labels[each.code], (years_word(each.years), *where), each.note)


def _skill(each: SkillHeld, labels: Mapping[str, str], *, says_abroad: bool) -> Line:
    evidence = (str(EVIDENCE[each.evidence]),) if says_abroad or each.evidence != Evidence.ABROAD else ()
    return Line(labels[each.code], (str(LEVELS[each.level]), *evidence))


def _languages(known: Iterable[LanguageKnown]) -> list[Line]:
    rows = list(known)
    names = dict(languages().filter(pk__in=[each.code for each in rows]).values_list("pk", "name_es")) if rows else {}
    return [Line(names.get(each.code, each.code).capitalize(), (str(LANGUAGE_LEVELS[each.level]),)) for each in rows]
