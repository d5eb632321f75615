"""What is to be told, to whom, where, by which means and for how much, and what became of it? No person is named."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from ruta.communication.enums import Medium, MilestoneKind, PlannedState, Segment, StrategyAim, StrategyState
from ruta.directory.models import Institution, Office
from ruta.territory.models import Municipality, Territory


class Strategy(models.Model):
    """A strategy in versions, of communication or of action: one of each rules in an institution; an approved one keeps its milestones and weights."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    aim = models.TextField(choices=StrategyAim.choices, default=StrategyAim.COMMUNICATION, db_default=StrategyAim.COMMUNICATION)
    number = models.PositiveSmallIntegerField()
    title = models.TextField()
    summary = models.TextField()
    begins = models.DateField()
    ends = models.DateField()
    state = models.TextField(choices=StrategyState.choices, default=StrategyState.DRAFT)
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True)  # who wrote in it last
    hands = ArrayField(models.BigIntegerField(), default=list, db_default=[])  # everybody who did: none of them approves it
    approved_at = models.DateTimeField(null=True)
    approved_by = models.BigIntegerField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("institution", "aim", "number"), name="communication_strategy_number"),
            models.UniqueConstraint(fields=("institution", "aim"), condition=models.Q(state="in_force"), name="communication_strategy_ruling"),
            models.CheckConstraint(
                condition=models.Q(ends__gt=models.F("begins")), name="communication_strategy_days",
                violation_error_message=_("La fecha «hasta» es anterior a la fecha «desde»."),
            ),
            models.CheckConstraint(
                condition=models.Q(approved_by=None) | ~models.Q(approved_by=models.F("made_by")), name="communication_strategy_two_eyes",
                violation_error_message=_("La aprueba otra persona, no quien la escribió."),
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.title

    @property
    def authors(self) -> set[int | None]:
        """Everybody who wrote in it; of what was written before all of them were kept, who did so last."""
        return {*self.hands, self.made_by}


class Milestone(models.Model):
    """A weighted piece of a strategy; it counts once another person than who showed the evidence verified it."""

    strategy = models.ForeignKey(Strategy, models.CASCADE, related_name="milestones")
    kind = models.TextField(choices=MilestoneKind.choices)
    title = models.TextField()
    weight = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    segment = models.TextField(choices=Segment.choices, default=Segment.ALL)
    territory = models.ForeignKey(Territory, models.PROTECT, null=True, related_name="+")  # none: the whole country
    evidence = models.TextField(blank=True, default="", db_default="")  # what shows it: words or an address
    evidence_on = models.DateField(null=True)
    shown_by = models.BigIntegerField(null=True)
    verified_at = models.DateTimeField(null=True)
    verified_by = models.BigIntegerField(null=True)
    doubt = models.TextField(blank=True, default="", db_default="")  # why evidence was sent back

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(weight__range=(1, 100)), name="communication_milestone_weight",
                violation_error_message=_("El peso va de 1 a 100."),
            ),
            models.CheckConstraint(
                condition=models.Q(verified_at=None) | ~models.Q(evidence=""), name="communication_milestone_shown",
                violation_error_message=_("Sin evidencia no se verifica."),
            ),
            models.CheckConstraint(
                condition=models.Q(verified_by=None) | ~models.Q(verified_by=models.F("shown_by")), name="communication_milestone_two_eyes",
                violation_error_message=_("Lo verifica otra persona, no quien puso la evidencia."),
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.title


class MediaItem(models.Model):
    """One line of the media plan: where something is told, when, for how much, to how many, and what came of it."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    title = models.TextField()
    medium = models.TextField(choices=Medium.choices)
    outlet = models.TextField(blank=True, default="", db_default="")  # the station, the newspaper, the page
    segment = models.TextField(choices=Segment.choices, default=Segment.ALL)
    territory = models.ForeignKey(Territory, models.PROTECT, null=True, related_name="+")
    begins = models.DateField()
    ends = models.DateField()
    budget = models.PositiveBigIntegerField(default=0, db_default=0)  # lempiras
    reach = models.PositiveIntegerField(default=0, db_default=0)  # to how many, as planned
    state = models.TextField(choices=PlannedState.choices, default=PlannedState.PLANNED)
    spent = models.PositiveBigIntegerField(null=True)
    reached = models.PositiveIntegerField(null=True)
    source = models.TextField(blank=True, default="", db_default="")  # who counted those reached, or why it was cancelled
    version = models.PositiveIntegerField(default=1, db_default=1)
    noted_at = models.DateTimeField()
    noted_by = models.BigIntegerField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ends__gte=models.F("begins")), name="communication_media_days",
                violation_error_message=_("La fecha «hasta» es anterior a la fecha «desde»."),
            ),
            models.CheckConstraint(
                condition=~models.Q(state="done") | (models.Q(spent__isnull=False, reached__isnull=False) & ~models.Q(source="")),
                name="communication_media_done", violation_error_message=_("Diga cuánto se gastó, a cuántas personas llegó y quién lo contó."),
            ),
        )  # fmt: skip
        indexes = (models.Index(fields=("institution", "begins", "id"), name="communication_media_days_ix"),)

    def __str__(self) -> str:
        return self.title


class OrientationSession(models.Model):
    """A talk of the orientation programme: where and when, and how many came, by segment. Who came is not written down."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    office = models.ForeignKey(Office, models.PROTECT, null=True, related_name="+")
    topic = models.TextField()
    place = models.TextField()
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    held_on = models.DateField()
    starts_at = models.TimeField()
    segment = models.TextField(choices=Segment.choices, default=Segment.ALL)
    is_public = models.BooleanField(default=True, db_default=True)
    state = models.TextField(choices=PlannedState.choices, default=PlannedState.PLANNED)
    attended = models.PositiveIntegerField(null=True)
    women = models.PositiveIntegerField(null=True)
    youth = models.PositiveIntegerField(null=True)
    transit = models.PositiveIntegerField(null=True)
    note = models.TextField(blank=True, default="", db_default="")  # what was asked there, or why it was cancelled
    version = models.PositiveIntegerField(default=1, db_default=1)
    noted_at = models.DateTimeField()
    noted_by = models.BigIntegerField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(attended=None) | models.Q(women__lte=models.F("attended"), youth__lte=models.F("attended"), transit__lte=models.F("attended")),
                name="communication_session_parts", violation_error_message=_("Ningún grupo tiene más personas que el total."),
            ),
            models.CheckConstraint(
                condition=~models.Q(state="done") | models.Q(attended__isnull=False), name="communication_session_done",
                violation_error_message=_("Diga cuántas personas asistieron."),
            ),
        )  # fmt: skip
        indexes = (models.Index(fields=("institution", "held_on", "id"), name="communication_session_days"),)

    def __str__(self) -> str:
        return self.topic
