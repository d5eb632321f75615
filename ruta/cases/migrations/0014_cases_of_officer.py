"""Where does every part of the work queue begin? At the cases of an officer, read from their index alone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """The same index, wide enough to answer by itself."""

    dependencies = [("cases", "0013_one_index_of_persons")]
    operations = [
        migrations.RemoveIndex("case", "cases_case_officer"),
        migrations.AddIndex(
            "case",
            models.Index(
                fields=["owner_institution", "officer_id", "state"], include=["id", "person", "closed_at"], name="cases_case_officer"
            ),
        ),
    ]
