"""Which index stood twice? A foreign key has its own already."""

from django.db import migrations


class Migration(migrations.Migration):
    """One index less to write."""

    dependencies = [("cases", "0012_reserved")]
    operations = [migrations.RemoveIndex("case", "cases_case_person")]
