"""Programmes are read in their institution; what offered a course in a text is its code where the text was one, and another by that name elsewhere."""

from django.db import migrations, models

from ruta.base.schema import MINE, Audited, ChildOf, RowSecurity

CODED = """
SELECT set_config('ruta.kind', 'system', true), set_config('ruta.reason', 'who offers a course is coded', true);
UPDATE training_course SET
  offered_by = CASE WHEN btrim(provider) = '' THEN 'own' WHEN upper(btrim(provider)) IN ('INFOP', 'UNAH', 'FLACSO', 'OIM') THEN lower(btrim(provider)) ELSE 'other' END,
  provider = CASE WHEN upper(btrim(provider)) IN ('', 'INFOP', 'UNAH', 'FLACSO', 'OIM') THEN '' ELSE provider END
WHERE provider <> '';
SELECT set_config('ruta.kind', '', true), set_config('ruta.reason', '', true);
"""
BACK = """
SELECT set_config('ruta.kind', 'system', true), set_config('ruta.reason', 'who offers a course is a text', true);
UPDATE training_course SET provider = upper(offered_by) WHERE offered_by NOT IN ('own', 'other');
SELECT set_config('ruta.kind', '', true), set_config('ruta.reason', '', true);
"""
OFFERED = models.CheckConstraint(
    condition=(models.Q(offered_by="other") & ~models.Q(provider="")) | (~models.Q(offered_by="other") & models.Q(provider="")),
    name="training_course_offered",
)


class Migration(migrations.Migration):
    """The rule of the table comes after its rows keep it."""

    dependencies = [("training", "0007_programmes")]
    operations = [
        migrations.RunSQL(CODED, BACK),
        RowSecurity("training_trainingprogramme", read=MINE),
        ChildOf("training_course", "training_trainingprogramme", "programme_id"),
        Audited("training_trainingprogramme"),
        migrations.AddConstraint("course", OFFERED),
    ]
