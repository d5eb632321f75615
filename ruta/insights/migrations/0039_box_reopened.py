"""The charter counts the box as the desk does: an answer that was not enough is none, the next one has a term of its own, a late one stays late."""

from importlib import import_module

from django.db import migrations

waits = import_module("ruta.insights.migrations.0031_promise_asked").waits
visits = import_module("ruta.insights.migrations.0034_promise_visits")
ONCE = "ruta_day(q.answered_at), NULL FROM quality_suggestion q WHERE q.received_at >= since"
# In its term, whichever that was, is within the first: it ends on the day on which it began. Who waits for another answer in time counts nowhere.
AGAIN = """
           CASE WHEN q.was_late THEN ruta_day(q.answered_at) WHEN q.state = 'reopened' THEN NULL
                WHEN ruta_day(q.answered_at) <= q.due_on THEN ruta_day(q.received_at) ELSE ruta_day(q.answered_at) END, NULL
    FROM quality_suggestion q
    WHERE q.received_at >= since AND (q.state <> 'reopened' OR q.was_late OR q.due_on < ruta_day(now()))"""
BEFORE = waits(visits.ASKED + visits.VISITS)


class Migration(migrations.Migration):
    """The next counting of the night fills the rest."""

    dependencies = [("insights", "0038_same_institutions"), ("quality", "0010_answered_late")]
    operations = [migrations.RunSQL(BEFORE.replace(ONCE, AGAIN), BEFORE)]
