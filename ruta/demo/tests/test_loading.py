"""Does the population stand in the real tables as the generator told it, under row security, constraints and audit?"""

import csv
import json
from collections import Counter
from datetime import date, timedelta
from hashlib import sha256

import pytest
from django.db import connection, transaction

from ruta.accounts.models import User
from ruta.accounts.selectors import actor_in
from ruta.agenda.models import Appointment
from ruta.base.audit import verify
from ruta.base.clock import now, today
from ruta.base.context import acting_as, system
from ruta.base.errors import NotOpen
from ruta.base.models import AuditEvent
from ruta.cases.enums import CaseState, CaseVerb
from ruta.cases.instruments import assess
from ruta.cases.models import Assessment, Case, CaseStep, FollowUp, Need, PlanAction, ServiceDelivery
from ruta.cases.rules import fold as fold_case
from ruta.cases.selectors.assessing import case_instrument
from ruta.demo.actions import has_persons, make_accounts, make_population
from ruta.demo.cast import CAST, PASSWORD
from ruta.demo.visitor import somebody_to_try
from ruta.directory.models import Institution, Office
from ruta.facilities.models import Found
from ruta.people.actions.searching import find
from ruta.people.enums import PACKET_ONLY
from ruta.people.linkage import Document, Record
from ruta.people.models import Access, AccessRequest, Consent, DuplicatePair, Episode, Identifier, Person
from ruta.placements.models import Application, ApplicationStep, Breach, ContractCheck, SeekerProfile
from ruta.placements.rules import ProfileDraft, problems_of
from ruta.placements.rules.applications import fold as fold_application
from ruta.placements.rules.following import contacts_after
from ruta.quality.models import Opinion
from ruta.referrals.enums import ReferralState, ReferralVerb
from ruta.referrals.models import Referral, ReferralPacket, ReferralStep
from ruta.referrals.packet import Packet
from ruta.referrals.packet import verify as is_whole
from ruta.referrals.rules import fold as fold_referral
from ruta.referrals.rules import waits_on
from ruta.subjects.selectors import found_by
from ruta.taxonomy.selectors import consent_matrix
from ruta.training.models import Enrolment

PERSONS = 500
MACHINE = system(None, "demo")
TAUGHT = ("job_search_workshop", "activation_programme", "formalisation_programme")  # no template has them as a course
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker, tmp_path_factory):
    """A population of 300, kept for all tests of this file and rolled back at the end."""
    from django.conf import settings

    before, settings.VAR = settings.VAR, tmp_path_factory.mktemp("demo")
    with django_db_blocker.unblock(), transaction.atomic():
        make_accounts(actor=MACHINE)
        yield make_population(actor=MACHINE, persons=PERSONS, seed=4)
        transaction.set_rollback(True)
    settings.VAR = before


MOST_FORMALISED = 48


def rows_of(model, **wanted):
    """All rows of a table, asked of each institution for its own."""
    found = []
    for institution in Institution.objects.values_list("pk", flat=True):
        with acting_as(system(institution)):
            found += list(model.objects.filter(owner_institution_id=institution, **wanted).order_by("pk"))
    return found


def test_every_row_of_the_population_has_arrived(made):
    for table, model in (
        ("persons", Person), ("identifiers", Identifier), ("consents", Consent), ("cases", Case), ("case_steps", CaseStep),
        ("assessments", Assessment), ("referrals", Referral), ("deliveries", ServiceDelivery),
    ):  # fmt: skip
        # Two of three of those who passed a formalisation have their papers, besides; the first service of a case is a step of it.
        besides = MOST_FORMALISED if table in ("deliveries", "case_steps") else 0
        assert made.counts[table] <= len(rows_of(model)) <= made.counts[table] + besides, table
    # Whoever was given a place in a programme has its step in their plan, besides.
    written = rows_of(PlanAction, kind="course", service_type__in=TAUGHT)
    assert {"activation_programme", "formalisation_programme"} & {row.service_type for row in written}
    assert len(rows_of(PlanAction)) == made.counts["actions"] + len(written)
    # A promise that was broken opens a need, and whoever got a job is asked how it goes, besides.
    assert made.counts["needs"] < len(rows_of(Need)) <= made.counts["needs"] + len(rows_of(Breach))
    jobs = [row for row in rows_of(Application) if row.state == "hired"]
    besides = sum(len(contacts_after(row.started_on, is_abroad=row.needs_check)) for row in jobs)
    assert made.counts["follow_ups"] < len(rows_of(FollowUp)) <= made.counts["follow_ups"] + besides


def test_each_line_of_a_look_has_its_picture_and_programmes_their_results(made):
    assert Found.objects.exists() and not Found.objects.filter(photo=None).exists()
    ended = {row.state for row in rows_of(Enrolment, edition__state="finished", person__isnull=False)}
    assert {"passed", "failed", "dropped"} & ended >= {"passed"} and len(ended) > 1
    assert rows_of(ServiceDelivery, service_type="senprende_formalisation", delivered_on__gte=today() - timedelta(days=100))


