"""Is a strategy measured by what another person verified, a file used once another approved it, and a session counted without names?"""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from django.db import transaction
from django.db.utils import IntegrityError, ProgrammingError

from ruta.base.clock import today
from ruta.base.context import acting_as
from ruta.base.errors import Conflict, Invalid, NotFound, NotOpen, Refused
from ruta.cases.tests.making import staff
from ruta.communication.actions import (
    MaterialTerms,
    MediaTerms,
    MilestoneTerms,
    SessionTerms,
    add_material,
    add_milestone,
    add_version,
    approve_strategy,
    cancel_session,
    close_media,
    close_session,
    correct_material,
    correct_strategy,
    drop_strategy,
    judge_version,
    open_strategy,
    save_media,
    save_session,
    show_milestone,
    verify_milestone,
    withdraw_version,
)
from ruta.communication.models import Material, MaterialVersion, OrientationSession, Strategy
from ruta.communication.rules import weighed
from ruta.communication.selectors import (
    coming_sessions,
    months_of,
    places_of,
    public_materials,
    public_version,
    ruling_strategy,
    strategy_share,
    versions_of,
)
from ruta.roadmap.selectors import counted_value, is_counted, roadmap_figures
from ruta.taxonomy.selectors import needs
from ruta.territory.selectors import territories

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 una prueba"
DAY = timedelta(days=1)


@pytest.fixture
def writer(db):
    return staff("DGE", "central_coordination")


@pytest.fixture
def reader(db):
    return staff("DGE", "me_focal_point")


@pytest.fixture
def elsewhere(db):
    return staff("INFOP-SPS", "office_coordinator")


def asked(actor, question):
    with acting_as(actor), transaction.atomic():
        return question()


def drafted(writer, *weights, aim="communication"):
    row = open_strategy(
        actor=writer, title="Estrategia", summary="Que se sepa.", begins=today() - 30 * DAY, ends=today() + 900 * DAY, aim=aim
    )
    place = territories(priority_only=True).order_by("pk")[0].pk
    pieces = [
        add_milestone(
            actor=writer,
            strategy_id=row.pk,
            terms=MilestoneTerms(
                kind="services" if aim == "action" else "campaign",
                title=f"Pieza {weight}",
                weight=weight,
                due_on=today() + weight * DAY,
                territory_code=place,
            ),
        )
        for weight in weights
    ]
    return row, pieces


def test_the_share_is_of_weights_and_nothing_without_pieces():
    assert weighed([(10, True), (30, False)]) == 25
    assert weighed([]) is None


def test_the_share_counts_what_another_verified_and_feeds_the_roadmap(writer, reader):
    row, (one, other) = drafted(writer, 10, 30)
    with pytest.raises(Refused):
        approve_strategy(actor=writer, strategy_id=row.pk)
    with pytest.raises(NotOpen):
        show_milestone(actor=writer, milestone_id=one.pk, evidence="Acta", evidence_on=today())
    approve_strategy(actor=reader, strategy_id=row.pk)
    show_milestone(actor=writer, milestone_id=one.pk, evidence="Acta", evidence_on=today())
    assert counted_value("I18", today(), today()) == 0
    with pytest.raises(Refused):
        verify_milestone(actor=writer, milestone_id=one.pk, is_done=True)
    verify_milestone(actor=reader, milestone_id=one.pk, is_done=True)
    ruling = ruling_strategy()
    assert strategy_share(ruling.milestones.all()) == 25
    assert strategy_share(ruling.milestones.all(), until=today() + 15 * DAY) == 25
    assert counted_value("I18", today(), today()) == 25
    assert [each.since for each in places_of(ruling) if each.since] == [today()]
    show_milestone(actor=writer, milestone_id=other.pk, evidence="Nada", evidence_on=today())
    back = verify_milestone(actor=reader, milestone_id=other.pk, is_done=False, doubt="Falta el acta.")
    assert (back.evidence, back.doubt) == ("", "Falta el acta.")


def _corrected(actor, row):
    return correct_strategy(actor=actor, strategy_id=row.pk, title="Otra", summary="Otra.", begins=today(), ends=today() + DAY)


