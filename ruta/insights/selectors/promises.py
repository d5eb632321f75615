"""Of the kinds of service that the employment offices give, how many have a standard that was approved (I27)?"""

from ruta.directory.models import Service
from ruta.taxonomy.selectors import catalogue

GIVEN_BY = "si_empleo"


def promised_services() -> tuple[int, int]:
    """Kinds of service with an approved standard, and all that the directory knows of these offices."""
    active = Service.objects.filter(is_active=True, office__is_active=True, office__kind=GIVEN_BY)
    given = set(active.order_by().values_list("service_type", flat=True).distinct())
    promised = {code for row in catalogue("service_charter") if row["standard"]["approved"] for code in row["service_types"]}
    return len(given & promised), len(given)
