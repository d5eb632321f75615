"""Is the log of messages written by its own role, read by both sides and the person alone, and does it betray whoever touches it?"""

import time
from base64 import b64encode
from hashlib import sha512

import psycopg
import pytest
from django.db import DatabaseError, transaction

from ruta.base.context import Actor, acting_as
from ruta.directory.models import Institution
from ruta.directory.selectors import Scope
from ruta.trust.actions import Exchanged, Granted, anchor, anchoring, log_message, prove
from ruta.trust.models import Anchor, Client, Message, MessageSeal
from ruta.trust.rules import headers_text, message_hash
from ruta.trust.selectors import messages, uses_of
from ruta.trust.tests.authority import Authority

EXCHANGED = Exchanged("POST api/v1/x", "m-1", 200, "hash of the request", "hash of the answer", user_ref="u-7")


def of(code):
    return Institution.objects.get(code=code)


def granted():
    infop, dge = of("INFOP"), of("SETRASS-DGE")
    scope = Scope("C-0001:shared_case", 1, 2, dge.pk, infop.pk, "shared_case", ("identity",), "consent", None)
    client = Client(code="infop-sistema", name="x", institution=infop)
    return Granted(client, (scope,), Actor(kind="client", institution_id=infop.pk))


def wrote(*persons, categories=("identity",)):
    log_message(granted=granted(), exchanged=EXCHANGED, concerned=[(person, of("SETRASS-DGE").pk, categories) for person in persons])


def seen_by(actor):
    with acting_as(actor, read_only=True), transaction.atomic():
        return list(messages().order_by("pk").values_list("person_id", flat=True))


def test_the_hash_is_that_of_x_road():
    headers = headers_text("POST /x", {"X-Road-Id": " 7 ", "Accept": "text/html", "content-type": "application/json"})
    assert headers == b"POST /x\ncontent-type:application/json\nx-road-id:7\n"
    assert message_hash(headers, b"body") == b64encode(sha512(sha512(headers).digest() + sha512(b"body").digest()).digest()).decode()


def test_both_sides_and_the_person_read_it_and_nobody_else(committed):
    wrote(71, 72)
    wrote()
    dge, infop, other = of("SETRASS-DGE").pk, of("INFOP").pk, of("SENPRENDE").pk
    assert seen_by(Actor(kind="staff", institution_id=dge, role="auditor")) == [71, 72, None]
    assert seen_by(Actor(kind="client", institution_id=infop)) == [71, 72, None]
    assert seen_by(Actor(kind="staff", institution_id=other, role="auditor")) == []
    assert seen_by(Actor(kind="person", person_id=72)) == [72]
    assert seen_by(None) == []


def test_a_person_is_told_who_asked_for_what_and_which_data(committed):
    wrote(72)
    with acting_as(Actor(kind="person", person_id=72), read_only=True), transaction.atomic():
        (use,) = uses_of(72)
        assert uses_of(71) == []
    assert use.institution == of("INFOP").short_name
    assert use.purpose
    assert use.data
    assert not use.is_quiet
    wrote(73, categories=("identity", "health"))
    with acting_as(Actor(kind="person", person_id=73), read_only=True), transaction.atomic():
        assert [each.is_quiet for each in uses_of(73)] == [True], "strict data stand on no telephone"


def test_the_product_itself_cannot_write_or_change_it(committed):
    wrote(71)
    staff = Actor(kind="staff", institution_id=of("SETRASS-DGE").pk, user_id=1, role="administrator")
    for attempt in (
        lambda: Message.objects.update(purpose="x"),
        lambda: Message.objects.all().delete(),
        lambda: Message.objects.create(
            client_code="x", institution_id=1, service="x", message_id="x", status=200, request_hash="", response_hash=""
        ),
        lambda: MessageSeal.objects.update(count=0),
        lambda: Anchor.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), acting_as(staff), transaction.atomic():
            attempt()


def anchored(rows):
    """A transaction that runs elsewhere on the server holds a seal back; other tests have some."""
    end, count = time.monotonic() + 60, 0
    while count < rows and time.monotonic() < end:
        count += anchor()
        if count < rows:
            time.sleep(0.05)
    return count


@pytest.fixture
def authority(settings, tmp_path, monkeypatch):
    """An authority that answers, and whose root this installation believes."""
    made = Authority()
    roots = tmp_path / "roots.pem"
    roots.write_bytes(made.roots_pem())
    settings.TIME_AUTHORITY, settings.TIME_ROOTS = "https://sellos.example/tsa", str(roots)
    monkeypatch.setattr(anchoring, "fetched", lambda _address, body, headers: made.answer(body))
    return made


def test_batches_are_sealed_chained_and_stamped_and_all_of_it_is_proven(committed, authority):
    wrote(71)
    assert anchored(1) == 1
    wrote(72, 73)
    assert anchored(2) == 2
    assert anchor() == 0, "nothing was written since"
    proof = prove()
    assert proof.is_clean
    assert (proof.verdict.seals, proof.verdict.rows, proof.stamps) == (proof.stamps, 3, proof.stamps)
    assert proof.stamps >= 2


@pytest.mark.parametrize(
    "touch", ["UPDATE trust_message SET purpose = 'otro' WHERE person_id = 72", "DELETE FROM trust_message WHERE person_id = 72"]
)
def test_a_row_that_was_touched_is_named(committed, authority, as_superuser, touch):
    wrote(71, 72)
    anchored(2)
    number = as_superuser.execute("SELECT id FROM trust_message WHERE person_id = 72").fetchone()[0]
    as_superuser.execute(touch)
    proof = prove()
    assert not proof.is_clean
    assert str(number) in proof.verdict.fault


def test_whoever_seals_anew_what_was_touched_is_betrayed_by_the_stamp(committed, authority, as_superuser):
    wrote(71, 72)
    anchored(2)
    as_superuser.execute("UPDATE trust_message SET purpose = 'otro'")
    token = bytes(as_superuser.execute("SELECT token FROM trust_anchor").fetchone()[0])
    as_superuser.execute("TRUNCATE trust_messageseal CASCADE")
    assert anchored(2) == 2
    as_superuser.execute("UPDATE trust_anchor SET token = %s", [token])
    proof = prove()
    assert proof.verdict.is_clean, "the forger sealed all again"
    assert proof.fault


def test_an_authority_that_is_away_or_not_ours_stamps_nothing_and_the_next_batch_asks_again(committed, authority, monkeypatch):
    def answering(say):
        monkeypatch.setattr(anchoring, "fetched", lambda _address, body, headers: say(body) if callable(say) else say)

    wrote(71)
    answering(None)
    anchored(1)
    for answer in (b"x", Authority().answer):
        answering(answer)
        anchor()
    assert not Anchor.objects.exists()
    answering(authority.answer)
    anchor()
    assert Anchor.objects.count() == 1
    assert prove().is_clean


def test_the_role_of_the_log_cannot_change_it_either(committed, as_superuser):
    wrote(71)
    as_superuser.execute("SET ROLE ruta_log")
    for statement in ("UPDATE trust_message SET purpose = ''", "DELETE FROM trust_message"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            as_superuser.execute(statement)
    as_superuser.execute("RESET ROLE")
