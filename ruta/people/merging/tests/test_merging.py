"""Does everything move, once, does reading follow, and does undoing give each side its own again?"""

import pytest
from django.apps import apps
from django.db import connection

from ruta.accounts.enums import Role
from ruta.base.errors import Invalid, NotFound, NotOpen, Refused
from ruta.base.models import AuditEvent
from ruta.people.actions import (
    ContactDraft,
    Grant,
    IdentifierDraft,
    add_identifier,
    give_consent,
    mark_contact_unsafe,
    refuse_consent,
    save_contact,
    update_person,
)
from ruta.people.duplicates.jobs import compare
from ruta.people.duplicates.tests.test_night import TWIN, register
from ruta.people.merging.actions import Chosen, merge_persons, part_persons
from ruta.people.merging.registry import known
from ruta.people.merging.selectors import merge_page, preview, rows_since
from ruta.people.models import Access, Consent, Contact, DuplicatePair, Identifier, MergedRow, Person, PersonKey
from ruta.people.selectors import person_for, survivor_of
from ruta.people.tests.conftest import SIGNED, actor_of, as_

pytestmark = pytest.mark.django_db
OTHER = TWIN | {"identifiers": (IdentifierDraft("passport", "E123456"),), "place": "Barrio Abajo", "sex": "unknown"}


@pytest.fixture
def dunia(db):
    return actor_of("SETRASS-DGE")


@pytest.fixture
def coordination(dunia):
    return actor_of("SETRASS-DGE", Role.OFFICE_COORDINATOR)


@pytest.fixture
def two(dunia):
    return register(dunia), register(dunia, **OTHER)


def merge(actor, two, **fields):
    return merge_persons(actor=actor, survivor_id=two[0], absorbed_id=two[1], chosen=Chosen(fields=fields))


def everything(actor, person_ids):
    """Whose each row is, by table and column, and what both persons say."""
    from ruta.people.merging.registry import moving

    found = {}
    with as_(actor), connection.cursor() as cursor:
        for each in moving():
            cursor.execute(f"SELECT id, {each.column} FROM {each.table} WHERE {each.column} = ANY (%s) ORDER BY id", [list(person_ids)])
            found[each.table, each.column] = dict(cursor.fetchall())
        for person in Person.objects.filter(pk__in=person_ids).order_by("pk"):
            found[person.pk] = {
                name: getattr(person, name) for name in ("given_names", "surnames", "sort_name", "place", "sex", "languages")
            }
        found["contacts"] = list(Contact.objects.order_by("pk").values_list("pk", "is_main", "safety"))
    return found


def test_every_key_to_a_person_is_known_so_that_a_new_table_cannot_be_forgotten():
    by_model = {
        (model._meta.db_table, field.column)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.related_model is Person
    }
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.conrelid::regclass::text, a.attname FROM pg_constraint c CROSS JOIN LATERAL unnest(c.conkey, c.confkey) AS k(here, there) "
            "JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.here JOIN pg_attribute b ON b.attrelid = c.confrelid AND b.attnum = k.there "
            "WHERE c.contype = 'f' AND c.confrelid = 'people_person'::regclass AND b.attname = 'id'"
        )
        by_key = set(cursor.fetchall())
        cursor.execute(
            "SELECT c.relname, a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p') "
            "AND c.relnamespace = 'public'::regnamespace WHERE a.attname = 'person_id' AND a.attnum > 0 AND NOT a.attisdropped"
        )
        by_name = set(cursor.fetchall())
    assert set(known()) == by_model | by_key | by_name


def test_all_of_the_absorbed_record_hangs_on_the_survivor(dunia, two):
    before = everything(dunia, two)
    made = merge(dunia, two, given_names="survivor")
    after = everything(dunia, two)
    for key, rows in before.items():
        if isinstance(key, tuple) and not key[0].startswith(("people_duplicate", "people_contact")):
            assert after[key] == dict.fromkeys(rows, two[0]), key
    with as_(dunia):
        survivor = Person.objects.get(pk=two[0])
        assert (survivor.place, survivor.given_names) == ("Barrio Abajo", "Yeimi Lorena")
        assert Person.objects.get(pk=two[1]).merged_into_id == two[0]
        assert MergedRow.objects.filter(merge=made, came_from_id=two[1]).count() == sum(
            sum(owner == two[1] for owner in rows.values()) for key, rows in before.items() if isinstance(key, tuple)
        )
        assert AuditEvent.objects.filter(table_name="people_identifier", verb="update", person_id=two[0]).exists()
        assert MergedRow.objects.get(merge=made, table_name="people_contact", is_kept=True).came_from_id == two[1]
        assert Contact.objects.get(person=two[0]).is_main, "the telephone that both have is read once"


