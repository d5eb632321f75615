-- Nothing leaves for the warehouse any more.
DROP VIEW insights_fact_attention;
DROP VIEW insights_fact_referral;
DROP VIEW insights_fact_vacancy;
DROP VIEW insights_fact_application;
DROP VIEW insights_fact_seeker;
DROP VIEW insights_fact_assessment;
DROP VIEW insights_fact_exchange;
DROP FUNCTION ruta_pseudonym(bigint);
DROP FUNCTION ruta_day(timestamptz);
DROP POLICY insights ON employers_vacancy;
DROP POLICY insights ON placements_application;
DROP POLICY insights ON placements_seekerprofile;
DROP POLICY insights ON trust_message;
REVOKE SELECT ON employers_vacancy, placements_application, placements_seekerprofile, trust_message, directory_institution, territory_municipality FROM ruta_insights;
