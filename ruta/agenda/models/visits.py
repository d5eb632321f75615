"""On which day was a team announced in a community, and did it come on that day?"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ruta.agenda.enums import VisitState
from ruta.directory.models import Office, Owned, owner
from ruta.territory.models import Municipality


class ItinerantVisit(Owned):
    """One announced day. Everybody reads the row; day, place on the map and office stay as announced, another day is another row."""

    owner_institution = owner(db_index=False)
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    place = models.TextField()  # as one says it there: «cancha techada, junto a la escuela»
    day = models.DateField()
    starts_at = models.TimeField()
    ends_at = models.TimeField()
    services = ArrayField(models.TextField())  # codes of service_types
    announced_on = models.DateField()
    announced_by = models.BigIntegerField(null=True)
    instead_of = models.OneToOneField("self", models.PROTECT, null=True, related_name="moved_to")
    state = models.TextField(choices=VisitState.choices, default=VisitState.ANNOUNCED)
    held_on = models.DateField(null=True)
    reason = models.TextField(blank=True, default="", db_default="")  # why it was not on its day: everybody reads it
    told_at = models.DateTimeField(null=True)  # when somebody said what became of it
    told_by = models.BigIntegerField(null=True)
    version = models.PositiveIntegerField(default=1, db_default=1)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("id", "owner_institution"), name="agenda_visit_id_owner"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="agenda_visit_hours",
                violation_error_message=_("La hora en que termina va después de la hora en que empieza."),
            ),
            models.CheckConstraint(
                condition=Q(day__gt=F("announced_on")), name="agenda_visit_beforehand",
                violation_error_message=_("Se anuncia al menos el día antes: quien lo lee el mismo día ya no llega."),
            ),
            models.CheckConstraint(
                condition=Q(state="held", held_on__isnull=False) | (~Q(state="held") & Q(held_on=None)), name="agenda_visit_held",
                violation_error_message=_("Diga qué día llegó el equipo."),
            ),
            models.CheckConstraint(
                condition=~Q(reason="") | Q(state="announced") | Q(state="held", held_on=F("day")), name="agenda_visit_reason",
                violation_error_message=_("Escriba por qué no fue el día anunciado."),
            ),
            models.UniqueConstraint(
                fields=("office", "municipality", "day", "starts_at", "place"), condition=Q(state="announced"), name="agenda_visit_once",
                violation_error_message=_("Esa visita ya está anunciada."),
            ),
        )  # fmt: skip
        indexes = (
            models.Index(fields=("owner_institution", "day", "id"), name="agenda_visit_days"),
            models.Index(fields=("day", "id"), name="agenda_visit_coming"),
        )

    def __str__(self) -> str:
        return self.place
