"""How does somebody get a place: staff by a list of names, a person by the register or the plan?"""

import base64
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from ruta.accounts.models import User
from ruta.base.clock import now, today
from ruta.base.context import Actor
from ruta.base.errors import Invalid, NotFound, NotOpen
from ruta.base.events import publish
from ruta.base.spelling import folded
from ruta.base.transactions import action
from ruta.cases.actions import add_plan_action, move_plan_action
from ruta.cases.enums import LIVE_ACTIONS, ActionState
from ruta.cases.models import Case, Goal, PlanAction
from ruta.cases.policies import can_work_on
from ruta.cases.rules.plans import ActionDraft
from ruta.directory.models import Institution
from ruta.people.enums import Sex
from ruta.people.models import Person
from ruta.training.actions.editions import held_edition
from ruta.training.enums import Audience, EnrolmentState
from ruta.training.events import PersonEnrolled, PlaceFreed
from ruta.training.models import Edition, Enrolment, Learner
from ruta.training.selectors import open_case_of

BADGE_BYTES = 5  # 8 letters in base 32


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnerTerms:
    """Somebody of the staff; the address of work tells one from another."""

    full_name: str
    email: str
    institution: str = ""  # code or short name; none is the own one
    sex: str = Sex.UNKNOWN
    post: str = ""


@action
def enrol_staff(*, actor: Actor, edition_id: int, terms: Sequence[LearnerTerms]) -> int:
    """Give a place to each of a list; who has one keeps it, who gave it up gets one again. Says how many are new."""
    edition = held_edition(actor, edition_id)
    if edition.course.audience != Audience.STAFF:
        raise NotOpen(_("Este taller es de personas atendidas. Inscríbalas desde el registro."))
    known = _institutions()
    _demand_own_mailbox(terms)
    learners = [_learner(edition, each, known, at) for at, each in enumerate(terms, start=1)]
    there = {row.learner_id: row for row in edition.enrolments.exclude(learner=None).order_by()}
    fresh = [pk for pk in dict.fromkeys(row.pk for row in learners) if pk not in there or there[pk].state == EnrolmentState.WITHDRAWN]
    _demand_places(edition, len(fresh))
    for pk in fresh:
        _again(there[pk], None) if pk in there else _seat(actor, edition, learner_id=pk)
    return len(fresh)


@action
def enrol_person(*, actor: Actor, edition_id: int, person_id: int, plan_action_id: int | None = None) -> Enrolment:
    """Give a place to a person of the register; the step of their plan that it answers is under way from then on, and is written where there is none."""
    edition = held_edition(actor, edition_id)
    if edition.course.audience != Audience.PERSONS:
        raise NotOpen(_("Este curso es del personal. Inscriba con nombre y correo."))
    person = Person.objects.filter(pk=person_id, owner_institution_id=edition.owner_institution_id, merged_into=None).first()
    if person is None:
        raise NotFound(_("Esa persona no es de su registro. Búsquela otra vez."))
    before = Enrolment.objects.filter(edition=edition, person=person).first()
    if before is not None and before.state != EnrolmentState.WITHDRAWN:
        return before
    _demand_places(edition, 1)
    case = open_case_of(person.pk, edition.owner_institution_id)
    step = _step(edition, case, plan_action_id) or (_new_step(actor, edition, case) if plan_action_id is None else None)
    row = _seat(actor, edition, person=person, step=step) if before is None else _again(before, step)
    if step is not None and case is not None and step.state == ActionState.OPEN and can_work_on(actor, case):
        move_plan_action(actor=actor, plan_action_id=step.pk, state=ActionState.IN_PROGRESS)
    publish(PersonEnrolled(row.pk), institution_id=row.owner_institution_id)
    return row


@action
def withdraw_enrolment(*, actor: Actor, enrolment_id: int) -> Enrolment:
    """Free a place; the day is kept, so that who gave up after waiting too long is still one who waited."""
    rows = Enrolment.objects.filter(pk=enrolment_id, owner_institution=actor.institution_id or 0)
    edition_id = rows.values_list("edition_id", flat=True).first()
    if edition_id is None:
        raise NotFound(_("Esa inscripción no es de su institución. Vuelva a la lista."))
    held_edition(actor, edition_id)  # first, as whoever enrols does: two at once wait for each other's end
    row = rows.select_for_update(of=("self",)).get()
    row.state, row.decided_at = EnrolmentState.WITHDRAWN, now()
    row.save(update_fields=["state", "decided_at"])
    if row.plan_action_id is not None:
        publish(PlaceFreed(row.pk), institution_id=row.owner_institution_id)
    return row


