"""Is an agreement written by its parties alone, published whole, never changed afterwards, and read as far as it says?"""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from django.db import DatabaseError, IntegrityError, connection, transaction

from ruta.base import clock
from ruta.base.clock import HONDURAS
from ruta.base.context import Actor, acting_as, system
from ruta.base.errors import Conflict, Invalid, NotFound, NotOpen, Refused, TooLarge
from ruta.base.models import Event
from ruta.base.papers import MOST_BYTES
from ruta.directory import rules
from ruta.directory.actions import save_focal_point
from ruta.directory.actions.agreements import (
    AgreementTerms,
    ClauseTerms,
    ContactTerms,
    GrantTerms,
    OpinionTerms,
    PaperTerms,
    PartyTerms,
    ResultTerms,
    UnitTerms,
    add_clause,
    add_contact,
    add_grant,
    add_opinion,
    add_paper,
    add_party,
    add_result,
    add_unit,
    content_of_paper,
    expire_agreements,
    move_agreement,
    open_revision,
    publish_revision,
    remove_clause,
    remove_party,
    renew_agreement,
    save_agreement,
    show_agreement,
    undo_revision,
    verify_contact,
)
from ruta.directory.models import Agreement, AgreementClause, AgreementPaper, AgreementParty, DataGrant, FocalPoint, Institution, Office
from ruta.directory.selectors import (
    agreed_categories,
    agreements,
    ending_agreements,
    found_agreements,
    protocol_units,
    public_agreements,
    scopes,
    standings,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)
TERMS = AgreementTerms(
    title="Convenio de ejemplo", summary="Para que la formación siga al retorno.", signed_on=date(2026, 1, 10), valid_from=date(2026, 1, 15),
    valid_until=TODAY + timedelta(days=400), lawful_basis="consent", basis_note="Permiso de cada persona",
)  # fmt: skip
PDF = b"%PDF-1.7\n% una prueba\n"
LEARN = ("identity", "contact", "education_work")


def one(code):
    return Institution.objects.get(code=code)


def staff(code="SETRASS-DGE", role="office_coordinator"):
    return Actor(kind="staff", institution_id=one(code).pk, user_id=1, membership_id=1, office_id=1, role=role)


@pytest.fixture(autouse=True)
def _day(monkeypatch, db):
    """A day of ours; what a test reads beside the actions it reads as coordination."""
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    with acting_as(staff("SETRASS-DGE", "central_coordination")):
        yield


@pytest.fixture
def draft():
    dge, infop = staff(), one("INFOP")
    row = save_agreement(actor=dge, terms=TERMS)
    add_party(actor=dge, agreement_id=row.pk, terms=PartyTerms(institution_id=infop.pk, part="serves"))
    grant = GrantTerms(giver_id=dge.institution_id, reader_id=infop.pk, purpose="referral", categories=LEARN)
    add_grant(actor=dge, agreement_id=row.pk, terms=grant)
    add_clause(actor=dge, agreement_id=row.pk, terms=ClauseTerms(kind="purpose", title="Objeto", text="Formar."))
    return row


@pytest.fixture
def live(draft):
    return publish_revision(actor=staff(), agreement_id=draft.pk)


def read_as(actor):
    with acting_as(actor), transaction.atomic():
        return list(agreements().order_by("pk").values_list("pk", flat=True))


def test_a_revision_is_published_whole_and_says_who_reads_what(draft):
    with acting_as(staff("INFOP")):
        assert scopes() == []
    row = publish_revision(actor=staff("INFOP"), agreement_id=draft.pk)
    assert (row.state, row.revision, row.purposes) == ("in_force", 1, ["referral"])
    assert row.categories == sorted(LEARN)
    assert Event.objects.filter(name="AgreementPublished", payload={"agreement_id": row.pk, "revision": 1}).count() == 1
    dge, infop = one("SETRASS-DGE").pk, one("INFOP").pk
    with acting_as(staff("INFOP")):
        assert [each.name for each in scopes(reader_id=infop)] == [f"C-{row.pk:04d}:referral"]
        assert agreed_categories(giver_id=dge, reader_id=infop, purpose="referral") == frozenset(LEARN)
        assert agreed_categories(giver_id=infop, reader_id=dge, purpose="referral") == frozenset()
    move_agreement(actor=staff(), agreement_id=row.pk, state="suspended", note="Cambio de autoridades.")
    with acting_as(staff("INFOP")):
        assert not agreed_categories(giver_id=dge, reader_id=infop, purpose="referral")


