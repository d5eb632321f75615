"""What was published never changes; who reads a doubt is its institution and those who keep the compendium."""

from django.db import migrations

from ruta.base.schema import MINE, Audited, ChildOf, RowSecurity

# The roles of `ruta.legal.policies.KEEPERS`.
KEEPS = "(current_setting('ruta.kind', true) = 'staff' AND current_setting('ruta.role', true) IN ('legal_officer', 'central_coordination'))"
FORWARD = """
CREATE FUNCTION legal_article_is_final() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.in_force_until IS NOT NULL OR
     (NEW.id, NEW.instrument_id, NEW.key, NEW.position, NEW.label, NEW.heading, NEW.part, NEW.text, NEW.in_force_from, NEW.revision_id)
     IS DISTINCT FROM
     (OLD.id, OLD.instrument_id, OLD.key, OLD.position, OLD.label, OLD.heading, OLD.part, OLD.text, OLD.in_force_from, OLD.revision_id) THEN
    RAISE EXCEPTION 'a published article never changes: an amendment writes it anew' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER published_is_final BEFORE UPDATE OR DELETE ON legal_article FOR EACH ROW EXECUTE FUNCTION legal_article_is_final();
CREATE FUNCTION legal_revision_is_final() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF OLD.state = 'published' THEN
    RAISE EXCEPTION 'a published text never changes: an amendment follows it' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER published_is_final BEFORE UPDATE OR DELETE ON legal_revision FOR EACH ROW EXECUTE FUNCTION legal_revision_is_final();
CREATE FUNCTION legal_criterion_is_final() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' OR (NEW.id, NEW.number, NEW.question, NEW.answer, NEW.basis, NEW.instrument_id, NEW.gap_ref, NEW.is_public, NEW.proposed_by, NEW.proposed_at)
     IS DISTINCT FROM
     (OLD.id, OLD.number, OLD.question, OLD.answer, OLD.basis, OLD.instrument_id, OLD.gap_ref, OLD.is_public, OLD.proposed_by, OLD.proposed_at) THEN
    RAISE EXCEPTION 'the words of a criterion never change: withdraw it and write another' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER words_are_final BEFORE UPDATE OR DELETE ON legal_criterion FOR EACH ROW EXECUTE FUNCTION legal_criterion_is_final();
REVOKE UPDATE, DELETE ON legal_opinion, legal_correction FROM ruta_app;
REVOKE UPDATE, DELETE ON legal_gap FROM ruta_app;
GRANT UPDATE (state, answered_at) ON legal_gap TO ruta_app;
"""
BACK = """
GRANT UPDATE, DELETE ON legal_opinion, legal_correction, legal_gap TO ruta_app;
DROP TRIGGER words_are_final ON legal_criterion;
DROP FUNCTION legal_criterion_is_final();
DROP TRIGGER published_is_final ON legal_revision;
DROP FUNCTION legal_revision_is_final();
DROP TRIGGER published_is_final ON legal_article;
DROP FUNCTION legal_article_is_final();
"""


class Migration(migrations.Migration):
    """Default deny for doubts; final words for what is public."""

    dependencies = [("legal", "0003_texts"), ("base", "0003_masked_audit")]
    operations = [
        migrations.RunSQL(FORWARD, BACK),
        RowSecurity("legal_gap", read=f"{MINE} OR {KEEPS}", update=KEEPS),
        RowSecurity("legal_opinion", read=f"{MINE} OR {KEEPS}", insert=KEEPS, update=""),
        ChildOf("legal_opinion", "legal_gap", "gap_id"),
        Audited("legal_gap"),
        Audited("legal_opinion"),
    ]
