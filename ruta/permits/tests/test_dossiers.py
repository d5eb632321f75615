"""Does a dossier reach its certificate by the right hands, and does nobody else read or write it?"""

from datetime import timedelta

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction

from ruta.base.clock import now, today
from ruta.base.context import Actor, acting_as
from ruta.base.errors import Conflict, Invalid, NotFound, NotOpen, Refused, TooLarge
from ruta.base.papers import MOST_BYTES
from ruta.cases.tests.making import staff
from ruta.permits.actions import (
    give_paper,
    judge_requirement,
    make_dossier_link,
    note_inside,
    note_payment,
    step_certificate,
    step_dossier,
    token_hash,
)
from ruta.permits.actions.papers import content_of
from ruta.permits.models import Certificate, Dossier, DossierStep, Paper, Requirement
from ruta.permits.selectors import checked_certificate, dossier_page, holder_of, public_certificates, waiting_dossiers
from ruta.permits.selectors.certificates import address_of_certificate
from ruta.permits.tests.conftest import AGENT, PDF

TABLES = ("dossier", "dossierstep", "requirement", "paper", "payment", "dossierlink", "certificate", "measure")


def certificate_for(actor, dossier):
    with acting_as(actor), transaction.atomic():
        return Certificate.objects.get(dossier=dossier)


def applicant(dossier):
    return Actor(kind="applicant", dossier_id=dossier.pk, reason="a link")


def test_from_the_first_paper_to_the_certificate(receive, complete, keeper, decider):
    dossier = receive()
    assert dossier.number.startswith("CAC-")
    with pytest.raises(NotOpen, match="requisitos"):
        step_dossier(actor=keeper, dossier_id=dossier.pk, verb="forward")
    complete(dossier)
    for stage in ("review", "inspection", "resolution"):
        dossier = step_dossier(actor=keeper, dossier_id=dossier.pk, verb="forward")
        assert dossier.stage == stage
    dossier = step_dossier(actor=decider, dossier_id=dossier.pk, verb="grant", version=dossier.version)
    found = certificate_for(decider, dossier)
    assert found.is_public
    assert found.valid_until > today() + timedelta(days=360)
    assert dossier.closed_at is not None
    with pytest.raises(Conflict):
        step_dossier(actor=decider, dossier_id=dossier.pk, verb="grant", version=1)
    with pytest.raises(NotOpen, match="Otorgado"):
        step_dossier(actor=decider, dossier_id=dossier.pk, verb="deny", note="x", reason="incomplete")


def test_nobody_decides_what_they_received_and_another_answers_the_appeal(resolve, lawyer, decider, keeper):
    dossier = resolve(by=lawyer)
    with pytest.raises(Refused, match="otra persona"):
        step_dossier(actor=lawyer, dossier_id=dossier.pk, verb="grant")
    with pytest.raises(Refused, match="no decide"):
        step_dossier(actor=keeper, dossier_id=dossier.pk, verb="grant")
    with pytest.raises(Invalid) as missing:
        step_dossier(actor=decider, dossier_id=dossier.pk, verb="deny")
    assert set(missing.value.fields) == {"reason", "note"}
    step_dossier(actor=decider, dossier_id=dossier.pk, verb="deny", reason="premises_unfit", note="El local no existe.")
    step_dossier(actor=applicant(dossier), dossier_id=dossier.pk, verb="appeal", note="Nos mudamos.")
    with pytest.raises(Refused, match="otra persona"):
        step_dossier(actor=decider, dossier_id=dossier.pk, verb="overturn", note="x")
    other = staff("DGE", "legal_officer")
    offered = {}
    for name, each in {"received": lawyer, "denied": decider, "neither": other}.items():
        with acting_as(each):
            offered[name] = (dossier.pk in {row.pk for row in waiting_dossiers(each)}, dossier_page(each, dossier.pk).verbs)
    assert offered == {"received": (False, []), "denied": (False, []), "neither": (True, ["uphold", "overturn"])}


