"""Is the same visit promised once? What is announced already is not announced again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One announced row for an office, a municipality, a day, an hour and a place."""

    dependencies = [
        ("agenda", "0014_visit_taken_back"),
        ("directory", "0015_called_off"),
        ("territory", "0001_initial"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="itinerantvisit",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "announced")),
                fields=("office", "municipality", "day", "starts_at", "place"),
                name="agenda_visit_once",
                violation_error_message="Esa visita ya está anunciada.",
            ),
        ),
    ]
