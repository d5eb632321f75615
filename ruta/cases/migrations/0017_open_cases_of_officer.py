"""Which cases does an officer carry? Read from an index alone, without the many that are closed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """The same index, with the closed ones apart."""

    dependencies = [("cases", "0016_reserve_again")]
    operations = [
        migrations.RemoveIndex("case", "cases_case_officer"),
        migrations.AddIndex(
            "case",
            models.Index(
                fields=["owner_institution", "officer_id", "closed_at"], include=["id", "person", "state"], name="cases_case_officer"
            ),
        ),
    ]
