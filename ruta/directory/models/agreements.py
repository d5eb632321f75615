"""Which agreements are there, and what does each revision allow: who takes part, who may read what of whom, for which purpose?"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from ruta.directory.enums import AgreementKind, AgreementPart, AgreementState, ClauseKind
from ruta.directory.models.institutions import Institution, Office
from ruta.directory.models.owned import Owned
from ruta.legal.models import Instrument

NOT_YET = models.Q(state__in=[AgreementState.DRAFT, AgreementState.DROPPED])


def _codes() -> "ArrayField[list[str], list[str]]":
    return ArrayField(models.TextField(), default=list, db_default=[], blank=True)


def _ids() -> "ArrayField[list[int], list[int]]":
    return ArrayField(models.BigIntegerField(), default=list, db_default=[], blank=True)


def _days(name: str) -> models.CheckConstraint:
    """It ends after it begins."""
    return models.CheckConstraint(
        condition=models.Q(valid_until=None) | models.Q(valid_from=None) | models.Q(valid_until__gte=models.F("valid_from")),
        name=name,
        violation_error_message=_("Termina antes de empezar. Revise las fechas."),
    )


class AgreementTold(models.Model):
    """What an agreement says of itself, as a revision holds it and as the agreement repeats it for the list."""

    title = models.TextField(_("título"))
    kind = models.TextField(_("tipo"), choices=AgreementKind.choices, default=AgreementKind.FRAMEWORK)
    ref = models.TextField(_("número del documento"), blank=True, default="", db_default="")
    summary = models.TextField(_("para qué"), blank=True, default="", db_default="")
    signed_on = models.DateField(_("firmado el"), null=True, blank=True)
    valid_from = models.DateField(_("vigente desde"), null=True, blank=True)
    valid_until = models.DateField(_("vigente hasta"), null=True, blank=True)

    class Meta:
        abstract = True


class Agreement(AgreementTold, Owned):
    """An agreement as it stands; the owner keeps it, every party reads it. What it allows stands in its revisions, here the last published one."""

    sort_title = models.TextField(editable=False)
    state = models.TextField(_("estado"), choices=AgreementState.choices, default=AgreementState.DRAFT)
    state_note = models.TextField(blank=True, default="", db_default="")
    parties = _ids()  # who reads it: those who signed, and those of a draft, before they sign
    signers = _ids()  # of the published revision, like the purposes and categories
    purposes = _codes()
    categories = _codes()
    revision = models.PositiveIntegerField(default=0, db_default=0)  # the published one; none before
    renews = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="successors")
    is_public = models.BooleanField(default=False, db_default=False)
    is_demo = models.BooleanField(default=False, db_default=False)
    ended_on = models.DateField(null=True, blank=True)
    registered_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1, db_default=1)

    class Meta:
        verbose_name = _("convenio")
        verbose_name_plural = _("convenios")
        constraints = (
            models.UniqueConstraint(fields=("id", "owner_institution"), name="directory_agreement_id_owner"),
            models.CheckConstraint(condition=models.Q(state__in=list(AgreementState.values)), name="directory_agreement_state"),
            _days("directory_agreement_days"),
            models.CheckConstraint(
                condition=NOT_YET | models.Q(valid_from__isnull=False, signers__len__gte=2, revision__gte=1),
                name="directory_agreement_whole",
                violation_error_message=_("Un convenio vigente dice desde cuándo rige y tiene dos partes o más."),
            ),
            models.UniqueConstraint(
                fields=("renews",), condition=models.Q(renews__isnull=False) & ~models.Q(state=AgreementState.DROPPED),
                name="directory_agreement_renewed_once", violation_error_message=_("Ese convenio ya tiene quien lo renueva."),
            ),
        )  # fmt: skip
        indexes = (
            models.Index(fields=("sort_title", "id"), name="directory_agreement_title"),
            models.Index(fields=("valid_until", "id"), name="directory_agreement_until"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def number(self) -> str:
        """How it is called from outside."""
        return f"C-{self.pk:04d}"


class AgreementRevision(AgreementTold, Owned):
    """One wording of an agreement. Once published neither it nor anything under it changes; the database sees to it."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    lawful_basis = models.TextField(_("base legal"), blank=True, default="", db_default="")
    basis_note = models.TextField(_("en qué se apoya"), blank=True, default="", db_default="")
    instrument = models.ForeignKey(Instrument, models.PROTECT, null=True, blank=True, related_name="+")
    why = models.TextField(_("qué cambia"), blank=True, default="", db_default="")
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True)
    published_at = models.DateTimeField(null=True)
    published_by = models.BigIntegerField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("id", "owner_institution"), name="directory_revision_id_owner"),
            models.UniqueConstraint(fields=("agreement", "number"), name="directory_revision_once"),
            models.UniqueConstraint(
                fields=("agreement",), condition=models.Q(published_at=None), name="directory_revision_one_draft",
                violation_error_message=_("Ya hay una revisión en borrador de este convenio."),
            ),
            _days("directory_revision_days"),
            models.CheckConstraint(
                condition=models.Q(published_at=None) | ~models.Q(lawful_basis=""), name="directory_revision_based",
                violation_error_message=_("Falta la base legal."),
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"


class AgreementParty(Owned):
    """An institution that signs, and how it takes part."""

    revision = models.ForeignKey(AgreementRevision, models.CASCADE, related_name="parties")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    part = models.TextField(choices=AgreementPart.choices)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("revision", "institution"), name="directory_party_once"),)


class DataGrant(Owned):
    """What one party may read of another, for one purpose. The codes are those of the permissions of persons."""

    revision = models.ForeignKey(AgreementRevision, models.CASCADE, related_name="grants")
    giver = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    reader = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    purpose = models.TextField()
    categories = ArrayField(models.TextField())

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("revision", "giver", "reader", "purpose"), name="directory_grant_once"),
            models.CheckConstraint(condition=models.Q(categories__len__gte=1), name="directory_grant_says_what"),
        )


class AgreementClause(Owned):
    """One numbered clause."""

    revision = models.ForeignKey(AgreementRevision, models.CASCADE, related_name="clauses")
    number = models.PositiveSmallIntegerField()
    kind = models.TextField(choices=ClauseKind.choices)
    title = models.TextField()
    text = models.TextField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("revision", "number"), name="directory_clause_once"),)

    def __str__(self) -> str:
        return self.title


class AgreementUnit(Owned):
    """An office that applies a protocol."""

    revision = models.ForeignKey(AgreementRevision, models.CASCADE, related_name="units")
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("revision", "office"), name="directory_unit_once"),)