def test_an_unfinished_agreement_is_not_published():
    row = save_agreement(actor=staff(), terms=replace(TERMS, summary="", lawful_basis=""))
    with pytest.raises(Invalid) as caught:
        publish_revision(actor=staff(), agreement_id=row.pk)
    assert all(word in str(caught.value.message) for word in ("base legal", "dos partes", "una cláusula"))
    assert Agreement.objects.get(pk=row.pk).state == "draft"


@pytest.mark.parametrize(
    ("field", "changed"),
    [("title", {"title": " "}), ("valid_until", {"valid_until": date(2020, 1, 1)}), ("lawful_basis", {"lawful_basis": "x"}),
     ("instrument", {"instrument_id": 999_999}), ("ref", {"ref": "x" * 81})],
)  # fmt: skip
def test_what_makes_no_sense_is_told_at_its_field(field, changed):
    with pytest.raises(Invalid) as caught:
        save_agreement(actor=staff(), terms=replace(TERMS, **changed))
    assert field in caught.value.fields


def test_only_what_the_matrix_of_permissions_lets_travel_can_be_agreed(draft):
    dge, infop = one("SETRASS-DGE").pk, one("INFOP").pk
    for field, terms in {
        "categories": GrantTerms(giver_id=dge, reader_id=infop, purpose="shared_case", categories=["health"]),
        "purpose": GrantTerms(giver_id=dge, reader_id=infop, purpose="curiosity", categories=["identity"]),
        "reader": GrantTerms(giver_id=dge, reader_id=dge, purpose="referral", categories=["identity"]),
        "giver": GrantTerms(giver_id=one("INM").pk, reader_id=infop, purpose="referral", categories=["identity"]),
    }.items():
        with pytest.raises(Invalid) as caught:
            add_grant(actor=staff(), agreement_id=draft.pk, terms=terms)
        assert field in caught.value.fields
    again = GrantTerms(giver_id=dge, reader_id=infop, purpose="referral", categories=["identity"])
    with pytest.raises(Invalid):
        add_grant(actor=staff(), agreement_id=draft.pk, terms=again)


def test_the_database_itself_keeps_grants_between_two_parties(draft):
    revision = draft.revisions.get()
    dge, infop, inm = (one(code).pk for code in ("SETRASS-DGE", "INFOP", "INM"))
    for giver, reader, codes in ((dge, dge, ["identity"]), (inm, infop, ["identity"]), (infop, dge, [])):
        with pytest.raises(IntegrityError), acting_as(staff()), transaction.atomic():
            DataGrant.objects.create(
                owner_institution_id=dge, revision=revision, giver_id=giver, reader_id=reader, purpose="x", categories=codes
            )
            connection.check_constraints()


def test_a_published_revision_never_changes_not_even_by_sql(live):
    revision = live.revisions.get()
    statements = (
        "UPDATE directory_agreementrevision SET title = 'x'", "DELETE FROM directory_agreementclause", "UPDATE directory_datagrant SET purpose = 'x'",
        f"INSERT INTO directory_agreementunit (owner_institution_id, revision_id, office_id) SELECT {live.owner_institution_id}, {revision.pk}, min(id) FROM directory_office",
        "DELETE FROM directory_agreementparty", "UPDATE directory_agreement SET state = 'draft'",
    )  # fmt: skip
    for statement in statements:
        with pytest.raises(DatabaseError, match=r"never changes|does not go from"), acting_as(staff()), transaction.atomic():
            connection.cursor().execute(statement)
    with pytest.raises(NotOpen):
        add_clause(actor=staff(), agreement_id=live.pk, terms=ClauseTerms(kind="duty", title="Otra", text="Más."))
    with pytest.raises(NotOpen):
        save_agreement(actor=staff(), terms=TERMS, agreement_id=live.pk)


