"""How much of the register does one search read, however common what it asks for? The plans that the database really ran are counted."""

import json
from collections.abc import Iterator
from datetime import date

from django.db import connection

from ruta.base.context import BIND
from ruta.people.actions.keeping import SET_KEYS
from ruta.people.linkage import Record, probes, stored_keys
from ruta.people.models import Person
from ruta.people.tests.conftest import actor_of, as_

SOUGHT = Record(given_names="José", surnames="López", birth_date=date(1990, 5, 5), municipality="0501")
FIND = "SELECT * FROM ruta_find(%s::bigint[], %s::text[])"
TELL_PLANS = """
LOAD 'auto_explain';
SET auto_explain.log_min_duration = 0; SET auto_explain.log_nested_statements = on; SET auto_explain.log_analyze = on;
SET auto_explain.log_format = json; SET auto_explain.log_level = notice;
SET ROLE ruta_app;
"""


def test_a_search_reads_at_most_sixty_five_postings_of_a_key_however_common(committed, as_superuser):
    dunia = actor_of("SETRASS-DGE")
    namesakes(dunia, SOUGHT, 400)
    wanted, plans = probes(SOUGHT), []
    as_superuser.add_notice_handler(lambda told: plans.append(told.message_primary))
    as_superuser.execute(TELL_PLANS)
    with as_superuser.transaction():
        as_superuser.execute(BIND, dunia.settings())
        plans.clear()
        found = as_superuser.execute(FIND, [[probe.key for probe in wanted], [probe.kind for probe in wanted]]).fetchall()
    as_superuser.execute("RESET ROLE")
    assert found == [], "a key that all share finds nobody"
    reads = [
        node
        for plan in plans
        for node in nodes(json.loads(plan.partition("plan:")[2])["Plan"])
        if node.get("Relation Name") == "people_personkey"
    ]
    assert {node["Node Type"] for node in reads} <= {"Index Scan", "Index Only Scan"}
    stored = len(stored_keys(SOUGHT))
    assert 65 * (stored - 1) <= sum(round(node["Actual Rows"] * node["Actual Loops"]) for node in reads) <= 65 * stored + len(wanted)


def nodes(plan: dict) -> Iterator[dict]:
    """A node of a plan and all below it."""
    yield plan
    for below in plan.get("Plans", ()):
        yield from nodes(below)


def namesakes(actor, like: Record, count: int) -> None:
    """So many persons who share every key."""
    with as_(actor):
        owner, office = actor.institution_id, actor.office_id
        made = Person.objects.bulk_create(
            Person(owner_institution_id=owner, office_id=office, given_names=like.given_names, surnames=like.surnames, sort_name="lopez jose",
                   birth_date=like.birth_date) for _one in range(count)
        )  # fmt: skip
        keys = stored_keys(like)
        with connection.cursor() as cursor:
            cursor.execute(SET_KEYS, [[person.pk for person in made for _key in keys], keys * count, True])