def _learner(edition: Edition, terms: LearnerTerms, known: dict[str, int], at: int) -> Learner:
    name, email = " ".join(terms.full_name.split())[:160], terms.email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise _line_fault(at, _("el correo no se puede leer")) from error
    if not name:
        raise _line_fault(at, _("falta el nombre"))
    wanted = folded(terms.institution)
    institution = known.get(wanted) if wanted else edition.owner_institution_id
    if institution is None:
        raise _line_fault(at, _("esa institución no está en el directorio"))
    _demand_same_person(edition, email, name, at)
    user = User.objects.filter(email=email).values_list("pk", flat=True).first()
    said: dict[str, Any] = {"full_name": name, "sort_name": folded(name), "user_id": user}
    said |= {"institution_id": institution} if wanted else {}
    said |= {"post": post} if (post := terms.post.strip()[:120]) else {}
    said |= {"sex": terms.sex} if terms.sex in Sex.values and terms.sex != Sex.UNKNOWN else {}
    row, _is_new = Learner.objects.update_or_create(
        owner_institution_id=edition.owner_institution_id,
        email=email,
        defaults=said,
        create_defaults={"institution_id": institution} | said,
    )  # what this list does not say stays as another said it
    return row


def _demand_own_mailbox(terms: Sequence[LearnerTerms]) -> None:
    """Two of a list with one mailbox would be one of them, and the other sat nowhere."""
    first: dict[str, tuple[int, str]] = {}
    for at, each in enumerate(terms, start=1):
        line, name = first.setdefault(each.email.strip().lower(), (at, folded(each.full_name)))
        if each.email.strip() and name != folded(each.full_name):
            raise _line_fault(at, _("ese correo ya lo lleva la línea %(line)s con otro nombre; a cada quien el suyo") % {"line": line})


def _demand_same_person(edition: Edition, email: str, name: str, at: int) -> None:
    """A name may be written better; one without any word of it is somebody else, and what they sat in before would be told of another."""
    known = Learner.objects.filter(owner_institution=edition.owner_institution_id, email=email).first()
    if known is not None and not set(known.sort_name.split()) & set(folded(name).split()):
        raise _line_fault(at, _("ese correo es de %(name)s; a cada quien el suyo") % {"name": known.full_name})


def _institutions() -> dict[str, int]:
    rows = Institution.objects.order_by("-pk").values_list("pk", "code", "short_name", "name")
    return {folded(text): pk for pk, *texts in rows for text in texts if text}


def _line_fault(at: int, what: str) -> Invalid:
    sentence = _("Línea %(at)s: %(what)s.") % {"at": at, "what": what}
    return Invalid(sentence, fields={"lines": sentence})


def _demand_places(edition: Edition, more: int) -> None:
    taken = edition.enrolments.exclude(state=EnrolmentState.WITHDRAWN).count()
    if taken + more > edition.places:
        left = max(edition.places - taken, 0)
        raise NotOpen(_("No caben: quedan %(left)s lugares. Abra otra edición o quite a quien no viene.") % {"left": left})


def _step(edition: Edition, case: Case | None, plan_action_id: int | None) -> PlanAction | None:
    """The step of the person's own plan that this course answers: the one named, or the first for its service."""
    if case is None:
        return None
    rows = PlanAction.objects.filter(case=case, plan__state="active", state__in=LIVE_ACTIONS).order_by("due_on", "pk")
    if plan_action_id is not None:
        return rows.filter(pk=plan_action_id).first()
    return rows.filter(service_type=edition.course.service_type).first() if edition.course.service_type else None


def _new_step(actor: Actor, edition: Edition, case: Case | None) -> PlanAction | None:
    """A step under the first goal still open of the person's plan, for a course that is a service; none where the case is not the actor's to change."""
    service = edition.course.service_type
    if case is None or not service or not can_work_on(actor, case):
        return None
    goal = Goal.objects.filter(case=case, plan__state="active", state="open").order_by("position", "pk").first()
    if goal is None:
        return None
    Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if (written := _step(edition, case, None)) is not None:
        return written  # by whoever enrolled them in another edition at the same moment
    draft = ActionDraft(label=edition.course.name, due_on=max(edition.ends_on, today()), kind="course", who="person", service_type=service)
    return add_plan_action(actor=actor, goal_id=goal.pk, draft=draft)


def _seat(
    actor: Actor, edition: Edition, *, person: Person | None = None, learner_id: int | None = None, step: PlanAction | None = None
) -> Enrolment:  # fmt: skip
    badge = base64.b32encode(secrets.token_bytes(BADGE_BYTES)).decode()
    return Enrolment.objects.create(
        owner_institution_id=edition.owner_institution_id, edition=edition, person=person, learner_id=learner_id, plan_action=step,
        badge=badge, enrolled_at=now(), enrolled_by=actor.user_id,
    )  # fmt: skip


def _again(row: Enrolment, step: PlanAction | None) -> Enrolment:
    """Whoever had given the place up waits from now on."""
    row.state, row.plan_action, row.enrolled_at, row.decided_at = EnrolmentState.ENROLLED, step, now(), None
    row.save(update_fields=["state", "plan_action", "enrolled_at", "decided_at"])
    return row
