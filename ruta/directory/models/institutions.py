"""Which institutions are there, and where do they work?"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ruta.directory.enums import Origin


class Listed(models.Model):
    """What every entry of the directory says about itself: where it comes from and what is still in doubt."""

    is_active = models.BooleanField(_("activa"), default=True)
    source = models.CharField(_("fuente"), max_length=200, blank=True)
    doubt = models.CharField(_("por confirmar"), max_length=300, blank=True)
    is_reference = models.BooleanField(
        _("viene de los archivos"),
        default=False,
        help_text=_("Mientras esté marcada, la carga de datos la mantiene al día."),
    )

    class Meta:
        abstract = True


class Institution(Listed):
    """An institution or a direction of one. Rows of people belong to it and its staff sees only those."""

    code = models.CharField(_("código"), max_length=40, unique=True)
    name = models.CharField(_("nombre"), max_length=160)
    short_name = models.CharField(_("nombre corto"), max_length=60)
    provider_kind = models.CharField(_("tipo de proveedor"), max_length=60, blank=True, db_index=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="directions", verbose_name=_("depende de"))
    is_driving_team = models.BooleanField(_("equipo impulsor"), default=False)
    is_verified = models.BooleanField(_("verificada"), default=False)
    origin = models.CharField(_("origen"), max_length=12, choices=Origin.choices, default=Origin.PRODUCT)

    class Meta:
        verbose_name = _("institución")
        verbose_name_plural = _("instituciones")
        ordering = ("short_name", "code")

    def __str__(self) -> str:
        return self.short_name

    @property
    def is_in_driving_team(self) -> bool:
        """The institution itself, or the one it is a direction of, sits in the driving team."""
        return self.is_driving_team or (self.parent is not None and self.parent.is_in_driving_team)


class Office(Listed):
    """A place, a team that travels or a call centre of an institution."""

    code = models.CharField(_("código"), max_length=40, unique=True)
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="offices", verbose_name=_("institución"))
    name = models.CharField(_("nombre"), max_length=160)
    short_name = models.CharField(_("nombre corto"), max_length=120)
    kind = models.CharField(_("tipo de oficina"), max_length=60, db_index=True)
    municipality = models.ForeignKey("territory.Municipality", models.PROTECT, related_name="+", verbose_name=_("municipio"))
    address = models.CharField(_("dirección"), max_length=250, blank=True)
    phone = models.CharField(_("teléfono"), max_length=40, blank=True)
    latitude = models.FloatField(_("latitud"), null=True, blank=True)  # of the door; without it the point of the municipality counts
    longitude = models.FloatField(_("longitud"), null=True, blank=True)
    is_verified = models.BooleanField(_("verificada"), default=False)

    class Meta:
        verbose_name = _("oficina")
        verbose_name_plural = _("oficinas")
        ordering = ("short_name", "code")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(latitude=None, longitude=None) | models.Q(latitude__range=(12.9, 17.5), longitude__range=(-89.4, -83.0)),
                name="directory_office_in_honduras",
                violation_error_message=_("Ese punto no está en Honduras. Escriba latitud y longitud, o deje las dos vacías."),
            ),
        )

    def __str__(self) -> str:
        return self.short_name
