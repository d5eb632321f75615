"""Is a plan adjusted only by two pairs of eyes, whole or not at all, and does nothing of before go?"""

import pytest
from django.db import DatabaseError, transaction

from ruta.accounts.actions import create_user
from ruta.accounts.models import Membership
from ruta.accounts.selectors import actor_in
from ruta.base.context import system
from ruta.base.errors import Conflict, Invalid, NotOpen, Refused
from ruta.roadmap import actions
from ruta.roadmap.models import BudgetLine, Change, PlanVersion, Proposal, Risk
from ruta.roadmap.planning import Edit, nested
from ruta.roadmap.selectors import compared, counted, current_version, draft_of, is_behind, merging_of, plan_of, statement_of, version_of
from ruta.roadmap.tests.conftest import four_plans  # noqa: F401

pytestmark = pytest.mark.django_db


def somebody(mailbox, role, office="DGE"):
    user = create_user(
        actor=system(None),
        email=f"{mailbox}@ejemplo.hn",
        full_name=mailbox,
        office_code=office,
        role=role,
        password="una-clave-larga-de-prueba",
    )
    return actor_in(Membership.objects.select_related("office").get(user=user))


@pytest.fixture
def team(four_plans):  # noqa: F811
    return somebody("escribe", "me_focal_point"), somebody("decide", "central_coordination")


def opened(writer, *edits, title="Ajuste"):
    proposal = actions.open_proposal(actor=writer, plan=plan_of("hoja-de-ruta"), title=title)
    for edit in edits:
        actions.change_rows(actor=writer, proposal=proposal, edits=[edit])
    return proposal


def test_what_a_version_says_can_be_written_again_whole(four_plans):  # noqa: F811
    for name, version in four_plans.items():
        content = version.header | {"items": nested(statement_of(version))}
        again, is_new = actions.load_plan(actor=system(None, "test"), content=content)
        assert is_new, name
        assert statement_of(again) == statement_of(version)
        counts, before = counted(again), counted(version)
        assert {**counts, "version": 1, "risks": 0} == {**before, "risks": 0}


def test_a_proposal_becomes_the_next_version_by_other_eyes(team):
    writer, decider = team
    proposal = opened(
        writer,
        Edit("set", "I4-pmse", "begins", None, "2026-02-01"),
        Edit("set", "I4-pmse", "institution", "SETRASS-DGE", "SRECI"),
        Edit("set", "I5-comunicacion", "depends_on", None, ["I4-pmse"]),
        Edit(
            "add",
            "nueva",
            new={"parent": "I4", "after": None, "item": {"kind": "activity", "title": "Capacitar enlaces", "tags": ["ods:8"]}},
        ),
    )
    risks, lines = Risk.objects.count(), BudgetLine.objects.count()
    with pytest.raises(NotOpen):
        actions.approve_proposal(actor=decider, proposal=proposal)
    actions.send_proposal(actor=writer, proposal=proposal, reason="Año dos")
    with pytest.raises(NotOpen):
        actions.change_rows(actor=writer, proposal=proposal, edits=[Edit("remove", "nueva")])
    for stranger in (writer, somebody("otro", "administrator"), somebody("camr", "central_coordination", "CAMR-SPS")):
        if stranger is not writer and stranger.role == "central_coordination":
            continue
        with pytest.raises(Refused):
            actions.approve_proposal(actor=stranger, proposal=proposal)
    version = actions.approve_proposal(actor=decider, proposal=proposal)
    assert (version.number, version.reason, version.is_current) == (2, "Año dos", True)
    node = version.nodes.get(key="nueva")
    assert (node.parent.key, node.tags) == ("I4", ["ods:8"])
    assert version.nodes.get(key="I4-pmse").institution.code == "SRECI"
    assert (
        Risk.objects.filter(node__version=version).count()
        == Risk.objects.filter(node__version__number=1, node__version__plan=version.plan).count()
    )
    assert (Risk.objects.count() > risks, BudgetLine.objects.count() >= lines) == (True, True)
    told = {row.key: [(edit.verb, edit.field, edit.new) for edit in row.edits] for row in compared(version_of(version.plan, 1), version)}
    assert told["I5-comunicacion"] == [("set", "depends_on", ["I4-pmse"])]
    assert set(told) == {"I4-pmse", "I5-comunicacion", "nueva"}
    with pytest.raises(DatabaseError, match="cannot change"), transaction.atomic():
        Proposal.objects.filter(pk=proposal.pk).update(reason="Otra")
    with pytest.raises(DatabaseError, match="cannot change"), transaction.atomic():
        Change.objects.filter(proposal=proposal).update(new=None)


