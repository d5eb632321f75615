"""Is what is said of an edition unnamed, said once by who came, and told only when it ended and enough said it?"""

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import ProgrammingError

from ruta.base.clock import today
from ruta.base.context import acting_as, system
from ruta.base.errors import Conflict, Invalid, NotOpen
from ruta.roadmap.selectors import counted_value
from ruta.training.actions import Said, enrol_staff, finish_edition, grade_enrolments, keep_appraisal, mark_list
from ruta.training.models import Appraisal, Edition, Enrolment
from ruta.training.rules import asking_code, read_asking_code
from ruta.training.selectors import appraised, appraised_course, appraised_trainings, asking_code_of, editions, learnt, wishes_said
from ruta.training.tests.conftest import course, edition, held, learners
from ruta.training.tests.test_training import kept, rows_of

pytestmark = pytest.mark.django_db
WISH = "Más práctica."


def all_came(actor, made, count):
    enrol_staff(actor=actor, edition_id=made.pk, terms=learners(count))
    rows = rows_of(actor, made)
    for session in held(actor, made):
        mark_list(actor=actor, session_id=session.pk, present=[row.pk for row in rows])
    return rows


def said_by(actor, made, row, use=5, wish=""):
    machine = system(made.owner_institution_id, "appraisal")
    with acting_as(machine):
        said = Said(content=4, teaching=3, use=use, wish=wish)
        return keep_appraisal(actor=machine, code=asking_code_of(made), badge=row.badge.lower(), said=said)


def ended(actor, made):
    finish_edition(actor=actor, edition_id=made.pk)
    return kept(actor, lambda: Edition.objects.select_related("course").get(pk=made.pk))


def test_a_code_asks_about_one_edition_under_its_key_alone():
    code = asking_code(7, 42, "a key")
    assert read_asking_code(f" {code.lower()} ", "a key") == (7, 42)
    assert read_asking_code(code, "another") is None
    assert read_asking_code(code.replace("-42-", "-43-"), "a key") is None
    assert read_asking_code("ñ" * 400, "a key") is None


def test_whoever_came_says_it_once_and_nobody_is_named(coordinator):
    made = edition(coordinator, course(coordinator))
    rows = all_came(coordinator, made, 2)
    said_by(coordinator, made, rows[0])
    with pytest.raises(NotOpen, match="ya se contestó"):
        said_by(coordinator, made, rows[0])
    kept_row = kept(coordinator, lambda: Appraisal.objects.values().get())
    assert rows[0].badge not in str(kept_row)
    assert {name for name in kept_row if "person" in name or "enrol" in name or "learner" in name or name.endswith("_at")} == set()
    enrol_staff(actor=coordinator, edition_id=made.pk, terms=learners(1, 90))
    absent = next(row for row in rows_of(coordinator, made) if row.pk not in {each.pk for each in rows})
    with pytest.raises(Invalid, match="asistencia"):
        said_by(coordinator, made, absent)
    with pytest.raises(Invalid, match="marcado"):
        said_by(coordinator, made, rows[1], use=6)
    ended(coordinator, made)
    with pytest.raises(NotOpen):
        said_by(coordinator, made, rows[1])


def test_the_database_refuses_another_mark_another_hand_and_another_institution(coordinator, elsewhere):
    made = edition(coordinator, course(coordinator))
    row = all_came(coordinator, made, 1)[0]
    said_by(coordinator, made, row)
    with acting_as(coordinator), pytest.raises(ProgrammingError), transaction.atomic():
        Appraisal.objects.update(use=1)
    with acting_as(coordinator), pytest.raises(IntegrityError), transaction.atomic():
        Appraisal.objects.create(
            owner_institution_id=made.owner_institution_id,
            edition_id=made.pk,
            content=9,
            teaching=1,
            use=1,
            once_sha256="x",
            given_on=today(),
        )
    assert kept(elsewhere, Appraisal.objects.count) == 0


def test_nothing_is_told_before_the_end_or_of_few_and_no_sum_gives_few_away(coordinator):
    offer = course(coordinator)
    few, many = edition(coordinator, offer), edition(coordinator, offer)
    for made, count in ((few, 4), (many, 5)):
        for row in all_came(coordinator, made, count):
            said_by(coordinator, made, row, use=2 if made is few else 5, wish=WISH)
    assert kept(coordinator, lambda: (appraised(many).count, appraised(many).is_told, wishes_said(many))) == (5, False, [])
    few, many = ended(coordinator, few), ended(coordinator, many)
    assert kept(coordinator, lambda: (appraised(few).is_told, wishes_said(few))) == (False, [])
    told = kept(coordinator, lambda: appraised(many))
    assert (told.content, told.teaching, told.use, told.good) == (4, 3, 5, 100)
    assert kept(coordinator, lambda: wishes_said(many)) == [WISH] * 5
    of_offer = kept(coordinator, lambda: appraised_course(offer))
    assert (of_offer.count, of_offer.use) == (5, 5)
    marks = kept(coordinator, lambda: {row.pk: row.mark for row in editions(coordinator)})
    assert marks == {few.pk: None, many.pk: 4}
    assert kept(coordinator, lambda: appraised_trainings(today(), today())) == (5, 5, {"staff": (5, 5)})
    assert counted_value("I62", today(), today()) == 100


def test_what_was_learnt_is_the_difference_of_two_examinations(coordinator):
    made = edition(coordinator, course(coordinator))
    rows = all_came(coordinator, made, 6)
    grade_enrolments(
        actor=coordinator,
        edition_id=made.pk,
        grades={row.pk: 80 for row in rows},
        before={row.pk: 30 + 10 * at for at, row in enumerate(rows[:5])},
    )
    assert kept(coordinator, lambda: learnt(made)) is None
    over = ended(coordinator, made)
    found = kept(coordinator, lambda: learnt(over))
    assert (found.count, found.before, found.after, found.gain) == (5, 50, 80, 30)
    with pytest.raises(NotOpen):
        grade_enrolments(actor=coordinator, edition_id=made.pk, grades={}, before={rows[0].pk: 99})


def test_a_grade_given_alone_leaves_the_other(coordinator):
    made = edition(coordinator, course(coordinator))
    row = all_came(coordinator, made, 1)[0]
    grade_enrolments(actor=coordinator, edition_id=made.pk, grades={}, before={row.pk: 40})
    grade_enrolments(actor=coordinator, edition_id=made.pk, grades={row.pk: 90})
    assert kept(coordinator, lambda: Enrolment.objects.values_list("grade_before", "grade").get()) == (40, 90)
    with pytest.raises(Invalid):
        grade_enrolments(actor=coordinator, edition_id=made.pk, grades={}, before={row.pk: 101})


def test_a_page_left_open_takes_no_grade_away_and_a_changed_one_is_a_conflict(coordinator):
    made = edition(coordinator, course(coordinator))
    first, other = all_came(coordinator, made, 2)
    empty = {first.pk: None, other.pk: None}
    grade_enrolments(actor=coordinator, edition_id=made.pk, grades={first.pk: 80, other.pk: 90})
    grade_enrolments(actor=coordinator, edition_id=made.pk, grades=empty, before={first.pk: 40}, seen=(empty, empty))
    found = kept(coordinator, lambda: list(Enrolment.objects.order_by("pk").values_list("grade_before", "grade")))
    assert found == [(40, 80), (None, 90)]
    with pytest.raises(Conflict):
        grade_enrolments(actor=coordinator, edition_id=made.pk, grades={first.pk: 60}, seen=(empty, {}))