def test_a_telephone_of_both_is_read_once_and_what_is_said_of_it_since_holds_for_both(dunia, coordination, two):
    with as_(dunia):
        mine, theirs = Contact.objects.filter(person__in=two).order_by("pk")
        Contact.objects.filter(pk=theirs.pk).update(note="de 8 a 12")
    other = save_contact(actor=dunia, person_id=two[1], contact=ContactDraft("3312-9900"))
    before = everything(dunia, two)
    made = merge(dunia, two)
    with as_(dunia):
        told = list(Contact.objects.filter(person=two[0]).order_by("pk").values_list("pk", "is_main", "note"))
        assert told == [(mine.pk, True, "de 8 a 12"), (other, False, "")]
    mark_contact_unsafe(actor=dunia, contact_id=mine.pk, reason="Lo contesta quien la amenaza")
    part_persons(actor=coordination, merge_id=made.pk, reason="eran hermanas")
    with as_(dunia):
        assert dict(Contact.objects.values_list("pk", "person")) == {mine.pk: two[0], theirs.pk: two[1], other: two[1]}
        assert {pk: safety for pk, _main, safety in before["contacts"]} == dict.fromkeys((mine.pk, theirs.pk, other), "safe")
        assert set(Contact.objects.filter(safety="unsafe").values_list("pk", flat=True)) == {mine.pk, theirs.pk}


def test_the_old_address_leads_to_whoever_stayed(dunia, two):
    from ruta.base.errors import Moved

    merge(dunia, two)
    with as_(dunia):
        assert survivor_of(two[1]) == two[0]
        assert survivor_of(two[0]) is None
        with pytest.raises(Moved) as told:
            person_for(two[1])
    assert told.value.facts["new"] == two[0]


def test_a_reader_of_the_old_record_is_led_on_and_a_stranger_is_not(dunia, two):
    infop = actor_of("INFOP")
    with as_(infop):
        assert survivor_of(two[1]) is None
    give_consent(actor=dunia, person_id=two[1], grants=(Grant(infop.institution_id, "shared_case"),), manner=SIGNED)
    merge(dunia, two)
    with as_(infop):
        assert survivor_of(two[1]) == two[0]
    with as_(actor_of("SENPRENDE")):
        assert survivor_of(two[1]) is None
        with pytest.raises(NotFound):
            person_for(two[1])


def test_nothing_new_is_hung_on_a_record_that_was_merged(dunia, two):
    from django.db import IntegrityError, transaction

    merge(dunia, two)
    with pytest.raises(NotFound):
        save_contact(actor=dunia, person_id=two[1], contact=ContactDraft("3312-9900"))
    with as_(dunia), pytest.raises(IntegrityError), transaction.atomic():
        Contact.objects.create(owner_institution_id=dunia.institution_id, person_id=two[1], kind="phone", value="x")


def test_whoever_was_merged_is_found_no_more_and_the_survivor_by_both(dunia, two, as_superuser):
    from ruta.people.actions import search_persons
    from ruta.people.linkage import Document, Record

    merge(dunia, two)
    found = search_persons(actor=dunia, sought=Record(documents=(Document("passport", "E123456"),)))
    assert [match.person.pk for match in found.matches] == [two[0]]
    assert PersonKey._meta.db_table == "people_personkey"


def test_the_persons_later_no_ends_an_earlier_yes(dunia, two):
    infop = actor_of("INFOP").institution_id
    give_consent(actor=dunia, person_id=two[0], grants=(Grant(infop, "shared_case"),), manner=SIGNED)
    refuse_consent(actor=dunia, person_id=two[1], grantee_id=infop, purpose="shared_case")
    with as_(dunia):
        told = preview(dunia, *Person.objects.filter(pk__in=two).order_by("pk"))
    assert [consent.grantee_id for consent in told.ended] == [infop]
    made = merge(dunia, two)
    with as_(dunia):
        assert Consent.objects.get(pk=made.ended_consents[0]).withdrawn_reason == "merged"
        assert not Access.objects.filter(revoked_at=None).exists()


def test_the_more_careful_word_about_a_number_holds(dunia, coordination, two):
    with as_(dunia):
        Contact.objects.filter(person=two[1]).update(safety="unsafe")
    before = everything(dunia, two)
    made = merge(dunia, two)
    with as_(dunia):
        assert {each.safety for each in Contact.objects.filter(person=two[0])} == {"unsafe"}
    part_persons(actor=coordination, merge_id=made.pk, reason="eran hermanas")
    assert everything(dunia, two)["contacts"] == before["contacts"]


