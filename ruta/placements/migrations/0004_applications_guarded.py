"""Who reads and writes the way to a job? Its institution; a person their own; an employer the candidates that it was sent."""

from django.db import migrations

from ruta.base.schema import MINE, Audited, ChildOf, Definer, RowSecurity

EMPLOYER = "nullif(current_setting('ruta.employer', true), '')::bigint"
ITS_PERSON = "(person_id = nullif(current_setting('ruta.person', true), '')::bigint AND current_setting('ruta.kind', true) = 'person')"
OWN_STEP = (
    f"({MINE} AND party <> 'person') OR (party = 'person' AND current_setting('ruta.kind', true) = 'person' "
    "AND EXISTS (SELECT 1 FROM placements_application a WHERE a.id = application_id))"
)
OF_PERSON = (
    "(current_setting('ruta.kind', true) = 'person' AND EXISTS (SELECT 1 FROM placements_application a WHERE a.id = application_id))"
)
# A curriculum is read by the employer that it was sent to, while the list stands and the person allows it: the next statement sees nothing.
PROPOSED = """
SELECT EXISTS (
  SELECT 1 FROM placements_shortlist s JOIN people_consent c ON c.owner_institution_id = s.owner_institution_id
  WHERE s.id = list AND s.owner_institution_id = keeper AND s.state <> 'taken_back'
    AND s.employer_id = nullif(current_setting('ruta.employer', true), '')::bigint
    AND c.person_id = person AND c.grantee_id = keeper AND c.purpose = 'job_matching' AND c.withdrawn_at IS NULL AND c.valid_until > now())
"""
OPEN_LIST = """
SELECT s.id, s.employer_id, s.owner_institution_id,
  CASE s.state WHEN 'received' THEN 'used' WHEN 'taken_back' THEN 'revoked'
    ELSE CASE WHEN s.expires_at <= now() THEN 'expired' ELSE 'live' END END
FROM placements_shortlist s WHERE s.token_sha256 = hash
"""
LIST_ROW = "TABLE (shortlist_id bigint, employer_id bigint, owner_institution_id bigint, status text)"
# Two signatures at once: the row lock lets one of them through.
SIGN = """
UPDATE placements_shortlist SET state = 'received', received_at = now(), received_name = who, received_position = as_what, signature = drawn
WHERE token_sha256 = hash AND state = 'sent' AND expires_at > now()
  AND employer_id = nullif(current_setting('ruta.employer', true), '')::bigint RETURNING id
"""
OPEN_APPLICATION = """
SELECT l.id, l.application_id, a.person_id, l.owner_institution_id,
  CASE WHEN l.revoked_at IS NOT NULL THEN 'revoked' WHEN l.expires_at <= now() THEN 'expired' ELSE 'live' END
FROM placements_applicationlink l JOIN placements_application a ON a.id = l.application_id WHERE l.token_sha256 = hash
"""
APPLICATION_ROW = "TABLE (link_id bigint, application_id bigint, person_id bigint, owner_institution_id bigint, status text)"
GRANTS = """
GRANT SELECT ON placements_shortlist, placements_applicationlink, placements_application, people_consent TO ruta_reader;
GRANT UPDATE (state, received_at, received_name, received_position, signature) ON placements_shortlist TO ruta_reader;
CREATE POLICY reader ON placements_shortlist TO ruta_reader USING (true) WITH CHECK (true);
CREATE POLICY reader ON placements_applicationlink FOR SELECT TO ruta_reader USING (true);
CREATE POLICY reader ON placements_application FOR SELECT TO ruta_reader USING (true);
REVOKE UPDATE ON placements_applicationstep, placements_applicationlink, placements_shortlisted, placements_contractcheck FROM ruta_app;
GRANT UPDATE (revoked_at) ON placements_applicationlink TO ruta_app;
REVOKE UPDATE ON placements_shortlist, placements_breach FROM ruta_app;
GRANT UPDATE (state) ON placements_shortlist TO ruta_app;
GRANT UPDATE (resolved_at, resolved_by_id, resolution) ON placements_breach TO ruta_app;
"""
UNGRANT = """
DROP POLICY reader ON placements_shortlist; DROP POLICY reader ON placements_applicationlink; DROP POLICY reader ON placements_application;
"""
# A person says yes or no to their own; everything else is the institution's.
GUARD = """
CREATE FUNCTION ruta_guard_application() RETURNS trigger LANGUAGE plpgsql AS $guard$
BEGIN
  IF current_user <> 'ruta_app' THEN RETURN NEW; END IF;
  IF (NEW.id, NEW.vacancy_id, NEW.employer_id, NEW.needs_check) IS DISTINCT FROM (OLD.id, OLD.vacancy_id, OLD.employer_id, OLD.needs_check)
  THEN RAISE EXCEPTION 'what an application is never changes' USING ERRCODE = 'insufficient_privilege'; END IF;
  IF current_setting('ruta.kind', true) = 'person' AND NEW.state NOT IN ('applied', 'refused', 'withdrawn')
  THEN RAISE EXCEPTION 'a person says yes or no' USING ERRCODE = 'insufficient_privilege'; END IF;
  IF current_setting('ruta.kind', true) = 'person' AND (NEW.case_id, NEW.person_id, NEW.owner_institution_id, NEW.source, NEW.interview_at,
     NEW.started_on, NEW.confirmed_at, NEW.wage, NEW.plan_action_id) IS DISTINCT FROM (OLD.case_id, OLD.person_id, OLD.owner_institution_id,
     OLD.source, OLD.interview_at, OLD.started_on, OLD.confirmed_at, OLD.wage, OLD.plan_action_id)
  THEN RAISE EXCEPTION 'a person says yes or no' USING ERRCODE = 'insufficient_privilege'; END IF;
  RETURN NEW;
END $guard$;
CREATE TRIGGER guard_application BEFORE UPDATE ON placements_application FOR EACH ROW EXECUTE FUNCTION ruta_guard_application();
"""
UNGUARD = "DROP TRIGGER guard_application ON placements_application; DROP FUNCTION ruta_guard_application();"
OF_CASE = ("person_id", "owner_institution_id")
NAMES = ("application", "applicationstep", "applicationlink", "shortlist", "shortlisted", "contractcheck", "breach")


