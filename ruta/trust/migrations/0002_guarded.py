"""The log of messages is written by its own role and changed by nobody; it is read by who asked, whose record it is, and the person."""

from django.db import migrations

from ruta.base.schema import Audited

LEAVES = """
CREATE FUNCTION ruta_message_leaves(in_epoch int, since bigint, until bigint) RETURNS TABLE (id bigint, leaf bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT m.id, sha256(convert_to(jsonb_build_array(
           m.id, extract(epoch FROM m.at), m.txid, m.epoch, m.client_code, m.institution_id, m.service, m.message_id, m.user_ref, m.issue,
           m.represented_party, m.agreement_id, m.revision, m.purpose, m.person_id, m.owner_institution_id, m.categories, m.status,
           m.request_hash, m.response_hash)::text, 'UTF8'))
  FROM trust_message m WHERE m.epoch = in_epoch AND m.txid >= since AND m.txid < until ORDER BY m.id
$$;
REVOKE EXECUTE ON FUNCTION ruta_message_leaves(int, bigint, bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ruta_message_leaves(int, bigint, bigint) TO ruta_app;
GRANT SELECT ON trust_message TO ruta_audit;
ALTER FUNCTION ruta_message_leaves(int, bigint, bigint) OWNER TO ruta_audit;
SET ROLE ruta_audit;
GRANT EXECUTE ON FUNCTION ruta_message_leaves(int, bigint, bigint) TO ruta_owner;
RESET ROLE;
REVOKE INSERT, UPDATE, DELETE ON trust_message FROM ruta_app;
REVOKE UPDATE, DELETE ON trust_messageseal, trust_anchor FROM ruta_app;
GRANT SELECT, INSERT ON trust_message TO ruta_log;
GRANT USAGE ON SEQUENCE trust_message_id_seq TO ruta_log;
GRANT SELECT ON audit_epoch TO ruta_log;
ALTER TABLE trust_message ENABLE ROW LEVEL SECURITY;
ALTER TABLE trust_message FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_all ON trust_message TO ruta_owner USING (true) WITH CHECK (true);
CREATE POLICY log_writes ON trust_message TO ruta_log USING (true) WITH CHECK (true);
CREATE POLICY sealer ON trust_message FOR SELECT TO ruta_audit USING (true);
CREATE POLICY actor_read ON trust_message FOR SELECT TO ruta_app USING (
  owner_institution_id = (SELECT ruta_me()) OR institution_id = (SELECT ruta_me())
  OR (current_setting('ruta.kind', true) = 'person' AND person_id = nullif(current_setting('ruta.person', true), '')::bigint));
"""
BACK = """
DROP FUNCTION ruta_message_leaves(int, bigint, bigint);
DROP POLICY actor_read ON trust_message; DROP POLICY sealer ON trust_message; DROP POLICY log_writes ON trust_message;
DROP POLICY owner_all ON trust_message;
"""


class Migration(migrations.Migration):
    """Append-only for the product, like the audit."""

    dependencies = [("trust", "0001_initial"), ("base", "0002_security")]
    operations = [migrations.RunSQL(LEAVES, BACK), Audited("trust_client")]
