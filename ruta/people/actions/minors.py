"""How is it kept who answers for a minor, how is SENAF told at once, and what ends at 18?"""

from dataclasses import dataclass
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from ruta.accounts.enums import CASE_ROLES
from ruta.accounts.policies import demand_role
from ruta.base.clock import now, today
from ruta.base.context import Actor
from ruta.base.errors import Invalid, NotFound, NotOpen, Refused
from ruta.base.events import publish
from ruta.base.transactions import action
from ruta.directory.models import Institution
from ruta.people import policies, rules
from ruta.people.enums import GivenBy, GuardianKind, GuardianProof, NoticeAnswer, NoticeReason
from ruta.people.events import CameOfAge, ConsentWithdrawn, SenafAnswered, SenafLate, SenafTold
from ruta.people.models import Consent, Guardianship, Person, SenafNotice
from ruta.people.selectors import person_for
from ruta.people.selectors.consents import LAPSED
from ruta.people.selectors.minors import SENAF, live_guardians

ANSWER_HOURS = 1  # the same hour as the alert `senaf_now` of the instrument


@dataclass(frozen=True, slots=True)
class GuardianDraft:
    """Who answers for a minor, as said and proven."""

    kind: str
    name: str
    proof: str = GuardianProof.STATEMENT
    document: str = ""
    proof_note: str = ""
    is_disputed: bool = False


@action
def record_guardian(*, actor: Actor, person_id: int, guardian: GuardianDraft) -> int:
    """Keep who answers for a minor from now on."""
    person = _own_minor(actor, person_id)
    _demand_guardian(guardian)
    try:
        with transaction.atomic():
            row = Guardianship.objects.create(
                owner_institution_id=person.owner_institution_id, person=person, kind=guardian.kind, name=" ".join(guardian.name.split()),
                document=guardian.document.strip(), proof=guardian.proof, proof_note=guardian.proof_note.strip(),
                is_disputed=guardian.is_disputed, since=now(), recorded_by_id=actor.user_id,
            )  # fmt: skip
    except IntegrityError as error:
        sentence = _("Esa persona ya está anotada. Si algo cambió, termínela y anótela otra vez.")
        raise Invalid(sentence, fields={"name": sentence}) from error
    return row.pk


@action
def end_guardian(*, actor: Actor, guardian_id: int) -> int:
    """Somebody no longer answers for the minor; what was written stays. Gives the person's id."""
    row = Guardianship.objects.select_related("person").filter(pk=guardian_id).first()
    if row is None:
        raise NotFound(_("Ese registro no está entre los que usted puede ver. Recargue la página."))
    demand_role(actor, CASE_ROLES)
    policies.demand_owner(actor, row.person)
    if not Guardianship.objects.filter(pk=row.pk, ended_at=None).update(ended_at=Now()):
        raise NotOpen(_("Ya estaba terminado. Recargue la página."))
    return row.person_id


@action
def tell_senaf(*, actor: Actor, person_id: int, reason: str, whereabouts: str) -> int:
    """Tell SENAF of a minor by law: no permission is needed, and no more goes than it needs to act. The clock runs by hours."""
    person = _own_minor(actor, person_id)
    _demand_notice(reason, whereabouts)
    if SenafNotice.objects.filter(person=person, owner_institution=person.owner_institution_id, answered_at=None).exists():
        raise NotOpen(_("SENAF ya fue avisada y todavía no responde. Llame a su oficina si corre peligro."))
    notice = notice_of(actor, person, reason, whereabouts, senaf())
    notice.save()
    publish(SenafTold(notice.pk, person.pk))
    return notice.pk


def notice_of(actor: Actor, person: Person, reason: str, whereabouts: str, receiver: Institution) -> SenafNotice:
    """What SENAF needs to act and no more, due by hours; not yet kept."""
    moment = now()
    return SenafNotice(
        owner_institution_id=person.owner_institution_id, person=person, receiver=receiver,
        sender_office_id=actor.office_id or person.office_id, sender_user_id=actor.user_id, reason=reason, name=person.full_name,
        age=rules.age_on(today(), person.birth_date), sex=person.sex, whereabouts=" ".join(whereabouts.split()), sent_at=moment,
        due_at=moment + timedelta(hours=ANSWER_HOURS),
    )  # fmt: skip


