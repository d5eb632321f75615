"""Which verbs arrange courses, seat who learns, note who came, and certify who passed?"""

from ruta.training.actions.appraising import Said, keep_appraisal
from ruta.training.actions.attending import mark_by_badge, mark_in_room, mark_list
from ruta.training.actions.courses import CourseTerms, answer_need, drop_need, note_need, save_course
from ruta.training.actions.editions import EditionTerms, cancel_edition, correct_edition, move_session, open_edition, reopen_edition
from ruta.training.actions.enrolling import LearnerTerms, enrol_person, enrol_staff, withdraw_enrolment
from ruta.training.actions.finishing import (
    finish_edition,
    free_step,
    grade_enrolments,
    keep_delivery,
    reissue_award,
    revoke_award,
    take_step,
)
from ruta.training.actions.telling import PLACE, tell_enrolled

__all__ = [
    "PLACE",
    "CourseTerms",
    "EditionTerms",
    "LearnerTerms",
    "Said",
    "answer_need",
    "cancel_edition",
    "correct_edition",
    "drop_need",
    "enrol_person",
    "enrol_staff",
    "finish_edition",
    "free_step",
    "grade_enrolments",
    "keep_appraisal",
    "keep_delivery",
    "mark_by_badge",
    "mark_in_room",
    "mark_list",
    "move_session",
    "note_need",
    "open_edition",
    "reissue_award",
    "reopen_edition",
    "revoke_award",
    "save_course",
    "take_step",
    "tell_enrolled",
    "withdraw_enrolment",
]  # fmt: skip
