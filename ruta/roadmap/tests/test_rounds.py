"""Is a round opened once, answered by its own institution alone, judged by coordination, and frozen for good?"""

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from ruta.base.clock import today
from ruta.base.context import acting_as, system
from ruta.base.errors import Conflict, Invalid, NotFound, NotOpen, Refused, TooLarge
from ruta.communication.models import Message
from ruta.roadmap.actions import (
    Answer,
    answer_ask,
    close_round,
    give_evidence,
    give_link,
    judge_answer,
    open_due_rounds,
    remind_rounds,
    write_remark,
)
from ruta.roadmap.models import Progress, Round, RoundAnswer, RoundAsk
from ruta.roadmap.rules import due_rounds, next_rounds, reminder_of, stage_of
from ruta.roadmap.selectors import asked_in, counted_value, waiting_for

pytestmark = pytest.mark.django_db
MACHINE = system(None, "test")
PHOTO = b"\xff\xd8\xff" + b"foto" * 10


@pytest.fixture
def opened(poa):
    """The round of the last quarter, opened by the machine."""
    open_due_rounds(actor=MACHINE)
    return Round.objects.get(plan=poa)


def asked_by(actor):
    with acting_as(actor), transaction.atomic():
        return {(each.ask.key, each.ask.kind): each for each in waiting_for(actor)}


def hand_in(actor, asked, **said):
    give_evidence(actor=actor, ask_id=asked.ask.pk, name="lista.jpg", content=PHOTO)
    return answer_ask(actor=actor, ask_id=asked.ask.pk, said=Answer(done="Dos talleres", **said), is_final=True)


def test_the_machine_opens_the_quarter_once_and_asks_who_answers(opened, infop, senprende):
    assert open_due_rounds(actor=MACHINE) == []
    assert opened.ends < today() < opened.due_on
    assert set(asked_by(infop)) == {("1.1", "activity"), ("1.1", "target")}
    mine = asked_by(senprende)
    assert mine["1.2", "target"].ask.is_counted
    assert mine["1.2", "target"].ask.counted == 0


def test_an_institution_answers_and_coordination_returns_then_accepts(opened, infop, central):
    activity = asked_by(infop)["1.1", "activity"]
    with pytest.raises(Invalid, match="evidencia"):
        answer_ask(actor=infop, ask_id=activity.ask.pk, said=Answer(percent=40, done="Dos talleres"), is_final=True)
    hand_in(infop, activity, percent=40)
    with pytest.raises(Invalid):
        judge_answer(actor=central, ask_id=activity.ask.pk, is_accepted=False)
    judge_answer(actor=central, ask_id=activity.ask.pk, is_accepted=False, reason="Falta la lista de asistencia")
    assert asked_by(infop)["1.1", "activity"].stage == "returned"
    hand_in(infop, activity, percent=45)
    with pytest.raises(Conflict):
        judge_answer(actor=central, ask_id=activity.ask.pk, is_accepted=True, seen=1)
    judge_answer(actor=central, ask_id=activity.ask.pk, is_accepted=True, seen=2)
    assert Progress.objects.get(plan=opened.plan, key="1.1").percent == 45
    with pytest.raises(NotOpen):
        hand_in(infop, activity, percent=50)


def test_only_files_of_known_kind_and_size_and_whole_links_are_evidence(opened, infop):
    pk = asked_by(infop)["1.1", "activity"].ask.pk
    with pytest.raises(Invalid):
        give_evidence(actor=infop, ask_id=pk, name="x.pdf", content=b"MZ")
    with pytest.raises(TooLarge):
        give_evidence(actor=infop, ask_id=pk, name="x.pdf", content=b"%PDF-" + b"0" * 5 * 1024 * 1024)
    with pytest.raises(Invalid):
        give_link(actor=infop, ask_id=pk, name="", url="javascript:alert(1)")
    assert give_link(actor=infop, ask_id=pk, name="", url="https://ejemplo.hn/acta").kind == "link"