def test_changes_are_taken_back_by_rows_and_not_under_what_stands_on_them(team):
    writer, _decider = team
    proposal = opened(
        writer,
        Edit("add", "nueva", new={"parent": "I4", "after": None, "item": {"kind": "activity", "title": "Nueva"}}),
        Edit("set", "nueva", "title", "Nueva", "Mejor"),
    )
    first, second = draft_of(proposal).changes
    with pytest.raises(Conflict):
        actions.undo_change(actor=writer, proposal=proposal, change_id=first.pk)
    for change in (second, first):
        actions.undo_change(actor=writer, proposal=proposal, change_id=change.pk)
    assert draft_of(proposal).differences == []
    assert Change.objects.count() == 4
    with pytest.raises(Invalid, match="no cambia nada"):
        actions.send_proposal(actor=writer, proposal=proposal, reason="Nada")


@pytest.mark.parametrize(
    ("edit", "field"),
    [
        (Edit("set", "I4-pmse", "title", None, ""), "title"),
        (Edit("set", "I4-pmse", "begins", None, "2026-02-31"), "begins"),
        (Edit("set", "I4-pmse", "institution", None, "NADIE"), "institution"),
        (Edit("set", "I4-pmse", "person", None, 0x7FFFFFF), "person"),
        (Edit("set", "I4-pmse", "depends_on", None, ["I4-pmse"]), "depends_on"),
    ],
)
def test_a_change_that_cannot_be_says_why(team, edit, field):
    writer, _decider = team
    proposal = opened(writer)
    seen = {row.key: row.item for row in draft_of(proposal).after}["I4-pmse"].get(edit.field)
    with pytest.raises(Invalid) as refused:
        actions.change_rows(actor=writer, proposal=proposal, edits=[Edit("set", edit.key, edit.field, seen, edit.new)])
    assert field in refused.value.fields
    with pytest.raises(Conflict):
        actions.change_rows(actor=writer, proposal=proposal, edits=[Edit("set", edit.key, "title", "Lo que no dice", "Otro")])


def test_the_second_proposal_on_a_version_decides_what_clashes(team):
    writer, decider = team
    title = {row.key: row.item["title"] for row in statement_of(current_version(plan_of("hoja-de-ruta")))}["I4-pmse"]
    first = opened(writer, Edit("set", "I4-pmse", "title", title, "De la primera"), title="Primera")
    second = opened(
        writer,
        Edit("set", "I4-pmse", "title", title, "De la segunda"),
        Edit("set", "I5-comunicacion", "priority", None, 1),
        title="Segunda",
    )
    actions.send_proposal(actor=writer, proposal=first, reason="Primero")
    actions.send_proposal(actor=writer, proposal=second, reason="Después")
    actions.approve_proposal(actor=decider, proposal=first)
    assert is_behind(second)
    with pytest.raises(Conflict, match="Póngala al día"):
        actions.approve_proposal(actor=decider, proposal=second)
    second.refresh_from_db()
    current, found = merging_of(draft_of(second))
    assert [(clash.edit.new, clash.theirs) for clash in found.clashes] == [("De la segunda", "De la primera")]
    with pytest.raises(Conflict, match="otra vez"):
        actions.rebase_proposal(actor=writer, proposal=second, seen=current.number - 1, keep=frozenset())
    actions.rebase_proposal(actor=writer, proposal=second, seen=current.number, keep=frozenset({"I4-pmse/set/title"}))
    second.refresh_from_db()
    assert [(edit.key, edit.old, edit.new) for row in draft_of(second).differences for edit in row.edits] == [
        ("I4-pmse", "De la primera", "De la segunda"),
        ("I5-comunicacion", None, 1),
    ]
    actions.send_proposal(actor=writer, proposal=second, reason="Después")
    assert actions.approve_proposal(actor=decider, proposal=second).number == 3
    assert PlanVersion.objects.filter(plan=second.plan).count() == 3


def test_who_serves_at_a_counter_proposes_nothing(four_plans):  # noqa: F811
    with pytest.raises(Refused):
        opened(somebody("mostrador", "receptionist", "SPS"))