def test_another_revision_takes_the_place_of_the_one_before(live):
    with pytest.raises(Invalid):
        open_revision(actor=staff(), agreement_id=live.pk, why=" ")
    open_revision(actor=staff(), agreement_id=live.pk, why="Entra SENPRENDE.")
    with pytest.raises(NotOpen):
        open_revision(actor=staff(), agreement_id=live.pk, why="Otra vez.")
    third = one("SENPRENDE")
    add_party(actor=staff(), agreement_id=live.pk, terms=PartyTerms(institution_id=third.pk, part="supports"))
    assert live.pk in read_as(staff("SENPRENDE"))
    assert Agreement.objects.get(pk=live.pk).signers == sorted([one("SETRASS-DGE").pk, one("INFOP").pk])
    undo_revision(actor=staff(), agreement_id=live.pk)
    assert live.pk not in read_as(staff("SENPRENDE"))
    open_revision(actor=staff(), agreement_id=live.pk, why="Entra SENPRENDE.")
    add_party(actor=staff(), agreement_id=live.pk, terms=PartyTerms(institution_id=third.pk, part="supports"))
    row = publish_revision(actor=staff(), agreement_id=live.pk)
    assert row.revision == 2
    assert third.pk in row.signers
    assert live.revisions.get(number=1).parties.count() == 2


def test_clauses_are_numbered_without_a_gap(draft):
    for title in ("Dos", "Tres"):
        add_clause(actor=staff(), agreement_id=draft.pk, terms=ClauseTerms(kind="duty", title=title, text="x"))
    remove_clause(actor=staff(), agreement_id=draft.pk, row_id=AgreementClause.objects.get(title="Dos").pk)
    assert list(AgreementClause.objects.order_by("number").values_list("number", "title")) == [(1, "Objeto"), (2, "Tres")]


def test_a_party_that_leaves_takes_its_data_along_and_the_keeper_stays(draft):
    parties = {row.institution.code: row.pk for row in AgreementParty.objects.select_related("institution")}
    with pytest.raises(Invalid):
        remove_party(actor=staff(), agreement_id=draft.pk, row_id=parties["SETRASS-DGE"])
    remove_party(actor=staff(), agreement_id=draft.pk, row_id=parties["INFOP"])
    assert not DataGrant.objects.exists()
    assert draft.pk not in read_as(staff("INFOP"))


def test_states_follow_the_table_and_stopping_says_why(live):
    with pytest.raises(Invalid):
        move_agreement(actor=staff(), agreement_id=live.pk, state="suspended")
    move_agreement(actor=staff(), agreement_id=live.pk, state="suspended", note="Sin enlace.")
    move_agreement(actor=staff(), agreement_id=live.pk, state="in_force")
    assert move_agreement(actor=staff(), agreement_id=live.pk, state="ended", note="Cumplido.").ended_on == TODAY
    for state in ("in_force", "suspended", "dropped", "expired", "x"):
        with pytest.raises(NotOpen):
            move_agreement(actor=staff(), agreement_id=live.pk, state=state, note="x")


def test_the_tables_of_states_agree():
    from importlib import import_module

    kept = import_module("ruta.directory.migrations.0006_agreements_guarded").NEXT
    assert {state: after for state, after in rules.NEXT.items() if after} == kept
    assert all(rules.may_follow(state, wanted) for state, wanted_ones in rules.BY_HAND.items() for wanted in wanted_ones)


