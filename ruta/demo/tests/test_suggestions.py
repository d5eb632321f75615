"""Does the box of a demonstration say of its own answers which were late?"""

import pytest
from django.db import transaction

from ruta.base.clock import HONDURAS
from ruta.base.context import acting_as, system
from ruta.demo.actions.suggestions import make_suggestions
from ruta.quality.models import Suggestion
from ruta.quality.selectors import box_owner

pytestmark = pytest.mark.django_db


def test_an_answer_after_its_day_is_late_as_if_it_had_been_written_then():
    make_suggestions(actor=system(box_owner(), "demo"))
    with acting_as(system(box_owner())), transaction.atomic():
        rows = list(Suggestion.objects.exclude(answered_at=None).exclude(state="reopened"))
        assert {row.was_late for row in rows} == {True, False}
        assert all(row.was_late == (row.answered_at.astimezone(HONDURAS).date() > row.due_on) for row in rows)
