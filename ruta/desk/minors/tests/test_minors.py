"""Does the desk lead a minor's case to whoever answers, and a child alone to SENAF at once?"""

from uuid import uuid4

import pytest
from django.urls import reverse

from ruta.base.clock import today
from ruta.cases.models import Case
from ruta.desk.people.tests.conftest import browser
from ruta.desk.people.tests.test_registering import REGISTER, typed
from ruta.people.models import Consent, Guardianship, Person, SenafNotice
from ruta.people.rules import born_for
from ruta.people.tests.conftest import as_

pytestmark = pytest.mark.django_db
BORN = born_for(today(), 9).strftime("%d/%m/%Y")
NOBODY = {"number_0": "", "number_1": "", "grants": [], "given_by": "person", "signature": ""}


@pytest.fixture
def desk(db):
    return browser("SETRASS-DGE")


@pytest.fixture
def senaf(db):
    return browser("SENAF", "child_protection_officer")


def sent(client, place, **said):
    return client.post(place, said | {"idempotency_key": str(uuid4())})


def registered(desk, **changes):
    return desk.post(REGISTER, typed(birth_date=BORN, **(NOBODY | changes)))


@pytest.fixture
def alone(desk):
    answer = registered(desk, companion="alone", whereabouts="En la sala, con la oficial de turno")
    assert answer.status_code == 302, answer.content.decode()[:3000]
    with as_(desk.actor):
        return Case.objects.get()


def test_a_child_alone_needs_nobodys_signature_and_is_in_senafs_queue_at_once(desk, senaf, alone):
    with as_(desk.actor):
        assert not Consent.objects.exists()
        notice = SenafNotice.objects.get()
    page = senaf.get(reverse("desk:queue")).content.decode()
    assert reverse("desk:senaf-notice", args=[notice.pk]) in page
    assert "Wilmer" not in page
    assert reverse("desk:senaf-notice", args=[notice.pk]) in desk.get(reverse("desk:queue")).content.decode()


def test_where_the_child_is_must_be_said(desk):
    answer = registered(desk, companion="alone")
    assert answer.status_code == 422
    assert "escriba dónde está ahora" in answer.content.decode()


def test_a_child_with_a_parent_still_needs_the_permission(desk):
    assert registered(desk, companion="parent").status_code == 422


def test_the_case_says_what_is_missing_with_the_button_that_opens_each(desk, alone):
    page = desk.get(reverse("desk:case", args=[alone.pk])).content.decode()
    for name in ("desk:guardians", "desk:consent"):
        assert reverse(name, args=[alone.person_id]) in page
    assert "Nota de interés superior" in page
    assert "La escribe responsable de protección." in page
    choose = desk.get(reverse("desk:case-assess", args=[alone.pk]), follow=True).content.decode()
    assert "falta quien autorice" in choose


def test_protection_gets_the_button_to_write(alone):
    officer = browser("SETRASS-DGE", "child_protection_officer")
    page = officer.get(reverse("desk:case", args=[alone.pk])).content.decode()
    address = reverse("desk:case-answer", args=[alone.pk, "child_best_interests"])
    assert address in page
    assert officer.get(address).status_code == 200


def test_a_guardian_is_written_and_ended(desk, alone):
    place = reverse("desk:guardians", args=[alone.person_id])
    assert sent(desk, place, kind="mother", name="Rosa Murillo", proof="document").status_code == 302
    assert "Hay quien puede autorizar." in desk.get(place).content.decode()
    with as_(desk.actor):
        pk = Guardianship.objects.get().pk
    assert desk.post(reverse("desk:guardian-end", args=[pk])).status_code == 302
    assert "Todavía nadie puede autorizar" in desk.get(place).content.decode()
    assert sent(desk, place, kind="", name="", proof="document").status_code == 422


def test_senaf_answers_and_whoever_told_reads_it(desk, senaf, alone):
    with as_(desk.actor):
        place = reverse("desk:senaf-notice", args=[SenafNotice.objects.get().pk])
    assert sent(senaf, place, answer="assumed").status_code == 422
    assert sent(senaf, place, answer="assumed", act="ACTA-9").status_code == 302
    assert "ACTA-9" in desk.get(place).content.decode()
    assert "falta quien autorice" not in desk.get(reverse("desk:case", args=[alone.pk])).content.decode()


def test_by_address_nobody_else_reads_the_notice_or_the_guardians(desk, alone):
    stranger = browser("INFOP")
    with as_(desk.actor):
        notice = SenafNotice.objects.get().pk
    for place in (
        reverse("desk:senaf-notice", args=[notice]), reverse("desk:guardians", args=[alone.person_id]), reverse("desk:senaf-tell", args=[alone.person_id]),
    ):  # fmt: skip
        assert stranger.get(place).status_code == 404
    reception = browser("SETRASS-DGE", "receptionist")
    assert reception.get(reverse("desk:guardians", args=[alone.person_id])).status_code == 403


def test_senaf_is_told_later_too(desk):
    registered(
        desk,
        companion="relative",
        given_by="senaf",
        giver_name="SENAF",
        child_assents="yes",
        grants=typed()["grants"],
        signature="M1 1L2 2",
    )
    with as_(desk.actor):
        person = Person.objects.get()
    place = reverse("desk:senaf-tell", args=[person.pk])
    assert desk.get(place).status_code == 200
    assert sent(desk, place, reason="no_authority", whereabouts="Con su tía").status_code == 302
    assert sent(desk, place, reason="no_authority", whereabouts="Con su tía").status_code == 409


def test_at_18_the_queue_asks_again(desk):
    registered(
        desk,
        companion="parent",
        given_by="guardian",
        giver_name="Rosa",
        child_assents="yes",
        grants=typed()["grants"],
        signature="M1 1L2 2",
    )
    with as_(desk.actor):
        Person.objects.update(birth_date=born_for(today(), 18))
    from ruta.people.jobs import end_at_eighteen_of

    end_at_eighteen_of(desk.actor.institution_id)
    assert "Ya cumplió 18 años" in desk.get(reverse("desk:queue")).content.decode()
