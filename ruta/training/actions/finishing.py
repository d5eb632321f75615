"""How does it end: who passed, who is certified, which step of whose plan is done, and what if a certificate was wrong?"""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import override

from ruta.base.clock import now, today
from ruta.base.context import Actor
from ruta.base.errors import Conflict, Invalid, NotFound, NotOpen, RutaError
from ruta.base.events import publish
from ruta.base.spelling import folded
from ruta.base.transactions import action
from ruta.cases.actions import move_plan_action, record_delivery
from ruta.cases.enums import ActionState
from ruta.training.actions.editions import held_edition
from ruta.training.badges import claims_of, open_badge
from ruta.training.enums import Audience, EditionState, EnrolmentState
from ruta.training.events import AwardIssued, AwardRevoked, EnrolmentDecided
from ruta.training.models import Award, Edition, Enrolment
from ruta.training.policies import demand_keeping
from ruta.training.rules import outcome
from ruta.training.selectors import Line, lines_of, open_case_of
from ruta.training.selectors.awards import badge_of, certified_name, key_address
from ruta.trust.actions.signing import signed_claims

RECEIVED = {True: "completed_certified", False: "delivered_full"}
"""What passing was, with a certificate and without, in the words of the catalogue of outcomes."""


LETTERS = ["", *"BCDEFGHIJKLM"]
"""What the number of the first certificate of somebody's place bears, of the one after it, and so on."""
Grades = Mapping[int, int | None]
"""By enrolment."""


@action
def grade_enrolments(
    *, actor: Actor, edition_id: int, grades: Grades, before: Grades | None = None, seen: Sequence[Grades] = ({}, {})
) -> int:
    """Write the grade of each, or take it away; and with what they came, where they were examined before the first session too.

    `seen` is what stood in both columns when they were typed: what is still the same is not written, what changed meanwhile is a conflict.
    """
    edition, columns = held_edition(actor, edition_id), {"grade": grades, "grade_before": before or {}}
    if any(grade is not None and not 0 <= grade <= 100 for typed in columns.values() for grade in typed.values()):
        raise Invalid(_("La nota va de 0 a 100."))
    rows = list(edition.enrolments.filter(pk__in={*grades, *columns["grade_before"]}).exclude(state=EnrolmentState.WITHDRAWN))
    for row in rows:
        for (name, typed), stood in zip(columns.items(), seen, strict=True):
            _write(row, name, typed, stood)
    Enrolment.objects.bulk_update(rows, list(columns))
    return len(rows)


def _write(row: Enrolment, name: str, typed: Grades, seen: Grades) -> None:
    if row.pk not in typed or (row.pk in seen and typed[row.pk] == seen[row.pk]):
        return
    if row.pk in seen and getattr(row, name) not in (seen[row.pk], typed[row.pk]):
        raise Conflict(
            _("Otra persona cambió la nota de %(name)s mientras usted escribía. Recargue la página y compare.") % {"name": row.name}
        )
    setattr(row, name, typed[row.pk])


@action
def finish_edition(*, actor: Actor, edition_id: int, is_sure: bool = True) -> Edition:
    """Say of everybody how it ended, by the rule of the course, and certify who passed; who lacks a grade does not, so it may be asked first."""
    edition = held_edition(actor, edition_id)
    if edition.sessions.filter(starts_at__gt=now()).exists():
        raise NotOpen(_("Todavía hay sesiones por dar. Muévalas o espere a que pasen."))
    lines = [line for line in lines_of(edition) if line.row.state == EnrolmentState.ENROLLED]
    if not lines:
        raise NotOpen(_("Nadie está inscrito. Cancele la edición en vez de terminarla."))
    if not is_sure and edition.course.least_grade and any(line.row.grade is None for line in lines):
        raise NotOpen(_("Hay personas sin nota: quedarían sin aprobar y eso no se deshace. Escríbalas, o marque que así es."))
    edition.state, edition.closed_at = EditionState.FINISHED, now()
    edition.save(update_fields=["state", "closed_at"])
    for line in lines:
        _decide(actor, edition, line)
    return edition


@action
def keep_delivery(*, actor: Actor, enrolment_id: int) -> bool:
    """Let who passed have received the service that the course is: the step of their plan is done by it. Whether it was kept."""
    row = Enrolment.objects.select_for_update(of=("self",)).select_related("edition__course").filter(pk=enrolment_id).first()
    if row is None or row.state != EnrolmentState.PASSED or row.delivery_id is not None or row.person_id is None:
        return False
    course = row.edition.course
    case = open_case_of(row.person_id, row.owner_institution_id)
    if case is None or not course.service_type:
        return False
    try:
        delivery = record_delivery(
            actor=actor, case_id=case.pk, service_type=course.service_type, outcome=RECEIVED[course.is_certified],
            delivered_on=row.edition.ends_on, plan_action_id=row.plan_action_id,
        )  # fmt: skip
    except RutaError:
        return False  # the case was closed or handed over meanwhile: what was learnt stands here
    row.delivery_id = delivery.pk
    row.save(update_fields=["delivery_id"])
    return True


@action
def free_step(*, actor: Actor, enrolment_id: int) -> bool:
    """Who did not pass, or has no place any more, has the step of their plan before them again. Whether it went back."""
    row = Enrolment.objects.select_related("edition", "plan_action").filter(pk=enrolment_id).first()
    if row is None or row.plan_action is None or row.plan_action.state != ActionState.IN_PROGRESS or not _is_without_result(row):
        return False
    if Enrolment.objects.filter(plan_action=row.plan_action, state=EnrolmentState.ENROLLED, edition__state=EditionState.OPEN).exists():
        return False  # they sit in another one for it
    try:
        move_plan_action(actor=actor, plan_action_id=row.plan_action.pk, state=ActionState.OPEN)
    except RutaError:
        return False  # the plan was replaced, or the case went elsewhere
    return True


