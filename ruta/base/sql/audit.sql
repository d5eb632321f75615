-- Who may write the audit? Only these functions, owned by ruta_audit and fired by statement-level triggers.
CREATE TABLE audit_epoch (epoch int NOT NULL, started_at timestamptz NOT NULL DEFAULT now());
INSERT INTO audit_epoch (epoch) VALUES (1);

CREATE FUNCTION ruta_epoch() RETURNS int LANGUAGE sql STABLE AS $$ SELECT max(epoch) FROM audit_epoch $$;

-- The actor of the open transaction, or an error: a change without an actor is refused.
CREATE FUNCTION ruta_demand_actor() RETURNS void LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF coalesce(current_setting('ruta.kind', true), '') = '' THEN
    RAISE EXCEPTION 'a protected table is written only by a bound actor' USING ERRCODE = 'insufficient_privilege';
  END IF;
END $$;

CREATE FUNCTION ruta_audit_row(verb text, tbl text, owner bigint, person bigint, row_id bigint, row_ids jsonb, changes jsonb)
RETURNS void LANGUAGE sql AS $$
  INSERT INTO audit_event (at, txid, epoch, kind, institution_id, user_id, membership_id, office_id, role, reason,
                           verb, table_name, owner_institution_id, person_id, row_id, row_ids, changes)
  SELECT clock_timestamp(), pg_current_xact_id()::text::bigint, ruta_epoch(), current_setting('ruta.kind'),
         nullif(current_setting('ruta.institution', true), '')::bigint, nullif(current_setting('ruta.user', true), '')::bigint,
         nullif(current_setting('ruta.membership', true), '')::bigint, nullif(current_setting('ruta.office', true), '')::bigint,
         coalesce(current_setting('ruta.role', true), ''), coalesce(current_setting('ruta.reason', true), ''),
         verb, tbl, owner, person, row_id, row_ids, changes
$$;

-- An insert keeps no values (the row says them); a bulk insert leaves one row per owner, with its ids.
-- Of many rows only the columns that count are read, by name: to turn each whole row into JSON costs ten times as much.
CREATE FUNCTION ruta_audit_many(tbl text, relation oid) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT format('SELECT ruta_audit_row(''insert'', %L, g.owner, CASE WHEN g.n = 1 THEN g.person END, CASE WHEN g.n = 1 THEN g.first END, '
                'CASE WHEN g.n > 1 THEN to_jsonb(g.ids) END, NULL) FROM (SELECT %s AS owner, count(*) AS n, min(id) AS first, '
                'min(%s) AS person, array_agg(id) AS ids FROM new_rows GROUP BY 1) AS g', tbl,
                CASE WHEN 'owner_institution_id' = ANY (names) THEN 'owner_institution_id' ELSE 'NULL::bigint' END,
                CASE WHEN 'person_id' = ANY (names) THEN 'person_id' WHEN tbl = 'people_person' THEN 'id' ELSE 'NULL::bigint' END)
  FROM (SELECT array_agg(attname::text) AS names FROM pg_attribute WHERE attrelid = relation AND attnum > 0 AND NOT attisdropped) AS known
$$;

CREATE FUNCTION ruta_audit_insert() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM ruta_demand_actor();
  IF (SELECT count(*) FROM (SELECT FROM new_rows LIMIT 50) AS beginning) = 50 THEN
    EXECUTE ruta_audit_many(TG_TABLE_NAME, TG_RELID);
    RETURN NULL;
  END IF;
  PERFORM ruta_audit_row('insert', TG_TABLE_NAME, g.owner, CASE WHEN g.n = 1 THEN g.person END,
                         CASE WHEN g.n = 1 THEN g.first END, CASE WHEN g.n > 1 THEN g.ids END, NULL)
  FROM (SELECT (j ->> 'owner_institution_id')::bigint AS owner, count(*) AS n, min((j ->> 'id')::bigint) AS first,
               min(coalesce((j ->> 'person_id')::bigint, CASE WHEN TG_TABLE_NAME = 'people_person' THEN (j ->> 'id')::bigint END)) AS person,
               CASE WHEN count(*) > 1 THEN jsonb_agg((j ->> 'id')::bigint) END AS ids
        FROM (SELECT to_jsonb(r) AS j FROM new_rows r) AS one GROUP BY 1) AS g;
  RETURN NULL;
END $$;

