"""Has a demonstration a source that can be read at once, by an agreement, with something for quarantine?"""

import pytest
from django.db import transaction

from ruta.base.context import acting_as, system
from ruta.demo.actions import make_agreements, make_sources
from ruta.demo.actions.sources import CODE, ROWS
from ruta.directory.models import Office
from ruta.feeds.pulling.running import pull
from ruta.feeds.selectors import current_mapping, refusal, right_of, source_named

pytestmark = pytest.mark.django_db


def test_it_is_made_once_and_may_be_read(settings, tmp_path):
    settings.FEEDS_FOLDER = str(tmp_path)
    make_agreements(actor=system(None, "test"))
    assert make_sources(actor=system(None, "test")) == 1
    assert make_sources(actor=system(None, "test")) == 0
    machine = system(Office.objects.get(code="SPS").institution_id, "test")
    with acting_as(machine), transaction.atomic():
        source = source_named(CODE)
        assert refusal(source, current_mapping(source), right_of(source)) == ""
    (row,) = pull(actor=machine, source=source, is_trial=True)
    assert (row.received_count, row.valid_count) == (len(ROWS), len(ROWS) - 1)