@action
def take_step(*, actor: Actor, enrolment_id: int) -> bool:
    """Who has their place again has the step of their plan under way again. Whether it went on."""
    row = Enrolment.objects.select_related("edition", "plan_action").filter(pk=enrolment_id, state=EnrolmentState.ENROLLED).first()
    if row is None or row.plan_action is None or row.plan_action.state != ActionState.OPEN or row.edition.state != EditionState.OPEN:
        return False
    try:
        move_plan_action(actor=actor, plan_action_id=row.plan_action.pk, state=ActionState.IN_PROGRESS)
    except RutaError:
        return False  # the plan was replaced, or the case went elsewhere
    return True


def _is_without_result(row: Enrolment) -> bool:
    return row.edition.state == EditionState.CANCELLED or row.state in (
        EnrolmentState.FAILED,
        EnrolmentState.DROPPED,
        EnrolmentState.WITHDRAWN,
    )


@action
def revoke_award(*, actor: Actor, award_id: int, why: str) -> Award:
    """Take a certificate back; whoever checks it is told in the next moment."""
    row = _own_award(actor, award_id)
    if row.revoked_at is not None:
        raise NotOpen(_("Esta constancia ya fue revocada."))
    if not why.strip():
        raise Invalid(_("Escriba por qué se revoca."), fields={"why": _("Escriba por qué se revoca.")})
    return _revoke(row, why.strip())


@action
def reissue_award(*, actor: Actor, award_id: int, name: str = "") -> Award:
    """Give another in the place of one with a wrong name, or of one that was revoked by mistake: the former is worth nothing from then on.

    Staff is written as `name` says; a person as the register says today.
    """
    row = _own_award(actor, award_id)
    enrolment = row.enrolment
    if enrolment.award != row:
        raise NotOpen(_("Esta constancia ya se sustituyó por otra."))
    if enrolment.learner is not None and (said := " ".join(name.split())[:160]):
        demand_word_of(said, enrolment.learner.full_name)
        enrolment.learner.full_name, enrolment.learner.sort_name = said, folded(said)
        enrolment.learner.save(update_fields=["full_name", "sort_name"])
    if row.revoked_at is None:
        if enrolment.name == row.holder:
            raise NotOpen(_("El nombre es el que ya dice la constancia. Corríjalo primero."))
        with override("es-hn"):  # the public reads it as it is written, whoever wrote
            _revoke(row, _("Se sustituyó por otra con el nombre corregido."))
    return _award(actor, enrolment.edition, enrolment)


def demand_word_of(name: str, known: str) -> None:
    """A name is written better; one without any word of it is somebody else, who did not sit there."""
    if not set(folded(name).split()) & set(folded(known).split()):
        sentence = _("Ese sería el nombre de otra persona. Revoque la constancia.")
        raise Invalid(sentence, fields={"name": sentence})


def _own_award(actor: Actor, award_id: int) -> Award:
    rows = Award.objects.select_for_update(of=("self",)).select_related(
        "enrolment__edition__course", "enrolment__edition__office__institution"
    )
    row = (
        rows.select_related("enrolment__learner", "enrolment__person")
        .filter(pk=award_id, owner_institution=actor.institution_id or 0)
        .first()
    )
    if row is None:
        raise NotFound(_("Esa constancia no es de su institución."))
    demand_keeping(actor, row.enrolment.edition.course.audience, row.enrolment.edition.course.service_type)
    return row


def _revoke(row: Award, why: str) -> Award:
    row.revoked_at, row.why_revoked = now(), why[:300]
    row.save(update_fields=["revoked_at", "why_revoked"])
    publish(AwardRevoked(row.pk), institution_id=row.owner_institution_id)
    return row


def _decide(actor: Actor, edition: Edition, line: Line) -> None:
    course, row = edition.course, line.row
    row.state, row.shortfall = outcome(line.share, course.least_attendance, row.grade, course.least_grade)
    row.decided_at = now()
    row.save(update_fields=["state", "shortfall", "decided_at"])
    if row.state == EnrolmentState.PASSED and course.is_certified:
        _award(actor, edition, row)
    if course.audience == Audience.PERSONS:
        publish(EnrolmentDecided(row.pk, str(row.state)), institution_id=row.owner_institution_id)


def _award(actor: Actor, edition: Edition, row: Enrolment) -> Award:
    course, given = edition.course, row.awards.count()
    if given >= len(LETTERS):
        raise NotOpen(_("Ya se emitieron demasiadas por esta inscripción."))
    award = Award(
        owner_institution_id=row.owner_institution_id, enrolment=row, person_id=row.person_id, number=f"CAP{LETTERS[given]}-{today().year}-{row.pk:05d}",
        holder=row.name, sort_holder=folded(row.name), course_name=certified_name(course), hours=course.hours, issued_on=today(), issued_at=now(), issued_by=actor.user_id,
    )  # fmt: skip
    badge = badge_of(award, course, edition.office.institution)
    award.credential = signed_claims(claims_of(open_badge(badge), badge.valid_from), key_address())
    award.save()
    publish(AwardIssued(award.pk), institution_id=award.owner_institution_id)
    return award
