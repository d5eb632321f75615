"""Does the played system of another institution look up whom it may, by the API alone, and does its command say so?"""

import pytest
from typer.testing import CliRunner

from ruta.base.errors import Invalid, Refused
from ruta.config import exchanging, simulating
from ruta.exchange.simulating import playing
from ruta.exchange.simulating.asking import look_up, someone
from ruta.exchange.simulating.playing import enter
from ruta.exchange.tests.conftest import ISSUER, agreed
from ruta.exchange.tests.test_dci import DNI, allow
from ruta.exchange.tests.test_simulating import BEGIN, partner  # noqa: F401
from ruta.people.tests.conftest import dunia, yeimi  # noqa: F401
from ruta.trust.actions.fetching import Answered
from ruta.trust.models import Message

pytestmark = pytest.mark.django_db
PURPOSE = "shared_case"


@pytest.fixture
def asker(partner):  # noqa: F811
    """The system by which INFOP, played, looks persons up."""
    agreed()
    made = enter("INFOP", ISSUER, is_demo=True, purpose=PURPOSE)
    made.web = partner.web
    return made


def records(told):
    return told["message"]["search_response"][0]["data"]["reg_records"]


def test_who_allowed_it_is_looked_up_and_nobody_else(asker, dunia, yeimi):  # noqa: F811
    assert someone(asker) == ""
    assert records(look_up(asker, DNI)) == []
    allow(dunia, yeimi)
    assert someone(asker) == DNI
    assert len(records(look_up(asker, DNI))) == 1


def test_asking_does_not_end_the_key_of_whoever_takes_referrals(asker, partner):  # noqa: F811
    assert asker.code != partner.code
    assert partner.waiting(BEGIN.isoformat()) == []


def test_nobody_is_played_outside_a_demonstration_nor_without_an_agreement(db):
    with pytest.raises(Refused):
        enter("INFOP", ISSUER, is_demo=False, purpose=PURPOSE)
    with pytest.raises(Invalid, match="consultar personas"):
        enter("INFOP", ISSUER, is_demo=True, purpose=PURPOSE)


def test_the_command_prints_the_answer_and_its_code_says_whether_there_is_one(asker, dunia, yeimi, settings, monkeypatch):  # noqa: F811
    settings.IS_DEMO = True
    monkeypatch.setattr(exchanging, "ready", lambda: None)
    monkeypatch.setattr(playing, "enter", lambda *_told, **_named: asker)
    run = CliRunner()
    nobody = run.invoke(exchanging.exchange, ["ask", "INFOP"])
    assert nobody.exit_code == simulating.NOTHING
    allow(dunia, yeimi)
    before = Message.objects.using("log").count()
    found = run.invoke(exchanging.exchange, ["ask", "INFOP"])
    assert found.exit_code == 0, found.output
    assert "reg_records" in found.output
    assert Message.objects.using("log").count() > before, "it stands in the log"
    assert run.invoke(exchanging.exchange, ["ask", "INFOP", "0801-1990-00017"]).exit_code == simulating.NOTHING


def test_when_ruta_does_not_answer_the_command_says_so_in_a_sentence(asker, settings, monkeypatch):
    settings.IS_DEMO = True
    asker.web = lambda *_told, **_named: Answered(0)
    monkeypatch.setattr(exchanging, "ready", lambda: None)
    monkeypatch.setattr(playing, "enter", lambda *_told, **_named: asker)
    failed = CliRunner().invoke(exchanging.exchange, ["ask", "INFOP", DNI])
    assert failed.exit_code == simulating.FAILED
    assert "no contestó" in failed.output
