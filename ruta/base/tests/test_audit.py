"""Does the seal name the first row that was touched, deleted or slipped in?"""

import time
from array import array

import pytest
from django.db import transaction

from ruta.base.audit import merkle_root, seal, verify
from ruta.base.context import acting_as, system
from ruta.base.models import AuditSeal
from ruta.directory.models import Office
from ruta.people.models import Person


def sealed_ids():
    ids = array("q")
    for one in AuditSeal.objects.order_by("pk"):
        ids.frombytes(bytes(one.ids))
    return list(ids)


def seal_until(rows):
    """A transaction that runs elsewhere on the server holds back what was written after it began; other tests have some."""
    end = time.monotonic() + 400  # as long as the longest of them
    while len(sealed_ids()) < rows and time.monotonic() < end:
        if not seal():
            time.sleep(0.05)


@pytest.fixture
def sealed(committed, as_superuser):
    """Three changes in three transactions, sealed in two batches or more."""
    as_superuser.execute("TRUNCATE audit_event, audit_seal RESTART IDENTITY")
    office = Office.objects.select_related("institution").first()
    for number in range(3):
        with acting_as(system(office.institution_id)), transaction.atomic():
            Person.objects.create(
                owner_institution_id=office.institution_id, office=office, given_names=f"P{number}", sort_name=f"p{number}"
            )
        if number:
            seal_until(number + 1)
    return as_superuser


def test_an_untouched_audit_is_clean(sealed):
    verdict = verify()
    assert verdict.is_clean
    assert verdict.rows == 3
    assert verdict.seals >= 2


def test_nothing_is_sealed_twice(sealed):
    assert seal() == 0


@pytest.mark.parametrize(
    ("tampering", "sentence"),
    [
        ("UPDATE audit_event SET reason = 'otro' WHERE id = 2", "La fila 2 de la bitácora fue cambiada"),
        ("DELETE FROM audit_event WHERE id = 1", "La fila 1 de la bitácora fue borrada"),
        ("UPDATE audit_event SET id = 90 WHERE id = 3", "La fila 3 de la bitácora fue borrada"),
        ("UPDATE audit_seal SET root = '\\x00' WHERE id = 1", "El sello 1 no encaja"),
        ("DELETE FROM audit_seal WHERE id = 1", "El sello 2 no encaja"),
    ],
)
def test_tampering_is_named(sealed, tampering, sentence):
    sealed.execute(tampering)
    assert sentence in verify().fault


def test_a_row_slipped_in_is_named(sealed):
    sealed.execute(
        "INSERT INTO audit_event (id, at, txid, epoch, kind, role, reason, verb, table_name) "
        "SELECT 77, now(), txid, epoch, 'staff', '', '', 'update', 'people_person' FROM audit_event WHERE id = 1"
    )
    assert "La fila 77 de la bitácora fue añadida" in verify().fault


def test_the_root_depends_on_every_leaf():
    leaves = bytes(range(32)) * 5
    assert merkle_root(leaves) != merkle_root(leaves[:-1] + b"\x00")
    assert merkle_root(b"") == bytes(32)


@pytest.mark.django_db
def test_an_update_keeps_before_and_after(as_superuser):
    office = Office.objects.first()
    with acting_as(system(office.institution_id).because("corrección")), transaction.atomic():
        person = Person.objects.create(owner_institution_id=office.institution_id, office=office, given_names="Ana", sort_name="ana")
        Person.objects.filter(pk=person.pk).update(given_names="Anna")
        from ruta.base.models import AuditEvent

        event = AuditEvent.objects.get(verb="update", row_id=person.pk)
        assert event.changes == {"given_names": ["Ana", "Anna"]}
        assert (event.reason, event.person_id) == ("corrección", person.pk)


@pytest.mark.django_db
def test_a_bulk_insert_leaves_one_row_with_its_ids():
    office = Office.objects.first()
    with acting_as(system(office.institution_id)), transaction.atomic():
        rows = [Person(owner_institution_id=office.institution_id, office=office, given_names="Ana", sort_name="ana") for _ in range(5)]
        made = Person.objects.bulk_create(rows)
        from ruta.base.models import AuditEvent

        event = AuditEvent.objects.get(verb="insert", table_name="people_person")
        assert sorted(event.row_ids) == sorted(row.pk for row in made)
