"""What time is it, in Honduras?"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

HONDURAS = ZoneInfo("America/Tegucigalpa")


def now() -> datetime:
    """The present moment, aware, in Honduran time."""
    return timezone.now().astimezone(HONDURAS)


def today() -> date:
    """The present day in Honduras."""
    return now().date()
