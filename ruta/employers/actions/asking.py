"""How is an employer asked whether a vacancy is still open, and how does its answer change the vacancy?"""

import secrets
from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from ruta.base.clock import now
from ruta.base.context import Actor
from ruta.base.errors import Invalid, NotOpen
from ruta.base.transactions import action
from ruta.communication.actions import LinkTo, queue_message
from ruta.communication.models import Message
from ruta.employers.actions.stepping import step_vacancy
from ruta.employers.actions.steps import note_step
from ruta.employers.enums import StillOpen, VacancyState
from ruta.employers.models import Vacancy, VacancyQuestion
from ruta.employers.policies import demand_keeping
from ruta.employers.rules import way_to
from ruta.employers.selectors import contacts_of, vacancy_of
from ruta.employers.selectors.links import token_hash
from ruta.taxonomy.selectors import catalogue

QUESTION = "employers.question"
TEMPLATE = "employer_vacancy_refresh"
TOKEN_BYTES = 16  # 128 bits
LONGEST_TITLE = 48  # the message leaves as one


@action
def ask_if_open(*, actor: Actor, vacancy_id: int) -> Message | None:
    """Write to the employer of a published vacancy, with a link that answers for it alone; where nobody can be reached the history says so."""
    demand_keeping(actor)
    vacancy = vacancy_of(actor, vacancy_id)
    if vacancy.state != VacancyState.PUBLISHED:
        return None
    contact = contacts_of(vacancy.employer).first()
    address = way_to(contact.phone, contact.email) if contact else ""
    if not address:
        note_step(actor, vacancy, "unasked")
        return None
    VacancyQuestion.objects.filter(vacancy=vacancy, answered_at=None, expires_at__gt=now()).update(expires_at=now())
    made = VacancyQuestion.objects.create(
        owner_institution_id=vacancy.owner_institution_id, vacancy=vacancy, employer_id=vacancy.employer_id, asked_at=now(),
        expires_at=now() + timedelta(days=catalogue("notifications")["rules"]["link_life_days"]),
    )  # fmt: skip
    note_step(actor, vacancy, "ask")
    return queue_message(
        actor=actor, template=TEMPLATE, facts={"job": _short(vacancy)}, address=address, link=LinkTo(QUESTION, made.pk),
        once_key=f"{QUESTION}:{made.pk}",
    )  # fmt: skip


@action
def mint_question(*, actor: Actor, question_id: int) -> str:
    """Make the link of a question when its message leaves, and give its address; only the hash stays."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    live = VacancyQuestion.objects.filter(pk=question_id, owner_institution_id=actor.institution_id or 0, answered_at=None)
    live.update(token_sha256=token_hash(token))
    return settings.PUBLIC_ADDRESS + reverse("portal:vacancy_question", args=[token])


@action
def answer_question(*, actor: Actor, question_id: int, answer: str) -> Vacancy:
    """The employer says that its vacancy is still open, or that it is over: then nobody is sent until the institution closes it."""
    if answer not in StillOpen.values:
        raise Invalid(_("Toque una de las respuestas."))
    asked = VacancyQuestion.objects.select_for_update().filter(pk=question_id, employer_id=actor.employer_id or 0, answered_at=None).first()
    if asked is None:
        raise NotOpen(_("Esta pregunta ya se contestó."))
    asked.answered_at, asked.answer = now(), answer
    asked.save(update_fields=["answered_at", "answer"])
    verb = "refresh" if answer == StillOpen.OPEN else "ended"
    note = "" if answer == StillOpen.OPEN else str(StillOpen(answer).label)
    return step_vacancy(actor=actor, vacancy_id=asked.vacancy_id, verb=verb, note=note)


def _short(vacancy: Vacancy) -> str:
    title = vacancy.title
    return title if len(title) <= LONGEST_TITLE else f"{title[:LONGEST_TITLE].rsplit(' ', 1)[0]}…"
