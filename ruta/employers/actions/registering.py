"""How does an employer come into the register, change, and get verified?"""

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ruta.base.clock import now, today
from ruta.base.context import Actor
from ruta.base.errors import Invalid
from ruta.base.events import publish
from ruta.base.spelling import folded
from ruta.base.transactions import action
from ruta.employers.actions.linking import revoke_employer_link
from ruta.employers.actions.stepping import step_vacancy
from ruta.employers.actions.writing import name_again
from ruta.employers.enums import BARRED, EmployerKind, Size, VacancyState, Verification
from ruta.employers.events import EmployerRegistered, EmployerVerified
from ruta.employers.models import Employer, Vacancy
from ruta.employers.policies import demand_keeping
from ruta.employers.selectors import employer_of, employer_with_rtn
from ruta.people.linkage.documents import check_document
from ruta.taxonomy.models import Sector
from ruta.territory.models import Municipality


@dataclass(frozen=True, slots=True, kw_only=True)
class EmployerTerms:
    """What an employer says about itself."""

    name: str
    rtn: str = ""
    trade_name: str = ""
    kind: str = EmployerKind.COMPANY
    sector: str = ""
    size: str = ""
    municipality: str = ""
    address: str = ""
    website: str = ""
    notes: str = ""


@action
def register_employer(*, actor: Actor, terms: EmployerTerms) -> Employer:
    """Note an employer. An RTN that is known already is refused, with the name that has it."""
    demand_keeping(actor)
    employer = Employer(owner_institution_id=actor.institution_id or 0, registered_at=now(), registered_by=actor.user_id)
    _kept(_told(employer, terms))
    publish(EmployerRegistered(employer.pk))
    return employer


@action
def change_employer(*, actor: Actor, employer_id: int, terms: EmployerTerms) -> Employer:
    """Correct what is known of an employer. Another RTN or name asks for verification again."""
    demand_keeping(actor)
    employer = employer_of(actor, employer_id)
    before = (employer.rtn, employer.name, employer.trade_name, employer.section)
    _told(employer, terms)
    if (employer.rtn, employer.name) != before[:2] and employer.verification == Verification.VERIFIED:
        employer.verification, employer.verified_at, employer.verified_by = Verification.PENDING, None, None
    _kept(employer)
    if (employer.name, employer.trade_name, employer.section) != before[1:]:
        name_again(employer)
    return employer


@action
def verify_employer(*, actor: Actor, employer_id: int, verification: str, note: str = "") -> Employer:
    """Say whether an employer is what it says. Without an RTN it is never verified; a refusal says why."""
    demand_keeping(actor)
    employer = employer_of(actor, employer_id)
    if verification not in Verification.values:
        raise _fault("verification", _("Elija qué encontró."))
    if verification == Verification.VERIFIED and not employer.rtn:
        raise _fault("verification", _("Sin RTN no se puede verificar. Pida el RTN al empleador y anótelo primero."))
    if verification in BARRED and not note.strip():
        raise _fault("note", _("Escriba por qué."))
    employer.verification, employer.verification_note = verification, note.strip()
    employer.verified_at, employer.verified_by = now(), actor.user_id
    employer.save(update_fields=["verification", "verification_note", "verified_at", "verified_by"])
    if verification in BARRED:
        _take_down(actor, employer, note)
    publish(EmployerVerified(employer.pk, verification))
    return employer


def checked_rtn(text: str) -> str:
    """The 14 digits of an RTN; refused with what to correct."""
    if not text.strip():
        return ""
    checked = check_document("rtn", text, today=today())
    if not checked.is_valid:
        problem = checked.problems[0]
        raise _fault("rtn", _(problem.template) % problem.params if problem.params else _(problem.template))
    return checked.number


def section_of(sector: str) -> str:
    """The section of a code of CIIU; refused when the classification does not have it."""
    if not sector:
        return ""
    found = Sector.objects.filter(pk=sector).first()
    if found is None:
        raise _fault("sector", _("Elija una actividad de la lista."))
    return found.section


def _take_down(actor: Actor, employer: Employer, note: str) -> None:
    """Nobody reads its vacancies any more, and its address opens nothing."""
    revoke_employer_link(actor=actor, employer_id=employer.pk)
    shown = Vacancy.objects.filter(employer=employer, state=VacancyState.PUBLISHED).order_by("pk")
    for pk in list(shown.values_list("pk", flat=True)):
        step_vacancy(actor=actor, vacancy_id=pk, verb="pause", note=note)


def _told(employer: Employer, terms: EmployerTerms) -> Employer:
    if not terms.name.strip():
        raise _fault("name", _("Escriba el nombre del empleador."))
    if terms.size and terms.size not in Size.values:
        raise _fault("size", _("Elija cuántas personas trabajan ahí."))
    if terms.kind not in EmployerKind.values:
        raise _fault("kind", _("Elija qué tipo de empleador es."))
    if terms.municipality and not Municipality.objects.filter(pk=terms.municipality).exists():
        raise _fault("municipality", _("Elija un municipio de la lista."))
    employer.rtn, employer.name, employer.trade_name = checked_rtn(terms.rtn), _line(terms.name), _line(terms.trade_name)
    employer.sort_name = folded(str(employer))
    employer.kind, employer.sector, employer.section, employer.size = terms.kind, terms.sector, section_of(terms.sector), terms.size
    employer.municipality, employer.department = terms.municipality, terms.municipality[:2]
    employer.address, employer.website, employer.notes = _line(terms.address), terms.website.strip(), terms.notes.strip()
    return employer


def _kept(employer: Employer) -> None:
    other = employer_with_rtn(employer.owner_institution_id, employer.rtn)
    if other is not None and other.pk != employer.pk:
        raise _twice(other)
    try:
        with transaction.atomic():
            employer.save()
    except IntegrityError as error:
        raise _twice(None) from error


def _twice(other: Employer | None) -> Invalid:
    if other is None:
        return _fault("rtn", _("Otra persona acaba de registrar ese RTN. Búsquelo en la lista."))
    sentence = _("Ese RTN ya es de %(name)s. Abra su ficha en lugar de registrarlo otra vez.") % {"name": other}
    return Invalid(sentence, fields={"rtn": sentence}, employer_id=other.pk)


def _fault(field: str, sentence: str) -> Invalid:
    return Invalid(sentence, fields={field: sentence})


def _line(text: str) -> str:
    return " ".join(text.split())
