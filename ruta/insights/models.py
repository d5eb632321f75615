"""Which counts are kept ready, so that no figure is computed over the rows of all while somebody waits?

They are made from rows that their keys tied already: no key is checked again for each of them.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from ruta.directory.models import Institution, Office
from ruta.insights.enums import Likelihood, PublicationState, SheetSection, StudyKind, TextState


class AttentionCube(models.Model):
    """Attentions of one month, office, modality, sex and age group. Counts only."""

    month = models.DateField()
    institution = models.ForeignKey(Institution, models.CASCADE, related_name="+", db_index=False, db_constraint=False)
    office = models.ForeignKey(Office, models.CASCADE, related_name="+", db_index=False, db_constraint=False)
    modality = models.TextField()
    sex = models.TextField()
    age_group = models.TextField()
    is_migrant = models.BooleanField(default=True, db_default=True)
    n = models.IntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["month", "office"], name="insights_attention_month"),
            models.Index(fields=["institution", "month"], name="insights_attention_of"),
        ]


class ReferralCube(models.Model):
    """Referrals sent in one month that reached a step, by the days they took: medians are read from the histogram."""

    month = models.DateField()
    sender = models.ForeignKey(Institution, models.CASCADE, related_name="+")
    receiver = models.ForeignKey(Institution, models.CASCADE, related_name="+")
    step = models.TextField()
    days = models.IntegerField()  # from the step before; 0 for sent
    n = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=["month", "step"], name="insights_referral_month")]


class Refresh(models.Model):
    """When a cube was last brought up to date, and from how many rows."""

    cube = models.TextField(unique=True)
    at = models.DateTimeField()
    rows = models.BigIntegerField()


class PromiseCount(models.Model):
    """Of what the service charter promises, how often it was kept in the twelve months before one day. Counts only."""

    code = models.TextField(unique=True)  # of the catalogue service_charter; `box` is the answer to what was written
    due = models.PositiveIntegerField()  # whose term is over, or that came
    in_time = models.PositiveIntegerField()
    counted_at = models.DateTimeField()

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(in_time__lte=models.F("due")), name="insights_promise_part"),)

    def __str__(self) -> str:
        return self.code


class Publication(models.Model):
    """A report as it was on one day, on its way to everybody. Only its state may move; the database sees to it."""

    slug = models.SlugField(_("dirección"), max_length=80, unique=True)
    name = models.CharField(max_length=40)
    period = models.CharField(_("período"), max_length=10)
    period_label = models.CharField(max_length=60)
    title = models.CharField(_("título"), max_length=200)
    body = models.TextField()  # the page, without the frame around it
    state = models.CharField(_("estado"), max_length=10, choices=PublicationState.choices)
    institution = models.ForeignKey(Institution, models.PROTECT, null=True, related_name="+")
    proposed_by = models.BigIntegerField(null=True)
    proposed_at = models.DateTimeField()
    decided_by = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)
    withdrawn_by = models.BigIntegerField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    reason = models.CharField(_("motivo"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("informe publicado")
        verbose_name_plural = _("informes publicados")
        ordering = ("-proposed_at", "-id")

    def __str__(self) -> str:
        return self.slug


class PlannedIssue(models.Model):
    """A report that is promised for a day. The day may move, and then says from when and why; one that will not come says why too."""

    name = models.CharField(_("informe"), max_length=40)
    title = models.CharField(_("título"), max_length=200)
    period = models.CharField(_("período"), max_length=10)
    due_on = models.DateField(_("fecha"))
    first_due_on = models.DateField()
    institution = models.ForeignKey(Institution, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(_("motivo"), max_length=400, blank=True)
    planned_by = models.BigIntegerField(null=True)
    planned_at = models.DateTimeField()
    called_off_at = models.DateTimeField(null=True)
    called_off_by = models.BigIntegerField(null=True)
    why_off = models.CharField(_("por qué se canceló"), max_length=400, blank=True, default="", db_default="")
    version = models.PositiveIntegerField(default=1, db_default=1)

    class Meta:
        verbose_name = _("informe anunciado")
        verbose_name_plural = _("informes anunciados")
        constraints = (
            models.UniqueConstraint(fields=("name", "period"), condition=models.Q(called_off_at=None), name="insights_issue_once"),
            models.CheckConstraint(condition=models.Q(due_on=models.F("first_due_on")) | ~models.Q(reason=""), name="insights_issue_moved_why"),
            models.CheckConstraint(condition=models.Q(called_off_at=None) | ~models.Q(why_off=""), name="insights_issue_off_why"),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.name} {self.period}"


class PublishedFile(models.Model):
    """One file of a publication. Its bytes never change."""

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="files")
    ending = models.CharField(max_length=5)
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    sha256 = models.CharField(_("huella"), max_length=64)

    class Meta:
        verbose_name = _("archivo publicado")
        verbose_name_plural = _("archivos publicados")
        ordering = ("publication", "id")
        constraints = (models.UniqueConstraint(fields=("publication", "ending"), name="insights_file_once"),)

    def __str__(self) -> str:
        return f"{self.publication_id}.{self.ending}"


class IndicatorCell(models.Model):
    """How many rows one indicator counts of one period, office and category of one dimension: part of whole."""

    code = models.TextField()
    day = models.DateField()  # the first of the month; of waiting times the day itself
    institution = models.ForeignKey(Institution, models.CASCADE, related_name="+", db_index=False, db_constraint=False)
    office = models.ForeignKey(Office, models.CASCADE, null=True, related_name="+", db_index=False, db_constraint=False)
    dimension = models.TextField()  # all | sex | age_group | modality | disability | item
    category = models.TextField(blank=True)
    part = models.IntegerField()
    whole = models.IntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["code", "dimension", "day"], name="insights_cell_read"),
            models.Index(fields=["code", "institution", "day"], name="insights_cell_count"),
        ]


class IntegralPerson(models.Model):
    """A person who got a second coded service in a year, and on which day: each counts once. Read by the institution that gave it."""

    person_ref = models.BigIntegerField()  # a plain number: what the services of a person say goes with them
    year = models.PositiveSmallIntegerField()
    reached_on = models.DateField()
    institution = models.ForeignKey(Institution, models.CASCADE, related_name="+", db_index=False, db_constraint=False)
    office = models.ForeignKey(Office, models.CASCADE, related_name="+", db_index=False, db_constraint=False)
    modality = models.TextField()
    sex = models.TextField()
    age_group = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person_ref", "year"], name="insights_integral_once")]
        indexes = [models.Index(fields=["institution", "reached_on"], name="insights_integral_of")]


class Stale(models.Model):
    """A month of an institution, or a person, whose rows changed since they were last counted. Written by triggers."""

    source = models.TextField()
    institution_ref = models.BigIntegerField(null=True)
    month = models.DateField(null=True)
    person_ref = models.BigIntegerField(null=True)
    is_taken = models.BooleanField(default=False, db_default=False)


class ExternalFigure(models.Model):
    """How many persons worked, or sought work, in one quarter, as somebody else published it. No persons, no institution."""

    series = models.TextField()  # ocupados | desocupados
    year = models.PositiveSmallIntegerField()
    quarter = models.PositiveSmallIntegerField()
    persons = models.PositiveIntegerField()
    source = models.CharField(max_length=200)
    link = models.CharField(max_length=300, blank=True)
    is_provisional = models.BooleanField(default=False, db_default=False)
    note = models.CharField(max_length=200, blank=True)
    loaded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("series", "year", "quarter"), name="insights_external_once"),
            models.CheckConstraint(condition=models.Q(series__in=("ocupados", "desocupados"), quarter__range=(1, 4)), name="insights_external_known"),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.series} {self.year}-T{self.quarter}"


class ExternalValue(models.Model):
    """A figure of a series as a registry counted it and somebody published it. Others may say another; all stand. No persons."""

    series = models.TextField()
    category = models.TextField(blank=True, default="", db_default="")
    place = models.CharField(max_length=4, blank=True, default="", db_default="")  # of INE; none is the country
    since = models.DateField()
    until = models.DateField()
    registry = models.TextField()
    value = models.DecimalField(max_digits=16, decimal_places=4)
    unit = models.TextField(blank=True, default="", db_default="")
    source = models.TextField()
    link = models.TextField(blank=True, default="", db_default="")
    note = models.TextField(blank=True, default="", db_default="")
    loaded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("series", "category", "place", "since", "until", "registry", "source", "link"), name="insights_value_once"),
            models.CheckConstraint(condition=models.Q(until__gte=models.F("since")), name="insights_value_days"),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.series} {self.since}"

    @property
    def number(self) -> int | float:
        """The value without decimals that say nothing."""
        return int(self.value) if self.value == int(self.value) else float(self.value)


class PromisePart(models.Model):
    """The same by office and by way, and what services gave by both, in the twelve months before one day. Counts only."""

    code = models.TextField()
    # time: came within its term; result: gave what is promised; way: on a promised one; length: lasted what is promised
    measure = models.TextField()
    dimension = models.TextField()  # office | channel
    category = models.TextField(blank=True)  # number of the office, or code of the way; none where nobody said
    whole = models.PositiveIntegerField()
    part = models.PositiveIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("code", "measure", "dimension", "category"), name="insights_promisepart_once"),
            models.CheckConstraint(condition=models.Q(part__lte=models.F("whole")), name="insights_promisepart_part"),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.measure} {self.category}"


class CellSet(models.Model):
    """All that may be told of one measure in one period, by each dimension and each pair: counted and protected once, and never changed."""

    measure = models.TextField()
    period = models.CharField(max_length=10)
    counted_on = models.DateField()
    signature = models.CharField(max_length=64)  # of the facts that it was counted from
    least = models.PositiveSmallIntegerField()  # persons under which a cell is hidden; 0 where no persons stand behind
    cells = models.JSONField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("measure", "period", "counted_on"), name="insights_cellset_once"),)

    def __str__(self) -> str:
        return f"{self.measure} {self.period} {self.counted_on}"


class SheetText(models.Model):
    """A version of what officers wrote of a territory. Its words never change; another person approves it or gives it back."""

    territory_ref = models.CharField(max_length=8)
    section = models.CharField(_("sección"), max_length=12, choices=SheetSection.choices)
    version = models.PositiveIntegerField(_("versión"))
    text = models.TextField(_("texto"))
    state = models.CharField(_("estado"), max_length=10, choices=TextState.choices, default=TextState.WRITTEN)
    written_by = models.BigIntegerField(null=True)
    written_at = models.DateTimeField()
    decided_by = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(_("motivo"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("texto de ficha territorial")
        verbose_name_plural = _("textos de fichas territoriales")
        constraints = (models.UniqueConstraint(fields=("territory_ref", "section", "version"), name="insights_sheet_version_once"),)

    def __str__(self) -> str:
        return f"{self.territory_ref} {self.section} {self.version}"


class Study(models.Model):
    """A study that somebody made, here or elsewhere: where it comes from, what it found and what it cannot say. No person is named."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")  # who registered it
    kind = models.TextField(choices=StudyKind.choices)
    title = models.TextField()
    sort_title = models.TextField(editable=False)
    author = models.TextField()
    source = models.TextField()  # who published it
    published_on = models.DateField()
    themes = ArrayField(models.TextField())
    departments = ArrayField(models.CharField(max_length=2), default=list)  # none: the whole country
    findings = models.TextField()
    limits = models.TextField(blank=True, default="", db_default="")
    url = models.TextField(blank=True, default="", db_default="")
    file_kind = models.TextField(blank=True, default="", db_default="")  # pdf | jpeg | png
    content = models.BinaryField(null=True)
    version = models.PositiveIntegerField(default=1, db_default=1)
    noted_at = models.DateTimeField()
    noted_by = models.BigIntegerField(null=True)
    shown_at = models.DateTimeField(null=True)  # since when everybody reads it
    shown_by = models.BigIntegerField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("institution", "title", "published_on"), name="insights_study_once",
                violation_error_message=_("Ese estudio ya está registrado."),
            ),
            models.CheckConstraint(
                condition=~models.Q(url="") | models.Q(content__isnull=False), name="insights_study_found",
                violation_error_message=_("Ponga la dirección o el archivo: un estudio que nadie puede leer no se cita."),
            ),
            models.CheckConstraint(
                condition=models.Q(shown_by=None) | ~models.Q(shown_by=models.F("noted_by")), name="insights_study_two_eyes",
                violation_error_message=_("Lo publica otra persona, no quien lo registró."),
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.title


class StudyUse(models.Model):
    """A decision that a study served, and what came of it."""

    study = models.ForeignKey(Study, models.PROTECT, related_name="uses")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")  # that decided
    decided_on = models.DateField()
    decision = models.TextField()
    where = models.TextField(blank=True, default="", db_default="")  # the act, the activity of a plan, an address
    result = models.TextField(blank=True, default="", db_default="")
    noted_at = models.DateTimeField()
    noted_by = models.BigIntegerField(null=True)
    taken_back_at = models.DateTimeField(null=True)  # it was noted by mistake

    def __str__(self) -> str:
        return self.decision


class Scenario(models.Model):
    """What could come, what would announce it, and what would be done then. It says how sure its writers are, never a figure of its own."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    title = models.TextField()
    sort_title = models.TextField(editable=False)
    horizon = models.PositiveSmallIntegerField()  # a year
    themes = ArrayField(models.TextField())
    drivers = models.TextField()
    story = models.TextField()
    signs = models.TextField()
    response = models.TextField()
    likelihood = models.TextField(choices=Likelihood.choices, default=Likelihood.UNKNOWN)
    studies = models.ManyToManyField(Study, related_name="scenarios")
    version = models.PositiveIntegerField(default=1, db_default=1)
    noted_at = models.DateTimeField()
    noted_by = models.BigIntegerField(null=True)
    shown_at = models.DateTimeField(null=True)
    shown_by = models.BigIntegerField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(shown_by=None) | ~models.Q(shown_by=models.F("noted_by")), name="insights_scenario_two_eyes",
                violation_error_message=_("Lo publica otra persona, no quien lo escribió."),
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.title