def test_a_new_version_takes_the_evidence_along_and_the_old_one_keeps_its_weights(writer, reader):
    row, (one,) = drafted(writer, 10)
    approve_strategy(actor=reader, strategy_id=row.pk)
    wrong = open_strategy(actor=writer, title="Equivocada", summary="Igual.", begins=today(), ends=today() + DAY)
    with pytest.raises(NotOpen, match="descártela"):
        show_milestone(actor=writer, milestone_id=one.pk, evidence="Acta", evidence_on=today())
    assert drop_strategy(actor=writer, strategy_id=wrong.pk).state == "dropped"
    show_milestone(actor=writer, milestone_id=one.pk, evidence="Acta", evidence_on=today())
    verify_milestone(actor=reader, milestone_id=one.pk, is_done=True)
    with pytest.raises(NotOpen):
        add_milestone(actor=writer, strategy_id=row.pk, terms=MilestoneTerms(kind="media", title="Otra", weight=5, due_on=today()))
    for verb in (lambda: drop_strategy(actor=writer, strategy_id=row.pk), lambda: _corrected(writer, row)):
        with pytest.raises(NotOpen):
            verb()
    newer = open_strategy(actor=writer, title="Estrategia ajustada", summary="Igual.", begins=today(), ends=today() + DAY)
    add_milestone(actor=writer, strategy_id=newer.pk, terms=MilestoneTerms(kind="media", title="Otra", weight=30, due_on=today()))
    assert counted_value("I18", today(), today()) == 100
    approve_strategy(actor=reader, strategy_id=newer.pk)
    assert counted_value("I18", today(), today()) == 25
    assert Strategy.objects.get(pk=row.pk).state == "replaced"


def test_the_strategy_of_action_rules_beside_the_other_and_is_counted_where_it_is_written(writer, reader):
    assert not is_counted("I05")
    assert counted_value("I06", today(), today()) is None
    told, _pieces = drafted(writer, 10)
    row, (one, _other) = drafted(writer, 30, 70, aim="action")
    with pytest.raises(Invalid):
        add_milestone(actor=writer, strategy_id=row.pk, terms=MilestoneTerms(kind="media", title="Otra", weight=5, due_on=today()))
    for each in (told, row):
        approve_strategy(actor=reader, strategy_id=each.pk)
    assert is_counted("I05")
    assert not is_counted("I05", on=today() - DAY), "a round of days before it still asks"
    assert (counted_value("I05", today(), today()), counted_value("I06", today(), today())) == (0, 0)
    show_milestone(actor=writer, milestone_id=one.pk, evidence="Acta", evidence_on=today() - DAY)
    verify_milestone(actor=reader, milestone_id=one.pk, is_done=True)
    assert (counted_value("I05", today(), today()), counted_value("I06", today(), today())) == (30, 1)
    assert counted_value("I05", today(), today() - 2 * DAY) is None, "what rounds accepted before it was approved stays"
    assert counted_value("I18", today(), today()) == 0
    read = {each.code: each for each in asked(reader, lambda: roadmap_figures("es"))}
    assert (read["I05"].value, read["I06"].value) == (30, 1)
    assert "30 %" in "".join(read["I05"].apart)
    assert ruling_strategy("action").pk == row.pk
    assert ruling_strategy().pk == told.pk


def test_another_institution_plans_nothing_here(writer, elsewhere):
    row, _pieces = drafted(writer, 10)
    with pytest.raises(Refused):
        add_milestone(actor=elsewhere, strategy_id=row.pk, terms=MilestoneTerms(kind="media", title="Otra", weight=5, due_on=today()))


def test_a_line_of_media_counts_what_it_cost_and_who_counted_its_reach(writer, elsewhere):
    first = date(today().year, 1, 3)
    terms = MediaTerms(title="Cuña", medium="radio", begins=first, ends=first, budget=900, reach=50)
    row = save_media(actor=writer, terms=terms)
    with pytest.raises(Conflict):
        save_media(actor=writer, terms=terms, item_id=row.pk, version=row.version + 7)
    with pytest.raises(Invalid):
        close_media(actor=writer, item_id=row.pk, version=row.version, spent=800, reached=60, source=" ")
    with pytest.raises(NotFound):
        close_media(actor=elsewhere, item_id=row.pk, version=row.version, spent=800, reached=60, source="La radio")
    close_media(actor=writer, item_id=row.pk, version=row.version, spent=800, reached=60, source="La radio")
    (month,) = asked(writer, lambda: months_of(writer, today().year))
    assert (month.budget, month.spent, month.reach, month.reached) == (900, 800, 50, 60)


