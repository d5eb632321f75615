"""Keep in which territories a plan is at work, word by word."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("roadmap", "0006_proposals"),
        ("territory", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Reach",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateField(null=True, verbose_name="desde")),
                ("note", models.CharField(blank=True, max_length=400, verbose_name="nota")),
                ("at", models.DateTimeField()),
                ("by", models.BigIntegerField(null=True)),
                ("plan", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="reaches", to="roadmap.plan")),
                (
                    "territory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="territory.territory", verbose_name="territorio"
                    ),
                ),
            ],
            options={
                "verbose_name": "territorio alcanzado",
                "verbose_name_plural": "territorios alcanzados",
                "ordering": ("plan", "territory", "-id"),
            },
        ),
        migrations.RunSQL(
            "CREATE TRIGGER said_is_final BEFORE UPDATE OR DELETE ON roadmap_reach FOR EACH ROW EXECUTE FUNCTION roadmap_said_is_final()",
            "DROP TRIGGER said_is_final ON roadmap_reach",
        ),
    ]
