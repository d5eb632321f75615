"""What is told to many by message, and what came of it? Who was written to, messages know; an answer knows nobody."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from ruta.communication.enums import CampaignState, Said, Segment
from ruta.communication.models.strategy import OrientationSession
from ruta.directory.models import Institution


class Campaign(models.Model):
    """One piece of news for those who said yes to such news. Approved as it is sent: by another person than who wrote it."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    title = models.TextField()
    text = models.TextField()  # what the message says, before its link
    text_en = models.TextField(blank=True, default="", db_default="")
    details = models.TextField()  # what the page behind the link says
    session = models.ForeignKey(OrientationSession, models.PROTECT, null=True, related_name="+")  # to which it invites
    segment = models.TextField(choices=Segment.choices, default=Segment.ALL)
    departments = ArrayField(models.CharField(max_length=2), default=list)  # none: the whole country
    came_days = models.PositiveSmallIntegerField(default=30, db_default=30)  # within how many days an attention counts as having come
    state = models.TextField(choices=CampaignState.choices, default=CampaignState.DRAFT)
    note = models.TextField(blank=True, default="", db_default="")  # why it was sent back or called off
    version = models.PositiveIntegerField(default=1, db_default=1)
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True)  # who wrote in it last
    hands = ArrayField(models.BigIntegerField(), default=list, db_default=[])  # everybody who did: none of them approves it
    approved_at = models.DateTimeField(null=True)
    approved_by = models.BigIntegerField(null=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(approved_by=None) | ~models.Q(approved_by=models.F("made_by")), name="communication_campaign_two_eyes",
                violation_error_message=_("La aprueba otra persona, no quien la escribió."),
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=("sending", "sent")) | models.Q(approved_at__isnull=False), name="communication_campaign_approved"
            ),
            models.CheckConstraint(
                condition=models.Q(came_days__range=(1, 180)), name="communication_campaign_came",
                violation_error_message=_("De 1 a 180 días."),
            ),
        )  # fmt: skip
        indexes = (models.Index(fields=("institution", "-made_at", "-id"), name="communication_campaign_list"),)

    def __str__(self) -> str:
        return self.title

    @property
    def authors(self) -> set[int | None]:
        """Everybody who wrote in it; of what was written before all of them were kept, who did so last."""
        return {*self.hands, self.made_by}


class CampaignReply(models.Model):
    """What came back through the link of one message: no column leads to a person, and the token is kept as its hash."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="replies")
    token_sha256 = models.TextField(blank=True, default="", db_default="")  # none until the message leaves
    opened_at = models.DateTimeField(null=True)
    said = models.TextField(choices=Said.choices, blank=True, default="", db_default="")
    said_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("token_sha256",), condition=~models.Q(token_sha256=""), name="communication_reply_token"),
            models.CheckConstraint(
                condition=models.Q(said="") | models.Q(opened_at__isnull=False), name="communication_reply_opened"
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.campaign} {self.pk}"
