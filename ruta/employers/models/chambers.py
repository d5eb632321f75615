"""To which associations do employers belong, and whom does one call there?"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ruta.directory.models import Owned, owner
from ruta.employers.models.employers import Employer


class Chamber(Owned):
    """A chamber, guild or union of employers that an institution knows."""

    owner_institution = owner(db_index=False)
    name = models.TextField(_("nombre"))
    short_name = models.TextField(blank=True, default="", db_default="")
    sort_name = models.TextField(editable=False)
    section = models.TextField(blank=True, default="", db_default="")  # of CIIU; empty when it joins several
    municipality = models.TextField(blank=True, default="", db_default="")
    department = models.TextField(blank=True, default="", db_default="")
    website = models.TextField(blank=True, default="", db_default="")
    notes = models.TextField(blank=True, default="", db_default="")
    registered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["id", "owner_institution"], name="employers_chamber_id_owner"),
            models.UniqueConstraint(fields=["owner_institution", "sort_name"], name="employers_chamber_name"),
        ]

    def __str__(self) -> str:
        return self.short_name or self.name


class ChamberContact(Owned):
    """Whom one calls at a chamber."""

    chamber = models.ForeignKey(Chamber, models.CASCADE, related_name="contacts")
    name = models.TextField()
    position = models.TextField(blank=True, default="", db_default="")
    phone = models.TextField(blank=True, default="", db_default="")
    email = models.TextField(blank=True, default="", db_default="")

    def __str__(self) -> str:
        return self.name


class ChamberMember(Owned):
    """An employer that belongs to a chamber."""

    chamber = models.ForeignKey(Chamber, models.CASCADE, related_name="members")
    employer = models.ForeignKey(Employer, models.CASCADE, related_name="chambers")
    since = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chamber", "employer"], name="employers_member_once")]