class Migration(migrations.Migration):
    """Default deny; two narrow doors for signed links."""

    dependencies = [("placements", "0003_applications"), ("employers", "0002_security"), ("cases", "0002_security")]
    operations = [
        RowSecurity("placements_application", read=f"{MINE} OR {ITS_PERSON}", update=f"{MINE} OR {ITS_PERSON}"),
        RowSecurity("placements_applicationstep", read=f"{MINE} OR {OF_PERSON}", insert=OWN_STEP, update=""),
        RowSecurity("placements_applicationlink", read=MINE),
        RowSecurity("placements_shortlist", read=f"{MINE} OR (employer_id = {EMPLOYER} AND state <> 'taken_back')"),
        Definer("ruta_proposed(list bigint, person bigint, keeper bigint)", PROPOSED, owner="ruta_reader", returns="bool"),
        RowSecurity(
            "placements_shortlisted", update="",
            read=f"{MINE} OR (employer_id = {EMPLOYER} AND ruta_proposed(shortlist_id, person_id, owner_institution_id))",
        ),
        RowSecurity("placements_contractcheck", read=MINE, update=""),
        RowSecurity("placements_breach", read=MINE),
        migrations.RunSQL(GRANTS, UNGRANT),
        Definer("ruta_open_shortlist(hash text)", OPEN_LIST, owner="ruta_reader", returns=LIST_ROW, volatility="STABLE"),
        Definer(
            "ruta_sign_shortlist(hash text, who text, as_what text, drawn text)", SIGN, owner="ruta_reader", returns="SETOF bigint",
            volatility="VOLATILE",
        ),
        Definer("ruta_open_application(hash text)", OPEN_APPLICATION, owner="ruta_reader", returns=APPLICATION_ROW, volatility="STABLE"),
        migrations.RunSQL(GUARD, UNGUARD),
        ChildOf("placements_application", "cases_case", "case_id", OF_CASE),
        ChildOf("placements_applicationstep", "placements_application", "application_id"),
        ChildOf("placements_applicationlink", "placements_application", "application_id"),
        ChildOf("placements_shortlisted", "placements_application", "application_id", OF_CASE),
        ChildOf("placements_contractcheck", "placements_application", "application_id"),
        ChildOf("placements_breach", "placements_application", "application_id"),
        *(Audited(f"placements_{name}") for name in NAMES),
    ]  # fmt: skip
