"""Is a promise kept when it came within its working days, and is who still has time counted nowhere?"""

from datetime import date, timedelta

import pytest
from django.db import transaction

from ruta.base.clock import now, today
from ruta.base.context import acting_as, system
from ruta.base.workdays import work_calendar
from ruta.insights.actions import count_promises
from ruta.insights.actions.promising import kept
from ruta.insights.models import PromiseCount
from ruta.quality.models import Suggestion
from ruta.quality.selectors import box_owner

FRIDAY = date(2026, 10, 16)


def test_working_days_decide_and_who_has_time_left_does_not_count():
    add = work_calendar().add_days
    waited = [
        (FRIDAY, date(2026, 10, 20), 3),  # Tuesday: two working days
        (FRIDAY, date(2026, 10, 21), 2),
        (FRIDAY, None, 1),
        (date(2026, 10, 29), None, 7),  # its term ends after the day of counting
    ]
    assert kept(waited, 2, date(2026, 10, 30), add) == (6, 3)


@pytest.mark.django_db
def test_the_box_is_counted_past_row_security_and_gives_counts_only():
    owner = box_owner()
    with acting_as(system(owner)), transaction.atomic():
        for number, days in enumerate((1, 2, 30)):
            began = now() - timedelta(days=60)
            Suggestion.objects.create(
                owner_institution_id=owner, number=f"B-{number}", kind="suggestion", text="El horario no alcanza para nadie", received_at=began,
                answered_at=began + timedelta(days=days), answer="Gracias", state="answered", due_on=today(),
            )  # fmt: skip
    count_promises(actor=system(None))
    box = PromiseCount.objects.get(code="box")
    assert (box.due, box.in_time) == (3, 2)
