"""What does each institution offer, to whom, at what price, when, and how does one get in? Names follow HSDS 3.0 where it has one."""

from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, IntegerRangeField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

from ruta.directory.enums import Access, Audience, Cost, Delivery, Entry, Fact, ProposalState
from ruta.directory.models.institutions import Institution, Listed, Office
from ruta.directory.models.owned import Owned
from ruta.taxonomy.selectors import service_type


def _codes() -> "ArrayField[list[str], list[str]]":
    return ArrayField(models.TextField(), default=list, db_default=[], blank=True)


def _known(field: str, choices: type[models.TextChoices], name: str) -> models.CheckConstraint:
    """Only codes of the list may stand in the array."""
    return models.CheckConstraint(condition=models.Q(**{f"{field}__contained_by": list(choices.values)}), name=name)


def _text(words: Any, longest: int) -> "models.CharField[Any, Any]":
    return models.CharField(words, max_length=longest, blank=True, default="", db_default="")


class FocalPoint(Owned):
    """Who of an institution answers for a service or an agreement. Never shown to the public."""

    name = models.CharField(_("nombre"), max_length=120)
    position = _text(_("cargo"), 120)
    phone = _text(_("teléfono"), 40)
    email = _text(_("correo"), 120)
    is_active = models.BooleanField(_("activa"), default=True, db_default=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("id", "owner_institution"), name="directory_focalpoint_id_owner"),
            models.CheckConstraint(
                condition=~models.Q(phone="") | ~models.Q(email=""),
                name="directory_focalpoint_reach",
                violation_error_message=_("Escriba un teléfono o un correo."),
            ),
        )

    def __str__(self) -> str:
        return self.name