def test_who_is_no_party_reads_and_writes_nothing(live):
    stranger = staff("INM")
    assert read_as(stranger) == []
    for change in (
        lambda: save_agreement(actor=stranger, terms=TERMS, agreement_id=live.pk),
        lambda: move_agreement(actor=stranger, agreement_id=live.pk, state="ended", note="x"),
        lambda: add_result(actor=stranger, agreement_id=live.pk, terms=ResultTerms(on=TODAY, title="x")),
    ):
        with pytest.raises(NotFound):
            change()
    tables = ("agreement", "agreementrevision", "agreementparty", "datagrant", "agreementclause", "agreementstep")
    with acting_as(stranger), transaction.atomic(), connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT count(*) FROM directory_{table}")
            assert cursor.fetchone() == (0,), table
        cursor.execute("UPDATE directory_agreement SET title = 'x'")
        assert cursor.rowcount == 0
    with pytest.raises(DatabaseError), acting_as(stranger), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            'INSERT INTO directory_agreementresult (owner_institution_id, agreement_id, institution_id, "on", title, noted_at) '
            "VALUES (%s, %s, %s, now(), 'x', now())",
            [live.owner_institution_id, live.pk, stranger.institution_id],
        )


def test_coordination_reads_all_and_a_counsellor_of_a_party_only_reads(live):
    assert read_as(staff("SETRASS-DGE", "central_coordination")) == [live.pk]
    assert read_as(staff("INM", "administrator")) == [live.pk]
    counsellor = staff("INFOP", "counsellor")
    assert read_as(counsellor) == [live.pk]
    with pytest.raises(Refused):
        move_agreement(actor=counsellor, agreement_id=live.pk, state="ended", note="x")
    with pytest.raises(Refused):
        save_agreement(actor=counsellor, terms=TERMS)


def test_everybody_reads_the_summary_of_what_was_made_public(live):
    public = Actor(kind="person")
    assert read_as(public) == []
    show_agreement(actor=staff(), agreement_id=live.pk, is_public=True)
    with acting_as(public), transaction.atomic():
        assert list(public_agreements()) == [live]
        assert not AgreementClause.objects.exists()
        assert not DataGrant.objects.exists()
    move_agreement(actor=staff(), agreement_id=live.pk, state="suspended", note="x")
    assert read_as(public) == []


def test_parties_read_each_others_focal_points_and_name_their_own(live):
    infop, dge = staff("INFOP", "partner_officer"), staff()
    theirs = save_focal_point(actor=infop, institution_id=infop.institution_id, name="Persona de INFOP", phone="2222-0000")
    with acting_as(dge), transaction.atomic():
        assert not FocalPoint.objects.filter(pk=theirs.pk).exists()
    with pytest.raises(Invalid):
        add_contact(actor=dge, agreement_id=live.pk, terms=ContactTerms(focal_point_id=theirs.pk))
    made = add_contact(actor=infop, agreement_id=live.pk, terms=ContactTerms(focal_point_id=theirs.pk))
    with acting_as(dge), transaction.atomic():
        assert FocalPoint.objects.get(pk=theirs.pk).name == "Persona de INFOP"
    with acting_as(staff("INM")), transaction.atomic():
        assert not FocalPoint.objects.filter(pk=theirs.pk).exists()
    with pytest.raises(Refused):
        verify_contact(actor=dge, agreement_id=live.pk, row_id=made.pk)
    assert verify_contact(actor=infop, agreement_id=live.pk, row_id=made.pk).verified_on == TODAY