def test_an_appeal_is_offered_to_its_last_day_and_no_longer(resolve, decider, monkeypatch):
    dossier = step_dossier(actor=decider, dossier_id=resolve().pk, verb="deny", reason="premises_unfit", note="El local no existe.")
    actor = applicant(dossier)
    for days, is_open in ((0, True), (1, False)):
        monkeypatch.setattr("ruta.permits.selectors.meeting.today", lambda day=dossier.due_on + timedelta(days=days): day)
        with acting_as(actor):
            assert ("appeal" in dossier_page(actor, dossier.pk).verbs) is is_open


def test_the_clock_of_the_office_stands_still_while_the_applicant_has_theirs(receive, keeper, monkeypatch):
    dossier = receive()
    due = dossier.due_on
    observed = step_dossier(actor=keeper, dossier_id=dossier.pk, verb="observe", note="Falta la firma.")
    assert (observed.waits_on, observed.due_on > due) == ("applicant", True)
    with pytest.raises(NotOpen, match="todavía tiene tiempo"):
        step_dossier(actor=keeper, dossier_id=dossier.pk, verb="lapse")
    back = step_dossier(actor=applicant(dossier), dossier_id=dossier.pk, verb="answer", note="Ya firmé.")
    assert (back.stage, back.waits_on, back.due_on) == ("received", "office", due)


def test_papers_are_sealed_and_known_by_their_first_bytes(receive, keeper):
    dossier = receive()
    with acting_as(keeper):
        row = Requirement.objects.filter(dossier=dossier).order_by("position").first()
    about = {"actor": keeper, "dossier_id": dossier.pk, "requirement_id": row.pk}
    with pytest.raises(Invalid, match="documento"):
        judge_requirement(**about, state="accepted")
    with pytest.raises(Invalid, match="no es PDF"):
        give_paper(**about, name="factura.pdf", content=b"MZ programa")
    with pytest.raises(TooLarge):
        give_paper(**about, name="gordo.pdf", content=PDF + b"x" * MOST_BYTES)
    paper = give_paper(**about, name="papel.pdf", content=PDF)
    with acting_as(keeper):
        kept = Paper.objects.get(pk=paper.pk)
    assert PDF not in bytes(kept.sealed)
    assert content_of(kept) == PDF


def test_the_same_applicant_and_the_same_receipt_come_once(receive, keeper):
    dossier = receive()
    with pytest.raises(Invalid, match="ya tiene un trámite igual"):
        receive()
    paid = {"actor": keeper, "dossier_id": dossier.pk, "code": "fee", "amount": 500, "receipt": "r-1", "paid_on": today()}
    note_payment(**paid)
    with pytest.raises(Invalid, match="recibo ya se anotó"):
        note_payment(**paid | {"receipt": "R-1"})


def test_what_was_revoked_stays_so_and_is_not_renewed(grant, receive, decider, keeper):
    dossier = grant()
    old = certificate_for(decider, dossier)
    with pytest.raises(NotOpen, match="Todavía no se renueva"):
        receive(renews=old.pk)
    with acting_as(keeper), pytest.raises(DatabaseError), transaction.atomic():
        Certificate.objects.filter(pk=old.pk).update(valid_until=today() + timedelta(days=900))
    step_certificate(actor=decider, certificate_id=old.pk, verb="revoke", reason="charged_workers", note="Cobró a tres personas.")
    with pytest.raises(NotOpen, match="no se puede renovar"):
        receive(renews=old.pk)
    with pytest.raises(NotOpen, match="Revocado"):
        step_certificate(actor=decider, certificate_id=old.pk, verb="lift", note="x")
    with acting_as(decider), pytest.raises(DatabaseError, match="not given back"), transaction.atomic():
        Certificate.objects.filter(pk=old.pk).update(state="valid")


