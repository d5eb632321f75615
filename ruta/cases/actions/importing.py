"""How do the persons of an imported file get their cases, all at once and each once?"""

from collections.abc import Sequence

from django.db import connection

from ruta.base.clock import now, today
from ruta.base.context import Actor
from ruta.base.transactions import action
from ruta.cases.actions.opening import population_of
from ruta.cases.enums import CaseState, CaseVerb
from ruta.cases.models import Case, CaseStep
from ruta.cases.numbers import CaseNumber, counter_scope, office_prefix
from ruta.cases.policies import demand_opening
from ruta.people.imports.states import Outcome
from ruta.people.models import ImportBatch, ImportRow

TAKE = """
INSERT INTO cases_casecounter (scope, last) VALUES (%s, %s)
ON CONFLICT (scope) DO UPDATE SET last = cases_casecounter.last + excluded.last RETURNING last
"""


@action
def open_imported_cases(*, actor: Actor, batch_id: int, first_row: int, last_row: int) -> int:
    """Open a case in intake, carried by nobody yet, for each new person of these rows; doing it again adds none."""
    demand_opening(actor)
    batch = ImportBatch.objects.select_related("office").filter(pk=batch_id).first()
    if batch is None or not batch.options.get("opens_cases"):
        return 0
    persons = _without_case(batch, first_row, last_row)
    numbers = _numbers(batch.office.code, len(persons))
    moment = now()
    told = {
        "owner_institution_id": batch.owner_institution_id, "office": batch.office, "state": CaseState.INTAKE,
        "modality": batch.options["modality"], "entry_point": batch.options["door"], "population": population_of(batch.options["modality"]),
        "opened_at": moment, "last_activity_at": moment,
    }  # fmt: skip
    cases = Case.objects.bulk_create(
        [Case(person_id=person, number=number, **told) for person, number in zip(persons, numbers, strict=True)]
    )
    CaseStep.objects.bulk_create([_first_step(case, batch) for case in cases])
    return len(cases)


def _without_case(batch: ImportBatch, first_row: int, last_row: int) -> list[int]:
    rows = ImportRow.objects.filter(batch=batch, outcome=Outcome.CREATED, number__range=(first_row, last_row), person__isnull=False)
    persons = list(rows.order_by("number").values_list("person_id", flat=True))
    having = set(Case.objects.filter(owner_institution=batch.owner_institution_id, person__in=persons).values_list("person_id", flat=True))
    return [person for person in persons if person not in having]


def _numbers(office_code: str, count: int) -> Sequence[str]:
    """The next numbers of an office, taken in one step."""
    if not count:
        return []
    prefix, year = office_prefix(office_code), today().year
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [counter_scope(prefix, year), count])
        last = cursor.fetchone()[0]
    return [str(CaseNumber(prefix, year, sequence)) for sequence in range(last - count + 1, last + 1)]


def _first_step(case: Case, batch: ImportBatch) -> CaseStep:
    return CaseStep(
        owner_institution_id=case.owner_institution_id, case=case, person_id=case.person_id, verb=str(CaseVerb.OPEN), state=case.state,
        office_id=case.office_id, actor_user_id=batch.created_by_id, at=case.opened_at,
    )  # fmt: skip
