"""Who gave whom an account, a role or a right? Kept in the audit, without ever a password."""

from django.db import migrations

# Accounts are also touched when nobody acts yet (a reset, a first installation), so this trigger notes who it was and demands no actor.
AUDIT = """
CREATE FUNCTION ruta_audit_account() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  o jsonb := CASE WHEN TG_OP = 'INSERT' THEN '{}' ELSE to_jsonb(OLD) END;
  n jsonb := CASE WHEN TG_OP = 'DELETE' THEN '{}' ELSE to_jsonb(NEW) END;
  one jsonb := CASE WHEN TG_OP = 'DELETE' THEN o ELSE n END;
  diff jsonb;
BEGIN
  IF TG_OP <> 'INSERT' THEN
    SELECT jsonb_object_agg(k, CASE WHEN k = 'password' THEN '[null, null]'::jsonb ELSE jsonb_build_array(o -> k, n -> k) END) INTO diff
    FROM jsonb_object_keys(o) AS k WHERE k <> 'last_login' AND o -> k IS DISTINCT FROM n -> k;
    IF diff IS NULL THEN RETURN NULL; END IF;
  END IF;
  INSERT INTO audit_event (at, txid, epoch, kind, institution_id, user_id, membership_id, office_id, role, reason,
                           verb, table_name, owner_institution_id, row_id, changes)
  VALUES (clock_timestamp(), pg_current_xact_id()::text::bigint, ruta_epoch(), coalesce(nullif(current_setting('ruta.kind', true), ''), 'nobody'),
          nullif(current_setting('ruta.institution', true), '')::bigint, nullif(current_setting('ruta.user', true), '')::bigint,
          nullif(current_setting('ruta.membership', true), '')::bigint, nullif(current_setting('ruta.office', true), '')::bigint,
          coalesce(current_setting('ruta.role', true), ''), coalesce(current_setting('ruta.reason', true), ''),
          lower(TG_OP), TG_TABLE_NAME, (SELECT institution_id FROM directory_office WHERE id = (one ->> 'office_id')::bigint),
          (one ->> 'id')::bigint, diff);
  RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION ruta_audit_account() FROM PUBLIC;
GRANT SELECT ON directory_office TO ruta_audit;
CREATE TRIGGER audit_account AFTER INSERT OR UPDATE OR DELETE ON accounts_membership FOR EACH ROW EXECUTE FUNCTION ruta_audit_account();
CREATE TRIGGER audit_account AFTER INSERT OR DELETE OR UPDATE OF email, password, full_name, is_active, is_staff, is_superuser ON accounts_user
  FOR EACH ROW EXECUTE FUNCTION ruta_audit_account();
ALTER FUNCTION ruta_audit_account() OWNER TO ruta_audit;
"""
UNAUDIT = """
DROP TRIGGER audit_account ON accounts_membership; DROP TRIGGER audit_account ON accounts_user;
SET ROLE ruta_audit; DROP FUNCTION ruta_audit_account(); RESET ROLE;
"""


class Migration(migrations.Migration):
    """Rights are data too."""

    dependencies = [("accounts", "0001_initial"), ("base", "0002_security"), ("directory", "0001_initial")]
    operations = [migrations.RunSQL(AUDIT, UNAUDIT)]
