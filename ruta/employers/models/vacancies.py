"""What does an employer look for, under which conditions, and what became of it?"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from ruta.directory.models import Owned, owner
from ruta.employers.enums import Closing, ContractKind, Licence, Origin, Schedule, StillOpen, VacancyState
from ruta.employers.models.employers import Employer

SHOWN = ("published", "paused", "closed", "withdrawn")
"""States in which anybody may read a vacancy that was once published: its row holds nothing that the public may not know."""


def _codes() -> "ArrayField[list[str], list[str]]":
    return ArrayField(models.TextField(), default=list, blank=True)


class Vacancy(Owned):
    """Some openings of the same work at one employer. Everything in the row is public once it is published; the rest stands in its steps."""

    owner_institution = owner(db_index=False)
    employer = models.ForeignKey(Employer, models.PROTECT, related_name="vacancies")
    title = models.TextField(_("puesto"))
    sort_title = models.TextField(editable=False)
    found_by = models.TextField(editable=False, default="", db_default="")  # folded words that the public search reads
    occupation = models.TextField()  # CIUO-08 unit group, or an ESCO code that extends it
    openings = models.PositiveIntegerField(default=1)
    filled = models.PositiveIntegerField(default=0, db_default=0)  # counted from placements
    tasks = models.TextField(blank=True, default="", db_default="")
    requirements = models.TextField(blank=True, default="", db_default="")
    conditions = models.TextField(blank=True, default="", db_default="")
    skills_essential = _codes()
    skills_optional = _codes()
    education = models.TextField(blank=True, default="", db_default="")  # code of the education level
    experience_months = models.PositiveIntegerField(default=0, db_default=0)
    languages = _codes()
    licences = _codes()  # that the law asks for; who surely lacks one is not told of the job
    contract = models.TextField(choices=ContractKind.choices)
    schedule = models.TextField(choices=Schedule.choices, default=Schedule.FULL_TIME)
    wage_min = models.PositiveIntegerField(null=True)  # whole lempiras a month
    wage_max = models.PositiveIntegerField(null=True)
    country = models.CharField(max_length=2, default="HN", db_default="HN")
    department = models.TextField(blank=True, default="", db_default="")
    municipality = models.TextField(blank=True, default="", db_default="")
    place_abroad = models.TextField(blank=True, default="", db_default="")
    adaptations = models.TextField(blank=True, default="", db_default="")
    open_to_migrants = models.BooleanField(default=True, db_default=True)
    technical_selection = models.BooleanField(default=False, db_default=False)
    hides_employer = models.BooleanField(default=False, db_default=False)
    shown_employer = models.TextField(blank=True, default="", db_default="")  # the name that the public reads; none when hidden
    section = models.TextField(blank=True, default="", db_default="")  # of the employer's sector
    state = models.TextField(choices=VacancyState.choices, default=VacancyState.DRAFT)
    version = models.PositiveIntegerField(default=1, db_default=1)
    origin = models.TextField(choices=Origin.choices, default=Origin.BROKER)
    board = models.TextField(blank=True, default="", db_default="")  # the private board, and its own number for the vacancy
    board_ref = models.TextField(blank=True, default="", db_default="")
    office_id = models.BigIntegerField(null=True)  # that carries it
    author_id = models.BigIntegerField(null=True)  # whoever wrote it last; nobody when it was the employer
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    refreshed_on = models.DateField(null=True)
    refresh_due = models.DateField(null=True)
    reminded_on = models.DateField(null=True)
    apply_until = models.DateField(null=True)
    closed_at = models.DateTimeField(null=True)
    closing = models.TextField(choices=Closing.choices, blank=True, default="", db_default="")
    cause = models.TextField(blank=True, default="", db_default="")  # catalogue noncoverage_causes
    more_causes = _codes()
    missing = models.TextField(blank=True, default="", db_default="")  # the skill or certificate that was lacking

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["id", "owner_institution"], name="employers_vacancy_id_owner"),
            models.UniqueConstraint(
                fields=["owner_institution", "board", "board_ref"], condition=~models.Q(board_ref=""), name="employers_vacancy_board"
            ),
            models.CheckConstraint(condition=models.Q(openings__gte=1), name="employers_vacancy_openings"),
            models.CheckConstraint(condition=models.Q(filled__lte=models.F("openings")), name="employers_vacancy_filled"),
            models.CheckConstraint(
                condition=models.Q(wage_min=None) | models.Q(wage_max=None) | models.Q(wage_max__gte=models.F("wage_min")),
                name="employers_vacancy_wages",
            ),
            models.CheckConstraint(  # whoever could read it is told what came of it
                condition=~models.Q(state__in=("closed", "withdrawn")) | models.Q(published_at=None) | ~models.Q(closing=""),
                name="employers_vacancy_ending",
            ),
        ]
        indexes = [
            models.Index(fields=["owner_institution", "state", "changed_at", "id"], name="employers_vacancy_list"),
            models.Index(fields=["employer", "occupation"], name="employers_vacancy_like"),
            models.Index(fields=["published_at", "id"], name="employers_vacancy_public", condition=models.Q(state="published")),
            models.Index(fields=["owner_institution", "refresh_due"], name="employers_vacancy_due", condition=models.Q(state="published")),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def left(self) -> int:
        """How many openings are still to be filled."""
        return max(0, self.openings - self.filled)

    @property
    def licence_words(self) -> list[str]:
        """The licences that are asked, in words."""
        return [str(Licence(code).label) for code in self.licences]

    @property
    def is_abroad(self) -> bool:
        """Whether the work is in another country."""
        return self.country != "HN"


class VacancyQuestion(Owned):
    """Whether a vacancy is still open, asked in a message. Its link answers once, for this vacancy alone; only the hash is kept."""

    vacancy = models.ForeignKey(Vacancy, models.CASCADE, related_name="questions")
    employer = models.ForeignKey(Employer, models.CASCADE, related_name="+")
    token_sha256 = models.TextField(blank=True, default="", db_default="")  # none until the message leaves
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answer = models.TextField(choices=StillOpen.choices, blank=True, default="", db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["token_sha256"], condition=~models.Q(token_sha256=""), name="employers_question_token")
        ]


class VacancyStep(Owned):
    """What was done with a vacancy, when, by whom and why; read by its institution, and by its employer where it says so."""

    vacancy = models.ForeignKey(Vacancy, models.CASCADE, related_name="steps")
    verb = models.TextField()
    state = models.TextField(choices=VacancyState.choices)
    note = models.TextField(blank=True, default="", db_default="")
    legal_reason = models.TextField(blank=True, default="", db_default="")  # why words that exclude somebody were let through
    by_employer = models.BooleanField(default=False, db_default=False)
    user_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["vacancy", "at"], name="employers_step_vacancy")]
