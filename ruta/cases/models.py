"""Which rows tell the longitudinal record of one person's attention?"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from ruta.base.context import Actor
from ruta.directory.models import Institution, Office, Owned, owner
from ruta.people.models import Person, ReservedRow


class Case(Owned):
    """The longitudinal record. Its state is the fold of its steps, kept here for lists."""

    owner_institution = owner(db_index=False)  # wider indexes begin with it
    number = models.TextField()  # SPS-2026-004817
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    officer_id = models.BigIntegerField(null=True)  # accounts.User who carries it
    entry_point = models.TextField(_("puerta de entrada"))
    entry_office = models.ForeignKey(Office, models.PROTECT, null=True, related_name="+")
    modality = models.TextField(_("modalidad"))
    population = models.TextField(default="returned_persons")
    state = models.TextField(default="intake")
    segment = models.TextField(blank=True)
    strategy = models.TextField(blank=True)
    opened_at = models.DateTimeField(db_default=Now())
    closed_at = models.DateTimeField(null=True)
    close_reason = models.TextField(blank=True)
    linked_to = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")  # another open case of one person, after a merge
    last_activity_at = models.DateTimeField(db_default=Now())
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["id", "owner_institution"], name="cases_case_id_owner"),
            models.UniqueConstraint(fields=["id", "person", "owner_institution"], name="cases_case_id_person_owner"),
            models.UniqueConstraint(fields=["owner_institution", "number"], name="cases_case_number"),
            models.UniqueConstraint(
                fields=["owner_institution", "person"], condition=models.Q(closed_at=None, linked_to=None), name="cases_case_one_open",
                violation_error_message=_("Esta persona ya tiene un caso abierto en su institución. Ábralo en lugar de crear otro."),
            ),
            models.CheckConstraint(
                condition=models.Q(closed_at=None, close_reason="") | (models.Q(closed_at__isnull=False) & ~models.Q(close_reason="")),
                name="cases_case_closed_with_reason",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["owner_institution", "-last_activity_at", "-id"], name="cases_case_recent"),
            models.Index(fields=["owner_institution", "-opened_at", "-id"], name="cases_case_opened"),
            models.Index(fields=["owner_institution", "office", "state"], name="cases_case_office"),
            # The open cases of an officer, read from the index alone: every part of the work queue begins here.
            models.Index(
                fields=["owner_institution", "officer_id", "closed_at"], include=["id", "person", "state"], name="cases_case_officer"
            ),
            # The open cases of an office, read from the index alone: the queues of whoever coordinates it begin here.
            models.Index(
                fields=["owner_institution", "office", "id"],
                include=["person", "officer_id"],
                condition=models.Q(closed_at=None),
                name="cases_case_open",
            ),
        ]


class OfCase(Owned):
    """A row of one case; owner and person are copies kept honest by composite keys."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="%(class)ss")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")

    class Meta:
        abstract = True


class CaseStep(ReservedRow, OfCase):
    """One verb done to the case: who had it from then on. Append-only; the timeline is read from here."""

    RESERVED = ("reason", "note")

    verb = models.TextField()  # CaseVerb, or assign: the state is the fold of the others
    state = models.TextField()  # the state after it
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    to_office = models.ForeignKey(Office, models.PROTECT, null=True, related_name="+")  # to whom a transfer is offered
    officer_id = models.BigIntegerField(null=True)
    actor_user_id = models.BigIntegerField(null=True)
    reason = models.TextField(default="", db_default="")
    note = models.TextField(blank=True)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        base_manager_name = "objects"


