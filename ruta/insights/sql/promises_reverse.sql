DROP FUNCTION ruta_promise_days(date);
DROP POLICY insights ON employers_vacancystep;
DROP POLICY insights ON quality_suggestion;
REVOKE SELECT ON employers_vacancystep, quality_suggestion FROM ruta_insights;
