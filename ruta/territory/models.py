"""Which departments, municipalities and territories are there?"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ruta.territory.enums import Certainty, Scope


class Department(models.Model):
    """One of the 18 departments; the code has two digits."""

    code = models.CharField(_("código"), primary_key=True, max_length=2)
    name = models.CharField(_("nombre"), max_length=60)
    sort_name = models.CharField(max_length=60, editable=False)
    iso_code = models.CharField(_("código ISO 3166-2"), max_length=6)
    seat_code = models.CharField(_("código de la cabecera"), max_length=4)

    class Meta:
        verbose_name = _("departamento")
        verbose_name_plural = _("departamentos")
        ordering = ("sort_name",)

    def __str__(self) -> str:
        return self.name


class Municipality(models.Model):
    """One of the 298 municipalities; the code is the official DDMM."""

    code = models.CharField(_("código"), primary_key=True, max_length=4)
    name = models.CharField(_("nombre"), max_length=80)
    sort_name = models.CharField(max_length=80, editable=False)
    other_names = models.CharField(_("otros nombres"), max_length=160, blank=True)
    department = models.ForeignKey(Department, models.PROTECT, related_name="municipalities", verbose_name=_("departamento"))
    latitude = models.FloatField(_("latitud"), null=True, blank=True)
    longitude = models.FloatField(_("longitud"), null=True, blank=True)

    class Meta:
        verbose_name = _("municipio")
        verbose_name_plural = _("municipios")
        ordering = ("sort_name", "code")

    def __str__(self) -> str:
        return self.name


class Territory(models.Model):
    """A place where SI EMPLEO works; twelve of them are priorities of the roadmap."""

    code = models.CharField(_("código"), primary_key=True, max_length=8)
    name = models.CharField(_("nombre"), max_length=60)
    sort_name = models.CharField(max_length=60, editable=False)
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+", verbose_name=_("municipio"))
    scope = models.CharField(_("alcance"), max_length=12, choices=Scope.choices)
    is_priority = models.BooleanField(_("priorizado"))
    priority_name = models.CharField(_("nombre en la hoja de ruta"), max_length=60, blank=True)
    certainty = models.CharField(_("certeza"), max_length=12, choices=Certainty.choices)
    source = models.CharField(_("fuente"), max_length=200)

    class Meta:
        verbose_name = _("territorio")
        verbose_name_plural = _("territorios")
        ordering = ("sort_name",)

    def __str__(self) -> str:
        return self.name
