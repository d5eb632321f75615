"""What does the audit keep of words that were moved apart? The mask on both sides: what stood there before stands where it was moved to."""

from pathlib import Path

from django.db import migrations

SQL = (Path(__file__).parents[1] / "sql" / "audit.sql").read_text()
MASKS = """IN ('"reservado"'::jsonb, '{"reservado": {}}'::jsonb)"""
BEFORE = "jsonb_build_array(o.j -> k, n.j -> k)) AS changes\n           FROM jsonb_object_keys(n.j)"
AFTER = BEFORE.replace("o.j -> k,", f"CASE WHEN n.j -> k {MASKS} THEN n.j -> k ELSE o.j -> k END,")


def _function(text: str) -> str:
    start = text.index("CREATE FUNCTION ruta_audit_update()")
    body = text[start : text.index("END $$;", start) + len("END $$;")]
    return f"SET ROLE ruta_audit; {body.replace('CREATE FUNCTION', 'CREATE OR REPLACE FUNCTION', 1)} RESET ROLE;"


class Migration(migrations.Migration):
    """A row that becomes reserved leaves no plain word in the audit of the moment in which it does."""

    dependencies = [("base", "0002_security")]
    operations = [migrations.RunSQL(_function(SQL.replace(BEFORE, AFTER)), _function(SQL))]
