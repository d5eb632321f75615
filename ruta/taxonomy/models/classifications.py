"""Which occupations, sectors, education levels, countries and languages are there?"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Occupation(models.Model):
    """A group of CIUO-08: one digit major group down to four digits unit group."""

    code = models.CharField(_("código CIUO-08"), primary_key=True, max_length=4)
    level = models.PositiveSmallIntegerField(_("nivel"))
    name_es = models.CharField(_("nombre"), max_length=250)
    name_en = models.CharField(_("nombre en inglés"), max_length=250, blank=True)
    skill_level = models.CharField(_("nivel de competencia"), max_length=10, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("grupo superior"))

    class Meta:
        verbose_name = _("ocupación")
        verbose_name_plural = _("ocupaciones")
        ordering = ("code",)

    def __str__(self) -> str:
        return f"{self.code} {self.name_es}"


class Sector(models.Model):
    """An economic activity of CIIU rev. 4: section, division or class."""

    code = models.CharField(_("código CIIU"), primary_key=True, max_length=4)
    level = models.PositiveSmallIntegerField(_("nivel"))
    name_es = models.CharField(_("nombre"), max_length=300)
    name_en = models.CharField(_("nombre en inglés"), max_length=300, blank=True)
    section = models.CharField(_("sección"), max_length=1)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("nivel superior"))
    source = models.CharField(_("fuente"), max_length=120)

    class Meta:
        verbose_name = _("actividad económica")
        verbose_name_plural = _("actividades económicas")
        ordering = ("code",)

    def __str__(self) -> str:
        return f"{self.code} {self.name_es}"


class EducationLevel(models.Model):
    """A level of schooling, of today's system or of the previous one."""

    code = models.CharField(_("código"), primary_key=True, max_length=20)
    position = models.PositiveSmallIntegerField(_("orden"), unique=True)
    name_es = models.CharField(_("nivel"), max_length=120)
    sublevel_es = models.CharField(_("subnivel"), max_length=120, blank=True)
    grades = models.CharField(_("grados"), max_length=40, blank=True)
    isced = models.CharField(_("CINE 2011"), max_length=40, blank=True)
    system = models.CharField(_("sistema"), max_length=20, blank=True)
    usual_title = models.CharField(_("título habitual"), max_length=160, blank=True)
    certainty = models.CharField(_("certeza"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("nivel educativo")
        verbose_name_plural = _("niveles educativos")
        ordering = ("position",)

    def __str__(self) -> str:
        return f"{self.name_es}: {self.sublevel_es}" if self.sublevel_es else self.name_es


class Country(models.Model):
    """A country of ISO 3166-1."""

    code = models.CharField(_("código ISO"), primary_key=True, max_length=2)
    alpha3 = models.CharField(_("código de tres letras"), max_length=3, unique=True)
    numeric = models.CharField(_("código numérico"), max_length=3)
    name_es = models.CharField(_("nombre"), max_length=100)
    name_en = models.CharField(_("nombre en inglés"), max_length=100)
    sort_name = models.CharField(max_length=100, editable=False)
    demonym_m = models.CharField(_("gentilicio masculino"), max_length=60, blank=True)
    demonym_f = models.CharField(_("gentilicio femenino"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("país")
        verbose_name_plural = _("países")
        ordering = ("sort_name",)

    def __str__(self) -> str:
        return self.name_es


class Language(models.Model):
    """A language of ISO 639, with those of Honduras."""

    code = models.CharField(_("código ISO"), primary_key=True, max_length=10)
    name_es = models.CharField(_("nombre"), max_length=100)
    name_en = models.CharField(_("nombre en inglés"), max_length=100, blank=True)
    sort_name = models.CharField(max_length=100, editable=False)

    class Meta:
        verbose_name = _("idioma")
        verbose_name_plural = _("idiomas")
        ordering = ("sort_name", "code")

    def __str__(self) -> str:
        return self.name_es
