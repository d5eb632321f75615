"""Is each change sealed exactly once, whoever writes meanwhile, and do the seals outlive a restore?"""

import random
import threading

import pytest
from django.db import connections, transaction

from ruta.base.audit import seal, verify
from ruta.base.context import acting_as, system
from ruta.base.models import AuditSeal
from ruta.base.tests.test_audit import seal_until, sealed_ids
from ruta.directory.models import Office
from ruta.people.models import Person

WRITERS, ROUNDS = 5, 25


@pytest.fixture
def empty(committed, as_superuser):
    as_superuser.execute("TRUNCATE audit_event, audit_seal RESTART IDENTITY")
    as_superuser.execute("DELETE FROM audit_epoch WHERE epoch > 1")
    yield as_superuser
    as_superuser.execute("DELETE FROM audit_epoch WHERE epoch > 1")


def write(office, name):
    Person.objects.create(owner_institution_id=office.institution_id, office=office, given_names=name, sort_name=name)


def some_commits(office, number):
    rng = random.Random(number)
    for _ in range(ROUNDS):
        with acting_as(system(office.institution_id)), transaction.atomic():
            for _ in range(rng.randint(1, 3)):
                write(office, "Ana")
            if rng.random() < 0.3:
                transaction.set_rollback(True)
    connections["default"].close()


def test_writers_sealers_and_rollbacks_leave_each_row_sealed_once(empty):
    office = Office.objects.select_related("institution").first()
    writers = [threading.Thread(target=some_commits, args=(office, number)) for number in range(WRITERS)]
    done = threading.Event()

    def keep_sealing():
        while not done.is_set():
            seal()
        connections["default"].close()

    sealers = [threading.Thread(target=keep_sealing) for _ in range(2)]
    for thread in (*writers, *sealers):
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    for thread in sealers:
        thread.join()
    kept = [row[0] for row in empty.execute("SELECT id FROM audit_event ORDER BY id")]
    seal_until(len(kept))
    assert len(kept) > WRITERS * ROUNDS / 2
    assert sorted(sealed_ids()) == kept
    assert AuditSeal.objects.exists()
    assert verify().is_clean


def test_what_a_restore_interrupted_is_sealed_under_its_own_epoch(empty):
    office = Office.objects.select_related("institution").first()
    with acting_as(system(office.institution_id)), transaction.atomic():
        write(office, "antes")
    empty.execute("INSERT INTO audit_epoch (epoch) VALUES (2)")
    with acting_as(system(office.institution_id)), transaction.atomic():
        write(office, "después")
    seal_until(2)
    assert sealed_ids() == [1, 2]
    assert seal() == 0
    assert verify().is_clean
    empty.execute("UPDATE audit_event SET reason = 'otro' WHERE id = 1")
    assert "La fila 1 de la bitácora fue cambiada" in verify().fault


def test_a_cascade_an_upsert_and_a_merge_leave_their_rows(empty):
    office = Office.objects.select_related("institution").first()
    other = Office.objects.exclude(institution_id=office.institution_id).first()
    with acting_as(system(office.institution_id).because("entrega")), transaction.atomic():
        write(office, "Ana")
        person = Person.objects.get()
        person.contacts.create(owner_institution_id=office.institution_id, kind="phone", value="9999-0000")
        with connections["default"].cursor() as cursor:
            cursor.execute(
                "INSERT INTO people_person (id, owner_institution_id, office_id, given_names, surnames, preferred_name, sort_name, sex, "
                "is_birth_date_estimated, nationality, place, education, languages, version) "
                "SELECT id, owner_institution_id, office_id, 'Anna', '', '', 'ana', 'unknown', false, 'HN', '', '', '{}', 1 FROM people_person "
                "ON CONFLICT (id) DO UPDATE SET given_names = excluded.given_names"
            )
            cursor.execute(
                "MERGE INTO people_contact c USING (SELECT 1) AS s ON c.person_id = %s WHEN MATCHED THEN UPDATE SET value = 'x'",
                [person.pk],
            )
    empty.execute("BEGIN")
    empty.execute(f"SELECT set_config('ruta.kind', 'system', true), set_config('ruta.institution', '{other.institution_id}', true)")
    empty.execute("UPDATE people_person SET owner_institution_id = %s", [other.institution_id])
    empty.execute("COMMIT")
    rows = empty.execute("SELECT verb, table_name, institution_id, reason FROM audit_event ORDER BY id").fetchall()
    mine, theirs = (office.institution_id, "entrega"), (other.institution_id, "")
    assert rows[:4] == [
        ("insert", "people_person", *mine), ("insert", "people_contact", *mine), ("update", "people_person", *mine),
        ("update", "people_contact", *mine),
    ]  # fmt: skip
    assert sorted(rows[4:]) == [("update", "people_contact", *theirs), ("update", "people_person", *theirs)]