def test_another_institution_sees_only_its_own(made):
    counts = Counter(person.owner_institution_id for person in rows_of(Person))
    (largest, most), *_ = counts.most_common()
    stranger = next(institution for institution in Institution.objects.values_list("pk", flat=True) if institution not in counts)
    with acting_as(system(largest)):
        assert Person.objects.filter(owner_institution_id=largest).count() == most
    with acting_as(system(stranger)):
        assert Case.objects.filter(owner_institution_id=largest).count() == 0
        assert set(Person.objects.values_list("pk", flat=True)) <= set(
            Access.objects.filter(institution_id=stranger).values_list("person_id", flat=True)
        )


def test_every_state_of_a_case_occurs_and_follows_from_its_steps(made):
    verbs = {}
    for step in rows_of(CaseStep):
        verbs.setdefault(step.case_id, []).append(CaseVerb(step.verb))
    cases = rows_of(Case)
    assert {case.state for case in cases} == set(CaseState)
    assert all(fold_case(verbs[case.pk]) == case.state for case in cases)


def test_every_referral_waits_for_whom_the_rules_say(made):
    referrals = rows_of(Referral)
    for referral in referrals:
        wait = waits_on(ReferralState(referral.state))
        assert referral.waits_on == (str(wait.side) if wait else "nobody")
        assert (referral.due_at is None) == (wait is None)
        assert (referral.closed_at is None) == (wait is not None)
    assert {referral.state for referral in referrals} >= {"draft", "sent", "received", "attended", "closed", "withdrawn"}


def test_steps_of_both_sides_tell_the_state(made):
    for referral in rows_of(Referral):
        with acting_as(system(referral.owner_institution_id)):
            steps = list(ReferralStep.objects.filter(referral=referral).order_by("pk"))
        assert fold_referral(ReferralVerb(step.verb) for step in steps) == referral.state
        assert all(step.actor_institution_id == referral.receiver_id for step in steps if step.side == "receiver")


def test_packets_are_whole_and_their_hash_stands_in_the_referral(made):
    packets = rows_of(ReferralPacket)
    assert len(packets) == len(rows_of(Referral, sent_at__isnull=False))
    for packet in packets:
        with acting_as(system(packet.owner_institution_id)):
            referral = packet.referral
        assert is_whole(Packet(packet.content, packet.sha256))
        assert packet.sha256 == referral.packet_hash
        assert set(json.loads(packet.content)["data"]) <= set(packet.categories)


def test_numbers_are_unique_and_the_counters_stand_behind_them(made):
    numbers = [case.number for case in rows_of(Case)]
    assert len(set(numbers)) == len(numbers)
    with connection.cursor() as cursor:
        cursor.execute("SELECT scope, last FROM cases_casecounter")
        counters = dict(cursor.fetchall())
    for number in numbers:
        scope, _, order = number.rpartition("-")
        assert int(order) <= counters[scope]


def test_a_person_is_found_by_document_and_by_name(made):
    membership = User.objects.get(email="orientacion.sps@demo.ruta.hn").memberships.get()
    actor = actor_in(membership)
    with acting_as(actor):
        paper = Identifier.objects.filter(owner_institution_id=actor.institution_id, kind="dni").select_related("person").first()
        person = paper.person
        by_paper = find(Record(documents=(Document("dni", paper.normalized),)), actor)
        by_name = find(Record(name=f"{person.surnames} {person.given_names}", birth_date=person.birth_date), actor)
    assert person.pk in {match.person.pk for match in by_paper.matches}
    assert person.pk in {match.person.pk for match in by_name.matches}


def test_the_audit_tells_of_every_table_and_is_sealed(made):
    with acting_as(system(rows_of(Person)[0].owner_institution_id)):
        tables = set(AuditEvent.objects.values_list("table_name", flat=True))
    assert {"people_person", "cases_case", "referrals_referral", "people_consent", "cases_assessment"} <= tables
    assert verify().is_clean


def test_scores_are_those_of_the_engine(made):
    for row in rows_of(Assessment)[::17]:
        result = assess(case_instrument(row.instrument, row.instrument_version), row.answers, {"age": 30})
        assert row.segment == result.segment.code
        assert {code: score["value"] for code, score in row.scores.items()} == {code: each.value for code, each in result.scores.items()}


def test_the_answer_key_names_persons_who_are_there(made):
    with made.answer_key.open() as lines:
        pairs = [(int(row["original_person_id"]), int(row["duplicate_person_id"])) for row in csv.DictReader(lines)]
    persons = {person.pk for person in rows_of(Person)}
    assert len(pairs) == round(PERSONS * 0.03)
    assert all(one in persons and other in persons and one != other for one, other in pairs)


def test_pairs_wait_with_reasons_and_requests_come_from_others(made):
    pairs, asked = rows_of(DuplicatePair), rows_of(AccessRequest)
    assert all(pair.decision == "" and pair.reasons and pair.score > 0 for pair in pairs)
    assert all(each.institution_id != each.owner_institution_id for each in asked)
    assert pairs
    assert {each.answer for each in asked} >= {""}


