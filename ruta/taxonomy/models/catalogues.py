"""Which versions of each catalogue were ever published, which one is current, and what is being written?"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ruta.taxonomy.enums import CatalogueKind


class Catalogue(models.Model):
    """One published version of a catalogue or an instrument. Its content never changes; the database sees to it."""

    kind = models.CharField(_("clase"), max_length=12, choices=CatalogueKind.choices)
    code = models.CharField(_("código"), max_length=60)
    version = models.CharField(_("versión"), max_length=20)
    status = models.CharField(_("estado"), max_length=20)
    content = models.JSONField(_("contenido"))
    sha256 = models.CharField(_("huella"), max_length=64)
    is_current = models.BooleanField(_("vigente"), default=False)
    loaded_at = models.DateTimeField(_("cargado el"))
    published_by = models.BigIntegerField(_("publicado por"), null=True, blank=True)

    class Meta:
        verbose_name = _("catálogo")
        verbose_name_plural = _("catálogos")
        ordering = ("code", "-loaded_at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("code", "version"),
                name="catalogue_version_once",
                violation_error_message=_("Esa versión del catálogo ya se publicó. Use un número de versión nuevo."),
            ),
            models.UniqueConstraint(
                fields=("code",),
                condition=models.Q(is_current=True),
                name="catalogue_one_current",
                violation_error_message=_("Solo puede haber una versión vigente de cada catálogo."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.version}"


class CatalogueDraft(models.Model):
    """A version that is being written; one at a time per catalogue, made from a published one. It decides nothing until published."""

    code = models.CharField(_("código"), max_length=60, unique=True)
    based_on = models.CharField(_("hecho de la versión"), max_length=20)
    content = models.JSONField(_("contenido"))
    revision = models.PositiveIntegerField(default=1)
    started_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    changed_by = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = _("borrador")
        verbose_name_plural = _("borradores")
        ordering = ("code",)

    def __str__(self) -> str:
        return f"{self.code} ({self.based_on})"


class StrictWord(models.Model):
    """A word that names a strict need, or a service that answers one, in the catalogues in force. The database keeps it so."""

    word = models.TextField(primary_key=True)

    class Meta:
        verbose_name = _("palabra reservada")
        verbose_name_plural = _("palabras reservadas")
        ordering = ("word",)

    def __str__(self) -> str:
        return self.word
