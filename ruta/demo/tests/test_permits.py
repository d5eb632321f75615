"""Do the dossiers of a demonstration let its figures be compared with the year before?"""

from datetime import timedelta

import pytest
from django.db import transaction

from ruta.base.clock import today
from ruta.base.context import acting_as, system
from ruta.cases.tests.making import staff
from ruta.demo.actions import make_permits
from ruta.permits.models import Dossier
from ruta.permits.selectors import AGENTS, AUTHORISATIONS, certified_on, granted_between, plans_carried_out

pytestmark = pytest.mark.django_db
YEAR = timedelta(days=365)


def test_two_years_of_authorisations_can_be_told_and_a_plan_with_an_agent_is_carried_out():
    keeper = staff("DGE", "permits_officer")
    assert make_permits(actor=system(None, "test"), seed=1) > 0
    assert make_permits(actor=system(None, "test"), seed=1) == 0
    with acting_as(keeper, read_only=True), transaction.atomic():
        persons, agents = (Dossier.objects.filter(procedure=code) for code in (AUTHORISATIONS, AGENTS))
        assert granted_between(persons, today() - YEAR, today()).count() >= 5
        assert granted_between(persons, today() - 2 * YEAR, today() - YEAR).count() >= 5
        assert certified_on(agents, today() - YEAR).exists()
        assert plans_carried_out(agents, today() - timedelta(days=60), today()).count() == 1
