"""Who answers for an agreement, what came of it, what is thought of it, where do its papers lie, and what was done with it?"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ruta.directory.enums import OpinionSide
from ruta.directory.models.agreements import Agreement
from ruta.directory.models.institutions import Institution
from ruta.directory.models.owned import Owned
from ruta.directory.models.services import FocalPoint


class AgreementContact(Owned):
    """The focal point of a party; the other parties read whom to call."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="contacts")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    focal_point = models.ForeignKey(FocalPoint, models.PROTECT, related_name="+")
    verified_on = models.DateField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("agreement", "focal_point"), name="directory_contact_once"),)


class AgreementResult(Owned):
    """What came of it by a day, with its number and where that can be seen."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="results")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")  # that says so
    on = models.DateField()
    title = models.TextField()
    amount = models.PositiveIntegerField(null=True)
    unit = models.TextField(blank=True, default="", db_default="")
    evidence = models.TextField(blank=True, default="", db_default="")
    noted_by = models.BigIntegerField(null=True)
    noted_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.title


class AgreementOpinion(Owned):
    """What a party or somebody served thinks of it one day. No column leads to a person. Written once."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="opinions")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")  # that says it, or took it down
    side = models.TextField(choices=OpinionSide.choices)
    rating = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True, default="", db_default="")
    given_on = models.DateField()
    noted_by = models.BigIntegerField(null=True)

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(rating__range=(1, 5)), name="directory_opinion_scale"),)


class AgreementPaper(Owned):
    """A paper of an agreement: the address where it lies, or the file itself, sealed with the key of the house."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="papers")
    title = models.TextField()
    url = models.TextField(blank=True, default="", db_default="")
    kind = models.TextField(blank=True, default="", db_default="")  # pdf | jpeg | png, of a file
    size = models.PositiveIntegerField(default=0, db_default=0)
    digest = models.TextField(blank=True, default="", db_default="")  # sha256 of what came
    sealed = models.BinaryField(null=True)
    by = models.BigIntegerField(null=True)
    at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=(models.Q(kind="", sealed=None) & ~models.Q(url="")) | (models.Q(url="", sealed__isnull=False) & ~models.Q(kind="")),
                name="directory_paper_lies_somewhere", violation_error_message=_("Suba el documento o escriba su dirección."),
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.title


class AgreementStep(Owned):
    """What was done with it, by which institution, when and why. Written once."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="steps")
    verb = models.TextField()
    note = models.TextField(blank=True, default="", db_default="")
    institution = models.ForeignKey(Institution, models.PROTECT, null=True, related_name="+")
    user_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.verb