@action
def answer_notice(*, actor: Actor, notice_id: int, answer: str, act: str = "") -> int:
    """SENAF says what it does; assuming protection opens what waited for an authority."""
    notice = SenafNotice.objects.filter(pk=notice_id).first()
    if notice is None:
        raise NotFound(_("Ese aviso no es de su institución. Vuelva a su cola."))
    demand_role(actor, CASE_ROLES)
    if notice.receiver_id != actor.institution_id:
        raise Refused(_("Este aviso lo responde SENAF."))
    if answer not in NoticeAnswer.values:
        raise Invalid(_("Diga qué hace SENAF."), fields={"answer": _("Diga qué hace SENAF.")})
    if answer == NoticeAnswer.ASSUMED and not act.strip():
        sentence = _("Escriba el número del acta o de la resolución.")
        raise Invalid(sentence, fields={"act": sentence})
    open_one = SenafNotice.objects.filter(pk=notice.pk, answered_at=None)
    if not open_one.update(answered_at=Now(), answered_by_id=actor.user_id, answer=answer, act=act.strip()):
        raise NotOpen(_("Otra persona ya respondió este aviso. Recargue la página."))
    publish(SenafAnswered(notice.pk, notice.person_id, answer), institution_id=notice.owner_institution_id)
    return notice.pk


@action
def climb_notice(*, actor: Actor, notice_id: int) -> int:
    """Remind SENAF, or tell the coordination of the sender, once for each rung. Gives the rung; the machine of SENAF does it."""
    notice = SenafNotice.objects.select_for_update().filter(pk=notice_id, receiver=actor.institution_id, answered_at=None).first()
    if notice is None:
        return 0
    rung = rules.notice_rung(now(), notice.due_at)
    if rung > notice.escalation:
        SenafNotice.objects.filter(pk=notice.pk).update(escalation=rung, escalated_at=now())
        publish(SenafLate(notice.pk, notice.person_id, rung), institution_id=notice.owner_institution_id)
    return rung


@action
def come_of_age(*, actor: Actor, person_id: int) -> int:
    """End what others allowed for somebody who is 18 now, and who answered for them; gives how many permissions ended."""
    person = person_for(person_id)
    policies.demand_consent_keeper(actor, person)
    if rules.is_minor_on(today(), person.birth_date):
        raise NotOpen(_("Todavía es menor de 18 años."))
    lapsing = list(Consent.objects.filter(person=person, withdrawn_at=None).exclude(given_by=GivenBy.PERSON).order_by("pk"))
    for consent in lapsing:
        Consent.objects.filter(pk=consent.pk).update(withdrawn_at=Now(), withdrawn_reason=LAPSED)
        publish(ConsentWithdrawn(consent.pk, person.pk, consent.grantee_id, consent.purpose))
    live_guardians(person.pk).update(ended_at=Now())
    if lapsing:
        publish(CameOfAge(person.pk))
    return len(lapsing)


def _own_minor(actor: Actor, person_id: int) -> Person:
    policies.demand_register(actor)
    person = person_for(person_id)
    policies.demand_owner(actor, person)
    if not rules.is_minor_on(today(), person.birth_date):
        raise NotOpen(
            _("Según su fecha de nacimiento es mayor de edad: decide por sí misma o por sí mismo. Si la fecha está mal, corríjala.")
        )
    return person


def _demand_guardian(guardian: GuardianDraft) -> None:
    fields = {}
    if guardian.kind not in GuardianKind.values:
        fields["kind"] = _("Diga quién responde por la niña, niño o adolescente.")
    if not guardian.name.strip():
        fields["name"] = _("Escriba su nombre completo.")
    if guardian.proof not in GuardianProof.values:
        fields["proof"] = _("Diga cómo se comprobó.")
    elif guardian.proof in (GuardianProof.SENAF, GuardianProof.COURT) and not guardian.proof_note.strip():
        fields["proof_note"] = _("Escriba el número del acta o de la resolución.")
    elif guardian.kind in rules.AUTHORITIES and guardian.proof == GuardianProof.STATEMENT:
        fields["proof"] = _("Una autoridad se comprueba con su acta o resolución, no de palabra.")
    if fields:
        raise Invalid(next(iter(fields.values())), fields=fields)


def _demand_notice(reason: str, whereabouts: str) -> None:
    fields = {}
    if reason not in NoticeReason.values:
        fields["reason"] = _("Elija por qué se avisa.")
    if not whereabouts.strip():
        fields["whereabouts"] = _("Escriba dónde está ahora y con quién.")
    if fields:
        raise Invalid(next(iter(fields.values())), fields=fields)


def senaf() -> Institution:
    """Who is told by law."""
    return Institution.objects.get(code=SENAF)
