"""Which rows tell a referral, from one institution to a service of another, until both sides confirm?"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from ruta.agenda.models import Appointment
from ruta.base.context import Actor
from ruta.base.errors import Refused
from ruta.cases.models import Case, Need, PlanAction, ServiceDelivery
from ruta.directory.models import Institution, Office, Owned, Service, owner
from ruta.people.models import Person, ReservedRow
from ruta.trust.models import Client

# What a list filters by and the policies compare, so that a badge is counted from the index alone.
SIDES = ["owner_institution", "state", "receiver_office"]
SENT = ["receiver", "state", "sender_office", "waits_on"]


class Referral(ReservedRow, Owned):
    """A hand-over to an institution's service (never to a user). Owner: the sender; the receiver reads this row and its packet only."""

    RESERVED = ("service_type", "request", "outcome_note", "dispute_note", "service_id")

    owner_institution = owner(db_index=False)  # wider indexes begin with it
    number = models.TextField(unique=True)  # D-2026-01873
    case = models.ForeignKey(Case, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    need = models.ForeignKey(Need, models.SET_NULL, null=True, related_name="+")
    plan_action = models.ForeignKey(PlanAction, models.SET_NULL, null=True, related_name="+")
    sender_office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    sender_user_id = models.BigIntegerField(null=True)
    receiver = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    service = models.ForeignKey(Service, models.PROTECT, null=True, related_name="+")  # none where it is reserved from the reader
    receiver_office = models.ForeignKey(Office, models.PROTECT, null=True, related_name="+")
    receiver_user_id = models.BigIntegerField(null=True)
    receiver_contact = models.TextField(blank=True)  # telephone or e-mail of a partner without account: the signed link goes there
    service_type = models.TextField()
    purpose = models.TextField(default="referral")  # of the consent it stands on
    is_protected = models.BooleanField(default=False)  # strict need: neither reason nor provider shows in lists
    is_urgent = models.BooleanField(default=False)
    request = models.TextField(blank=True)  # what is asked, in a sentence
    packet_hash = models.TextField(blank=True)  # of the last packet; its content stands apart, because permission can end
    state = models.TextField(default="draft")
    position = models.PositiveSmallIntegerField(default=0)  # how far round the ring of six it came
    waits_on = models.TextField(default="sender")  # sender | receiver | person | nobody
    reason = models.TextField(blank=True)  # code of referral_reasons; "restricted" when only the sender may know it
    review_on = models.DateField(null=True)  # until when a service that goes on, or a waiting list, put the clock off
    outcome = models.TextField(blank=True)  # code of service_outcomes
    outcome_note = models.TextField(blank=True)
    dispute_note = models.TextField(blank=True)
    appointment = models.ForeignKey(Appointment, models.SET_NULL, null=True, related_name="+")
    delivery = models.ForeignKey(ServiceDelivery, models.SET_NULL, null=True, related_name="+")
    rerouted_from = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField(null=True)
    state_since = models.DateTimeField(db_default=Now())
    due_at = models.DateTimeField(null=True)  # of what the present state waits for
    escalation = models.PositiveSmallIntegerField(default=0)  # 0 none, 1 reminded, 2 late, 3 coordinators, 4 reroute offered
    closed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["id", "owner_institution"], name="referrals_referral_id_owner"),
            models.UniqueConstraint(fields=["id", "owner_institution", "receiver"], name="referrals_referral_id_sides"),
            models.UniqueConstraint(
                fields=["case", "service"], condition=~models.Q(state__in=["declined", "rerouted", "confirmed", "closed", "withdrawn", "expired"]),
                name="referrals_referral_once_open", violation_error_message=_("Ya hay una derivación abierta de este caso a ese servicio."),
            ),
            models.CheckConstraint(condition=models.Q(state="draft") | ~models.Q(packet_hash=""), name="referrals_referral_sealed"),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["receiver", "due_at", "id"], include=SIDES, name="referrals_inbox", condition=models.Q(closed_at=None)),
            models.Index(
                fields=["owner_institution", "due_at", "id"], include=SENT, name="referrals_outbox", condition=models.Q(closed_at=None)
            ),
            models.Index(fields=["receiver", "state", "due_at", "id"], name="referrals_tray"),
            models.Index(fields=["receiver", "-state_since", "-id"], name="referrals_received"),
            models.Index(fields=["owner_institution", "-state_since", "-id"], name="referrals_sent"),
            models.Index(fields=["due_at"], condition=models.Q(closed_at=None), name="referrals_due"),
            models.Index(fields=["case"], condition=models.Q(closed_at=None), name="referrals_open_of_case"),
        ]

    def may_be_told(self, actor: Actor) -> bool:
        """What is asked of somebody, they read; of the sender, whoever reads what is reserved."""
        return super().may_be_told(actor) or actor.institution_id is None or actor.institution_id == self.receiver_id

    @property
    def known_service(self) -> Service:
        """The service, for whoever acts on it; refused where it is reserved from them."""
        if self.service is None:
            raise Refused(_("Es una derivación protegida: la ve responsable de protección. Pregúntele lo que necesite saber."))
        return self.service


