-- How are the cubes brought up to date? By two functions of a narrow role that reads the rows of all and gives counts only.
GRANT SELECT ON cases_servicedelivery, referrals_referral, referrals_referralstep TO ruta_insights;
GRANT SELECT, INSERT, DELETE ON insights_attentioncube, insights_referralcube TO ruta_insights;
GRANT SELECT, INSERT, UPDATE ON insights_refresh TO ruta_insights;
REVOKE INSERT, UPDATE, DELETE ON insights_attentioncube, insights_referralcube, insights_refresh FROM ruta_app;
CREATE POLICY insights ON cases_servicedelivery FOR SELECT TO ruta_insights USING (true);
CREATE POLICY insights ON referrals_referral FOR SELECT TO ruta_insights USING (true);
CREATE POLICY insights ON referrals_referralstep FOR SELECT TO ruta_insights USING (true);
CREATE INDEX cases_delivery_recorded ON cases_servicedelivery (recorded_at);
CREATE INDEX referrals_step_at ON referrals_referralstep (at);

-- Months in which something was recorded since the last time are counted anew; `everything` counts all of them.
CREATE FUNCTION ruta_refresh_attentions(everything boolean, migrants text[]) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE since timestamptz; started timestamptz := clock_timestamp(); months date[]; counted bigint;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('insights.attentions'));
  SELECT at - interval '1 minute' INTO since FROM insights_refresh WHERE cube = 'attentions';
  SELECT array_agg(DISTINCT date_trunc('month', delivered_on)::date) INTO months
  FROM cases_servicedelivery WHERE everything OR since IS NULL OR recorded_at >= since;
  DELETE FROM insights_attentioncube WHERE everything OR month = ANY (months);
  INSERT INTO insights_attentioncube (month, institution_id, office_id, modality, sex, age_group, n)
  SELECT date_trunc('month', delivered_on)::date, provider_id, office_id, modality, sex,
         CASE WHEN age IS NULL THEN '?' WHEN age < 12 THEN '00-11' WHEN age < 18 THEN '12-17' WHEN age < 25 THEN '18-24'
              WHEN age < 30 THEN '25-29' WHEN age < 45 THEN '30-44' WHEN age < 60 THEN '45-59' ELSE '60+' END, count(*)
  FROM cases_servicedelivery
  WHERE counts_as_attention AND modality = ANY (migrants)
    AND (everything OR date_trunc('month', delivered_on)::date = ANY (months))
  GROUP BY 1, 2, 3, 4, 5, 6;
  SELECT coalesce(sum(n), 0) INTO counted FROM insights_attentioncube;
  INSERT INTO insights_refresh (cube, at, rows) VALUES ('attentions', started, counted)
  ON CONFLICT (cube) DO UPDATE SET at = excluded.at, rows = excluded.rows;
  RETURN counted;
END $$;

-- Each referral counts in the month it was sent, once per step that it reached; days run from the step before.
CREATE FUNCTION ruta_refresh_referrals(everything boolean) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE since timestamptz; started timestamptz := clock_timestamp(); months date[]; counted bigint;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('insights.referrals'));
  SELECT at - interval '1 minute' INTO since FROM insights_refresh WHERE cube = 'referrals';
  SELECT array_agg(DISTINCT date_trunc('month', r.sent_at AT TIME ZONE 'America/Tegucigalpa')::date) INTO months
  FROM referrals_referral r
  WHERE r.sent_at IS NOT NULL AND (everything OR since IS NULL
        OR r.id IN (SELECT s.referral_id FROM referrals_referralstep s WHERE s.at >= since));
  DELETE FROM insights_referralcube WHERE everything OR month = ANY (months);
  WITH reached AS (
    SELECT r.id, date_trunc('month', r.sent_at AT TIME ZONE 'America/Tegucigalpa')::date AS month,
           r.owner_institution_id AS sender, r.receiver_id AS receiver, r.sent_at,
           min(s.at) FILTER (WHERE s.state = 'accepted') AS accepted,
           min(s.at) FILTER (WHERE s.state = 'declined') AS declined,
           min(s.at) FILTER (WHERE s.state = 'delivered') AS delivered,
           min(s.at) FILTER (WHERE s.state = 'confirmed') AS confirmed
    FROM referrals_referral r LEFT JOIN referrals_referralstep s ON s.referral_id = r.id
    WHERE r.sent_at IS NOT NULL
      AND (everything OR date_trunc('month', r.sent_at AT TIME ZONE 'America/Tegucigalpa')::date = ANY (months))
    GROUP BY r.id
  ), steps AS (
    SELECT month, sender, receiver, step, greatest(0, extract(day FROM took))::int AS days
    FROM reached, LATERAL (VALUES
      ('sent', interval '0'), ('accepted', accepted - sent_at), ('declined', declined - sent_at),
      ('delivered', delivered - coalesce(accepted, sent_at)), ('confirmed', confirmed - coalesce(delivered, accepted, sent_at))
    ) AS t(step, took) WHERE took IS NOT NULL
  )
  INSERT INTO insights_referralcube (month, sender_id, receiver_id, step, days, n)
  SELECT month, sender, receiver, step, days, count(*) FROM steps GROUP BY 1, 2, 3, 4, 5;
  SELECT coalesce(sum(n), 0) INTO counted FROM insights_referralcube WHERE step = 'sent';
  INSERT INTO insights_refresh (cube, at, rows) VALUES ('referrals', started, counted)
  ON CONFLICT (cube) DO UPDATE SET at = excluded.at, rows = excluded.rows;
  RETURN counted;
END $$;

-- Rights first: a REVOKE after the change of owner would only warn.
REVOKE EXECUTE ON FUNCTION ruta_refresh_attentions(boolean, text[]), ruta_refresh_referrals(boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ruta_refresh_attentions(boolean, text[]), ruta_refresh_referrals(boolean) TO ruta_app;
ALTER FUNCTION ruta_refresh_attentions(boolean, text[]) OWNER TO ruta_insights;
ALTER FUNCTION ruta_refresh_referrals(boolean) OWNER TO ruta_insights;
SET ROLE ruta_insights;
GRANT EXECUTE ON FUNCTION ruta_refresh_attentions(boolean, text[]), ruta_refresh_referrals(boolean) TO ruta_owner;
RESET ROLE;