def test_results_and_opinions_wait_until_it_rules(draft):
    for add, terms in ((add_result, ResultTerms(on=TODAY, title="x")), (add_opinion, OpinionTerms(side="party", rating=4))):
        with pytest.raises(Invalid):
            add(actor=staff(), agreement_id=draft.pk, terms=terms)
    publish_revision(actor=staff(), agreement_id=draft.pk)
    add_result(
        actor=staff("INFOP"), agreement_id=draft.pk, terms=ResultTerms(on=TODAY, title="Personas formadas", amount=12, unit="personas")
    )
    add_opinion(actor=staff("INFOP"), agreement_id=draft.pk, terms=OpinionTerms(side="person", rating=5, text="Sirvió."))
    for wrong in (ResultTerms(on=TODAY + timedelta(days=1), title="x"), ResultTerms(on=TODAY, title="x", evidence="javascript:1")):
        with pytest.raises(Invalid):
            add_result(actor=staff(), agreement_id=draft.pk, terms=wrong)
    with pytest.raises(Invalid):
        add_opinion(actor=staff(), agreement_id=draft.pk, terms=OpinionTerms(side="party", rating=6))
    with acting_as(staff()), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE directory_agreementopinion SET rating = 1")
        assert cursor.rowcount == 0


def test_the_last_day_ends_it_and_a_renewal_follows(draft, monkeypatch):
    until = TODAY + timedelta(days=20)
    save_agreement(actor=staff(), terms=replace(TERMS, valid_until=until), agreement_id=draft.pk)
    publish_revision(actor=staff(), agreement_id=draft.pk)
    with acting_as(staff()), transaction.atomic():
        assert list(ending_agreements(staff(), TODAY)) == [draft]
        assert not ending_agreements(staff(role="counsellor"), TODAY)
    made = renew_agreement(actor=staff(), agreement_id=draft.pk)
    assert (made.valid_from, made.state) == (until + timedelta(days=1), "draft")
    with acting_as(staff()), transaction.atomic():
        assert not ending_agreements(staff(), TODAY)
    with pytest.raises(NotOpen):
        renew_agreement(actor=staff(), agreement_id=draft.pk)
    terms = replace(TERMS, title="Segundo", valid_from=made.valid_from)
    save_agreement(actor=staff(), terms=terms, agreement_id=made.pk)
    publish_revision(actor=staff(), agreement_id=made.pk)
    machine = system(one("SETRASS-DGE").pk, "directory")
    assert expire_agreements(actor=machine) == 0
    assert Agreement.objects.get(pk=draft.pk).state == "in_force", "no day between the two is without agreement"
    assert {each.agreement_id for each in standings(until)} == {draft.pk}
    monkeypatch.setattr(clock, "today", lambda: made.valid_from)
    assert expire_agreements(actor=machine) == 1
    assert Agreement.objects.get(pk=draft.pk).state == "renewed"
    assert {each.agreement_id for each in standings(made.valid_from)} == {made.pk}


def test_a_renewal_that_has_begun_takes_the_place_at_once(draft):
    publish_revision(actor=staff(), agreement_id=draft.pk)
    made = renew_agreement(actor=staff(), agreement_id=draft.pk)
    save_agreement(actor=staff(), terms=TERMS, agreement_id=made.pk)
    publish_revision(actor=staff(), agreement_id=made.pk)
    assert Agreement.objects.get(pk=draft.pk).state == "renewed"


def test_what_nobody_renewed_expires_by_itself(draft, monkeypatch):
    save_agreement(actor=staff(), terms=replace(TERMS, valid_until=TODAY), agreement_id=draft.pk)
    publish_revision(actor=staff(), agreement_id=draft.pk)
    machine = system(one("SETRASS-DGE").pk, "directory")
    assert expire_agreements(actor=machine) == 0
    monkeypatch.setattr(clock, "today", lambda: TODAY + timedelta(days=1))
    assert expire_agreements(actor=machine) == 1
    assert Agreement.objects.get(pk=draft.pk).state == "expired"
    assert expire_agreements(actor=machine) == 0


def test_who_wrote_meanwhile_is_not_overwritten(draft):
    version = Agreement.objects.get(pk=draft.pk).version
    save_agreement(actor=staff("INFOP"), terms=TERMS, agreement_id=draft.pk, version=version)
    with pytest.raises(Conflict):
        save_agreement(actor=staff(), terms=TERMS, agreement_id=draft.pk, version=version)
    with pytest.raises(Conflict):
        publish_revision(actor=staff(), agreement_id=draft.pk, version=version)


