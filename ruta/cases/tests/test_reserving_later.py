"""Is what was written before something was reserved moved apart soon after, without a word of it in the audit?"""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from ruta.base.clock import now
from ruta.base.context import acting_as, system
from ruta.cases.actions import add_need, add_plan_action, reserve_again
from ruta.cases.jobs import reserve_words
from ruta.cases.models import CaseStep, FollowUp, Goal, Need, PlanAction
from ruta.cases.rules.plans import ActionDraft
from ruta.cases.tests.making import in_days, planned, staff
from ruta.taxonomy.models import Catalogue
from ruta.taxonomy.selectors import catalogue, forget_cached_catalogues

pytestmark = pytest.mark.django_db
WORDS = "zorzal-que-calla"


@pytest.fixture
def spoken(dunia, case):
    """A plan, notes and a title of before: nothing is reserved yet, so they lie in their rows."""
    planned(dunia, case)
    mine = {"owner_institution_id": dunia.institution_id, "case": case, "person_id": case.person_id}
    with acting_as(dunia), transaction.atomic():
        plan = Goal.objects.get(case=case).plan
        Goal.objects.create(**mine, plan=plan, label=f"Salir de {WORDS}", due_on=in_days(9))
        FollowUp.objects.create(**mine, subject="plan", due_on=in_days(9), note=WORDS)
        CaseStep.objects.create(**mine, verb="note", state=case.state, office_id=case.office_id, note=WORDS, reason="")
    return case


def plain(actor) -> list[str]:
    """Where the words can be read by raw SQL, the audit included."""
    found = []
    with acting_as(actor), transaction.atomic(), connection.cursor() as cursor:
        for table in ("cases_casestep", "cases_followup", "cases_goal", "cases_need", "cases_planaction", "audit_event"):
            cursor.execute(f"SELECT count(*) FROM {table} t WHERE t::text LIKE %s", [f"%{WORDS}%"])
            found += [table] if cursor.fetchone()[0] else []
    return found


def test_what_was_written_before_is_moved_apart_soon_after_something_is_reserved(dunia, spoken):
    assert plain(dunia) == ["cases_casestep", "cases_followup", "cases_goal"]
    add_need(actor=dunia, case_id=spoken.pk, code="gbv_survivor_care", note=WORDS)
    assert plain(dunia) == ["cases_casestep", "cases_followup", "cases_goal"]
    reserve_words(0)
    assert plain(dunia) == []
    protection = staff("SPS", "protection_officer")
    with acting_as(protection):
        assert {FollowUp.objects.get(note="reservado").note, CaseStep.objects.get(verb="note").note} == {WORDS}
        assert f"Salir de {WORDS}" in {each.label for each in Goal.objects.all()}
    assert reserve_again(actor=system(dunia.institution_id), since=None) == 0, "again moves nothing"


def test_a_need_and_a_service_that_become_strict_are_moved_apart_with_what_names_them(dunia, spoken):
    with acting_as(dunia), transaction.atomic():
        goal = Goal.objects.filter(case=spoken).first()
    add_need(actor=dunia, case_id=spoken.pk, code="national_id", note=WORDS)
    step = ActionDraft(label=WORDS, due_on=in_days(5), kind="service", who="counsellor", service_type="rnp_identity_document")
    add_plan_action(actor=dunia, goal_id=goal.pk, draft=step)
    assert {"cases_need", "cases_planaction"} <= set(plain(dunia))
    for code, change in (("needs", {"sensitivity": "strict", "sensitive": True}), ("service_types", {"sensitive": True})):
        content = catalogue(code).plain()
        for row in content["items"]:
            if row["code"] in ("national_id", "rnp_identity_document"):
                row.update(change)
        Catalogue.objects.filter(code=code, is_current=True).update(is_current=False)
        Catalogue.objects.create(
            kind="catalogue", code=code, version="9.0.0", status="provisional", content=content | {"version": "9.0.0"}, sha256="x",
            is_current=True, loaded_at=now(),
        )  # fmt: skip
    forget_cached_catalogues()
    reserve_words(0)
    forget_cached_catalogues()
    assert plain(dunia) == []
    with acting_as(staff("SPS", "protection_officer")):
        assert Need.objects.get().code == "national_id"
        assert PlanAction.objects.get(data_category="needs_sensitive").service_type == "rnp_identity_document"


@pytest.mark.parametrize("who", ["dunia", "elsewhere"])
def test_by_raw_sql_only_the_machine_of_the_owner_moves_words(request, who, dunia, spoken):
    actor = request.getfixturevalue(who)
    with pytest.raises(DatabaseError, match="machine of the owner"), acting_as(actor), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT ruta_reserve_again(%s, %s)", [dunia.institution_id, now() - timedelta(days=1)])
