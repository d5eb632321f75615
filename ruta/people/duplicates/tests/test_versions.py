"""Are weights learned, measured, approved by two, used by every process at once, turned down, and gone back from?"""

from datetime import date, timedelta

import pytest
from django.db import Error, connection

from ruta.accounts.enums import Role
from ruta.base.context import system
from ruta.base.errors import Invalid, NotFound, NotOpen, Refused
from ruta.desk.people.tests.conftest import browser
from ruta.people.actions import ContactDraft, IdentifierDraft, search_persons
from ruta.people.duplicates import learning
from ruta.people.duplicates.jobs import compare, learn_now
from ruta.people.duplicates.quality import drift_now, last_pass, last_run, version
from ruta.people.duplicates.retraining import start_learning, tell_progress
from ruta.people.duplicates.tests.test_night import TWIN, register
from ruta.people.duplicates.versions import approve_version, propose_threshold, reject_version, return_to
from ruta.people.imports.matching import Likeness
from ruta.people.linkage import Document, Record, default_weights
from ruta.people.models import DuplicatePair, JudgedPair, LearningRun, LinkageModel, Person
from ruta.people.selectors.in_force import in_force, scorer_for
from ruta.people.tests.conftest import actor_of, as_

pytestmark = pytest.mark.django_db
NAMES = ("María José", "José Luis", "Ana Paola", "Carlos Roberto", "Karla", "Wilmer", "Suyapa", "Franklin")
SURNAMES = ("López Mejía", "Hernández Cruz", "Martínez", "Zelaya Paz", "Orellana Reyes", "Banegas")


@pytest.fixture
def steward(db, monkeypatch):
    monkeypatch.setattr(learning, "FEWEST", 10)
    monkeypatch.setattr("ruta.people.duplicates.jobs.FEWEST", 10)
    actor = actor_of("SETRASS-DGE", Role.DATA_STEWARD)
    register(actor)
    register(actor, **TWIN)
    for at in range(24):
        register(
            actor, given_names=NAMES[at % 8], surnames=SURNAMES[at % 6], contacts=(), return_episode=None, disability=None,
            identifiers=(IdentifierDraft("dni", f"0801-19{70 + at}-{10000 + at}"),), birth_date=date(1970 + at, 5, 1 + at),
        )  # fmt: skip
    return actor


def learned(steward):
    run = start_learning(actor=steward)
    learn_now(system(steward.institution_id, "test"), run.pk)
    with as_(steward):
        return last_run()


def test_learning_ends_in_a_proposal_with_the_difference_it_would_make(steward):
    compare(steward.institution_id)
    run = learned(steward)
    assert (run.state, run.problem) == ("done", "")
    model = run.model
    assert (model.kind, model.stage_from, model.settings["persons"]) == ("learned", 50, 26)
    assert model.effect["sample"]["persons"] == 26
    assert sum(count for _before, _after, count in model.effect["bands"]) == 1
    assert model.weights["fields"]["dni"]["equal"]["m"] == pytest.approx(default_weights().m["dni"]["equal"])
    with as_(steward):
        assert in_force().number == 1  # nothing changes until it is approved


def test_a_version_of_before_a_field_was_compared_takes_it_from_the_engine(steward):
    raw = dict(learned(steward).model.weights)
    raw["fields"] = {field: levels for field, levels in raw["fields"].items() if field != "municipality"}
    assert scorer_for(raw).weights.levels["municipality"] == default_weights().levels["municipality"]


def test_one_run_at_a_time_and_a_dead_one_makes_room(steward):
    run = start_learning(actor=steward)
    with pytest.raises(NotOpen):
        start_learning(actor=steward)
    with pytest.raises(Refused):
        start_learning(actor=actor_of("SETRASS-DGE"))
    with as_(steward):
        LearningRun.objects.update(seen_at="2026-01-01T00:00:00Z")
    again = start_learning(actor=steward)
    with as_(steward):
        assert LearningRun.objects.get(pk=run.pk).state == "failed"
    tell_progress(actor=steward, run_id=run.pk, step="reading", done=1, whole=2)
    with as_(steward):
        assert LearningRun.objects.get(pk=run.pk).done_count == 0
    assert again.pk != run.pk


