"""What does the population of a case ask before a step is taken, and has nobody asked it yet?"""

from django.db import connection

from ruta.cases.instruments import applies
from ruta.cases.models import Case
from ruta.cases.selectors.assessing import case_instrument, facts_of
from ruta.people.models import Person
from ruta.taxonomy.selectors import population

GIVEN = "SELECT * FROM ruta_instruments_given(%s, %s)"


def unasked_before(case: Case, person: Person | None = None) -> frozenset[str]:
    """The steps that wait for an instrument which fits the person; where the population demands none, nothing is read."""
    demanded = {rule.code: rule.required_before for rule in population(case.population).instruments.values() if rule.required_before}
    if not demanded:
        return frozenset()
    facts = facts_of(case, person or Person.objects.filter(pk=case.person_id).first(), None)
    fitting = {code for code in demanded if applies(case_instrument(code, None, case.population), facts)}
    return frozenset(step for code in fitting - _given(case, fitting) for step in demanded[code])


def _given(case: Case, codes: set[str]) -> set[str]:
    """Told by a door of the database: who may not read the answers still learns that there are some."""
    with connection.cursor() as cursor:
        cursor.execute(GIVEN, [case.pk, sorted(codes)])
        return {code for (code,) in cursor.fetchall()}