class Programme(Listed):
    """Several services under one name and one purpose (HSDS `program`)."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="programmes", verbose_name=_("institución"))
    name = models.CharField(_("nombre"), max_length=160)
    description = models.TextField(_("qué busca"), blank=True)
    website = _text(_("página web"), 200)

    class Meta:
        verbose_name = _("programa")
        verbose_name_plural = _("programas")
        ordering = ("name", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("institution", "name"), name="directory_programme_once", violation_error_message=_("Esa institución ya tiene un programa con ese nombre."),
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.name


class Service(Listed):
    """What an institution offers at an office, or nationally when it has none. Empty clocks are those of the type.

    An empty answer is not known; `not_applicable` names the facts that do not apply, which is something else.
    """

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="services", verbose_name=_("institución"))
    office = models.ForeignKey(Office, models.PROTECT, null=True, blank=True, related_name="services", verbose_name=_("oficina"))
    programme = models.ForeignKey(Programme, models.PROTECT, null=True, blank=True, related_name="services", verbose_name=_("programa"))
    focal_point = models.ForeignKey(
        FocalPoint, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("persona de enlace")
    )
    service_type = models.CharField(_("tipo de servicio"), max_length=60, db_index=True)
    name = models.CharField(_("nombre propio"), max_length=160, blank=True)
    description = models.TextField(_("qué hace"), blank=True, default="", db_default="")
    needs = _codes()  # those it answers, where they are not the ones of its type
    populations = _codes()
    eligibility = models.TextField(_("requisitos"), blank=True, default="", db_default="")
    age_from = models.PositiveSmallIntegerField(_("edad desde"), null=True, blank=True)
    age_to = models.PositiveSmallIntegerField(_("edad hasta"), null=True, blank=True)
    papers = models.TextField(_("qué llevar"), blank=True, default="", db_default="")
    cost = models.CharField(_("costo"), max_length=10, choices=Cost.choices, blank=True, default="", db_default="")
    cost_amount = models.PositiveIntegerField(_("lempiras"), null=True, blank=True)
    cost_note = _text(_("detalle del costo"), 200)
    entry = _codes()
    entry_note = models.TextField(_("cómo se entra"), blank=True, default="", db_default="")
    delivery = _codes()
    languages = _codes()
    accessibility = _codes()
    accessibility_note = _text(_("detalle de accesibilidad"), 200)
    phone = _text(_("teléfono para el público"), 40)
    email = _text(_("correo para el público"), 120)
    website = _text(_("página web"), 200)
    hours_note = _text(_("detalle del horario"), 200)
    opens_holidays = models.BooleanField(_("abre en feriados"), default=False, db_default=False)
    capacity = models.PositiveIntegerField(_("cupo"), null=True, blank=True)
    not_applicable = _codes()
    verified_on = models.DateField(_("verificado el"), null=True, blank=True)
    acknowledge_days = models.PositiveSmallIntegerField(_("días para acusar recibo"), null=True, blank=True)
    contact_days = models.PositiveSmallIntegerField(_("días para el primer contacto"), null=True, blank=True)
    result_days = models.PositiveSmallIntegerField(_("días para informar el resultado"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, db_default=1)
    changed_at = models.DateTimeField(null=True)
    # Written by the actions out of the rest, to be found and sorted by.
    sort_name = models.TextField(editable=False, default="", db_default="")
    found_by = models.TextField(editable=False, default="", db_default="")
    found_needs = _codes()
    is_place_hidden = models.BooleanField(editable=False, default=False, db_default=False)
    quality = models.PositiveSmallIntegerField(editable=False, default=0, db_default=0)
    search = models.GeneratedField(
        expression=SearchVector("sort_name", config="spanish", weight="A") + SearchVector("found_by", config="spanish", weight="B"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        verbose_name = _("servicio")
        verbose_name_plural = _("servicios")
        ordering = ("service_type", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("institution", "office", "service_type", "name"),
                nulls_distinct=False,
                name="service_once_per_place",
                violation_error_message=_("Esa institución ya ofrece ese servicio en ese lugar."),
            ),
            models.CheckConstraint(
                condition=models.Q(age_from=None) | models.Q(age_to=None) | models.Q(age_to__gte=models.F("age_from")),
                name="directory_service_ages",
                violation_error_message=_("La edad «hasta» es menor que la edad «desde»."),
            ),
            models.CheckConstraint(
                condition=~models.Q(cost=Cost.FREE) | models.Q(cost_amount=None),
                name="directory_service_free",
                violation_error_message=_("Un servicio gratis no lleva precio."),
            ),
            _known("populations", Audience, "directory_service_populations"),
            _known("entry", Entry, "directory_service_entry"),
            _known("delivery", Delivery, "directory_service_delivery"),
            _known("accessibility", Access, "directory_service_accessibility"),
            _known("not_applicable", Fact, "directory_service_not_applicable"),
        )
        indexes = (
            GinIndex(fields=("search",), name="directory_service_search"),
            GinIndex(OpClass("found_by", "gin_trgm_ops"), name="directory_service_like"),
            models.Index(fields=("sort_name", "id"), name="directory_service_sort"),
            # All that the public search narrows and sorts by: it reads this, and of the table the ten rows that it shows.
            models.Index(
                fields=("office", "institution"), condition=models.Q(is_active=True), name="directory_service_near",
                include=("id", "verified_on", "is_place_hidden", "found_needs", "populations", "cost", "opens_holidays"),
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.name or service_type(self.service_type).label()


class ServiceWord(models.Model):
    """One word of some entry, as it is compared: what a misspelt one may have meant. None is taken away before the next load."""

    word = models.TextField(primary_key=True)

    class Meta:
        indexes = (GinIndex(OpClass("word", "gin_trgm_ops"), name="directory_word_like"),)

    def __str__(self) -> str:
        return self.word


class OpeningHours(models.Model):
    """From one minute of a weekday to another (HSDS `schedule`); two windows of one service never overlap."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField()  # Monday is 0
    opens = models.PositiveSmallIntegerField()
    closes = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("weekday", "opens")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(weekday__lte=6, opens__lt=models.F("closes"), closes__lte=24 * 60), name="directory_hours_in_a_week"
            ),
            ExclusionConstraint(
                name="directory_hours_apart",
                expressions=[
                    ("service", "="),
                    ("weekday", "="),
                    (models.Func("opens", "closes", function="int4range", output_field=IntegerRangeField()), "&&"),
                ],
            ),
        )
        indexes = (models.Index(fields=("weekday", "service"), include=("opens", "closes"), name="directory_hours_day"),)


class ServiceStep(models.Model):
    """What was done with an entry, when, by which institution and user: the number of the user alone, no name."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="steps")
    verb = models.CharField(max_length=20)
    note = models.CharField(max_length=400, blank=True, default="", db_default="")
    fields = _codes()
    institution = models.ForeignKey(Institution, models.PROTECT, null=True, related_name="+")
    user_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("service", "at"), name="directory_step_service"),)


class ServiceProposal(models.Model):
    """What somebody outside the institution believes an entry should say; its owner decides."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="proposals")
    changes = models.JSONField()  # as the form of the entry takes them
    before = models.JSONField()  # what stood in the same places
    note = models.CharField(max_length=400, blank=True, default="", db_default="")
    state = models.CharField(max_length=10, choices=ProposalState.choices, default=ProposalState.OPEN)
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    user_id = models.BigIntegerField(null=True)
    made_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by_id = models.BigIntegerField(null=True)
    decision_note = models.CharField(max_length=400, blank=True, default="", db_default="")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state=ProposalState.OPEN, decided_at=None) | (~models.Q(state=ProposalState.OPEN) & models.Q(decided_at__isnull=False)),
                name="directory_proposal_decided",
            ),
        )  # fmt: skip
        indexes = (models.Index(fields=("service", "made_at"), name="directory_proposal_service"),)
