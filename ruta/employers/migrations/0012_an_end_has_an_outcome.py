"""Does a vacancy that was public end without a word about its openings? Not any more; what ended before stays as it is."""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):
    """Not validated: rows of before were taken back with a note alone, and nobody knows now what came of them."""

    dependencies = [("employers", "0011_fairs_dropped")]
    operations = [
        AddConstraintNotValid(
            model_name="vacancy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ("closed", "withdrawn")), _negated=True),
                    ("published_at", None),
                    models.Q(("closing", ""), _negated=True),
                    _connector="OR",
                ),
                name="employers_vacancy_ending",
            ),
        ),
    ]