def test_an_early_renewal_begins_when_the_old_one_ends(grant, receive, decider):
    first = certificate_for(decider, grant())
    early = now() + timedelta(days=(first.valid_until - today()).days - 20)
    with time_machine.travel(early, tick=False):
        second = certificate_for(decider, grant(renews=first.pk))
        assert second.valid_from == first.valid_until + timedelta(days=1)
        assert checked_certificate(code_in(first)).is_good and checked_certificate(code_in(second)).state == "upcoming"
        assert {row.pk for row in public_certificates()} & {first.pk, second.pk} == {first.pk}
        with pytest.raises(NotOpen, match="no se puede renovar"):
            receive(renews=first.pk)
    with time_machine.travel(early + timedelta(days=25), tick=False):
        assert checked_certificate(code_in(second)).is_good and not checked_certificate(code_in(first)).is_good
        assert {row.pk for row in public_certificates()} & {first.pk, second.pk} == {second.pk}


def test_a_late_renewal_begins_at_once_and_replaces(grant, decider):
    first = certificate_for(decider, grant())
    with time_machine.travel(now() + timedelta(days=(first.valid_until - today()).days + 5), tick=False):
        second = certificate_for(decider, grant(renews=first.pk))
        assert second.valid_from == today()
    with acting_as(decider), transaction.atomic():
        first.refresh_from_db()
    assert (first.state, second.state) == ("replaced", "valid")


def test_what_is_revoked_in_its_last_weeks_takes_its_renewal_along(grant, decider):
    first = certificate_for(decider, grant())
    with time_machine.travel(now() + timedelta(days=(first.valid_until - today()).days - 20), tick=False):
        second = certificate_for(decider, grant(renews=first.pk))
        step_certificate(actor=decider, certificate_id=first.pk, verb="revoke", reason="charged_workers", note="Cobró a tres personas.")
        with acting_as(decider), transaction.atomic():
            second.refresh_from_db()
    assert second.state == "revoked"


def code_in(certificate):
    return address_of_certificate(certificate).rstrip("/").rsplit("/", 1)[-1]


def test_a_suspension_is_not_escaped_by_a_renewal(grant, resolve, decider):
    first = certificate_for(decider, grant())
    later = now() + timedelta(days=330)
    with time_machine.travel(later, tick=False):
        waiting = resolve(renews=first.pk)
        step_certificate(actor=decider, certificate_id=first.pk, verb="suspend", reason="under_inquiry", note="Hay una denuncia.")
        with pytest.raises(NotOpen, match="Suspendido"):
            step_dossier(actor=decider, dossier_id=waiting.pk, verb="grant")
        with acting_as(decider), transaction.atomic():
            assert not Certificate.objects.filter(dossier=waiting).exists()
        step_certificate(actor=decider, certificate_id=first.pk, verb="lift", note="No era cierto.")
        step_dossier(actor=decider, dossier_id=waiting.pk, verb="grant")


def test_a_suspended_certificate_is_not_renewed_once_its_days_ran_out(grant, receive, decider):
    first = certificate_for(decider, grant())
    step_certificate(actor=decider, certificate_id=first.pk, verb="suspend", reason="under_inquiry", note="Hay una denuncia.")
    with time_machine.travel(now() + timedelta(days=400), tick=False), pytest.raises(NotOpen, match="no se puede renovar"):
        receive(renews=first.pk)


def test_nobody_grants_what_was_found_wanting_at_the_last_step(resolve, keeper, decider):
    dossier = resolve()
    with acting_as(keeper):
        row = Requirement.objects.filter(dossier=dossier).order_by("position").first()
    about = {"actor": keeper, "dossier_id": dossier.pk, "requirement_id": row.pk}
    judge_requirement(**about, state="observed", note="La firma es de otra persona.")
    with pytest.raises(NotOpen, match="requisitos"):
        step_dossier(actor=decider, dossier_id=dossier.pk, verb="grant")
    judge_requirement(**about, state="accepted")
    assert step_dossier(actor=decider, dossier_id=dossier.pk, verb="grant").stage == "granted"


