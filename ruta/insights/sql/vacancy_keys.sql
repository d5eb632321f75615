-- HMAC-SHA256 as for a person, of another message: who knows a vacancy by its public number learns the key of no person from it.
CREATE FUNCTION ruta_vacancy_pseudonym(id bigint) RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
RETURN ('x' || encode(substring(sha256(decode(nullif(current_setting('ruta.facts_outer', true), ''), 'hex')
  || sha256(decode(nullif(current_setting('ruta.facts_inner', true), ''), 'hex') || convert_to('vacancy', 'UTF8') || int8send(id))) FROM 1 FOR 8), 'hex'))::bit(64)::bigint;