def test_undoing_gives_each_side_what_it_had(dunia, coordination, two):
    before = everything(dunia, two)
    made = merge(dunia, two, given_names="absorbed")
    part_persons(actor=coordination, merge_id=made.pk, reason="eran hermanas")
    assert everything(dunia, two) == before
    with as_(dunia):
        assert survivor_of(two[1]) is None
    with pytest.raises(NotOpen):
        part_persons(actor=coordination, merge_id=made.pk, reason="otra vez")


def test_what_came_since_stays_or_goes_as_chosen_and_what_was_edited_stays(dunia, coordination, two):
    made = merge(dunia, two, given_names="absorbed")
    one = add_identifier(actor=dunia, person_id=two[0], identifier=IdentifierDraft("consular", "HN-778812"))
    other = save_contact(actor=dunia, person_id=two[0], contact=ContactDraft("3312-9900"))
    with as_(dunia):
        version = Person.objects.get(pk=two[0]).version
    update_person(actor=dunia, person_id=two[0], version=version, changes={"given_names": "Yeimy Lorena"})
    with as_(dunia):
        page = merge_page(made.pk)
        assert {(line.key, line.row_id) for line in page.later} == {
            ("people_identifier.person_id", one),
            ("people_contact.person_id", other),
        }
        assert (page.kept, page.back) == (["given_names"], ["place"])
    part_persons(actor=coordination, merge_id=made.pk, reason="eran hermanas", later={"people_contact.person_id": [other]})
    with as_(dunia):
        assert Identifier.objects.get(pk=one).person_id == two[0]
        assert Contact.objects.get(pk=other).person_id == two[1]
        survivor = Person.objects.get(pk=two[0])
        assert (survivor.given_names, survivor.place) == ("Yeimy Lorena", "")
        assert MergedRow.objects.get(is_assigned=True).row_id == other


def test_a_permission_given_since_takes_its_grants_along(dunia, coordination, two):
    infop = actor_of("INFOP").institution_id
    made = merge(dunia, two)
    (given,) = give_consent(actor=dunia, person_id=two[0], grants=(Grant(infop, "shared_case"),), manner=SIGNED)
    part_persons(actor=coordination, merge_id=made.pk, reason="eran hermanas", later={"people_consent.person_id": [given]})
    with as_(dunia):
        assert set(Access.objects.values_list("person", flat=True)) == {two[1]}


def test_two_merges_of_one_survivor_part_in_any_order(dunia, coordination, two):
    third = register(dunia, **(OTHER | {"identifiers": (IdentifierDraft("passport", "E777777"),), "given_names": "Yeimi L."}))
    before = everything(dunia, (*two, third))
    first = merge(dunia, two)
    second = merge_persons(actor=dunia, survivor_id=two[0], absorbed_id=third, chosen=Chosen())
    with as_(dunia):
        from ruta.people.merging.registry import moving

        assert not [each for each in moving() if rows_since(first, each)]
    part_persons(actor=coordination, merge_id=first.pk, reason="eran hermanas")
    part_persons(actor=coordination, merge_id=second.pk, reason="eran hermanas")
    after = everything(dunia, (*two, third))
    assert {key: after[key] for key in after if isinstance(key, tuple)} == {key: before[key] for key in before if isinstance(key, tuple)}


def test_parted_persons_are_not_put_together_again_by_night(dunia, coordination, two):
    compare(dunia.institution_id)
    made = merge(dunia, two)
    part_persons(actor=coordination, merge_id=made.pk, reason="eran hermanas")
    compare(dunia.institution_id, is_whole=True)
    with as_(dunia):
        assert DuplicatePair.objects.get().decision == "different"


def test_persons_of_two_institutions_are_never_merged(dunia, two):
    theirs = register(actor_of("INFOP"), identifiers=())
    with pytest.raises(NotFound):
        merge(dunia, (two[0], theirs))
    with pytest.raises(NotFound):
        merge(dunia, (two[0], two[0]))


def test_who_may_merge_and_who_may_part(dunia, two):
    with pytest.raises(Refused):
        merge(actor_of("SETRASS-DGE", Role.RECEPTIONIST), two)
    made = merge(actor_of("SETRASS-DGE", Role.DATA_STEWARD), two)
    with pytest.raises(Refused):
        part_persons(actor=dunia, merge_id=made.pk, reason="eran hermanas")
    with pytest.raises(Invalid):
        part_persons(actor=actor_of("SETRASS-DGE", Role.DATA_STEWARD), merge_id=made.pk, reason=" ")
    with pytest.raises(NotFound):
        part_persons(actor=actor_of("INFOP", Role.DATA_STEWARD), merge_id=made.pk, reason="eran hermanas")
