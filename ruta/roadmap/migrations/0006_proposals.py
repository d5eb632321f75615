"""Let plans be adjusted by proposals whose changes stay, and let rows have days and tags."""

import django.db.models.deletion
from django.db import migrations, models

FORWARD = """
CREATE TRIGGER said_is_final BEFORE UPDATE OR DELETE ON roadmap_change FOR EACH ROW EXECUTE FUNCTION roadmap_said_is_final();
CREATE FUNCTION roadmap_decided_is_final() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.state IN ('approved', 'withdrawn') THEN
    RAISE EXCEPTION 'a proposal that was decided cannot change: open another' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER decided_is_final BEFORE UPDATE OR DELETE ON roadmap_proposal FOR EACH ROW EXECUTE FUNCTION roadmap_decided_is_final();
"""
BACK = """
DROP TRIGGER decided_is_final ON roadmap_proposal;
DROP FUNCTION roadmap_decided_is_final();
DROP TRIGGER said_is_final ON roadmap_change;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0001_initial"),
        ("roadmap", "0005_following"),
    ]

    operations = [
        migrations.CreateModel(
            name="Change",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "verb",
                    models.CharField(
                        choices=[
                            ("set", "Cambia un dato"),
                            ("target", "Cambia el valor de una meta"),
                            ("aim", "Cambia una meta"),
                            ("add", "Agrega la fila"),
                            ("remove", "Quita la fila"),
                            ("move", "Mueve la fila"),
                            ("undo", "Deshace"),
                        ],
                        max_length=8,
                        verbose_name="qué",
                    ),
                ),
                ("key", models.CharField(blank=True, max_length=60, verbose_name="fila")),
                ("field", models.CharField(blank=True, max_length=130, verbose_name="dato")),
                ("old", models.JSONField(null=True, verbose_name="antes")),
                ("new", models.JSONField(null=True, verbose_name="después")),
                ("at", models.DateTimeField()),
                ("by", models.BigIntegerField(null=True)),
            ],
            options={
                "verbose_name": "cambio propuesto",
                "verbose_name_plural": "cambios propuestos",
                "ordering": ("proposal", "id"),
            },
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=160, verbose_name="asunto")),
                ("reason", models.CharField(blank=True, max_length=400, verbose_name="por qué")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "En preparación"),
                            ("sent", "Enviada"),
                            ("returned", "Devuelta"),
                            ("approved", "Aprobada"),
                            ("withdrawn", "Retirada"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="estado",
                    ),
                ),
                ("opened_at", models.DateTimeField(verbose_name="abierta el")),
                ("opened_by", models.BigIntegerField(null=True)),
                ("sent_at", models.DateTimeField(null=True, verbose_name="enviada el")),
                ("sent_by", models.BigIntegerField(null=True)),
                ("decided_at", models.DateTimeField(null=True, verbose_name="decidida el")),
                ("decided_by", models.BigIntegerField(null=True)),
                ("answer", models.CharField(blank=True, max_length=400, verbose_name="respuesta")),
            ],
            options={
                "verbose_name": "propuesta de ajuste",
                "verbose_name_plural": "propuestas de ajuste",
                "ordering": ("-id",),
            },
        ),
        migrations.AddField(
            model_name="node",
            name="begins",
            field=models.DateField(null=True, verbose_name="empieza"),
        ),
        migrations.AddField(
            model_name="node",
            name="ends",
            field=models.DateField(null=True, verbose_name="termina"),
        ),
        migrations.AddField(
            model_name="node",
            name="tags",
            field=models.JSONField(default=list, verbose_name="etiquetas"),
        ),
        migrations.AddConstraint(
            model_name="node",
            constraint=models.CheckConstraint(condition=models.Q(("ends__gte", models.F("begins"))), name="roadmap_node_days"),
        ),
        migrations.AddField(
            model_name="change",
            name="base",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="roadmap.planversion"),
        ),
        migrations.AddField(
            model_name="change",
            name="undoes",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="undone_by", to="roadmap.change"
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="base",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="roadmap.planversion", verbose_name="versión de partida"
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="decided_in",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.institution"),
        ),
        migrations.AddField(
            model_name="proposal",
            name="institution",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="directory.institution",
                verbose_name="institución",
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="plan",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="proposals", to="roadmap.plan"),
        ),
        migrations.AddField(
            model_name="proposal",
            name="result",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="proposal",
                to="roadmap.planversion",
                verbose_name="versión que resultó",
            ),
        ),
        migrations.AddField(
            model_name="change",
            name="proposal",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="changes", to="roadmap.proposal"),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("result__isnull", False), ("state", "approved")),
                    models.Q(models.Q(("state", "approved"), _negated=True), ("result__isnull", True)),
                    _connector="OR",
                ),
                name="roadmap_proposal_result",
            ),
        ),
        migrations.AddConstraint(
            model_name="change",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("undoes__isnull", False), ("verb", "undo")),
                    models.Q(models.Q(("verb", "undo"), _negated=True), ("undoes__isnull", True)),
                    _connector="OR",
                ),
                name="roadmap_change_undo",
            ),
        ),
        migrations.RunSQL(FORWARD, BACK),
    ]
