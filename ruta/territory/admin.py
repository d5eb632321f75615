"""Places, to look at: they change through the data files."""

from django.contrib import admin

from ruta.base.readonly import ReadOnlyAdmin
from ruta.territory.models import Department, Municipality, Territory


@admin.register(Department)
class DepartmentAdmin(ReadOnlyAdmin):
    """The 18 departments."""

    list_display = ("code", "name", "iso_code")


@admin.register(Municipality)
class MunicipalityAdmin(ReadOnlyAdmin):
    """The 298 municipalities."""

    list_display = ("code", "name", "department")
    list_filter = ("department",)
    list_select_related = ("department",)
    search_fields = ("=code", "sort_name", "name")


@admin.register(Territory)
class TerritoryAdmin(ReadOnlyAdmin):
    """Where SI EMPLEO works, and how sure we are."""

    list_display = ("code", "name", "municipality", "is_priority", "certainty", "source")
    list_filter = ("is_priority", "certainty")
    list_select_related = ("municipality",)
