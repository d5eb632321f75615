"""Who answers for a minor, what does SENAF still owe an answer to, and whom must one ask again at 18?"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from ruta.accounts.enums import Role
from ruta.base.clock import now, today
from ruta.base.context import Actor
from ruta.people import rules
from ruta.people.enums import GivenBy, NoticeAnswer
from ruta.people.models import Consent, Guardianship, Person, SenafNotice
from ruta.taxonomy.selectors import catalogue

SENAF = "SENAF"
TO_COORDINATION = 2  # the rung


@dataclass(frozen=True, slots=True)
class Authority:
    """What is known of who may decide for a minor."""

    guardians: tuple[Guardianship, ...]
    notice: SenafNotice | None  # the last one

    @property
    def is_valid(self) -> bool:
        """Whether somebody may decide: SENAF, a court, or a proven and undisputed parent or representative."""
        assumed = self.notice is not None and self.notice.answer == NoticeAnswer.ASSUMED
        return assumed or any(rules.authorises(each.kind, each.proof, is_disputed=each.is_disputed) for each in self.guardians)

    @property
    def waits_for_senaf(self) -> bool:
        """Whether SENAF was told and has not answered."""
        return self.notice is not None and self.notice.answered_at is None

    def must_be_told(self, *, is_said: bool) -> bool:
        """Whether SENAF hears of this minor: found with nobody again, or never asked about and with nobody written down."""
        if self.is_valid or self.waits_for_senaf:
            return False
        return is_said or (self.notice is None and not self.guardians)


def live_guardians(person_id: int) -> QuerySet[Guardianship]:
    """Who answers for the person now."""
    return Guardianship.objects.filter(person=person_id, ended_at=None).order_by("pk")


def guardians_of(person_id: int) -> QuerySet[Guardianship]:
    """Who answers or answered for the person, those of today first."""
    return Guardianship.objects.filter(person=person_id).order_by("-ended_at", "pk")


def authority_of(person_id: int) -> Authority:
    """Who may decide for a minor, as far as the actor reads it. Two queries."""
    notices = SenafNotice.objects.filter(person=person_id).select_related("sender_office", "receiver")
    return Authority(tuple(live_guardians(person_id)), notices.order_by("-sent_at", "-pk").first())


def authorities_of(person_ids: Iterable[int]) -> dict[int, Authority]:
    """The same of many minors, in two queries."""
    wanted = list(person_ids)
    guardians: dict[int, list[Guardianship]] = defaultdict(list)
    for each in Guardianship.objects.filter(person__in=wanted, ended_at=None).order_by("pk"):
        guardians[each.person_id].append(each)
    last = {each.person_id: each for each in SenafNotice.objects.filter(person__in=wanted).order_by("sent_at", "pk")}
    return {pk: Authority(tuple(guardians[pk]), last.get(pk)) for pk in wanted}


def assent_from_age() -> int:
    """From which age a child is asked as well."""
    return int(catalogue("consent_notices")["minors"]["assent_from_age"])


def child_assented(person_id: int, owner_id: int) -> bool:
    """Whether the child agreed beside whoever allowed the case."""
    rows = Consent.objects.filter(person=person_id, grantee=owner_id, purpose="case_management", child_assents=True)
    return rows.filter(withdrawn_at=None, valid_until__gt=now()).exists()


def open_notices(actor: Actor) -> QuerySet[SenafNotice]:
    """What the actor's institution was told and has not answered, the first due first."""
    rows = SenafNotice.objects.filter(receiver=actor.institution_id, answered_at=None)
    return rows.select_related("sender_office__institution").order_by("due_at", "pk")


def notices_sent(actor: Actor) -> QuerySet[SenafNotice]:
    """What the actor told SENAF and waits for; what climbed is also of whoever coordinates the office."""
    mine = Q(sender_user_id=actor.user_id)
    if actor.role == Role.OFFICE_COORDINATOR:
        mine |= Q(sender_office=actor.office_id, escalation__gte=TO_COORDINATION)
    rows = SenafNotice.objects.filter(mine, owner_institution=actor.institution_id, answered_at=None)
    return rows.order_by("due_at", "pk")


def late_notices(institution_id: int) -> list[int]:
    """What an institution was told, whose next rung is due: reminded at the hour, climbed an hour later."""
    due = Q(escalation=0, due_at__lte=now()) | Q(escalation__lt=TO_COORDINATION, due_at__lte=now() - rules.TO_COORDINATION)
    rows = SenafNotice.objects.filter(due, receiver=institution_id, answered_at=None)
    return list(rows.order_by("due_at", "pk").values_list("pk", flat=True))


def senaf_notice(notice_id: int) -> SenafNotice | None:
    """One notice, if row security lets the actor read it."""
    rows = SenafNotice.objects.select_related("sender_office__institution", "receiver", "sender_office__municipality")
    return rows.filter(pk=notice_id).first()


def of_age_with_permissions(institution_id: int) -> list[int]:
    """Who turned 18 while what others allowed for them, or who answered for them, still stands."""
    others = Consent.objects.filter(person=OuterRef("pk"), withdrawn_at=None).exclude(given_by=GivenBy.PERSON)
    rows = Person.objects.filter(owner_institution=institution_id, birth_date__lte=rules.born_for(today(), rules.ADULT))
    guardians = Guardianship.objects.filter(person=OuterRef("pk"), ended_at=None)
    return list(rows.filter(Exists(others) | Exists(guardians)).order_by("pk").values_list("pk", flat=True))


def to_ask_again(actor: Actor, persons: QuerySet[Person]) -> QuerySet[Person]:
    """Of these persons, those who are 18 and whose case still stands on nobody's word but somebody else's, which has ended."""
    ended = Q(withdrawn_at__isnull=False) | Q(valid_until__lte=now())
    mine = Consent.objects.filter(person=OuterRef("pk"), grantee=actor.institution_id, purpose="case_management")
    by_others = mine.filter(ended).exclude(given_by=GivenBy.PERSON)
    live = mine.filter(withdrawn_at=None, valid_until__gt=now())
    of_age = persons.filter(birth_date__lte=rules.born_for(today(), rules.ADULT))
    return of_age.filter(Exists(by_others), ~Exists(live)).order_by("pk")
