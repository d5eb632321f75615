"""The directory, to look at: it changes through its actions and data files."""

from django.contrib import admin

from ruta.base.readonly import ReadOnlyAdmin
from ruta.directory.models import Institution, Office, ReferenceLoad, Service


@admin.register(Institution)
class InstitutionAdmin(ReadOnlyAdmin):
    """Institutions and their directions."""

    list_display = ("code", "short_name", "provider_kind", "parent", "is_driving_team", "is_verified", "doubt")
    list_filter = ("is_driving_team", "is_verified", "origin", "provider_kind")
    list_select_related = ("parent",)
    search_fields = ("code", "name")


@admin.register(Office)
class OfficeAdmin(ReadOnlyAdmin):
    """Offices."""

    list_display = ("code", "name", "institution", "kind", "municipality", "is_verified", "is_active")
    list_filter = ("kind", "is_verified", "is_active")
    list_select_related = ("institution", "municipality")
    search_fields = ("code", "name")


@admin.register(Service)
class ServiceAdmin(ReadOnlyAdmin):
    """What each institution offers and where."""

    list_display = ("service_type", "institution", "office", "capacity", "verified_on", "is_active")
    list_filter = ("is_active", "institution")
    list_select_related = ("institution", "office")
    search_fields = ("service_type",)


@admin.register(ReferenceLoad)
class ReferenceLoadAdmin(ReadOnlyAdmin):
    """When the data files were last loaded."""

    list_display = ("domain", "loaded_at", "sha256")
