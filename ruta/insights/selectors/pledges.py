"""How many of the staff of the employment offices signed what the service promises (I28)?"""

from dataclasses import dataclass

from django.db import connection

from ruta.base.clock import today
from ruta.directory.models import Office
from ruta.quality.enums import Document
from ruta.quality.selectors import version_of


@dataclass(frozen=True, slots=True)
class OfficeSigned:
    """One office: its staff, and who of them signed both documents in the version in force."""

    office: Office
    staff: int
    signed: int


def signed_offices() -> list[OfficeSigned]:
    """Each employment office with staff, by name. A new version sets the count to zero."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT office_id, staff, signed FROM ruta_signed(%s, %s, %s)",
            [version_of(Document.CHARTER), version_of(Document.ETHICS), today()],
        )
        found = {office: (staff, signed) for office, staff, signed in cursor.fetchall()}
    offices = Office.objects.filter(pk__in=found).order_by("name", "pk")
    return [OfficeSigned(each, *found[each.pk]) for each in offices]
