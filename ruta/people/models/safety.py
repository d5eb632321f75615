"""Which places put a person in danger, and why is one, or a number, not safe?"""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from ruta.directory.models import Institution, Office, Owned


class UnsafePlace(Owned):
    """A municipality, an institution or an office where the person must not be sent. Ended, never edited; why stands apart."""

    person = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    municipality = models.ForeignKey("territory.Municipality", models.PROTECT, null=True, related_name="+")
    institution = models.ForeignKey(Institution, models.PROTECT, null=True, related_name="+")
    office = models.ForeignKey(Office, models.PROTECT, null=True, related_name="+")
    since = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True)
    recorded_by_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(municipality__isnull=False) | models.Q(institution__isnull=False) | models.Q(office__isnull=False),
                name="people_unsafeplace_names_one",
                violation_error_message=_("Elija un municipio, una institución o una oficina."),
            )
        ]
        indexes = [models.Index(fields=["person"], name="people_unsafeplace_live", condition=models.Q(ended_at=None))]


class UnsafeAddress(Owned):
    """A number or mailbox that must not be used. It outlives the contact; the database writes it whenever a contact is marked."""

    person = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    kind = models.TextField()
    value = models.TextField()
    since = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "value"], condition=models.Q(ended_at=None), name="people_unsafeaddress_live")
        ]


class ReservedReason(Owned):
    """Why a number or a place is, or is no longer, a danger: written by whoever hears it, read by protection alone."""

    person = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    about = models.TextField()  # contact | place | contact_over | place_over
    about_id = models.BigIntegerField()
    text = models.TextField()
    at = models.DateTimeField(db_default=Now())
    written_by_id = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["person", "about"], name="people_reservedreason_about")]
