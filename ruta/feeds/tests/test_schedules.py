"""Is a source read by itself when it said, once, and does a change of its columns wait for a second person?"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from ruta.base.clock import HONDURAS, now
from ruta.base.context import acting_as
from ruta.base.errors import Conflict, Invalid, NotFound, Refused
from ruta.feeds.actions import judge_mapping, map_source, save_schedule, set_source_state, take_turn
from ruta.feeds.models import MappingVerdict, Source
from ruta.feeds.pulling import jobs
from ruta.feeds.rules import next_time
from ruta.feeds.selectors import changes_of, current_mapping, due_sources, newest_mapping, waiting_mapping
from ruta.feeds.tests.world import LINES, agreed, declared, machine, staff

pytestmark = pytest.mark.django_db
SUNDAY = datetime(2026, 11, 22, 17, 20, tzinfo=HONDURAS)


@pytest.fixture
def source(db):
    agreed()
    return declared()


@pytest.fixture
def maker():
    return staff("SETRASS-DGE")


@pytest.fixture
def other(maker):
    return replace(maker, user_id=2, membership_id=2)


def held(source):
    with acting_as(machine()), transaction.atomic():
        return current_mapping(source)


def changed(source, maker, lines=LINES[:5], after=1):
    return map_source(actor=maker, source_id=source.pk, after=after, lines=lines, note="Sin teléfono")


@pytest.mark.parametrize(
    ("every", "hour", "expected"),
    [
        ("", 5, None),
        ("hour", 5, datetime(2026, 11, 22, 18, tzinfo=HONDURAS)),
        ("day", 5, datetime(2026, 11, 23, 5, tzinfo=HONDURAS)),
        ("day", 20, datetime(2026, 11, 22, 20, tzinfo=HONDURAS)),
        ("week", 5, datetime(2026, 11, 23, 5, tzinfo=HONDURAS)),
    ],
)
def test_the_next_time_is_reckoned_from_the_schedule(every, hour, expected):
    assert next_time(every, hour, SUNDAY) == expected


def test_a_week_later_than_a_monday_that_began_is_the_next_one():
    monday = datetime(2026, 11, 23, 5, 0, tzinfo=HONDURAS)
    assert next_time("week", 5, monday) == monday + timedelta(days=7)


def test_a_source_is_read_when_its_time_has_come_and_once(source, maker, monkeypatch):
    asked = []
    monkeypatch.setattr(jobs, "queue_pull", lambda row, actor, is_trial: asked.append((row.pk, is_trial)))
    made = save_schedule(actor=maker, source_id=source.pk, version=source.version, every="day", at_hour=5)
    assert made.next_at > now()
    jobs.pull_due(0)
    assert asked == [], "its time has not come"
    with acting_as(machine()), transaction.atomic():
        Source.objects.filter(pk=source.pk).update(next_at=now() - timedelta(minutes=1))
    jobs.pull_due(0)
    jobs.pull_due(0)
    assert asked == [(source.pk, False)]
    with acting_as(machine()), transaction.atomic():
        assert Source.objects.get(pk=source.pk).next_at > now(), "and it knows the next time"
        assert due_sources() == []


def test_a_suspended_source_is_not_read_on_time(source, maker):
    made = save_schedule(actor=maker, source_id=source.pk, version=source.version, every="hour", at_hour=5)
    set_source_state(actor=maker, source_id=source.pk, version=made.version, state="suspended")
    with acting_as(machine()), transaction.atomic():
        Source.objects.filter(pk=source.pk).update(next_at=datetime(2026, 1, 1, tzinfo=UTC))
    assert take_turn(actor=machine(), source_id=source.pk) is False


@pytest.mark.parametrize(("every", "hour"), [("minute", 5), ("day", 24)])
def test_a_schedule_that_is_none_is_refused(source, maker, every, hour):
    with pytest.raises(Invalid):
        save_schedule(actor=maker, source_id=source.pk, version=source.version, every=every, at_hour=hour)


def test_a_change_waits_until_somebody_else_approves_it(source, maker, other):
    made = changed(source, maker)
    assert held(source).number == 1, "it is read as before"
    with pytest.raises(Refused, match="otra persona"):
        judge_mapping(actor=maker, mapping_id=made.pk, is_approved=True)
    judge_mapping(actor=other, mapping_id=made.pk, is_approved=True)
    assert held(source).number == 2
    with pytest.raises(Conflict):
        judge_mapping(actor=other, mapping_id=made.pk, is_approved=False, note="Tarde")


def test_a_change_that_is_not_approved_says_why_and_never_holds(source, maker, other):
    made = changed(source, maker)
    with pytest.raises(Invalid, match="por qué"):
        judge_mapping(actor=other, mapping_id=made.pk, is_approved=False)
    judge_mapping(actor=other, mapping_id=made.pk, is_approved=False, note="El teléfono hace falta")
    assert held(source).number == 1
    with acting_as(machine()), transaction.atomic():
        assert waiting_mapping(source) is None
        assert newest_mapping(source).number == 2, "whoever changes it again goes on from there"


def test_the_newest_change_alone_is_judged(source, maker, other):
    first = changed(source, maker)
    changed(source, maker, LINES[:3], after=2)
    with pytest.raises(Conflict):
        judge_mapping(actor=other, mapping_id=first.pk, is_approved=True)


def test_the_first_version_and_those_of_the_operator_hold_at_once(source):
    assert held(source).number == 1
    map_source(actor=machine(), source_id=source.pk, after=1, lines=LINES[:4])
    assert held(source).number == 2


def test_another_institution_judges_nothing(source, maker):
    made = changed(source, maker)
    with pytest.raises(NotFound):
        judge_mapping(actor=replace(staff("INFOP"), user_id=9), mapping_id=made.pk, is_approved=True)
    with acting_as(machine()), transaction.atomic():
        assert not MappingVerdict.objects.exists()


def test_what_a_change_changes_is_told_by_column(source, maker):
    made = changed(source, maker)
    with acting_as(machine()), transaction.atomic():
        (only,) = changes_of(made, current_mapping(source))
    name, before, after = only
    assert (name, len(before), after) == ("TEL", 1, [])
