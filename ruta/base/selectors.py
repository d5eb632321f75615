"""What did the audit and the access log keep, for those who oversee? Who, when, from where and why; never the values."""

from django.apps import apps
from django.db.models import QuerySet

from ruta.base.models import AccessLog, AuditEvent, AuditSeal, ReadOnlyPeriod


def changes() -> QuerySet[AuditEvent]:
    """Changes of protected rows that this actor's institution may oversee."""
    return AuditEvent.objects.defer("row_ids")


def openings() -> QuerySet[AccessLog]:
    """Openings, searches and exports of, or about, this actor's institution."""
    return AccessLog.objects.all()


def seals(count: int = 10) -> list[AuditSeal]:
    """The last sealed batches, without their leaves."""
    return list(AuditSeal.objects.defer("ids", "leaves").order_by("-pk")[:count])


def tables_changed() -> list[str]:
    """The tables whose changes are kept: those that belong to an institution."""
    return sorted(
        model._meta.db_table  # noqa: SLF001 - Django names its public description so
        for model in apps.get_models()
        if hasattr(model, "owner_institution_id")
    )


def halts() -> QuerySet[ReadOnlyPeriod]:
    """When nothing was written, and why, the latest first."""
    return ReadOnlyPeriod.objects.order_by("-begun_at", "-pk")
