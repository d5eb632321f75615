"""What becomes of appointments when two records become one person?"""

from collections.abc import Mapping, Sequence

from django.utils.formats import date_format

from ruta.agenda.models import Appointment
from ruta.base.clock import HONDURAS
from ruta.base.sentences import gettext_noop
from ruta.people.merging.registry import moves


def _days(ids: Sequence[int]) -> Mapping[int, str]:
    rows = Appointment.objects.filter(pk__in=ids)
    return {row.pk: date_format(row.starts_at.astimezone(HONDURAS), "DATETIME_FORMAT") for row in rows}


moves("agenda_appointment", gettext_noop("Citas"), tell=_days)
