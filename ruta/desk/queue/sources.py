"""What needs this actor? Each source asks one domain and gives lines of the queue; a new domain adds a source here."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import JSONField
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from ruta.accounts.enums import Role
from ruta.accounts.policies import can_carry_cases, can_receive_referrals, has_role
from ruta.agenda.policies import AGENDA_ROLES
from ruta.base.clock import today
from ruta.base.compiled import asked
from ruta.base.context import Actor
from ruta.cases.policies import shows
from ruta.cases.selectors import due_instruments, waiting
from ruta.cases.selectors.labels import said
from ruta.desk.queue import rows
from ruta.desk.queue.agreements import ending
from ruta.desk.queue.following import open_undertakings, risk_reviews, unanswered
from ruta.desk.queue.opinions import opinion_alerts, suggestions_due
from ruta.desk.queue.permits import open_dossiers
from ruta.desk.queue.rounds import round_answers, round_judgements
from ruta.desk.queue.subjects import data_requests_due
from ruta.desk.queue.tasks import MOST, Kind, Task, end_of
from ruta.desk.queue.visits import visits_to_tell
from ruta.desk.queue.words import receiver_words, sender_words
from ruta.people.duplicates.elsewhere import questions
from ruta.people.duplicates.policies import can_decide
from ruta.people.models import DuplicatePair, Person, SenafNotice
from ruta.referrals.models import Referral, ReferralPacket
from ruta.taxonomy.selectors import label


def everything_for(actor: Actor) -> list[Task]:
    """All the lines for this actor, unordered."""
    return [task for source in SOURCES for task in source(actor)]


def received_referrals(actor: Actor) -> Iterator[Task]:
    """Referrals that wait for an answer, an appointment or a result of our side."""
    if not can_receive_referrals(actor):
        return
    found = asked(rows.received_referrals, actor)
    names = packet_names(row.pk for row in found)
    for row in found:
        words, button = receiver_words(row)
        yield _referral_task(row, names.get(row.pk, row.number), words, button)


def sent_referrals(actor: Actor) -> Iterator[Task]:
    """Referrals that came back to us, or that nobody answered in time."""
    if not can_carry_cases(actor):
        return
    for row in asked(rows.sent_referrals, actor):
        words, button = sender_words(row)
        yield _referral_task(row, row.person.full_name, words, button)


def referral_tasks(actor: Actor) -> Iterator[Task]:
    """Next steps that a reason opened."""
    if not can_receive_referrals(actor):
        return
    found = asked(rows.referral_tasks, actor)
    names = packet_names(row.referral_id for row in found)
    for row in found:
        yield Task(
            kind=Kind.REFERRAL,
            name=names.get(row.referral_id, row.referral.number),
            words=label("referral_reasons", row.code, section="next_steps"),
            due=end_of(row.due_on),
            button=_("Ver"),
            address=("desk:referral-task", row.pk),
            person_address=("desk:referral", row.referral_id),
        )


def appointments(actor: Actor) -> Iterator[Task]:
    """Who is expected at this office in the next days, and who came without anybody writing it down."""
    if not actor.office_id or not has_role(actor, AGENDA_ROLES):
        return
    for row in asked(rows.appointments, actor):
        name = row.person.full_name if row.person_id and row.person else _("Persona derivada")
        yield Task(
            Kind.APPOINTMENT,
            name,
            row.subject,
            row.starts_at + timedelta(hours=1),
            _("Atender"),
            ("desk:agenda",),
            since=row.created_at,
        )


def plan_steps(actor: Actor) -> Iterator[Task]:
    """Steps of plans that are due, and plans where nobody said what comes next."""
    if not can_carry_cases(actor):
        return
    for row in asked(rows.due_actions, actor):
        if shows(actor, row.data_category):
            yield _case_task(Kind.PLAN, row, row.label, end_of(row.due_on), (_("Hacer el paso"), "desk:plan-action", row.pk))
        else:
            yield _case_task(Kind.PLAN, row, _("Paso protegido"), end_of(row.due_on), (_("Ver"), "desk:case", row.case_id))
    for plan in asked(rows.plans_without_step, actor):
        words = _("Su itinerario no tiene próximo paso.")
        yield _case_task(Kind.PLAN, plan, words, end_of(today()), (_("Poner paso"), "desk:case-plan", plan.case_id))


def follow_ups(actor: Actor) -> Iterator[Task]:
    """Contacts that are due."""
    if not can_carry_cases(actor):
        return
    words = _("Seguimiento: preguntar cómo le va.")
    for row in asked(rows.follow_ups, actor):
        yield _case_task(Kind.FOLLOW_UP, row, words, end_of(row.due_on), (_("Llamar"), "desk:follow-up", row.pk))


def placements(actor: Actor) -> Iterator[Task]:
    """For whoever brokers: contacts after a hire that are due, and persons who applied alone."""
    if actor.role != Role.BROKER:
        return
    for row in asked(rows.broker_contacts, actor):
        words = _("Colocación: preguntar cómo le va en el trabajo.")
        address = ("desk:application-contact", row.application_id, row.pk)
        page = ("desk:application", row.application_id)
        yield Task(Kind.FOLLOW_UP, row.person.full_name, words, end_of(row.due_on), _("Llamar"), address, person_address=page)
    for each in asked(rows.asked_alone, actor):
        words = _("Quiere el puesto de %(job)s y nadie lo ha visto.") % {"job": each.vacancy.title}
        due_at = (each.applied_at or each.state_since) + timedelta(days=2)
        yield Task(Kind.CASE, each.person.full_name, words, due_at, _("Ver"), ("desk:application", each.pk), since=each.applied_at)


def intakes(actor: Actor) -> Iterator[Task]:
    """Cases that were opened and not yet assessed: three days are promised."""
    if not can_carry_cases(actor):
        return
    for case in asked(rows.intakes, actor):
        yield Task(
            kind=Kind.CASE,
            name=case.person.full_name,
            words=_("Registro guardado; falta valorar."),
            due=case.opened_at + timedelta(days=3),
            button=_("Valorar"),
            address=("desk:case-assess", case.pk),
            person_address=("desk:case", case.pk),
            since=case.opened_at,
        )


def questionnaires(actor: Actor) -> Iterator[Task]:
    """Instruments that are due again, or that the population asks for in the first weeks."""
    if not can_carry_cases(actor):
        return
    for each in due_instruments(actor, rows.in_a_week(), MOST):
        said_first = _("Toca repetir un cuestionario.") if each.is_repeat else _("Falta un cuestionario de los primeros días.")
        words = said_first if each.is_strict else _("%(why)s %(label)s.") % {"why": said_first, "label": said(each.instrument, "label")}
        yield Task(
            kind=Kind.CASE,
            name=each.case.person.full_name,
            words=words,
            due=end_of(each.due_on),
            button=_("Preguntar"),
            address=("desk:case-answer", each.case.pk, each.instrument.code),
            person_address=("desk:case", each.case.pk),
        )


def alerts(actor: Actor) -> Iterator[Task]:
    """Warnings of assessments that this role must answer."""
    for row in asked(rows.alerts, actor):
        words = _("La valoración dejó un aviso que debe atender.")
        yield _case_task(Kind.CASE, row, words, row.due_at or end_of(today()), (_("Atender"), "desk:alert", row.pk))


def offers(actor: Actor) -> Iterator[Task]:
    """Cases that another office offers to this one: two days are promised."""
    if not can_carry_cases(actor):
        return
    found = asked(rows.offers, actor)
    names = waiting.person_names(case.person_id for case in found)
    for case in found:
        words = _("%(office)s le entrega este caso.") % {"office": case.office.short_name}
        due_at = case.last_activity_at + timedelta(days=2)
        name = names.get(case.person_id, case.number)
        yield Task(Kind.CASE, name, words, due_at, _("Aceptar o no"), ("desk:case", case.pk))


def unassigned(actor: Actor) -> Iterator[Task]:
    """Cases of the office that nobody carries, for whoever shares them out."""
    if actor.role != Role.OFFICE_COORDINATOR:
        return
    for case in asked(rows.unassigned, actor):
        due_at = case.last_activity_at + timedelta(days=1)
        name = case.person.full_name
        yield Task(Kind.CASE, name, _("Nadie lleva este caso."), due_at, _("Asignar"), ("desk:case", case.pk))


def permissions(actor: Actor) -> Iterator[Task]:
    """Permissions that end, institutions that ask, and exceptional openings to review."""
    if can_carry_cases(actor):
        for consent in asked(rows.ending_consents, actor):
            words = _("Su permiso a %(who)s vence pronto.") % {"who": consent.grantee.short_name}
            yield _person_task(consent.person, words, consent.valid_until, _("Renovar"))
        for request in asked(rows.access_requests, actor):
            words = _("%(who)s pide ver su registro.") % {"who": request.institution.short_name}
            yield _person_task(request.person, words, request.asked_at + timedelta(days=3), _("Responder"))
    if actor.role in {Role.OFFICE_COORDINATOR, Role.PRIVACY_OFFICER}:
        for opened in asked(rows.overrides, actor):
            yield _person_task(opened.person, _("Acceso excepcional por revisar."), end_of(opened.review_due), _("Revisar"))


def minors(actor: Actor) -> Iterator[Task]:
    """Minors told to SENAF that wait for its answer, on both sides; no name stands in a list."""
    if not can_carry_cases(actor):
        return
    for row in asked(rows.open_notices, actor):
        words = _("%(office)s avisa: %(reason)s.") if not row.escalation else _("Sin respuesta, segundo aviso. %(office)s: %(reason)s.")
        words %= {"office": row.sender_office.short_name, "reason": row.get_reason_display().lower()}
        yield _notice_task(row, words, _("Responder"))
    for row in asked(rows.notices_sent, actor):
        late = _("SENAF no responde y la niña o niño espera: llame a su oficina.")
        yield _notice_task(row, late if row.escalation else _("SENAF todavía no responde el aviso."), _("Ver"))


def _notice_task(row: SenafNotice, words: str, button: str) -> Task:
    return Task(Kind.CASE, _("Niña, niño o adolescente"), words, row.due_at, button, ("desk:senaf-notice", row.pk), since=row.sent_at)


def of_age(actor: Actor) -> Iterator[Task]:
    """Persons who turned 18: what others allowed for them ended, and they are asked themselves."""
    if not can_carry_cases(actor):
        return
    for row in asked(rows.of_age, actor):
        words = _("Ya cumplió 18 años: pídale sus permisos otra vez.")
        yield _person_task(row, words, end_of(today()), _("Pedir permisos"))


def endangered(actor: Actor) -> Iterator[Task]:
    """Referrals under way to a place that was marked as a danger since; where it is and why stands in no list."""
    if not can_carry_cases(actor):
        return
    for row in asked(rows.endangered, actor):
        words = _("Una derivación va a un lugar que no es seguro. Retírela o busque otro.")
        yield Task(Kind.REFERRAL, row.person.full_name, words, end_of(today()), _("Ver"), ("desk:referral", row.pk))


def duplicates(actor: Actor) -> Iterator[Task]:
    """Records that may be one person, waiting for a decision."""
    if not can_decide(actor):
        return
    for row in asked(rows.duplicates, actor):
        yield _pair_task(row, _("Posible duplicado, %(score)s de 100.") % {"score": row.score}, row.found_at, _("Comparar"))
    for row in asked(rows.doubts_of_others, actor):
        words = _("Otra oficina no sabe si es la misma persona. Usted puede saberlo.")
        yield _pair_task(row, words, row.asked_at or row.found_at, _("Responder"))


def same_questions(actor: Actor) -> Iterator[Task]:
    """Another institution believes that it serves a person of ours."""
    if not can_decide(actor):
        return
    for each in questions()[:MOST]:
        words = _("Otra institución pregunta si también atiende a esta persona.")
        due = each.asked_at + timedelta(days=5)
        yield Task(Kind.DUPLICATE, each.person.full_name, words, due, _("Responder"), ("desk:same-questions",), since=each.asked_at)


def _pair_task(row: DuplicatePair, words: str, since: datetime, button: str) -> Task:
    return Task(Kind.DUPLICATE, row.other.full_name, words, since + timedelta(days=5), button, ("desk:duplicate", row.pk), since=since)


SOURCES = [
    received_referrals,
    sent_referrals,
    referral_tasks,
    appointments,
    plan_steps,
    follow_ups,
    placements,
    intakes,
    questionnaires,
    alerts,
    offers,
    unassigned,
    permissions,
    minors,
    endangered,
    of_age,
    duplicates,
    same_questions,
    open_dossiers,
    opinion_alerts,
    suggestions_due,
    data_requests_due,
    round_answers,
    round_judgements,
    open_undertakings,
    unanswered,
    risk_reviews,
    ending,
    visits_to_tell,
]


def packet_names(referral_ids: Iterable[int]) -> dict[int, str]:
    """The names that the sealed packets carry: all that a receiver knows of the persons. One query."""
    packets = ReferralPacket.objects.filter(referral_id__in=list(referral_ids), withheld_at=None).order_by("pk")
    said = Cast("content", JSONField())
    read = packets.values_list("referral_id", KeyTextTransform("name", KeyTransform("identity", KeyTransform("data", said))))
    return {referral: name for referral, name in read if name}


def _referral_task(row: Referral, name: str, words: str, button: str) -> Task:
    due_at = row.due_at or end_of(today())
    return Task(
        kind=Kind.REFERRAL,
        name=name,
        words=words,
        due=due_at,
        button=button,
        address=("desk:referral", row.pk),
        since=row.state_since,
    )


def _case_task(kind: Kind, row: Any, words: str, due_at: datetime, button: tuple[str, str, int]) -> Task:
    """A line about a part of a case; `button` is its word, the name of its address and the number in it."""
    return Task(
        kind=kind,
        name=row.person.full_name,
        words=words,
        due=due_at,
        button=button[0],
        address=button[1:],
        person_address=("desk:case", row.case_id),
    )


def _person_task(person: Person, words: str, due_at: datetime, button: str) -> Task:
    return Task(Kind.CONSENT, person.full_name, words, due_at, button, ("desk:consent", person.pk))
