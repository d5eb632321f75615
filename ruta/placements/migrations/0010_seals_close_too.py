"""When does a curriculum that was sent stop being read, and may it change whether a contract is checked first?"""

from django.db import migrations

BARRED = "('refused', 'suspended')"
PROPOSED = """
SET ROLE ruta_reader;
CREATE OR REPLACE FUNCTION ruta_proposed(list bigint, person bigint, keeper bigint) RETURNS bool
LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $definer$
SELECT EXISTS (
  SELECT 1 FROM placements_shortlist s JOIN people_consent c ON c.owner_institution_id = s.owner_institution_id
  WHERE s.id = list AND s.owner_institution_id = keeper AND s.state <> 'taken_back'
    AND s.employer_id = nullif(current_setting('ruta.employer', true), '')::bigint
    AND c.person_id = person AND c.grantee_id = keeper AND c.purpose = 'job_matching' AND c.withdrawn_at IS NULL AND c.valid_until > now()
    {more})
$definer$;
RESET ROLE;
"""
# Danger where the job is, an employer of whom nobody is sure, a person who is not on the way there any more.
STILL = f"""
    AND NOT EXISTS (SELECT 1 FROM employers_employer e WHERE e.id = s.employer_id AND e.verification IN {BARRED})
    AND NOT EXISTS (SELECT 1 FROM employers_vacancy v JOIN people_unsafeplace u ON u.municipality_id = v.municipality
                    WHERE v.id = s.vacancy_id AND u.person_id = person AND u.ended_at IS NULL)
    AND EXISTS (SELECT 1 FROM placements_application a WHERE a.vacancy_id = s.vacancy_id AND a.person_id = person
                AND a.state NOT IN ('refused', 'withdrawn', 'closed'))
"""
GUARD = """
CREATE OR REPLACE FUNCTION ruta_guard_application() RETURNS trigger LANGUAGE plpgsql AS $guard$
BEGIN
  IF current_user <> 'ruta_app' THEN RETURN NEW; END IF;
  IF (NEW.id, NEW.vacancy_id, NEW.employer_id) IS DISTINCT FROM (OLD.id, OLD.vacancy_id, OLD.employer_id)
  THEN RAISE EXCEPTION 'what an application is never changes' USING ERRCODE = 'insufficient_privilege'; END IF;
  IF NEW.needs_check IS DISTINCT FROM OLD.needs_check AND ({fixed})
  THEN RAISE EXCEPTION 'what an application is never changes' USING ERRCODE = 'insufficient_privilege'; END IF;
  IF current_setting('ruta.kind', true) = 'person' AND NEW.state NOT IN ('applied', 'refused', 'withdrawn')
  THEN RAISE EXCEPTION 'a person says yes or no' USING ERRCODE = 'insufficient_privilege'; END IF;
  IF current_setting('ruta.kind', true) = 'person' AND (NEW.case_id, NEW.person_id, NEW.owner_institution_id, NEW.source, NEW.interview_at,
     NEW.started_on, NEW.confirmed_at, NEW.wage, NEW.plan_action_id) IS DISTINCT FROM (OLD.case_id, OLD.person_id, OLD.owner_institution_id,
     OLD.source, OLD.interview_at, OLD.started_on, OLD.confirmed_at, OLD.wage, OLD.plan_action_id)
  THEN RAISE EXCEPTION 'a person says yes or no' USING ERRCODE = 'insufficient_privilege'; END IF;
  RETURN NEW;
END $guard$;
"""
COUNTED = "OLD.confirmed_at IS NOT NULL OR current_setting('ruta.kind', true) = 'person'"


class Migration(migrations.Migration):
    """A nationality or a country is corrected at times: until a placement counts, its contract is weighed again."""

    dependencies = [("placements", "0009_keys_move_along")]
    operations = [
        migrations.RunSQL(PROPOSED.format(more=STILL), PROPOSED.format(more="")),
        migrations.RunSQL(GUARD.format(fixed=COUNTED), GUARD.format(fixed="true")),
    ]
