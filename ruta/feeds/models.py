"""Which sources of other institutions are declared, how are their columns read, and what came of each reading?"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from ruta.directory.models import Institution, Office, Owned
from ruta.feeds.enums import Every, PullState, SourceKind, SourceState
from ruta.people.models import ImportBatch


class Source(Owned):
    """Where another institution leaves rows of persons for ours; owned by the institution that reads. It holds no secret."""

    code = models.TextField(_("código"), unique=True, error_messages={"unique": _("Ese código ya lo tiene otra fuente. Elija otro.")})
    name = models.TextField(_("nombre"))
    giver = models.ForeignKey(Institution, models.PROTECT, related_name="+", verbose_name=_("institución que da los datos"))
    office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name=_("oficina"))  # where new persons belong
    purpose = models.TextField(_("finalidad"))
    kind = models.TextField(_("cómo se llega"), choices=SourceKind.choices)
    address = models.JSONField(default=dict)  # folder, pattern | host, port, user, host_key, … | table | url, rows, next
    state = models.TextField(_("estado"), choices=SourceState.choices, default=SourceState.ACTIVE)
    every = models.TextField(_("cada cuánto"), choices=Every.choices, blank=True, default=Every.NEVER, db_default="")
    at_hour = models.PositiveSmallIntegerField(_("a qué hora"), default=5, db_default=5)  # of Honduras
    next_at = models.DateTimeField(null=True)  # when it is read by itself
    version = models.PositiveIntegerField(default=1, db_default=1)
    declared_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("id", "owner_institution"), name="feeds_source_owner"),
            models.CheckConstraint(condition=models.Q(kind__in=list(SourceKind.values)), name="feeds_source_kind"),
            models.CheckConstraint(condition=models.Q(state__in=list(SourceState.values)), name="feeds_source_state"),
            models.CheckConstraint(condition=models.Q(every__in=list(Every.values), at_hour__lt=24), name="feeds_source_every"),
        )
        indexes = (
            models.Index(fields=("owner_institution", "next_at"), name="feeds_source_due", condition=models.Q(next_at__isnull=False)),
        )

    def __str__(self) -> str:
        return self.name


class SourceMapping(Owned):
    """One version of what each column is; written once, so that a reading can always be explained."""

    source = models.ForeignKey(Source, models.PROTECT, related_name="mappings")
    number = models.PositiveIntegerField()
    lines = models.JSONField(default=list)  # [{header, field, steps: [{do, with}]}]
    fixed = models.JSONField(default=dict, db_default={})  # field → the same cell for all rows
    note = models.TextField(blank=True, default="", db_default="")
    needs_second = models.BooleanField(default=False, db_default=False)  # a change at the desk: it holds once somebody else approved it
    made_by_id = models.BigIntegerField(null=True)
    made_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("source", "number"), name="feeds_mapping_once"),
            models.UniqueConstraint(fields=("id", "owner_institution"), name="feeds_mapping_owner"),
        )


class MappingVerdict(Owned):
    """What a second person said of a change of the columns. Written once, like the change itself."""

    mapping = models.OneToOneField(SourceMapping, models.PROTECT, related_name="verdict")
    is_approved = models.BooleanField()
    note = models.TextField(blank=True, default="", db_default="")
    made_by_id = models.BigIntegerField(null=True)
    made_at = models.DateTimeField(db_default=Now())


class Pull(Owned):
    """One reading of one file of a source, by which right, and how good it was when it came."""

    source = models.ForeignKey(Source, models.PROTECT, related_name="pulls")
    mapping = models.ForeignKey(SourceMapping, models.PROTECT, null=True, related_name="+")
    batch = models.ForeignKey(ImportBatch, models.PROTECT, null=True, related_name="+")
    state = models.TextField(choices=PullState.choices, default=PullState.RUNNING)
    is_trial = models.BooleanField(default=False)
    name = models.TextField(blank=True, default="")  # of the file; never a path
    sha256 = models.TextField(blank=True, default="")
    agreement_id = models.BigIntegerField(null=True)
    revision = models.IntegerField(null=True)
    categories = ArrayField(models.TextField(), default=list, db_default=[])
    received_count = models.IntegerField(default=0)
    valid_count = models.IntegerField(default=0)  # as it came, before anything was corrected
    made_on = models.DateTimeField(null=True)  # when the other side made the file
    problem = models.TextField(blank=True, default="", db_default="")
    started_by_id = models.BigIntegerField(null=True)
    started_at = models.DateTimeField(db_default=Now())
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(state__in=list(PullState.values)), name="feeds_pull_state"),
            models.CheckConstraint(condition=models.Q(valid_count__lte=models.F("received_count")), name="feeds_pull_counts"),
        )
        indexes = (models.Index(fields=("source", "-id"), name="feeds_pull_latest"),)