def test_too_small_a_register_says_so(steward, monkeypatch):
    monkeypatch.setattr("ruta.people.duplicates.jobs.FEWEST", 1_000)
    assert "muy pocas personas" in learned(steward).problem


def test_what_was_approved_weighs_at_the_counter_in_imports_and_at_night(steward):
    sought = Record(given_names="Yeimi Lorena", surnames="Mejía Orellana", documents=(Document("dni", "0501199604821"),))
    before = search_persons(actor=steward, sought=sought).matches[0].candidate.weight
    compare(steward.institution_id)
    model = learned(steward).model
    approve_version(actor=steward, model_id=model.pk)
    with as_(steward):
        rules = in_force()
    assert rules.number == model.number
    assert rules.scorer.weights.version == model.weights_version
    assert rules.scorer.weights.levels["given"] != default_weights().levels["given"]
    with as_(actor_of("INFOP")):
        assert in_force().number == 1
    after = search_persons(actor=steward, sought=sought).matches[0].candidate.weight
    assert after != before
    night = compare(steward.institution_id)  # under new weights everybody is compared
    assert night.is_whole
    with as_(steward):
        pair = DuplicatePair.objects.get()
        assert pair.score == night_score(steward, pair)


def night_score(steward, pair):
    from ruta.people.imports.matching import profiles_of, score_of

    profiles = profiles_of([pair.person_id, pair.other_id])
    return score_of(profiles[pair.person_id], profiles[pair.other_id], in_force().scorer)


def test_an_import_asks_from_the_approved_threshold_on(steward):
    alike = Likeness(1, 60, has_same_paper=False)
    with as_(steward):
        assert alike.must_be_decided(in_force())
    approve_version(actor=steward, model_id=propose_threshold(actor=steward, threshold=75, reason="muchas").pk)
    with as_(steward):
        assert not alike.must_be_decided(in_force())
        assert Likeness(1, 60, has_same_paper=True).must_be_decided(in_force())


def test_pairs_that_no_longer_look_alike_wait_no_more_and_come_back(steward):
    compare(steward.institution_id)
    approve_version(actor=steward, model_id=propose_threshold(actor=steward, threshold=99, reason="muchas").pk)
    with as_(steward):
        DuplicatePair.objects.update(score=80)
        score = night_score(steward, DuplicatePair.objects.get())
    compare(steward.institution_id)
    with as_(steward):
        assert DuplicatePair.objects.get().decision == ("" if score >= 99 else "unlikely")
    return_to(actor=steward, number=1, reason="se perdían parejas")
    compare(steward.institution_id)
    with as_(steward):
        assert DuplicatePair.objects.get().decision == ""


def test_who_proposes_does_not_approve_while_somebody_else_could(steward):
    model = propose_threshold(actor=steward, threshold=70, reason="muchas")
    other = actor_of("SETRASS-DGE", Role.DATA_STEWARD, "otra@setrass.hn")
    with pytest.raises(Refused):
        approve_version(actor=steward, model_id=model.pk)
    approve_version(actor=other, model_id=model.pk)
    with pytest.raises(NotFound):
        approve_version(actor=actor_of("INFOP", Role.DATA_STEWARD), model_id=model.pk)


def test_a_proposal_is_turned_down_with_a_reason_and_stays_so(steward):
    model = propose_threshold(actor=steward, threshold=70, reason="muchas")
    with pytest.raises(Invalid):
        reject_version(actor=steward, model_id=model.pk, reason=" ")
    reject_version(actor=steward, model_id=model.pk, reason="faltan respuestas")
    for verb in (
        lambda: approve_version(actor=steward, model_id=model.pk),
        lambda: reject_version(actor=steward, model_id=model.pk, reason="x"),
    ):
        with pytest.raises(NotOpen):
            verb()
    with pytest.raises(Error), as_(steward), connection.cursor() as cursor:
        cursor.execute("UPDATE people_linkagemodel SET rejected_reason = ''")


