"""What was published changes in one way: its last text is taken back, and what that one ended goes on."""

from django.db import migrations

OLD_ROW = (
    "(OLD.id, OLD.instrument_id, OLD.key, OLD.position, OLD.label, OLD.heading, OLD.part, OLD.text, OLD.in_force_from, OLD.revision_id)"
)
NEW_ROW = OLD_ROW.replace("OLD.", "NEW.")
# An article that a text ended goes on once that text was taken back; nothing else moves the day on which one ended.
GOES_ON = (
    "NEW.in_force_until IS NULL AND NEW.ended_by_id IS NULL AND EXISTS "
    "(SELECT 1 FROM public.legal_revision r WHERE r.id = OLD.ended_by_id AND r.id <> OLD.revision_id AND r.state = 'withdrawn')"
)
TOLD = "instrument_id, is_amendment, amending_id, in_force_from, source, file_name, file, sha256, written_by, made_at, proposed_by, decided_by, decided_at, reason"
OLD_TOLD, NEW_TOLD = (f"({', '.join(f'{side}.{name.strip()}' for name in TOLD.split(','))})" for side in ("OLD", "NEW"))
FUNCTIONS = """
CREATE OR REPLACE FUNCTION legal_article_is_final() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' OR (OLD.in_force_until IS NOT NULL{article}) OR {new} IS DISTINCT FROM {old} THEN
    RAISE EXCEPTION 'a published article never changes: an amendment writes it anew' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION legal_revision_is_final() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF {revision} THEN
    RAISE EXCEPTION 'a published text never changes: an amendment follows it' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
"""
TAKEN_BACK = f"TG_OP = 'UPDATE' AND OLD.state = 'published' AND NEW.state = 'withdrawn' AND {NEW_TOLD} IS NOT DISTINCT FROM {OLD_TOLD}"
AFTER = FUNCTIONS.format(
    article=f" AND NOT ({GOES_ON})", new=NEW_ROW, old=OLD_ROW, revision=f"OLD.state IN ('published', 'withdrawn') AND NOT ({TAKEN_BACK})"
)
BEFORE = FUNCTIONS.format(article="", new=NEW_ROW, old=OLD_ROW, revision="OLD.state = 'published'")


class Migration(migrations.Migration):
    """Words stay final."""

    dependencies = [("legal", "0005_withdrawn")]
    operations = [migrations.RunSQL(AFTER, BEFORE)]
