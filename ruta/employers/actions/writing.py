"""How is a vacancy written, corrected, and proposed by its employer?"""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date

from django.utils.translation import gettext as _

from ruta.base.clock import now, today
from ruta.base.context import Actor
from ruta.base.errors import Conflict, Invalid, NotOpen
from ruta.base.events import publish
from ruta.base.spelling import folded
from ruta.base.transactions import action
from ruta.employers.actions.steps import note_step
from ruta.employers.enums import BARRED, ContractKind, Licence, Origin, Schedule, VacancyState
from ruta.employers.events import VacancyChanged, VacancyProposed
from ruta.employers.models import Employer, Vacancy
from ruta.employers.policies import demand_keeping
from ruta.employers.rules import OPEN
from ruta.employers.selectors import employer_of, vacancy_of
from ruta.taxonomy.models import Country, EducationLevel, Language, Occupation
from ruta.taxonomy.selectors import occupation_label
from ruta.territory.models import Municipality

OCCUPATION = re.compile(r"\d{4}(\.\d+)*")
SKILL = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|ruta:[a-z0-9-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class VacancyTerms:
    """Everything that whoever writes a vacancy says about it."""

    title: str
    occupation: str
    contract: str
    openings: int = 1
    tasks: str = ""
    requirements: str = ""
    conditions: str = ""
    skills_essential: Sequence[str] = ()
    skills_optional: Sequence[str] = ()
    education: str = ""
    experience_months: int = 0
    languages: Sequence[str] = ()
    licences: Sequence[str] = ()
    schedule: str = Schedule.FULL_TIME
    wage_min: int | None = None
    wage_max: int | None = None
    country: str = "HN"
    municipality: str = ""
    place_abroad: str = ""
    adaptations: str = ""
    open_to_migrants: bool = True
    technical_selection: bool = False
    hides_employer: bool = False
    apply_until: date | None = None

    @classmethod
    def of(cls, vacancy: Vacancy) -> "VacancyTerms":
        """What a vacancy says now."""
        return cls(**{each.name: getattr(vacancy, each.name) for each in fields(cls)})


@action
def draft_vacancy(*, actor: Actor, employer_id: int, terms: VacancyTerms) -> Vacancy:
    """Begin a vacancy of an employer that is not suspended."""
    demand_keeping(actor)
    return _written(actor, employer_of(actor, employer_id), terms, Origin.BROKER, "draft")


@action
def propose_vacancy(*, actor: Actor, terms: VacancyTerms) -> Vacancy:
    """The employer behind its link proposes one; it waits for a moderator."""
    employer = employer_of(actor, actor.employer_id or 0)
    vacancy = _written(actor, employer, terms, Origin.EMPLOYER, "propose")
    publish(VacancyProposed(vacancy.pk, employer.pk), institution_id=employer.owner_institution_id)
    return vacancy


@action
def take_vacancy(*, actor: Actor, employer_id: int, terms: VacancyTerms, board: str, ref: str) -> Vacancy:
    """Take one that a private board offers, under the board's own number; it waits for a moderator. Who loads many tells of them at once."""
    demand_keeping(actor)
    return _written(actor, employer_of(actor, employer_id), terms, Origin.BOARD, "import", board=board, board_ref=ref)


@action
def change_vacancy(*, actor: Actor, vacancy_id: int, terms: VacancyTerms, version: int) -> Vacancy:
    """Correct a vacancy. One that is or was public waits for a moderator again; one that ended is not changed."""
    if actor.kind != "employer":
        demand_keeping(actor)
    vacancy = vacancy_of(actor, vacancy_id)
    vacancy = Vacancy.objects.select_for_update(of=("self",)).select_related("employer").get(pk=vacancy.pk)
    if vacancy.state not in OPEN:
        raise NotOpen(_("La vacante ya terminó. Para ofrecerla otra vez, reábrala primero."))
    if vacancy.version != version:
        raise Conflict(_("Otra persona cambió esta vacante mientras usted escribía. Recargue y vuelva a poner sus cambios."))
    if terms.openings < max(vacancy.filled, 1):
        raise _fault("openings", _("Ya se cubrieron %(count)s puestos: no puede haber menos.") % {"count": vacancy.filled})
    _tell(vacancy, vacancy.employer, terms)
    vacancy.author_id, vacancy.changed_at, vacancy.version = actor.user_id, now(), vacancy.version + 1
    if vacancy.state != VacancyState.DRAFT or actor.kind == "employer":
        vacancy.state = VacancyState.IN_REVIEW
    vacancy.save()
    note_step(actor, vacancy, "change")
    publish(VacancyChanged(vacancy.pk, vacancy.employer_id), institution_id=vacancy.owner_institution_id)
    return vacancy


def _written(actor: Actor, employer: Employer, terms: VacancyTerms, origin: str, verb: str, **facts: str) -> Vacancy:
    if employer.verification in BARRED:
        raise NotOpen(_("Este empleador no está verificado: no puede ofrecer vacantes. Resuelva eso primero en su ficha."))
    vacancy = Vacancy(
        owner_institution_id=employer.owner_institution_id, employer=employer, origin=origin, office_id=actor.office_id,
        author_id=actor.user_id, made_at=now(), changed_at=now(),
        state=VacancyState.DRAFT if origin == Origin.BROKER else VacancyState.IN_REVIEW,
        **facts,
    )  # fmt: skip
    _tell(vacancy, employer, terms)
    vacancy.save()
    if actor.kind != "employer":
        Employer.objects.filter(pk=employer.pk).update(last_vacancy_on=today())
    note_step(actor, vacancy, verb)
    return vacancy


def _tell(vacancy: Vacancy, employer: Employer, terms: VacancyTerms) -> None:
    """Put checked terms in the row."""
    check_terms(terms)
    for name, value in asdict(terms).items():
        setattr(vacancy, name, " ".join(value.split()) if name in {"title", "place_abroad"} else value)
    vacancy.municipality = terms.municipality if terms.country == "HN" else ""
    vacancy.department = vacancy.municipality[:2]
    vacancy.skills_essential, vacancy.skills_optional = list(terms.skills_essential), list(terms.skills_optional)
    vacancy.languages, vacancy.licences = list(terms.languages), list(terms.licences)
    vacancy.sort_title = folded(vacancy.title)
    _name(vacancy, employer)


def name_again(employer: Employer) -> None:
    """What its vacancies say of an employer, and are found by, after it changed."""
    rows = list(Vacancy.objects.filter(employer=employer).order_by("pk"))
    for vacancy in rows:
        _name(vacancy, employer)
    Vacancy.objects.bulk_update(rows, ["section", "shown_employer", "found_by"], batch_size=500)


def _name(vacancy: Vacancy, employer: Employer) -> None:
    vacancy.section, vacancy.shown_employer = employer.section, "" if vacancy.hides_employer else str(employer)
    place = Municipality.objects.select_related("department").filter(pk=vacancy.municipality).first()
    where = f"{place.name} {place.department.name}" if place else vacancy.place_abroad
    vacancy.found_by = folded(" ".join((vacancy.title, occupation_label(vacancy.occupation), where, vacancy.shown_employer)))


def check_terms(terms: VacancyTerms) -> None:
    """Refuse what cannot be kept, all faults at once, each with what to do."""
    faults = {name: sentence for name, is_wrong, sentence in _faults(terms) if is_wrong}
    if faults:
        raise Invalid(_("Falta algo en la vacante. Revise lo marcado."), fields=faults)


def _faults(terms: VacancyTerms) -> list[tuple[str, bool, str]]:
    is_here = terms.country == "HN"
    wages = (terms.wage_min, terms.wage_max)
    return [
        ("title", not terms.title.strip(), _("Escriba el nombre del puesto.")),
        ("occupation", not _is_occupation(terms.occupation), _("Elija la ocupación de la lista.")),
        ("openings", terms.openings < 1, _("Ponga cuántos puestos hay, al menos uno.")),
        ("contract", terms.contract not in ContractKind.values, _("Elija el tipo de contrato.")),
        ("schedule", terms.schedule not in Schedule.values, _("Elija el horario.")),
        ("wage_max", None not in wages and wages[1] < wages[0], _("El salario mayor no puede ser menos que el menor.")),  # type: ignore[operator]
        ("municipality", is_here and not _has(Municipality, terms.municipality), _("Elija el municipio del trabajo.")),
        ("country", not _has(Country, terms.country), _("Elija el país.")),
        ("place_abroad", not is_here and not terms.place_abroad.strip(), _("Escriba la ciudad o el lugar en ese país.")),
        ("education", bool(terms.education) and not _has(EducationLevel, terms.education), _("Elija el nivel de la lista.")),
        ("languages", not _has_all(terms.languages), _("Elija los idiomas de la lista.")),
        ("licences", not set(terms.licences) <= set(Licence.values), _("Elija una opción de la lista.")),
        ("skills_essential", not _are_skills(terms), _("Elija las habilidades de la lista.")),
        ("apply_until", terms.apply_until is not None and terms.apply_until < today(), _("Ese día ya pasó. Ponga uno que venga.")),
    ]


def _is_occupation(code: str) -> bool:
    return bool(OCCUPATION.fullmatch(code)) and _has(Occupation, code[:4])


def _are_skills(terms: VacancyTerms) -> bool:
    return all(SKILL.fullmatch(code) for code in (*terms.skills_essential, *terms.skills_optional))


def _has(kind: type[Municipality] | type[Country] | type[EducationLevel] | type[Occupation], code: str) -> bool:
    return bool(code) and bool(kind.objects.filter(pk=code).exists())


def _has_all(codes: Sequence[str]) -> bool:
    return not codes or Language.objects.filter(pk__in=codes).count() == len(set(codes))


def _fault(field: str, sentence: str) -> Invalid:
    return Invalid(sentence, fields={field: sentence})
