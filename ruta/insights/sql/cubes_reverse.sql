DROP FUNCTION ruta_refresh_attentions(boolean, text[]), ruta_refresh_referrals(boolean);
DROP INDEX cases_delivery_recorded, referrals_step_at;
DROP POLICY insights ON cases_servicedelivery; DROP POLICY insights ON referrals_referral; DROP POLICY insights ON referrals_referralstep;
