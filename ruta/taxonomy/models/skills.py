"""Which occupations and skills does ESCO name, which ones do we name ourselves, and which occupation asks for which skill?"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import OpClass
from django.db import models
from django.db.models.functions import Left
from django.utils.translation import gettext_lazy as _

from ruta.taxonomy.enums import SkillKind

CODE = 60  # characters: the last part of an address of ESCO has 36


class EscoOccupation(models.Model):
    """An occupation of ESCO; its code begins with the CIUO-08 unit group it belongs to (`7112.1` is in `7112`)."""

    code = models.CharField(_("código ESCO"), primary_key=True, max_length=20)
    uri = models.URLField(_("dirección en ESCO"), unique=True)
    name_es = models.CharField(_("nombre"), max_length=300)
    name_en = models.CharField(_("nombre en inglés"), max_length=300, blank=True)
    other_names_es = ArrayField(models.CharField(max_length=300), default=list, blank=True, verbose_name=_("otros nombres"))
    other_names_en = ArrayField(models.CharField(max_length=300), default=list, blank=True, verbose_name=_("otros nombres en inglés"))
    description_es = models.TextField(_("descripción"), blank=True)
    is_retired = models.BooleanField(_("ya no está en la clasificación"), default=False)  # still named, no longer offered

    class Meta:
        verbose_name = _("ocupación de ESCO")
        verbose_name_plural = _("ocupaciones de ESCO")
        ordering = ("code",)
        indexes = (models.Index(Left("code", 4), name="esco_occupation_by_group"),)

    def __str__(self) -> str:
        return f"{self.code} {self.name_es}"

    @property
    def group(self) -> str:
        """The CIUO-08 unit group."""
        return self.code[:4]


class Skill(models.Model):
    """Something a person can do or knows: of ESCO (code is the last part of its address) or of our own list (`ruta:<slug>`)."""

    code = models.CharField(_("código"), primary_key=True, max_length=CODE)
    kind = models.CharField(_("clase"), max_length=10, choices=SkillKind.choices, default=SkillKind.SKILL)
    reach = models.CharField(_("alcance"), max_length=24, blank=True)
    name_es = models.CharField(_("nombre"), max_length=300)
    name_en = models.CharField(_("nombre en inglés"), max_length=300, blank=True)
    other_names_es = ArrayField(models.CharField(max_length=300), default=list, blank=True, verbose_name=_("otros nombres"))
    is_retired = models.BooleanField(_("ya no está en la clasificación"), default=False)

    class Meta:
        verbose_name = _("habilidad")
        verbose_name_plural = _("habilidades")
        ordering = ("name_es", "code")

    def __str__(self) -> str:
        return self.name_es

    @property
    def is_own(self) -> bool:
        """Whether it is of our own small list."""
        return self.code.startswith("ruta:")


class OccupationSkill(models.Model):
    """An occupation asks for a skill. Of ESCO: an occupation of ESCO. Of our own list: a CIUO-08 group of any depth, and what is in it."""

    occupation_code = models.CharField(_("ocupación"), max_length=20)
    skill = models.ForeignKey(Skill, models.CASCADE, related_name="occupations", verbose_name=_("habilidad"))
    is_essential = models.BooleanField(_("esencial"))

    class Meta:
        verbose_name = _("habilidad de una ocupación")
        verbose_name_plural = _("habilidades de las ocupaciones")
        ordering = ("occupation_code", "-is_essential", "skill_id")
        constraints = (
            models.UniqueConstraint(
                fields=("occupation_code", "skill"),
                name="occupation_skill_once",
                violation_error_message=_("Esa habilidad ya está en la ocupación."),
            ),
        )
        indexes = (models.Index(OpClass("occupation_code", "varchar_pattern_ops"), name="occupation_skill_by_prefix"),)

    def __str__(self) -> str:
        return f"{self.occupation_code} {self.skill_id}"


class LocalName(models.Model):
    """What people here call a job (`baleadera`, `motorista`), and the occupation that it means."""

    text = models.CharField(_("cómo se dice"), max_length=120)
    occupation_code = models.CharField(_("ocupación"), max_length=20)
    language = models.CharField(_("idioma"), max_length=2, default="es")
    note = models.CharField(_("nota"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("nombre de uso local")
        verbose_name_plural = _("nombres de uso local")
        ordering = ("text", "occupation_code")
        constraints = (
            models.UniqueConstraint(
                fields=("text", "occupation_code"),
                name="local_name_once",
                violation_error_message=_("Ese nombre ya está en la ocupación."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.text} → {self.occupation_code}"


class Edition(models.Model):
    """Which edition of a classification is in the tables now (`esco`, `own`): whoever keeps a copy in memory compares its hash."""

    code = models.CharField(_("clasificación"), primary_key=True, max_length=20)
    edition = models.CharField(_("edición"), max_length=120)
    sha256 = models.CharField(_("huella"), max_length=64)
    rows = models.JSONField(_("filas"), default=dict)
    loaded_at = models.DateTimeField(_("cargada el"))

    class Meta:
        verbose_name = _("edición de una clasificación")
        verbose_name_plural = _("ediciones de las clasificaciones")
        ordering = ("code",)

    def __str__(self) -> str:
        return f"{self.code} {self.edition}"