CREATE FUNCTION ruta_audit_update() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM ruta_demand_actor();
  IF EXISTS (SELECT id FROM new_rows EXCEPT SELECT id FROM old_rows) THEN
    RAISE EXCEPTION 'the id of a row never changes' USING ERRCODE = 'insufficient_privilege';
  END IF;
  PERFORM ruta_audit_row('update', TG_TABLE_NAME, (n.j ->> 'owner_institution_id')::bigint,
                         coalesce((n.j ->> 'person_id')::bigint, CASE WHEN TG_TABLE_NAME = 'people_person' THEN n.id END), n.id, NULL, d.changes)
  FROM (SELECT id, to_jsonb(r) AS j FROM new_rows r) AS n
  JOIN (SELECT id, to_jsonb(r) AS j FROM old_rows r) AS o USING (id),
  LATERAL (SELECT jsonb_object_agg(k, jsonb_build_array(o.j -> k, n.j -> k)) AS changes
           FROM jsonb_object_keys(n.j) AS k WHERE o.j -> k IS DISTINCT FROM n.j -> k) AS d
  WHERE d.changes IS NOT NULL;
  RETURN NULL;
END $$;

CREATE FUNCTION ruta_audit_delete() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM ruta_demand_actor();
  PERFORM ruta_audit_row('delete', TG_TABLE_NAME, (o.j ->> 'owner_institution_id')::bigint,
                         coalesce((o.j ->> 'person_id')::bigint, CASE WHEN TG_TABLE_NAME = 'people_person' THEN o.id END), o.id, NULL, (SELECT jsonb_object_agg(k, jsonb_build_array(o.j -> k, NULL)) FROM jsonb_object_keys(o.j) AS k))
  FROM (SELECT id, to_jsonb(r) AS j FROM old_rows r) AS o;
  RETURN NULL;
END $$;

-- Leaves of a range of transactions: hashes and ids only, so that the sealer reads no content.
CREATE FUNCTION ruta_audit_leaves(in_epoch int, since bigint, until bigint) RETURNS TABLE (id bigint, leaf bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT e.id, sha256(convert_to(jsonb_build_array(
           e.id, extract(epoch FROM e.at), e.txid, e.epoch, e.kind, e.institution_id, e.user_id, e.membership_id, e.office_id, e.role, e.reason,
           e.verb, e.table_name, e.owner_institution_id, e.person_id, e.row_id, e.row_ids, e.changes)::text, 'UTF8'))
  FROM audit_event e WHERE e.epoch = in_epoch AND e.txid >= since AND e.txid < until ORDER BY e.id
$$;

GRANT SELECT, INSERT ON audit_event TO ruta_audit;
GRANT SELECT ON audit_epoch TO ruta_audit, ruta_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO ruta_audit;
-- Rights first: a REVOKE after the change of owner would only warn. Whoever may execute a trigger function may hang it on a table
-- of its own and forge rows with it.
REVOKE EXECUTE ON FUNCTION ruta_audit_insert(), ruta_audit_update(), ruta_audit_delete(), ruta_audit_leaves(int, bigint, bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ruta_audit_leaves(int, bigint, bigint) TO ruta_app;
ALTER FUNCTION ruta_audit_insert() OWNER TO ruta_audit;
ALTER FUNCTION ruta_audit_update() OWNER TO ruta_audit;
ALTER FUNCTION ruta_audit_delete() OWNER TO ruta_audit;
ALTER FUNCTION ruta_audit_leaves(int, bigint, bigint) OWNER TO ruta_audit;
SET ROLE ruta_audit;
GRANT EXECUTE ON FUNCTION ruta_audit_insert(), ruta_audit_update(), ruta_audit_delete(), ruta_audit_leaves(int, bigint, bigint) TO ruta_owner;
RESET ROLE;

-- The audit and the access log are append-only for the product, and each institution reads its own.
REVOKE INSERT, UPDATE, DELETE ON audit_event FROM ruta_app;
REVOKE INSERT, UPDATE, DELETE ON audit_epoch FROM ruta_app;
REVOKE UPDATE, DELETE ON audit_seal FROM ruta_app;
REVOKE INSERT, UPDATE, DELETE ON access_log FROM ruta_app;
GRANT SELECT, INSERT ON access_log TO ruta_log;
GRANT USAGE ON SEQUENCE access_log_id_seq TO ruta_log;
ALTER TABLE audit_event ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_event FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_all ON audit_event TO ruta_owner USING (true) WITH CHECK (true);
CREATE POLICY trigger_writes ON audit_event TO ruta_audit USING (true) WITH CHECK (true);
CREATE POLICY actor_read ON audit_event FOR SELECT TO ruta_app
  USING (owner_institution_id = (SELECT ruta_me()) OR institution_id = (SELECT ruta_me()));
ALTER TABLE access_log ENABLE ROW LEVEL SECURITY;
ALTER TABLE access_log FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_all ON access_log TO ruta_owner USING (true) WITH CHECK (true);
CREATE POLICY log_writes ON access_log TO ruta_log USING (true) WITH CHECK (true);
CREATE POLICY actor_read ON access_log FOR SELECT TO ruta_app
  USING (owner_institution_id = (SELECT ruta_me()) OR institution_id = (SELECT ruta_me()));