def test_coordination_is_counted_whoever_asks_and_tells_no_word(draft):
    unit = Office.objects.filter(kind="umar").first()
    save_agreement(actor=staff(), terms=replace(TERMS, kind="protocol"), agreement_id=draft.pk)
    add_unit(actor=staff(), agreement_id=draft.pk, terms=UnitTerms(office_id=unit.pk))
    with pytest.raises(Invalid):
        add_unit(actor=staff(), agreement_id=draft.pk, terms=UnitTerms(office_id=Office.objects.filter(kind="si_empleo").first().pk))
    with acting_as(staff("INM")), transaction.atomic():
        assert standings(TODAY) == []
    publish_revision(actor=staff(), agreement_id=draft.pk)
    with acting_as(staff("INM")), transaction.atomic():
        found = {each.institution_id: each for each in standings(TODAY)}
        assert set(found) == {one("SETRASS-DGE").pk, one("INFOP").pk}
        assert found[one("INFOP").pk].categories == tuple(sorted(LEARN))
        assert protocol_units(TODAY) == {unit.pk: TERMS.valid_from}
        assert protocol_units(TERMS.valid_from - timedelta(days=1)) == {}


def test_a_past_day_is_told_as_it_was_whatever_was_suspended_since(live):
    def parties(day):
        with acting_as(staff("INM")), transaction.atomic():
            return len(standings(day))

    def on(day, state, note=""):
        with time_machine.travel(datetime.combine(day, time(12), HONDURAS), tick=False):
            move_agreement(actor=staff(), agreement_id=live.pk, state=state, note=note)

    before, stopped, resumed = (TERMS.valid_from + timedelta(days=n) for n in (5, 10, 20))
    on(stopped, "suspended", "Cambio de autoridades.")
    assert [parties(day) for day in (before, stopped - timedelta(days=1), stopped, TODAY)] == [2, 2, 0, 0]
    on(resumed, "in_force")
    assert [parties(day) for day in (before, stopped, resumed - timedelta(days=1), resumed, TODAY)] == [2, 0, 0, 2, 2]


def test_a_paper_is_kept_sealed_and_read_by_the_parties_alone(live):
    made = add_paper(actor=staff(), agreement_id=live.pk, terms=PaperTerms(title="Convenio firmado", content=PDF))
    assert (made.kind, made.size, content_of_paper(made)) == ("pdf", len(PDF), PDF)
    assert PDF not in bytes(made.sealed)
    for actor, count in ((staff("INFOP"), 1), (staff("INM"), 0), (Actor(kind="person"), 0)):
        with acting_as(actor), transaction.atomic():
            assert AgreementPaper.objects.filter(agreement=live.pk).count() == count
    for terms, field in (
        (PaperTerms(title="Virus", content=b"MZ" + PDF), "file"), (PaperTerms(title="Nada"), "file"),
        (PaperTerms(title="Dos", url="https://ejemplo.hn", content=PDF), "url"), (PaperTerms(title=" ", content=PDF), "title"),
    ):  # fmt: skip
        with pytest.raises(Invalid) as refused:
            add_paper(actor=staff(), agreement_id=live.pk, terms=terms)
        assert field in refused.value.fields
    with pytest.raises(TooLarge):
        add_paper(actor=staff(), agreement_id=live.pk, terms=PaperTerms(title="Gordo", content=PDF + b"x" * MOST_BYTES))


def test_an_agreement_is_found_by_words_number_and_party(live):
    with acting_as(staff()), transaction.atomic():
        for text in ("CONVENIO ejemplo", "infop", f"C-{live.pk:04d}", str(live.pk)):
            assert list(found_agreements(agreements(), text)) == [live], text
        assert not found_agreements(agreements(), "senprende")