def test_going_back_is_a_version_of_its_own_at_once(steward):
    model = learned(steward).model
    approve_version(actor=steward, model_id=model.pk)
    threshold = propose_threshold(actor=steward, threshold=70, reason="muchas")
    assert threshold.weights == model.weights  # another threshold keeps the weights in force
    approve_version(actor=steward, model_id=threshold.pk)
    back = return_to(actor=steward, number=model.number, reason="sobraban parejas")
    assert (back.number, back.returns_to, back.stage_from, back.weights) == (4, 2, 50, model.weights)
    factory = return_to(actor=steward, number=1, reason="los pesos eran malos")
    with as_(steward):
        assert (in_force().number, in_force().scorer.weights.version) == (factory.number, default_weights().version)
    with pytest.raises(NotOpen):
        return_to(actor=steward, number=factory.number, reason="x")
    with as_(steward):
        assert LinkageModel.objects.count() == 4


def test_the_pages_learn_show_the_difference_and_answer(steward):
    client = browser("SETRASS-DGE", Role.DATA_STEWARD)
    client.post("/identidad/aprender/")
    with as_(steward):
        run = last_run()
    assert "Espera su turno" in client.get("/identidad/").content.decode()
    assert "hx-get" in client.get("/identidad/aprender/avance/").content.decode()
    learn_now(system(steward.institution_id, "test"), run.pk)
    assert client.get("/identidad/aprender/avance/")["HX-Refresh"] == "true"
    with as_(steward):
        number = version(2).number
    page = client.get(f"/identidad/versiones/{number}/").content.decode()
    assert "Qué cambiaría" in page
    assert "Apellidos" in page
    assert client.post(f"/identidad/versiones/{number}/rechazar/", {"reason": ""}).status_code == 422
    assert b"fields:" in client.get(f"/identidad/versiones/{number}/modelo.yaml").content
    assert b"fields:" in client.get("/identidad/versiones/1/modelo.yaml").content
    client.post(f"/identidad/versiones/{number}/aprobar/")
    assert "Rige" in client.get(f"/identidad/versiones/{number}/").content.decode()
    assert client.get("/identidad/versiones/99/").status_code == 404
    client.post("/identidad/versiones/1/volver/", {"reason": "se perdían parejas"})
    assert "se perdían parejas" in client.get("/identidad/").content.decode()
    assert browser("INFOP", Role.DATA_STEWARD).get(f"/identidad/versiones/{number}/").status_code == 404


def test_drift_is_shown_once_a_night_has_gone_by_a_learned_version_and_names_what_moved(steward):
    compare(steward.institution_id)
    approve_version(actor=steward, model_id=learned(steward).model.pk)
    client = browser("SETRASS-DGE", Role.DATA_STEWARD)
    with as_(steward):  # the pass of before went by other weights
        night = last_pass()
        night.started_at -= timedelta(hours=1)
        night.save(update_fields=["started_at"])
        assert drift_now(steward.institution_id) == {}
    assert "Se sabrá después de la próxima revisión" in client.get("/identidad/").content.decode()
    compare(steward.institution_id)
    with as_(steward):
        moved = drift_now(steward.institution_id)
    assert moved
    assert max(moved.values()) < 0.1
    assert "No hay que hacer nada" in client.get("/identidad/").content.decode()
    for at in range(6):  # six who bear one name and one birth date each with somebody, and another telephone
        register(steward, **TWIN, contacts=(ContactDraft(f"9{at}71-220{at}"),))
    compare(steward.institution_id)
    with as_(steward):
        moved = drift_now(steward.institution_id)
    assert moved["phone"] > 0.25
    assert "Conviene aprender otra vez" in client.get("/identidad/").content.decode()


def test_a_proposal_tells_whether_it_is_better_and_knows_answers_given_after_it(steward):
    client, address = browser("SETRASS-DGE", Role.DATA_STEWARD), f"/identidad/versiones/{learned(steward).model.number}/"
    page = client.get(address).content.decode()
    assert "No se sabe si acierta más que la que rige" in page
    with as_(steward):
        ones = list(Person.objects.order_by("pk")[:4])
        for at, verdict in enumerate(("same", "different")):
            JudgedPair.objects.create(
                owner_institution_id=steward.institution_id, sample=1, one=ones[2 * at], other=ones[2 * at + 1], score=90, weight=1, verdict=verdict
            )  # fmt: skip
    page = client.get(address).content.decode()
    assert "No se sabe si acierta más" not in page
    assert "2 parejas respondidas" in page
    assert "que la que rige" in page