def test_who_had_to_leave_told_what_is_asked_and_others_gave_opinions(made):
    told = rows_of(Episode)
    assert told
    assert all(set(each.kept_apart) & set(each.answers) == set() for each in told)
    assert {each.respondent for each in rows_of(Opinion)} == {"person", "employer", "partner"}


def test_somebody_is_expected_this_week(made):
    assert any(appointment.starts_at.date() >= today() for appointment in rows_of(Appointment))


def test_a_live_consent_to_another_opens_one_grant_for_each_category(made):
    consents = [each for each in rows_of(Consent, valid_until__gt=now()) if each.grantee_id != each.owner_institution_id]
    assert consents
    grants = Counter(each.consent_id for each in rows_of(Access))
    assert all(grants[each.pk] == (0 if each.purpose in PACKET_ONLY else len(each.categories)) for each in consents)
    assert sum(grants.values())


def test_every_consent_is_one_that_the_matrix_lists(made):
    kind_of = dict(Institution.objects.values_list("pk", "provider_kind"))
    beyond = {
        (each.purpose, kind_of[each.grantee_id])
        for each in rows_of(Consent)
        if not set(each.categories) <= consent_matrix(each.purpose, kind_of[each.grantee_id]) or not each.categories
    }
    assert not beyond
    given = {(each.person_id, each.grantee_id, each.purpose): set(each.categories) for each in rows_of(Consent)}
    packets = rows_of(ReferralPacket)
    assert all(set(each.categories) <= given[each.person_id, each.receiver_id, each.purpose] for each in packets)


def test_a_database_with_persons_is_refused(made):
    assert has_persons()
    with pytest.raises(NotOpen, match="--add"):
        make_population(actor=MACHINE, persons=5, seed=1)


def test_every_account_of_the_cast_has_its_role_and_the_password(made):
    for player in CAST:
        user = User.objects.get(email=player.email)
        assert user.is_active
        assert user.check_password(PASSWORD)
        assert [(m.office.code, m.role) for m in user.memberships.select_related("office").order_by("pk")] == [
            (post.office, post.role) for post in player.posts
        ]
    assert make_accounts(actor=MACHINE) == 0


def test_somebody_invented_can_be_tried_and_a_code_would_leave(made):
    found = somebody_to_try()
    assert found is not None and found.name and found_by_anybody(found)
    with acting_as(system(found_by_anybody(found)[0].institution_id)), transaction.atomic():
        Identifier.objects.filter(kind="dni").delete()
        assert somebody_to_try() is None  # whoever is not known to be invented is never printed
        transaction.set_rollback(True)


def found_by_anybody(visitor):
    """As whoever asks to come in."""
    with acting_as(MACHINE):
        return found_by(visitor.phone, visitor.born)


def test_each_caseworker_of_the_cast_carries_cases(made):
    assert Office.objects.get(code="SPS")
    carried = Counter(case.officer_id for case in rows_of(Case))
    for mailbox in ("orientacion.sps", "proteccion.sps"):
        assert carried[User.objects.get(email=f"{mailbox}@demo.ruta.hn").pk] > 0


def digest(seed: int) -> str:
    """Everything that does not come from the sequences, of a population that is taken back."""
    with transaction.atomic():
        point = transaction.savepoint()
        before = {person.pk for person in rows_of(Person)}
        make_population(actor=MACHINE, persons=40, seed=seed, today=date(2026, 3, 18), add=True)
        texts = [f"{p.sort_name}|{p.birth_date}|{p.registered_at}" for p in rows_of(Person) if p.pk not in before]
        texts += [f"{c.state}|{c.opened_at}|{c.segment}" for c in rows_of(Case) if c.person_id not in before]
        transaction.savepoint_rollback(point)
    return sha256("\n".join(sorted(texts)).encode()).hexdigest()


def test_the_same_seed_gives_the_same_rows(made):
    assert digest(3) == digest(3) != digest(8)


def test_whoever_answered_has_one_sound_profile(made):
    profiles = rows_of(SeekerProfile)
    assert {row.person_id for row in profiles} == {row.person_id for row in rows_of(Assessment)}
    assert len(profiles) == len({row.person_id for row in profiles})
    assert {row.state for row in profiles} == {"draft", "complete"}
    for row in profiles[:50]:
        assert not problems_of(ProfileDraft.of(row))


def test_applications_stand_in_every_state_and_their_steps_add_up(made):
    every = rows_of(Application)
    assert {"applied", "preselected", "hired", "refused"} <= {row.state for row in every}
    steps = rows_of(ApplicationStep)
    for row in every:
        verbs = [step.verb for step in steps if step.application_id == row.pk and step.verb not in ("suggest", "confirm")]
        assert fold_application(verbs) == row.state
    hired = [row for row in every if row.state == "hired"]
    assert all(row.started_on and (row.confirmed_at or row.needs_check) for row in hired)
    checked = {row.application_id for row in rows_of(ContractCheck, verdict="approved")}
    assert checked == {row.pk for row in hired if row.needs_check and row.confirmed_at}, "no contract counts that nobody read"
    assert {bool(row.resolved_at) for row in rows_of(Breach)} == {True, False}
    assert any(row.subject.startswith("placement_") for row in rows_of(FollowUp))