class Assessment(ReservedRow, OfCase):
    """Answers to one version of an instrument, with what the engine made of them."""

    RESERVED = ("answers", "scores", "drivers", "reading", "segment", "override_note", "kept_apart")

    instrument = models.TextField()
    instrument_version = models.TextField()
    state = models.TextField(default="done", db_default="done")  # draft | done
    data_category = models.TextField(default="employability_result", db_default="employability_result")
    answers = models.JSONField(default=dict)
    scores = models.JSONField(default=dict)
    drivers = models.JSONField(default=list)
    reading = models.JSONField(default=dict, db_default={})  # reason of the segment, needs, barriers, plans, alerts
    segment = models.TextField(blank=True)
    override_segment = models.TextField(blank=True)
    override_reason = models.TextField(blank=True)
    override_note = models.TextField(blank=True)
    overridden_at = models.DateTimeField(null=True)
    overridden_by_id = models.BigIntegerField(null=True)
    assessed_by_id = models.BigIntegerField(null=True)
    assessed_at = models.DateTimeField(db_default=Now())
    version = models.PositiveIntegerField(default=1, db_default=1)
    kept_apart = models.JSONField(default=dict, db_default={})  # strict answers, and strict needs that they ask for: never left here

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["case", "instrument"], condition=models.Q(state="draft"), name="cases_assessment_one_draft")
        ]

    def may_be_told(self, actor: Actor) -> bool:
        """Whoever is still answering reads what they wrote."""
        return super().may_be_told(actor) or (self.state == "draft" and self.assessed_by_id == actor.user_id)

    def hear(self) -> None:
        """Strict answers stand among the others again."""
        apart = {"answers": {}, "needs": []} | self.kept_apart
        self.answers = self.answers | apart["answers"]
        if apart["needs"]:
            self.reading = self.reading | {"needs": [*self.reading.get("needs", []), *apart["needs"]]}


class CaseAlert(ReservedRow, OfCase):
    """What an assessment warned of: who must answer, by when, and what stops until one of them has."""

    RESERVED = ("code", "message", "note")

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="alerts")
    data_category = models.TextField(default="plan_services", db_default="plan_services")  # protection: told to protection alone
    code = models.TextField()
    severity = models.TextField()  # info | warning | critical
    message = models.TextField()
    notify_roles = ArrayField(models.TextField(), default=list)
    blocks = ArrayField(models.TextField(), default=list)
    raised_at = models.DateTimeField(db_default=Now())
    due_at = models.DateTimeField(null=True)
    resolved_at = models.DateTimeField(null=True)
    resolved_by_id = models.BigIntegerField(null=True)
    note = models.TextField(default="", db_default="")

    class Meta:
        base_manager_name = "objects"
        indexes = [models.Index(fields=["owner_institution", "due_at"], condition=models.Q(resolved_at=None), name="cases_alert_due")]


class Need(ReservedRow, OfCase):
    """A coded need with its priority and term; strict ones are seen by named roles only."""

    RESERVED = ("code", "note")

    code = models.TextField()
    priority = models.TextField()  # critical | high | medium | low
    sensitivity = models.TextField(default="normal")  # normal | restricted | strict
    data_category = models.TextField(default="needs_general")
    state = models.TextField(default="open")  # open | in_progress | met | dropped
    due_on = models.DateField(null=True)
    source = models.TextField(default="counsellor")  # counsellor | instrument
    note = models.TextField(blank=True)
    identified_at = models.DateTimeField(db_default=Now())
    met_at = models.DateTimeField(null=True)
    moved_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1, db_default=1)

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["case", "code"], name="cases_need_once_open",
                condition=models.Q(state__in=["open", "in_progress"]) & ~models.Q(sensitivity="strict"),  # these show one mask
                violation_error_message=_("Esa necesidad ya está abierta en el caso."),
            ),
        ]  # fmt: skip


class PersonalPlan(ReservedRow, OfCase):
    """The personal employment plan agreed with the person; one is active at a time."""

    RESERVED = ("title",)

    title = models.TextField()
    template = models.TextField(blank=True)
    state = models.TextField(default="active")  # active | done | dropped
    agreed_on = models.DateField()
    review_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        base_manager_name = "objects"
        constraints = [models.UniqueConstraint(fields=["case"], condition=models.Q(state="active"), name="cases_personalplan_one_active")]