class ReferralPacket(Owned):
    """What travelled, sealed. The receiver reads it while the person's permission lives; the sender always knows what was sent."""

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="packets")
    receiver = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    purpose = models.TextField()
    categories = ArrayField(models.TextField())
    content = models.TextField()  # canonical JSON
    sha256 = models.TextField()
    allowed_until = models.DateTimeField()  # of the consent, on the day of sealing
    sealed_at = models.DateTimeField(db_default=Now())
    withheld_at = models.DateTimeField(null=True)


class ReferralStep(Owned):
    """One verb of one side; append-only. Owner is the sender; each side writes its own and both read all."""

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="steps")
    receiver = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    verb = models.TextField()
    side = models.TextField()  # sender | receiver | person | system
    state = models.TextField()  # after it
    actor_institution_id = models.BigIntegerField(null=True)
    actor_user_id = models.BigIntegerField(null=True)
    reason = models.TextField(blank=True)
    note = models.TextField(blank=True)
    facts = models.JSONField(default=dict, db_default={})  # appointment, outcome, attempts, who heard it, which referral follows
    at = models.DateTimeField(db_default=Now())


class ReferralMirror(Owned):
    """The same referral in the system of the other side: how it is called there, and how far each heard the other."""

    referral = models.OneToOneField(Referral, models.CASCADE, related_name="mirror")
    receiver = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    client = models.ForeignKey(Client, models.PROTECT, related_name="+")
    began_here = models.BooleanField()  # sent from here; otherwise it arrived
    remote_id = models.TextField(blank=True, default="", db_default="")  # how it is called there; empty until it answered
    number = models.TextField(blank=True, default="", db_default="")  # as people there say it
    told = models.BigIntegerField(default=0, db_default=0)  # the last of our steps that they have
    heard = models.BigIntegerField(default=0, db_default=0)  # the last of theirs that we have
    trouble = models.TextField(blank=True, default="", db_default="")  # why it does not go on, in a code
    looked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["client", "remote_id"], condition=~models.Q(remote_id=""), name="referrals_mirror_once"),
        ]


class ReferralLink(Owned):
    """A signed single-use link of 8 days: for a partner without account, or for the person. Only its hash is kept."""

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="links")
    audience = models.TextField()  # partner | person
    token_sha256 = models.TextField(unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(db_default=Now())


class ReferralTask(Owned):
    """A next step that a reason opened (offer another provider, call again…): who owes it and by when."""

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="tasks")
    case = models.ForeignKey(
        Case, models.CASCADE, related_name="+", db_index=False
    )  # of the referral: the queue begins at the officer's cases
    receiver = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")  # who owes it
    code = models.TextField()
    role = models.TextField(blank=True)  # when one role owes it
    reason = models.TextField(blank=True)  # the true one, also when it is restricted: the other side does not read this row
    reason_note = models.TextField(blank=True)
    opened_by_id = models.BigIntegerField(null=True)  # institution; null for a signed link
    due_on = models.DateField()
    done_at = models.DateTimeField(null=True)
    done_by_id = models.BigIntegerField(null=True)
    note = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["institution", "due_on"], condition=models.Q(done_at=None), name="referrals_task_due"),
            models.Index(fields=["case"], condition=models.Q(done_at=None), name="referrals_task_case"),
        ]