def test_another_institution_and_nobody_read_only_the_public_register(grant, elsewhere, decider):
    public, private = grant(), grant("work_authorisation")
    for actor in (elsewhere, None):
        with acting_as(actor), transaction.atomic(), connection.cursor() as cursor:
            seen = {}
            for table in TABLES:
                cursor.execute(f"SELECT count(*) FROM permits_{table}")
                seen[table] = cursor.fetchone()[0]
            assert seen == dict.fromkeys(TABLES, 0) | {"certificate": 1}
            assert [row.dossier_id for row in public_certificates()] == [public.pk]
    with acting_as(elsewhere), pytest.raises(NotFound):
        dossier_page(elsewhere, private.pk)


def test_an_applicant_reads_their_own_and_judges_nothing(receive, keeper):
    mine, other = receive(), receive("work_authorisation")
    note_inside(actor=keeper, dossier_id=mine.pk, note="Revisar con calma.")
    with acting_as(applicant(mine)), transaction.atomic():
        assert [row.pk for row in Dossier.objects.order_by("pk")] == [mine.pk]
        assert not Requirement.objects.filter(dossier=other).exists()
        assert not DossierStep.objects.filter(note__contains="calma").exists()
    forging = (
        lambda: Dossier.objects.filter(pk=mine.pk).update(stage="granted"),
        lambda: Dossier.objects.filter(pk=mine.pk).update(stage="review", holder_name="Otra"),
        lambda: Requirement.objects.filter(dossier=mine).update(state="accepted"),
        lambda: DossierStep.objects.create(owner_institution_id=mine.owner_institution_id, dossier=mine, verb="grant", party="desk", stage="granted"),
        lambda: Certificate.objects.create(
            owner_institution_id=mine.owner_institution_id, dossier=mine, procedure="x", procedure_version="x", number="X", holder_name="X",
            sort_name="x", valid_from=today(), valid_until=today(),
        ),
    )  # fmt: skip
    for forge in forging:
        with acting_as(applicant(mine)), pytest.raises(DatabaseError), transaction.atomic():
            forge()
    with acting_as(applicant(mine)), pytest.raises(NotFound):
        dossier_page(applicant(mine), other.pk)


def test_one_link_lives_at_a_time(receive, keeper):
    dossier = receive()
    first, second = (make_dossier_link(actor=keeper, dossier_id=dossier.pk).rstrip("/").rsplit("/", 1)[1] for _ in range(2))
    assert holder_of(token_hash(first))[3] == "revoked"
    assert holder_of(token_hash(second))[1:] == (dossier.pk, dossier.owner_institution_id, "live")
    assert holder_of(token_hash("invented")) is None


def test_a_check_tells_what_it_is_worth_and_no_name_of_a_person(grant, decider):
    dossier = grant("work_authorisation")
    row = certificate_for(decider, dossier)
    code = address_of_certificate(row).rstrip("/").rsplit("/", 1)[1]
    found = checked_certificate(code, "C1234567")
    assert (found.is_good, found.holder, found.place, found.matches) == (True, "", "", True)
    assert not checked_certificate(code, "C7654321").matches
    assert "Duarte" not in repr(found)
    assert "C1234567" not in repr(found)
    step_certificate(actor=decider, certificate_id=row.pk, verb="suspend", reason="under_review", note="En revisión.")
    assert not checked_certificate(code).is_good


def test_what_is_declared_is_checked(receive):
    from dataclasses import replace

    for change, field in (
        ({"document": "123"}, "document"),
        ({"document_kind": "dni"}, "document_kind"),
        ({"municipality": "9999"}, "municipality"),
        ({"facts": {}}, "agent_kind"),
        ({"holder_name": " "}, "holder_name"),
    ):
        with pytest.raises(Invalid) as fault:
            receive(terms=replace(AGENT, **change))
        assert set(fault.value.fields) == {field}