class Goal(ReservedRow, OfCase):
    """What the person wants to reach, and by when."""

    RESERVED = ("label",)

    plan = models.ForeignKey(PersonalPlan, models.CASCADE, related_name="goals")
    label = models.TextField()
    due_on = models.DateField()
    position = models.PositiveSmallIntegerField(default=0)
    state = models.TextField(default="open")  # open | reached | dropped

    class Meta:
        base_manager_name = "objects"


class PlanAction(ReservedRow, OfCase):
    """One step of the plan: somebody does it by a date. Referrals, deliveries and appointments move it by themselves."""

    RESERVED = ("label", "service_type", "note")

    plan = models.ForeignKey(PersonalPlan, models.CASCADE, related_name="actions")
    goal = models.ForeignKey(Goal, models.CASCADE, related_name="actions")
    data_category = models.TextField(default="plan_services", db_default="plan_services")
    kind = models.TextField()  # service | referral | appointment | course | application | person_task | follow_up | document | review
    service_type = models.TextField(blank=True)
    need = models.ForeignKey(Need, models.SET_NULL, null=True, related_name="+")
    label = models.TextField()
    who = models.TextField(default="counsellor")
    due_on = models.DateField()
    position = models.PositiveSmallIntegerField(default=0)
    state = models.TextField(default="open")  # open | in_progress | done | dropped
    done_at = models.DateTimeField(null=True)
    moved_at = models.DateTimeField(null=True)
    note = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1, db_default=1)

    class Meta:
        base_manager_name = "objects"
        indexes = [
            models.Index(
                fields=["owner_institution", "due_on"], condition=models.Q(state__in=["open", "in_progress"]), name="cases_planaction_due"
            )
        ]


class ServiceDelivery(ReservedRow, OfCase):
    """One service received: the unit of the attentions. Two-sided: the case's owner and whoever provided it read it."""

    RESERVED = ("service_type", "note")

    owner_institution = owner(db_index=False)  # wider indexes begin with it
    data_category = models.TextField(default="plan_services", db_default="plan_services")
    service_type = models.TextField()
    provider = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    officer_id = models.BigIntegerField(null=True)
    delivered_on = models.DateField()
    outcome = models.TextField()
    need = models.ForeignKey(Need, models.SET_NULL, null=True, related_name="+")
    plan_action = models.ForeignKey(PlanAction, models.SET_NULL, null=True, related_name="+")
    channel = models.TextField(default="in_person")
    note = models.TextField(blank=True)
    # What the indicators count by, frozen on the day of the service.
    counts_as_attention = models.BooleanField(default=True)
    modality = models.TextField()
    sex = models.TextField()
    age = models.PositiveSmallIntegerField(null=True)
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        base_manager_name = "objects"
        indexes = [
            models.Index(
                fields=["owner_institution", "delivered_on"], include=["person", "provider", "office"], name="cases_delivery_owner"
            ),
            models.Index(
                fields=["provider", "delivered_on"], include=["person", "owner_institution", "office"], name="cases_delivery_provider"
            ),
        ]


class FollowUp(ReservedRow, OfCase):
    """A contact due after something: what for, when, and what came of it."""

    RESERVED = ("note",)

    subject = models.TextField()  # placement_30 | closing_90 | plan …
    due_on = models.DateField()
    officer_id = models.BigIntegerField(null=True)
    done_at = models.DateTimeField(null=True)
    result = models.TextField(blank=True)  # reached | not_reached | declined | cancelled
    channel = models.TextField(default="", db_default="")  # phone | messaging | in_person | email | visit
    note = models.TextField(blank=True)

    class Meta:
        base_manager_name = "objects"
        indexes = [
            models.Index(fields=["owner_institution", "due_on"], condition=models.Q(done_at=None), name="cases_followup_due"),
            models.Index(fields=["officer_id", "due_on"], condition=models.Q(done_at=None), name="cases_followup_officer"),
        ]


class CaseCounter(models.Model):
    """The last number given per office and year; locked by the action that opens a case."""

    scope = models.TextField(unique=True)  # "SPS-2026", "D-2026"
    last = models.IntegerField(default=0)
