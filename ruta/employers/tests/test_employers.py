"""Does an institution keep its employers, each RTN once, and nobody else's?"""

import pytest
from django.db import transaction

from ruta.base.context import acting_as
from ruta.base.errors import Invalid, NotFound, Refused
from ruta.employers.actions import (
    ContactTerms,
    EmployerTerms,
    add_place,
    change_employer,
    register_employer,
    remove_contact,
    save_contact,
    verify_employer,
)
from ruta.employers.models import Employer, EmployerContact
from ruta.employers.selectors import contacts_of, employer_of
from ruta.employers.tests.conftest import RTN, hire


def test_an_rtn_is_kept_bare_and_given_once(broker, employer):
    assert (employer.rtn, employer.section, employer.department) == (RTN, "F", "05")
    with pytest.raises(Invalid) as refused:
        register_employer(actor=broker, terms=EmployerTerms(name="Otra", rtn=RTN))
    assert "Constructora El Ocotal" in refused.value.fields["rtn"]
    assert refused.value.facts["employer_id"] == employer.pk


def test_a_short_rtn_says_what_is_missing(broker):
    with pytest.raises(Invalid) as refused:
        register_employer(actor=broker, terms=EmployerTerms(name="Otra", rtn="0501901234567"))
    assert "falta" in refused.value.fields["rtn"].lower()


def test_without_rtn_nobody_is_verified_and_another_rtn_asks_again(broker, employer):
    bare = register_employer(actor=broker, terms=EmployerTerms(name="Pulpería La Bendición"))
    with pytest.raises(Invalid):
        verify_employer(actor=broker, employer_id=bare.pk, verification="verified")
    changed = change_employer(
        actor=broker, employer_id=employer.pk, terms=EmployerTerms(name="Constructora El Ocotal", rtn="05019012345679")
    )
    assert changed.verification == "pending"


def test_the_first_contact_is_the_main_one(broker, employer):
    first = save_contact(actor=broker, employer_id=employer.pk, terms=ContactTerms(name="Rosa Paz", phone="2552-1234"))
    second = save_contact(actor=broker, employer_id=employer.pk, terms=ContactTerms(name="Luis Meza", email="L@x.hn", is_main=True))
    with acting_as(broker), transaction.atomic():
        assert [(each.pk, each.is_main) for each in contacts_of(employer)] == [(second.pk, True), (first.pk, False)]
    with pytest.raises(Invalid):
        save_contact(actor=broker, employer_id=employer.pk, terms=ContactTerms(name="Sin nada"))
    remove_contact(actor=broker, employer_id=employer.pk, contact_id=first.pk)
    add_place(actor=broker, employer_id=employer.pk, municipality="0506")


def test_another_institution_sees_no_employer_and_no_contact(broker, stranger, employer):
    save_contact(actor=broker, employer_id=employer.pk, terms=ContactTerms(name="Rosa Paz", phone="2552-1234"))
    with acting_as(stranger), transaction.atomic():
        assert not Employer.objects.exists()
        assert not EmployerContact.objects.exists()
        with pytest.raises(NotFound):
            employer_of(stranger, employer.pk)


def test_a_counsellor_reads_and_does_not_write(office):
    counsellor = hire(office, "counsellor", "ori")
    with pytest.raises(Refused):
        register_employer(actor=counsellor, terms=EmployerTerms(name="Otra"))
