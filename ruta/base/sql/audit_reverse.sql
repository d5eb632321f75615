DROP FUNCTION IF EXISTS ruta_audit_leaves(int, bigint, bigint), ruta_audit_delete(), ruta_audit_update(), ruta_audit_insert(), ruta_audit_many(text, oid),
  ruta_audit_row(text, text, bigint, bigint, bigint, jsonb, jsonb), ruta_demand_actor(), ruta_epoch();
DROP TABLE IF EXISTS audit_epoch;