def test_a_session_is_counted_by_group_once_it_was_held(writer):
    terms = SessionTerms(topic="Primeros días", place="Casa comunal", municipality_code="0501", held_on=today() + DAY, starts_at=time(9))
    row = save_session(actor=writer, terms=terms)
    with pytest.raises(NotOpen):
        close_session(actor=writer, session_id=row.pk, version=row.version, attended=9, women=5, youth=2, transit=0)
    held = save_session(
        actor=writer, terms=SessionTerms(topic="Otra", place="Parque", municipality_code="0501", held_on=today(), starts_at=time(9))
    )
    with pytest.raises(Invalid):
        close_session(actor=writer, session_id=held.pk, version=held.version, attended=9, women=10, youth=2, transit=0)
    assert close_session(actor=writer, session_id=held.pk, version=held.version, attended=9, women=5, youth=2, transit=0).attended == 9


def test_a_file_is_used_once_another_approved_it_and_a_withdrawn_one_stays_readable(writer, reader, elsewhere):
    row = add_material(actor=writer, terms=MaterialTerms(kind="leaflet", title="Volante", purpose="Qué hay"), content=PDF)
    first = MaterialVersion.objects.get(material=row)
    assert public_version(row.pk) is None
    with pytest.raises(Refused):
        judge_version(actor=writer, version_id=first.pk, is_approved=True)
    judge_version(actor=reader, version_id=first.pk, is_approved=True)
    assert public_version(row.pk).number == 1
    add_version(actor=writer, material_id=row.pk, changes="Teléfono", content=PDF)
    assert public_version(row.pk).number == 1
    second = MaterialVersion.objects.get(material=row, number=2)
    judge_version(actor=reader, version_id=second.pk, is_approved=True)
    assert public_version(row.pk).number == 2
    withdraw_version(actor=reader, version_id=second.pk, why="Un error.")
    assert public_version(row.pk) is None
    assert not public_materials().exists()
    assert [each.number for each in asked(writer, lambda: list(versions_of(writer, row)))] == [2, 1]
    assert asked(elsewhere, lambda: list(versions_of(elsewhere, row))) == []


def test_no_one_changes_a_file_that_was_handed_in(writer):
    row = add_material(actor=writer, terms=MaterialTerms(kind="leaflet", title="Volante", purpose="Qué hay"), content=PDF)
    with pytest.raises(ProgrammingError, match="permission denied"), acting_as(writer), transaction.atomic():
        MaterialVersion.objects.filter(material=row).update(content=b"otra")
    with pytest.raises(Invalid):
        add_material(actor=writer, terms=MaterialTerms(kind="leaflet", title="Programa", purpose="x"), content=b"MZ no")


def test_what_everybody_reads_names_nothing_reserved(writer):
    word = next(each.item.label("es") for each in needs() if each.sensitivity == "strict")
    terms = SessionTerms(topic="Primeros días", place="Parque", municipality_code="0501", held_on=today(), starts_at=time(9))
    for field in ("topic", "place"):
        with pytest.raises(Invalid) as refused:
            save_session(actor=writer, terms=replace(terms, **{field: f"Charla: {word.upper()}"}))
        assert list(refused.value.fields) == [field]
    row = save_session(actor=writer, terms=terms)
    for write in (
        lambda: close_session(actor=writer, session_id=row.pk, version=None, attended=3, women=1, youth=1, transit=0, note=word),
        lambda: cancel_session(actor=writer, session_id=row.pk, version=None, note=word),
        lambda: open_strategy(actor=writer, title=word, summary="Que se sepa.", begins=today(), ends=today() + DAY),
        lambda: add_material(actor=writer, terms=MaterialTerms(kind="leaflet", title="Hoja", purpose=word), content=PDF),
    ):
        with pytest.raises(Invalid):
            write()
    assert save_session(actor=writer, terms=replace(terms, topic="Sus papeles")).topic == "Sus papeles"


