DROP FUNCTION ruta_refresh_indicators(boolean, text[], date, numeric);
DROP FUNCTION ruta_facts(date, numeric);
DROP FUNCTION ruta_count_cells(boolean, text, text, text, text, text, text);
DROP FUNCTION ruta_count_integral(boolean, text[]);
DROP FUNCTION ruta_count_attentions(boolean, text[]);
DROP FUNCTION ruta_age_on(date, date);
DROP FUNCTION ruta_age_group(int);
CREATE INDEX cases_delivery_recorded ON cases_servicedelivery (recorded_at);
CREATE FUNCTION ruta_refresh_attentions(everything boolean, migrants text[]) RETURNS bigint LANGUAGE sql AS 'SELECT 0::bigint';
