"""What may be told of the warehouse's facts is counted once, and stays as it was told."""

from django.db import migrations, models

FORWARD = """
CREATE FUNCTION insights_cellset_is_final() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'counted cells do not change: count another set' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER cellset_is_final BEFORE UPDATE ON insights_cellset FOR EACH ROW EXECUTE FUNCTION insights_cellset_is_final();
"""
BACK = "DROP TRIGGER cellset_is_final ON insights_cellset; DROP FUNCTION insights_cellset_is_final();"


class Migration(migrations.Migration):
    dependencies = [("insights", "0013_exchanging")]
    operations = [
        migrations.CreateModel(
            name="CellSet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("measure", models.TextField()),
                ("period", models.CharField(max_length=10)),
                ("counted_on", models.DateField()),
                ("signature", models.CharField(max_length=64)),
                ("least", models.PositiveSmallIntegerField()),
                ("cells", models.JSONField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("measure", "period", "counted_on"), name="insights_cellset_once")],
            },
        ),
        migrations.RunSQL(FORWARD, BACK),
    ]
