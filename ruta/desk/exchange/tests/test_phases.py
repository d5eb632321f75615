"""Does the board of the phases tell what really happened, and nothing of a person?"""

import pytest

from ruta.base.clock import today
from ruta.base.context import acting_as, system
from ruta.desk.oversight.tests.test_oversight import sign_in
from ruta.directory.models import Institution, Office
from ruta.feeds.models import Pull
from ruta.feeds.pulling.running import pull
from ruta.feeds.tests.world import ANA, BAD, EVA, LUIS, agreed, declared, dropped, machine
from ruta.insights.selectors.exchanging import LOOK_UP, PULL, capability_of, phases, sharing_institutions
from ruta.trust.actions import ClientTerms, register_client

pytestmark = pytest.mark.django_db
HOME = "/intercambio/fases/"
ASKED = """INSERT INTO trust_message (client_code, institution_id, owner_institution_id, service, message_id, status, request_hash, response_hash,
  user_ref, issue, represented_party, purpose) VALUES ('x', %s, %s, 'POST api/v1/dci/ess/sync/search', 'm', %s, '', '', '', '', '', '')"""


@pytest.fixture(autouse=True)
def place(settings, tmp_path):
    settings.FEEDS_FOLDER = str(tmp_path)


def of(code):
    with acting_as(machine()):
        return next(row for row in phases(today()) if row.institution.code == code)


def sharing():
    with acting_as(machine()):
        return sharing_institutions(today())


def test_nothing_happened_and_nothing_is_told():
    assert sharing() == 0


def test_a_reading_with_valid_rows_counts_for_both_sides_and_tells_its_quality():
    agreed()
    assert of("INFOP").has_agreement
    assert not of("INFOP").is_sharing
    dropped(ANA, EVA, LUIS, BAD, BAD)
    pull(actor=machine(), source=declared())
    infop = of("INFOP")
    assert (infop.quality, infop.is_sharing, infop.days_late) == (60.0, True, 0)
    assert PULL in infop.shared.last
    assert PULL in of("SETRASS").shared.last
    assert of("SETRASS").is_sharing
    assert sharing() == 2


def test_four_rows_tell_no_quality():
    agreed()
    dropped(ANA, EVA, LUIS, BAD)
    pull(actor=machine(), source=declared())
    assert of("INFOP").quality is None
    assert of("INFOP").is_sharing


def test_a_trial_is_no_exchange():
    agreed()
    dropped(ANA)
    pull(actor=machine(), source=declared(), is_trial=True)
    assert Pull.objects.count() in {0, 1}  # row security shows none without an actor
    assert not of("INFOP").is_sharing


def test_a_look_up_counts_when_it_was_answered_well(as_superuser):
    agreed()
    asker, giver = Institution.objects.get(code="INFOP"), Institution.objects.get(code="SETRASS-DGE")
    try:
        for status in (403, 200):
            assert not of("INFOP").does(LOOK_UP)
            as_superuser.execute(ASKED, [asker.pk, giver.pk, status])
        assert of("INFOP").does(LOOK_UP)
        assert (of("INFOP").shared.good, of("INFOP").shared.every) == (1, 2)
    finally:
        as_superuser.execute("DELETE FROM trust_message")


def test_keys_are_there_once_a_system_has_one():
    agreed()
    assert not of("INFOP").has_keys
    register_client(actor=system(None), terms=ClientTerms("infop-sistema", "Sistema", Institution.objects.get(code="INFOP").pk))
    assert not of("INFOP").has_keys


@pytest.mark.parametrize(("service", "what"), [
    ("POST api/v1/dci/ess/sync/search", "look_up"), ("feeds.pull", "pull"), ("POST api/v1/fhir/Task", "referral"), ("GET api/v1/events", "events"),
    ("POST api/v1/fhir/Subscription", "events"),
])  # fmt: skip
def test_services_stand_for_capabilities(service, what):
    assert capability_of(service) == what


def test_the_board_shows_counts_and_goes_along_as_a_file(client):
    agreed()
    dropped(ANA, EVA, LUIS, BAD, BAD)
    pull(actor=machine(), source=declared())
    reader = sign_in(client, Office.objects.get(code="SPS"), "central_coordination")
    page = reader.get(HOME).content.decode()
    assert "60.0 %" in page
    assert "comparte" in page
    told = reader.get(f"{HOME}?formato=csv&ver=comparten").content.decode()
    assert "60.0" in told
    assert reader.get(f"{HOME}?formato=xlsx").status_code == 200
    assert "60.0 %" not in reader.get(f"{HOME}?q=senprende").content.decode()


def test_strangers_are_sent_away(client):
    assert client.get(HOME).status_code == 302
