"""Are expected errors told honestly, judged blind, and does a version in force stay as it is?"""

import pytest
from django.db import Error, connection

from ruta.accounts.enums import Role
from ruta.base.errors import Invalid, NotFound, NotOpen, Refused
from ruta.desk.people.tests.conftest import browser
from ruta.desk.steward.differing import verdict
from ruta.people.duplicates.curve import Judged, curve, difference, drift, precision_and_recall
from ruta.people.duplicates.jobs import compare
from ruta.people.duplicates.quality import model_in_force, to_judge
from ruta.people.duplicates.sampling import draw_sample, judge_pair
from ruta.people.duplicates.tests.test_night import TWIN, register
from ruta.people.duplicates.versions import approve_version, propose_threshold
from ruta.people.models import JudgedPair
from ruta.people.tests.conftest import actor_of, as_

pytestmark = pytest.mark.django_db
SAID = [Judged(95, 1, True)] * 8 + [Judged(60, 2, True)] * 3 + [Judged(60, 2, False)] * 2 + [Judged(20, 10, False)] * 6


def test_weights_stand_for_their_stratum():
    assert precision_and_recall(SAID, 90) == (1.0, 8 / 14)
    assert precision_and_recall(SAID, 50) == (14 / 18, 1.0)


def test_a_higher_threshold_never_shows_more_of_the_true_ones():
    recalls = [point.recall.value for point in curve(SAID)]
    assert recalls == sorted(recalls, reverse=True)
    assert all(point.precision.low <= point.precision.value <= point.precision.high for point in curve(SAID))
    assert curve(SAID) == curve(SAID)
    assert curve([Judged(95, 1, True)]) == []


def scored(*scores: int) -> list[Judged]:
    """Half of the pairs are one person, in turn."""
    return [Judged(score, 1, at % 2 == 0) for at, score in enumerate(scores)]


def test_two_versions_are_compared_on_the_same_judgements():
    good, bad, mixed = scored(*[90, 10] * 30), scored(*[10, 90] * 30), scored(*[90, 10] * 29, 10, 90)
    worse, same, little = (difference(good, other, 50) for other in (bad, good, mixed))
    assert (worse.before, worse.after, worse.low, worse.high) == (0, 1, 1, 1)
    assert (same.before, same.after, same.low, same.high) == (0, 0, 0, 0)
    assert little.after > little.before
    assert little.low == 0, "two of sixty may be chance"
    assert difference(good, mixed, 50) == little
    assert difference([Judged(95, 1, True)], [Judged(20, 1, True)], 50) is None


@pytest.mark.parametrize(
    ("wrong", "tone", "words"),
    [
        ([], "care", "No se sabe si acierta más"),
        ([0.01, 0.03, 0.01, 0.05], "stop", "Es peor que la que rige"),
        ([0.01, 0.02, -0.01, 0.05], "stop", "No la apruebe sin responder más"),
        ([0.01, 0.01, 0, 0], "care", "No hay razón medida para cambiar"),
        ([0.02, 0.01, -0.05, 0.02], "care", "puede ser casualidad"),
        ([0.03, 0.01, -0.05, -0.01], "ok", "Es mejor que la que rige"),
    ],
)
def test_what_is_worse_or_unknown_says_so(wrong, tone, words):
    told = verdict({"wrong": wrong})
    assert told[0] == tone
    assert words in told[1]


def test_drift_is_nothing_for_the_same_and_much_for_the_opposite():
    then = {"phone:equal": 90, "phone:different": 10, "sex:equal": 5}
    assert drift(then, then) == {"phone": 0.0, "sex": 0.0}
    assert drift(then, {"phone:equal": 10, "phone:different": 90, "sex:equal": 9})["phone"] > 0.25


@pytest.fixture
def steward(db):
    actor = actor_of("SETRASS-DGE", Role.DATA_STEWARD)
    register(actor)
    register(actor, **TWIN)
    return actor


def test_a_sample_is_judged_once_and_only_by_the_steward(steward):
    assert draw_sample(actor=steward) == 1
    with as_(steward):
        pair = to_judge().get()
    with pytest.raises(Refused):
        judge_pair(actor=actor_of("SETRASS-DGE"), judged_id=pair.pk, verdict="same")
    with pytest.raises(NotFound):
        judge_pair(actor=actor_of("INFOP", Role.DATA_STEWARD), judged_id=pair.pk, verdict="same")
    judge_pair(actor=steward, judged_id=pair.pk, verdict="same")
    with pytest.raises(NotOpen):
        judge_pair(actor=steward, judged_id=pair.pk, verdict="different")


def test_a_threshold_rules_the_night_once_it_is_approved_and_never_changes(steward):
    with pytest.raises(Invalid):
        propose_threshold(actor=steward, threshold=50, reason="es el que rige")
    model = propose_threshold(actor=steward, threshold=99, reason="demasiadas parejas")
    with as_(steward):
        assert model_in_force(steward.institution_id) is None
    approve_version(actor=steward, model_id=model.pk)
    with pytest.raises(NotOpen):
        approve_version(actor=steward, model_id=model.pk)
    with as_(steward):
        assert model_in_force(steward.institution_id).stage_from == 99
        assert model_in_force(actor_of("INFOP").institution_id) is None
    for statement in ("UPDATE people_linkagemodel SET stage_from = 1", "UPDATE people_linkagemodel SET approved_at = now()"):
        with pytest.raises(Error), as_(steward), connection.cursor() as cursor:
            cursor.execute(statement)


def test_the_page_judges_blind_proposes_and_approves(steward):
    client = browser("SETRASS-DGE", Role.DATA_STEWARD)
    compare(steward.institution_id)
    assert "Todavía no se sabe" in client.get("/identidad/").content.decode()
    client.post("/identidad/muestra/sacar/")
    page = client.get("/identidad/muestra/").content.decode()
    assert "Yeimi Lorena" in page
    assert "de 100" not in page
    assert "Casi seguro" not in page
    with as_(steward):
        pair = JudgedPair.objects.get()
        JudgedPair.objects.create(
            owner_institution_id=steward.institution_id, sample=9, one_id=pair.one_id, other_id=pair.other_id, score=20, weight=3,
            verdict="different",
        )  # fmt: skip
    client.post("/identidad/muestra/", {"pair": pair.pk, "verdict": "same"})
    page = client.get("/identidad/").content.decode()
    assert "<polyline" in page
    assert "100 %" in page
    assert client.post("/identidad/umbral/", {"threshold": "50", "reason": "x"}).status_code == 422
    client.post("/identidad/umbral/", {"threshold": "75", "reason": "demasiadas parejas"})
    assert "demasiadas parejas" in client.get("/identidad/").content.decode()
    with as_(steward):
        from ruta.people.models import LinkageModel

        number = LinkageModel.objects.get().number
    assert browser("INFOP", Role.DATA_STEWARD).post(f"/identidad/versiones/{number}/aprobar/").status_code == 404
    client.post(f"/identidad/versiones/{number}/aprobar/")
    page = client.get("/identidad/").content.decode()
    assert "Rige" in page
    assert "Igual que antes" in page
    assert browser("SETRASS-DGE").get("/identidad/").status_code == 403