def test_what_is_older_than_the_look_at_words_stays_out_of_sight(writer, reader):
    word = next(each.item.label("es") for each in needs() if each.sensitivity == "strict")
    talks = [
        save_session(
            actor=writer,
            terms=SessionTerms(
                topic=topic, place="Parque", municipality_code="0501", held_on=today() + DAY, starts_at=time(9), is_public=True
            ),
        )
        for topic in ("Primeros días", "Sus papeles")
    ]
    row = add_material(actor=writer, terms=MaterialTerms(kind="leaflet", title="Hoja", purpose="Para todos"), content=PDF)
    version = row.versions.defer("content").get()
    asked(writer, lambda: OrientationSession.objects.filter(pk=talks[0].pk).update(topic=f"Charla: {word}"))
    assert [each.pk for each in coming_sessions()] == [talks[1].pk]
    asked(writer, lambda: Material.objects.filter(pk=row.pk).update(purpose=word))
    with pytest.raises(Invalid):
        judge_version(actor=reader, version_id=version.pk, is_approved=True)
    asked(writer, lambda: Material.objects.filter(pk=row.pk).update(purpose="Para todos"))
    judge_version(actor=reader, version_id=version.pk, is_approved=True)
    assert [each.pk for each in public_materials()] == [row.pk]
    asked(writer, lambda: Material.objects.filter(pk=row.pk).update(title=word))
    assert not public_materials().exists()


def test_nobody_who_wrote_in_a_strategy_approves_it_whoever_corrected_it_since(writer, reader):
    row, _pieces = drafted(writer, 10)
    other = staff("DGE", "central_coordination")
    told = {"title": "Estrategia nueva", "summary": row.summary, "begins": row.begins, "ends": row.ends}
    correct_strategy(actor=other, strategy_id=row.pk, **told)
    for hand in (writer, other):
        with pytest.raises(Refused):
            approve_strategy(actor=hand, strategy_id=row.pk)
    assert approve_strategy(actor=reader, strategy_id=row.pk).approved_by == reader.user_id
    with acting_as(reader), pytest.raises(IntegrityError), transaction.atomic():
        Strategy.objects.filter(pk=row.pk).update(approved_by=writer.user_id)


def test_no_line_of_the_plan_and_no_evidence_is_of_another_century(writer, reader):
    terms = MediaTerms(title="Cuña", medium="radio", begins=today(), ends=today())
    for wrong in ({"begins": date(1900, 1, 1)}, {"ends": date(2999, 1, 1)}):
        with pytest.raises(Invalid):
            save_media(actor=writer, terms=replace(terms, **wrong))
    row, (piece,) = drafted(writer, 10)
    approve_strategy(actor=reader, strategy_id=row.pk)
    with pytest.raises(Invalid):
        show_milestone(actor=writer, milestone_id=piece.pk, evidence="Acta", evidence_on=date(1900, 1, 1))


def test_a_material_is_said_better_and_kept_from_the_public_by_other_eyes_while_it_is_in_use(writer, reader, elsewhere):
    terms = MaterialTerms(kind="leaflet", title="Como pedir cita", purpose="Para llevar")
    row = add_material(actor=writer, terms=terms, content=PDF)
    assert correct_material(actor=writer, material_id=row.pk, terms=replace(terms, title="Cómo pedir cita")).title == "Cómo pedir cita"
    judge_version(actor=reader, version_id=row.versions.get().pk, is_approved=True)
    assert [each.title for each in public_materials()] == ["Cómo pedir cita"]
    hidden = replace(terms, title="Cómo pedir cita", is_public=False)
    for hand in (writer, elsewhere):
        with pytest.raises(Refused):
            correct_material(actor=hand, material_id=row.pk, terms=hidden)
    correct_material(actor=reader, material_id=row.pk, terms=hidden)
    assert not public_materials().exists() and public_version(row.pk) is None
    add_material(actor=writer, terms=replace(terms, title="Otro"), content=PDF)
    with pytest.raises(Invalid):
        correct_material(actor=reader, material_id=row.pk, terms=replace(hidden, title="Otro"))
