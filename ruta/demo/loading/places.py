"""Which offices and services of the directory does the generator work with?"""

from ruta.demo.generator import OfficeRef, ServiceRef
from ruta.directory.models import Office, Service


def office_refs() -> list[OfficeRef]:
    """Every active office, in a fixed order."""
    rows = Office.objects.filter(is_active=True, institution__is_active=True).order_by("pk")
    return [
        OfficeRef(row.pk, row.institution_id, row.code, row.kind, row.municipality_id, row.institution.provider_kind)
        for row in rows.select_related("institution")
    ]


def service_refs() -> list[ServiceRef]:
    """Every active service, in a fixed order; of closed offices and institutions none."""
    rows = Service.objects.filter(is_active=True, institution__is_active=True).exclude(office__is_active=False).order_by("pk")
    return [ServiceRef(row.pk, row.institution_id, row.office_id, row.service_type) for row in rows]
