"""Catalogues and classifications, to look at: they change by publishing a version or through the data files."""

from django.contrib import admin

from ruta.base.readonly import ReadOnlyAdmin
from ruta.taxonomy.models import Catalogue, Country, EducationLevel, Language, Occupation, Sector


@admin.register(Catalogue)
class CatalogueAdmin(ReadOnlyAdmin):
    """Every published version."""

    list_display = ("code", "version", "kind", "status", "is_current", "loaded_at")
    list_filter = ("is_current", "kind", "status")
    search_fields = ("code",)


@admin.register(Occupation)
class OccupationAdmin(ReadOnlyAdmin):
    """CIUO-08."""

    list_display = ("code", "name_es", "level")
    list_filter = ("level",)
    search_fields = ("code", "name_es", "name_en")


@admin.register(Sector)
class SectorAdmin(ReadOnlyAdmin):
    """CIIU rev. 4."""

    list_display = ("code", "name_es", "level", "source")
    list_filter = ("level",)
    search_fields = ("code", "name_es", "name_en")


@admin.register(EducationLevel)
class EducationLevelAdmin(ReadOnlyAdmin):
    """Levels of schooling."""

    list_display = ("code", "name_es", "sublevel_es", "isced", "system", "certainty")


@admin.register(Country)
class CountryAdmin(ReadOnlyAdmin):
    """Countries."""

    list_display = ("code", "name_es", "alpha3", "demonym_f")
    search_fields = ("code", "name_es")


@admin.register(Language)
class LanguageAdmin(ReadOnlyAdmin):
    """Languages."""

    list_display = ("code", "name_es")
    search_fields = ("code", "name_es")