def test_an_institution_neither_reads_nor_writes_the_answer_of_another(opened, infop, senprende):
    theirs = asked_by(infop)["1.1", "activity"]
    hand_in(infop, theirs, percent=40)
    with pytest.raises(NotFound):
        answer_ask(actor=senprende, ask_id=theirs.ask.pk, said=Answer(percent=100), is_final=False)
    with acting_as(senprende), transaction.atomic():
        assert not RoundAnswer.objects.exists()
        assert RoundAnswer.objects.update(percent=100) == 0
        owner = theirs.ask.owner_institution_id
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            RoundAnswer.objects.create(ask_id=theirs.ask.pk, round=opened, owner_institution_id=owner, percent=100, at=opened.opened_at)
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            RoundAsk.objects.create(round=opened, position=9, key="x", title="x", owner_institution_id=senprende.institution_id)
    with pytest.raises(Refused):
        judge_answer(actor=senprende, ask_id=theirs.ask.pk, is_accepted=True)


def test_a_closed_round_is_frozen_also_for_raw_sql(opened, infop, central, senprende):
    activity = asked_by(infop)["1.1", "activity"]
    hand_in(infop, activity, percent=40)
    write_remark(actor=central, ask_id=activity.ask.pk, text="Gracias")
    with pytest.raises(NotOpen, match="validar"):
        close_round(actor=central, round_id=opened.pk, summary="Todo")
    judge_answer(actor=central, ask_id=activity.ask.pk, is_accepted=True)
    with pytest.raises(Invalid):
        close_round(actor=central, round_id=opened.pk, summary=" ")
    with pytest.raises(DatabaseError, match="coordination"), acting_as(infop), transaction.atomic():
        Round.objects.filter(pk=opened.pk).update(closed_at=opened.opened_at)
    close_round(actor=central, round_id=opened.pk, summary="SENPRENDE no contestó.")
    frozen = (
        "UPDATE roadmap_roundanswer SET percent = 99",
        "DELETE FROM roadmap_roundevidence",
        "UPDATE roadmap_roundask SET planned = 1",
        "UPDATE roadmap_round SET closed_at = NULL",
        "DELETE FROM roadmap_round",
    )
    for statement, actor in ((each, who) for each in frozen for who in (infop, central)):
        with acting_as(actor), transaction.atomic(), connection.cursor() as cursor:
            try:
                with transaction.atomic():
                    cursor.execute(statement)
                    assert cursor.rowcount == 0, (statement, actor.role)  # row security hid it before
            except DatabaseError as error:
                assert "frozen" in str(error) or "final" in str(error) or "accepted" in str(error)
    with pytest.raises(NotOpen):
        write_remark(actor=central, ask_id=activity.ask.pk, text="Tarde")
    with acting_as(senprende), transaction.atomic():
        told = {(each.ask.key, each.ask.kind): each for each in asked_in(Round.objects.get(pk=opened.pk))}
        assert told["1.1", "activity"].said == 40, "what is settled is read by everybody who works here"
        assert counted_value("I12", opened.begins, opened.ends) == Decimal(1)


def test_each_focal_point_is_reminded_once(opened, infop, senprende):
    assert remind_rounds(actor=MACHINE) == 2
    assert remind_rounds(actor=MACHINE) == 0
    with acting_as(infop), transaction.atomic():
        assert "2" in Message.objects.get(template="round_opened").body


def test_rounds_are_owed_by_quarters_and_the_reintegration_plan_by_its_own_dates_too():
    begins = date(2026, 3, 10)
    assert [each.kind for each in due_rounds(begins, date(2026, 3, 20), is_dated=True)] == ["baseline"]
    found = {each.kind: (each.begins, each.ends) for each in due_rounds(begins, date(2026, 9, 2), is_dated=True)}
    assert found["quarterly"] == (date(2026, 4, 1), date(2026, 6, 30))
    assert found["baseline"] == (date(2025, 3, 1), date(2026, 2, 28))
    assert found["six_months"] == (date(2026, 3, 1), date(2026, 8, 31))
    assert [each.kind for each in next_rounds(begins, date(2026, 9, 2), is_dated=True)] == ["quarterly", "twelve_months"]


def test_a_reminder_has_one_name_a_week_and_an_answer_one_stage():
    opened, due = date(2026, 1, 1), date(2026, 1, 21)
    names = [reminder_of(opened, due, date(2026, 1, day)) for day in (1, 13, 14, 21, 22, 27, 28)]
    assert names == ["opened", "opened", "soon", "soon", "late-0", "late-0", "late-1"]
    assert [stage_of(*each) for each in ((0, None), (1, None), (2, (1, False)), (2, (2, False)), (2, (2, True)))] == [
        "draft", "sent", "sent", "returned", "accepted",
    ]  # fmt: skip
