"""How does a case begin?"""

from django.db import connection, transaction
from django.db.utils import IntegrityError
from django.utils.translation import gettext as _

from ruta.base.clock import now, today
from ruta.base.context import Actor
from ruta.base.errors import Invalid, NotFound, NotOpen
from ruta.base.transactions import action
from ruta.cases.actions.steps import Said, leave_step, tell
from ruta.cases.enums import CaseState, CaseVerb
from ruta.cases.events import CaseOpened
from ruta.cases.models import Case
from ruta.cases.numbers import CaseNumber, counter_scope, office_prefix
from ruta.cases.policies import demand_opening
from ruta.directory.models import Office
from ruta.people.models import Person
from ruta.taxonomy.errors import UnknownCode
from ruta.taxonomy.selectors import item, serving
from ruta.taxonomy.selectors import population as rules_of

NEXT = """
INSERT INTO cases_casecounter (scope, last) VALUES (%s, 1)
ON CONFLICT (scope) DO UPDATE SET last = cases_casecounter.last + 1 RETURNING last
"""


@action
def open_case(  # noqa: PLR0913 (keywords only)
    *,
    actor: Actor,
    person_id: int,
    modality: str,
    entry_point: str,
    entry_office_id: int | None = None,
    population: str = "",
    office_id: int | None = None,
    note: str = "",
) -> Case:
    """Open the case of a person of the own institution, in the actor's office, carried by the actor."""
    demand_opening(actor)
    _demand_code("modalities", modality, "modality", _("Elija la modalidad de la persona."))
    _demand_code("entry_points", entry_point, "entry_point", _("Elija por dónde llegó la persona."))
    _demand_door(population or population_of(modality), entry_point)
    person = _own_person(actor, person_id)
    office = _own_office(actor, office_id or actor.office_id)
    case = Case(
        owner_institution_id=office.institution_id, person=person, office=office, officer_id=actor.user_id, state=CaseState.INTAKE,
        modality=modality, entry_point=entry_point, entry_office_id=entry_office_id, number=next_number(office),
        population=population or population_of(modality), opened_at=now(), last_activity_at=now(),
    )  # fmt: skip
    _insert(case)
    leave_step(actor, case, CaseVerb.OPEN, Said(note=note))
    tell(case, CaseOpened, office_id=office.pk)
    return case


def next_number(office: Office) -> str:
    """The next case number of an office and year; the counter's row is held until the end of the transaction."""
    prefix, year = office_prefix(office.code), today().year
    with connection.cursor() as cursor:
        cursor.execute(NEXT, [counter_scope(prefix, year)])
        return str(CaseNumber(prefix, year, cursor.fetchone()[0]))


def _insert(case: Case) -> None:
    try:
        with transaction.atomic():
            case.save()
    except IntegrityError as error:
        if "cases_case_one_open" not in str(error):
            raise
        raise NotOpen(_("Esta persona ya tiene un caso abierto en su institución. Ábralo en lugar de crear otro.")) from error
    case.refresh_from_db()


def _own_person(actor: Actor, person_id: int) -> Person:
    person = Person.objects.filter(pk=person_id, owner_institution_id=actor.institution_id, merged_into=None).first()
    if person is None:
        raise NotFound(_("Esta persona no está registrada en su institución. Búsquela o regístrela primero."))
    return person


def _own_office(actor: Actor, office_id: int | None) -> Office:
    office = Office.objects.filter(pk=office_id or 0, institution_id=actor.institution_id or 0, is_active=True).first()
    if office is None:
        raise Invalid(_("Elija una oficina activa de su institución."), fields={"office": _("Elija una oficina activa de su institución.")})
    return office


def population_of(modality: str) -> str:
    """The population whose rules apply to a modality."""
    return serving(modality).code


def _demand_door(population: str, entry_point: str) -> None:
    if entry_point in rules_of(population).doors_hidden:
        sentence = _("Por esa puerta no llega esta población. Elija otra, o revise la modalidad.")
        raise Invalid(sentence, fields={"entry_point": sentence})


def _demand_code(catalogue: str, code: str, field: str, sentence: str) -> None:
    try:
        item(catalogue, code)
    except UnknownCode as error:
        raise Invalid(sentence, fields={field: sentence}) from error
