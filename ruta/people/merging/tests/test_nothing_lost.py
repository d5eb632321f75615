"""Whatever happens after a merge: is every row accounted for once it is undone?"""

import itertools
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ruta.accounts.enums import Role
from ruta.agenda.models import Appointment
from ruta.base.clock import now
from ruta.cases.actions import add_need, open_case
from ruta.cases.models import Case, CaseStep, Need
from ruta.communication.models import Message
from ruta.people.actions import (
    ContactDraft,
    Grant,
    IdentifierDraft,
    ReturnDraft,
    add_identifier,
    add_return,
    give_consent,
    refuse_consent,
    remove_contact,
    save_contact,
    update_person,
)
from ruta.people.duplicates.tests.test_night import register
from ruta.people.merging.actions import Chosen, merge_persons, part_persons
from ruta.people.merging.registry import moving
from ruta.people.merging.selectors import merge_page
from ruta.people.merging.tests.test_merging import OTHER
from ruta.people.models import Access, Contact, MergedRow, Person
from ruta.people.tests.conftest import SIGNED, actor_of, as_

pytestmark = pytest.mark.django_db
numbers = itertools.count(100_000)


class World:
    """Two records of one institution, whatever hangs on them, and what may be done to a person."""

    def __init__(self):
        self.actor = actor_of("SETRASS-DGE", Role.OFFICE_COORDINATOR)
        self.grantees = [actor_of(code).institution_id for code in ("INFOP", "SENPRENDE")]
        self.two = register(self.actor), register(self.actor, **OTHER)

    def document(self, person):
        add_identifier(actor=self.actor, person_id=person, identifier=IdentifierDraft("consular", f"HN-{next(numbers)}"))

    def telephone(self, person):
        save_contact(actor=self.actor, person_id=person, contact=ContactDraft(f"33{next(numbers)}"))

    def forget_telephone(self, person):
        with as_(self.actor):
            last = Contact.objects.filter(person=person).order_by("-pk").first()
        if last:
            remove_contact(actor=self.actor, contact_id=last.pk)

    def comes_back(self, person):
        add_return(actor=self.actor, person_id=person, episode=ReturnDraft(date(2026, 5, 2), "US", "camr", "forced"))

    def yes(self, person):
        with as_(self.actor):
            given_to = set(Access.objects.filter(person=person, revoked_at=None).values_list("institution", flat=True))
        for grantee in self.grantees:
            if grantee not in given_to:
                give_consent(actor=self.actor, person_id=person, grants=(Grant(grantee, "shared_case"),), manner=SIGNED)
                return

    def no(self, person):
        refuse_consent(actor=self.actor, person_id=person, grantee_id=self.grantees[0], purpose="follow_up_surveys")

    def case(self, person):
        with as_(self.actor):
            has_case = Case.objects.filter(person=person, closed_at=None).exists()
        if not has_case:
            open_case(actor=self.actor, person_id=person, modality="returned", entry_point="camr")

    def need(self, person):
        with as_(self.actor):
            case = Case.objects.filter(person=person, closed_at=None).order_by("pk").first()
            free = case and not Need.objects.filter(case=case).exists()
        if free:
            add_need(actor=self.actor, case_id=case.pk, code="job_search")

    def appointment(self, person):
        with as_(self.actor):
            Appointment.objects.create(
                owner_institution_id=self.actor.institution_id, host_id=self.actor.institution_id, office_id=self.actor.office_id,
                person_id=person, subject="Cita", starts_at=now() + timedelta(days=1),
            )  # fmt: skip

    def message(self, person):
        with as_(self.actor):
            Message.objects.create(
                owner_institution_id=self.actor.institution_id, person_id=person, template="x", channel="sms", address="x", body="x"
            )

    def rename(self, person):
        with as_(self.actor):
            version = Person.objects.get(pk=person).version
        update_person(actor=self.actor, person_id=person, version=version, changes={"place": f"Colonia {next(numbers)}"})

    def rows(self):
        """Whose each row is: (table, column, id) → person."""
        found = {}
        with as_(self.actor), connection.cursor() as cursor:
            for each in moving():
                cursor.execute(f"SELECT id, {each.column} FROM {each.table} WHERE {each.column} = ANY (%s)", [list(self.two)])
                found |= {(each.table, each.column, pk): person for pk, person in cursor.fetchall()}
        return found


SAID_TWICE = ("people_duplicatepair", "people_contact", "people_returnepisode")  # what both say alike is read once
DEEDS = (
    "document", "telephone", "forget_telephone", "comes_back", "yes", "no", "case", "need", "appointment", "message", "rename",
)  # fmt: skip
some = st.lists(st.sampled_from(DEEDS), max_size=7)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(mine=some, theirs=some, since=some, option=st.integers(0, 2), picked=st.sets(st.integers(0, 12)))
def test_every_row_is_accounted_for(mine, theirs, since, option, picked):
    with transaction.atomic():
        world = World()
        survivor, absorbed = world.two
        for person, deeds in ((survivor, mine), (absorbed, theirs)):
            for deed in deeds:
                getattr(world, deed)(person)
        check(world, since, option, picked)
        transaction.set_rollback(True)


def check(world, since, option, picked):
    survivor, absorbed = world.two
    before, said = world.rows(), facts(world)
    merge = merge_persons(actor=world.actor, survivor_id=survivor, absorbed_id=absorbed, chosen=Chosen(answers=answer(world, option)))
    assert all(person == survivor for key, person in world.rows().items() if key[0] not in SAID_TWICE)
    for deed in since:
        getattr(world, deed)(survivor)
    with as_(world.actor):
        later = merge_page(merge.pk).later
    chosen = [line for place, line in enumerate(later) if place in picked]
    by_key: dict[str, list[int]] = {}
    for line in chosen:
        by_key.setdefault(line.key, []).append(line.row_id)
    part_persons(actor=world.actor, merge_id=merge.pk, reason="eran primas", later=by_key)
    after, gone = world.rows(), {(*line.key.split("."), line.row_id) for line in chosen}
    for key, person in after.items():
        if key in before:
            assert person == before[key], f"{key} came from {before[key]}"
        elif key[0] not in ("people_access", "agenda_appointment"):
            assert person == (absorbed if key in gone else survivor), key
    lost = before.keys() - after.keys()
    assert all(table == "people_contact" for table, _column, _pk in lost), lost  # forgotten on purpose
    children_follow(world)
    if "rename" not in since:
        assert facts(world) == said


def answer(world, option):
    with as_(world.actor):
        cases = [Case.objects.filter(person=person, closed_at=None).first() for person in world.two]
    return {"open_cases": ("beside", *(str(case.pk) for case in cases))[option]} if all(cases) else {}


def facts(world):
    with as_(world.actor):
        return list(Person.objects.filter(pk__in=world.two).order_by("pk").values("given_names", "surnames", "place", "sex", "sort_name"))


def children_follow(world):
    """No part names another person than its whole."""
    from django.db.models import F

    with as_(world.actor):
        assert not CaseStep.objects.exclude(person=F("case__person")).exists()
        assert not Need.objects.exclude(person=F("case__person")).exists()
        assert not Access.objects.exclude(person=F("consent__person")).exists()
        assert not Person.objects.exclude(merged_into=None).exists()
        kept = MergedRow.objects.filter(is_kept=True).exclude(table_name__in=(*SAID_TWICE, "people_accessrequest"))
        assert not kept.exists()
