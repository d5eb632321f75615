"""Is every table with personal data protected, and does every key point down?"""

import pytest
from django.apps import apps
from django.db import connection

from ruta.directory.models import Owned

FLOORS = [
    {"base"}, {"territory", "taxonomy", "legal"}, {"directory"}, {"accounts"}, {"people"}, {"trust"}, {"feeds"}, {"communication"}, {"agenda", "employers", "projects", "facilities"}, {"tickets"}, {"cases"},
    {"referrals", "placements", "training"}, {"field"}, {"permits", "quality", "subjects"}, {"insights"}, {"roadmap"}, {"staffing"}, {"desk", "portal", "exchange"}, {"demo"},
]  # fmt: skip
FLOOR = {label: height for height, labels in enumerate(FLOORS) for label in labels}
# Tables without an owner, and why they need no row security.
OPEN = {
    "base_event": "ids only",
    "base_delivery": "ids only",
    "base_readonlyperiod": "when nothing was written and why; nothing of anybody who is served",
    "base_oncekey": "keys and ids only",
    "audit_seal": "hashes only",
    "accounts_user": "staff, read at sign-in when nobody acts yet",
    "accounts_membership": "staff, read at sign-in when nobody acts yet",
    "trust_client": "systems of institutions with their public keys, read before anybody acts",
    "trust_usedassertion": "numbers of papers that were used",
    "trust_messageseal": "hashes only",
    "trust_anchor": "time stamps over hashes",
    "cases_casecounter": "numbers only",
    "directory_drill": "drills of offices, which everybody who works here reads; who did what by number only",
    "tickets_counter": "numbers only",
    **dict.fromkeys(
        [f"legal_{name}" for name in ("instrument", "relation", "correction", "revision", "passage", "article", "citation", "criterion")],
        "norms, which everybody reads; who did what by number only",
    ),
    **dict.fromkeys(
        [f"facilities_{name}" for name in ("survey", "found", "foundphoto", "requirement", "evidence", "upkeep")],
        "works and equipment of offices, which everybody who works here reads; nothing of a person, who did what by number only",
    ),
    **dict.fromkeys(
        [
            f"communication_{name}"
            for name in (
                "strategy",
                "milestone",
                "mediaitem",
                "orientationsession",
                "material",
                "materialversion",
                "campaign",
                "campaignreply",
            )
        ],
        "what institutions tell and to how many; an answer leads to nobody, who did what by number only",
    ),
    **dict.fromkeys(
        ["insights_study", "insights_studyuse", "insights_scenario", "insights_scenario_studies"],
        "studies of institutions, which everybody who works here reads; nothing of a person, who did what by number only",
    ),
    **dict.fromkeys(
        [f"projects_{name}" for name in ("project", "participant", "document", "result", "judgement")],
        "projects of institutions, which everybody who works here reads; nothing of a person served, who did what by number only",
    ),
    **dict.fromkeys(
        [
            f"roadmap_{name}"
            for name in (
                "plan",
                "planversion",
                "node",
                "target",
                "targetvalue",
                "risk",
                "dependency",
                "budgetline",
                "progress",
                "costline",
                "expense",
                "costimport",
                "yearbudget",
                "duty",
                "round",
                "meeting",
                "undertaking",
                "space",
                "contribution",
                "riskreview",
                "lightsaid",
                "proposal",
                "change",
                "reach",
                "scan",
                "scanscore",
                "scananswered",
            )
        ],
        "plans of institutions, which everybody who works here reads; who did what by number only",
    ),
}
OWN_POLICY = {
    "legal_gap",
    "legal_opinion",
    "audit_event",
    "access_log",
    "trust_message",
    "people_personkey",
    "people_personchange",
    "people_foundelsewhere",
    "people_tie",
    "placements_seekerkey",
    "subjects_entry",
}


def our_models():
    return [model for model in apps.get_models() if model.__module__.startswith("ruta.") and model._meta.managed]


def test_keys_point_down_and_leave_no_name_above():
    wrong = []
    for model in our_models():
        for field in model._meta.get_fields():
            target = getattr(field, "related_model", None)
            if not field.concrete or target is None or not target.__module__.startswith("ruta."):
                continue
            here, there = FLOOR[model._meta.app_label], FLOOR[target._meta.app_label]
            if there > here or (there != here and field.remote_field.related_name != "+" and target._meta.app_label != "accounts"):
                wrong.append(f"{model.__name__}.{field.name} → {target.__name__}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.django_db
def test_every_table_with_personal_data_has_row_security_and_audit():
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND relrowsecurity AND relforcerowsecurity")
        secured = {row[0] for row in cursor.fetchall()}
        audited = _audited(cursor)
    owned = {model._meta.db_table for model in our_models() if issubclass(model, Owned)}
    assert owned <= secured, owned - secured
    assert owned <= audited, owned - audited
    assert secured >= OWN_POLICY


TWICE = """
SELECT indrelid::regclass::text, array_agg(indexrelid::regclass::text)
FROM pg_index JOIN pg_class ON pg_class.oid = indrelid
WHERE relnamespace = 'public'::regnamespace
GROUP BY indrelid, indkey::text, indclass::text, indoption::text, pg_get_expr(indpred, indrelid), pg_get_expr(indexprs, indrelid)
HAVING count(*) > 1
"""


@pytest.mark.django_db
def test_no_index_stands_twice():
    with connection.cursor() as cursor:
        cursor.execute(TWICE)
        assert cursor.fetchall() == []


def _audited(cursor) -> set[str]:
    """The information schema hides triggers from a role that does not own the table."""
    cursor.execute("SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE 'audit_%'")
    return {row[0] for row in cursor.fetchall()}


REFERENCE = {"territory", "taxonomy", "directory"}


def test_a_table_is_owned_or_listed_with_its_reason():
    unexplained = [
        model._meta.db_table
        for model in our_models()
        if not issubclass(model, Owned)
        and model._meta.app_label not in REFERENCE
        and model._meta.db_table not in OPEN.keys() | OWN_POLICY
        and not model._meta.db_table.startswith("insights_")
    ]
    assert not unexplained, unexplained
