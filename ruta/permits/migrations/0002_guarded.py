"""Who reads and writes dossiers? Their institution; an applicant behind a link their own; anybody the public register."""

from django.db import migrations

from ruta.base.schema import MINE, Audited, ChildOf, Definer, RowSecurity

LINK = "nullif(current_setting('ruta.dossier', true), '')::bigint"
ITS_OWN = f"dossier_id = {LINK}"
# What is noted within the office is not for the applicant; whatever the applicant writes is in the applicant's name.
OWN_STEP = f"({MINE} AND party <> 'applicant') OR ({ITS_OWN} AND party = 'applicant' AND is_told AND actor_user_id IS NULL)"
OWN_PAPER = f"({MINE} AND NOT by_applicant) OR ({ITS_OWN} AND by_applicant AND given_by_id IS NULL)"
OPEN_DOSSIER = """
SELECT l.id, l.dossier_id, l.owner_institution_id,
  CASE WHEN l.revoked_at IS NOT NULL THEN 'revoked' WHEN l.expires_at <= now() THEN 'expired' ELSE 'live' END
FROM permits_dossierlink l WHERE l.token_sha256 = hash
"""
OPENED = "TABLE (link_id bigint, dossier_id bigint, owner_institution_id bigint, status text)"
# The public check tells what a certificate is worth; the name only where the register is public, the document never: it only compares.
CHECK = """
SELECT c.procedure, c.procedure_version, c.number, c.state, c.state_since, c.reason, c.valid_from, c.valid_until, c.owner_institution_id,
  CASE WHEN c.is_public THEN c.holder_name ELSE '' END, CASE WHEN c.is_public THEN c.municipality ELSE '' END,
  said <> '' AND d.document = said
FROM permits_certificate c JOIN permits_dossier d ON d.id = c.dossier_id WHERE c.number = wanted
"""
CHECKED = (
    "TABLE (procedure text, procedure_version text, number text, state text, state_since timestamptz, reason text, valid_from date, "
    "valid_until date, owner_institution_id bigint, holder text, municipality text, matches boolean)"
)
GRANTS = """
GRANT SELECT ON permits_dossierlink, permits_certificate, permits_dossier TO ruta_reader;
CREATE POLICY reader ON permits_dossierlink FOR SELECT TO ruta_reader USING (true);
CREATE POLICY reader ON permits_certificate FOR SELECT TO ruta_reader USING (true);
CREATE POLICY reader ON permits_dossier FOR SELECT TO ruta_reader USING (true);
REVOKE UPDATE ON permits_dossierstep, permits_paper, permits_payment, permits_dossierlink, permits_certificate, permits_measure FROM ruta_app;
GRANT UPDATE (revoked_at) ON permits_dossierlink TO ruta_app;
GRANT UPDATE (state, state_since, reason) ON permits_certificate TO ruta_app;
GRANT UPDATE (done_at, done_by_id, outcome) ON permits_measure TO ruta_app;
"""
UNGRANT = """
DROP POLICY reader ON permits_dossierlink; DROP POLICY reader ON permits_certificate; DROP POLICY reader ON permits_dossier;
"""
GUARD = """
CREATE FUNCTION ruta_guard_dossier() RETURNS trigger LANGUAGE plpgsql AS $guard$
BEGIN
  IF current_user <> 'ruta_app' THEN RETURN NEW; END IF;
  IF (NEW.id, NEW.number, NEW.procedure, NEW.procedure_version, NEW.received_by_id, NEW.opened_at, NEW.renews_id)
     IS DISTINCT FROM (OLD.id, OLD.number, OLD.procedure, OLD.procedure_version, OLD.received_by_id, OLD.opened_at, OLD.renews_id)
  THEN RAISE EXCEPTION 'what a dossier is never changes' USING ERRCODE = 'insufficient_privilege'; END IF;
  IF current_setting('ruta.kind', true) = 'applicant' AND (NEW.stage NOT IN ('received', 'review', 'inspection', 'appealed', 'withdrawn')
     OR OLD.stage NOT IN ('observed', 'denied', 'received', 'review', 'inspection', 'resolution')
     OR (NEW.holder_name, NEW.sort_name, NEW.document_kind, NEW.document, NEW.phone, NEW.email, NEW.municipality, NEW.department, NEW.facts,
         NEW.reason, NEW.decided_by_id, NEW.office_id, NEW.owner_institution_id)
     IS DISTINCT FROM (OLD.holder_name, OLD.sort_name, OLD.document_kind, OLD.document, OLD.phone, OLD.email, OLD.municipality, OLD.department,
         OLD.facts, OLD.reason, OLD.decided_by_id, OLD.office_id, OLD.owner_institution_id))
  THEN RAISE EXCEPTION 'an applicant answers, appeals or withdraws' USING ERRCODE = 'insufficient_privilege'; END IF;
  RETURN NEW;
END $guard$;
CREATE TRIGGER guard_dossier BEFORE UPDATE ON permits_dossier FOR EACH ROW EXECUTE FUNCTION ruta_guard_dossier();
CREATE FUNCTION ruta_guard_requirement() RETURNS trigger LANGUAGE plpgsql AS $guard$
BEGIN
  IF current_user <> 'ruta_app' THEN RETURN NEW; END IF;
  IF (NEW.id, NEW.dossier_id, NEW.code) IS DISTINCT FROM (OLD.id, OLD.dossier_id, OLD.code) OR (current_setting('ruta.kind', true) = 'applicant'
     AND (NEW.state <> 'given' OR (NEW.note, NEW.judged_by_id, NEW.judged_at) IS DISTINCT FROM (OLD.note, OLD.judged_by_id, OLD.judged_at)))
  THEN RAISE EXCEPTION 'an applicant hands papers in and judges none' USING ERRCODE = 'insufficient_privilege'; END IF;
  RETURN NEW;
END $guard$;
CREATE TRIGGER guard_requirement BEFORE UPDATE ON permits_requirement FOR EACH ROW EXECUTE FUNCTION ruta_guard_requirement();
CREATE FUNCTION ruta_guard_certificate() RETURNS trigger LANGUAGE plpgsql AS $guard$
BEGIN
  IF current_user <> 'ruta_app' THEN RETURN NEW; END IF;
  IF OLD.state IN ('revoked', 'replaced')
  THEN RAISE EXCEPTION 'what was taken away is not given back' USING ERRCODE = 'insufficient_privilege'; END IF;
  RETURN NEW;
END $guard$;
CREATE TRIGGER guard_certificate BEFORE UPDATE ON permits_certificate FOR EACH ROW EXECUTE FUNCTION ruta_guard_certificate();
"""
UNGUARD = "; ".join(
    f"DROP TRIGGER guard_{name} ON permits_{name}; DROP FUNCTION ruta_guard_{name}()" for name in ("dossier", "requirement", "certificate")
)
CHILDREN = ("dossierstep", "requirement", "paper", "payment", "dossierlink", "certificate", "measure")


class Migration(migrations.Migration):
    """Default deny; two narrow doors: for a link, and for whoever checks a certificate."""

    dependencies = [("permits", "0001_initial"), ("people", "0002_security")]
    operations = [
        RowSecurity("permits_dossier", read=f"{MINE} OR id = {LINK}", update=f"{MINE} OR id = {LINK}"),
        RowSecurity("permits_dossierstep", read=f"{MINE} OR ({ITS_OWN} AND is_told)", insert=OWN_STEP, update=""),
        RowSecurity("permits_requirement", read=f"{MINE} OR {ITS_OWN}", update=f"{MINE} OR {ITS_OWN}"),
        RowSecurity("permits_paper", read=f"{MINE} OR {ITS_OWN}", insert=OWN_PAPER, update=""),
        RowSecurity("permits_payment", read=f"{MINE} OR {ITS_OWN}", update=""),
        RowSecurity("permits_dossierlink", read=MINE),
        RowSecurity("permits_certificate", read=f"{MINE} OR is_public OR {ITS_OWN}"),
        RowSecurity("permits_measure", read=MINE),
        *(ChildOf(f"permits_{name}", "permits_dossier", "dossier_id") for name in CHILDREN),
        ChildOf("permits_paper", "permits_requirement", "requirement_id"),
        migrations.RunSQL(GRANTS, UNGRANT),
        Definer("ruta_open_dossier(hash text)", OPEN_DOSSIER, owner="ruta_reader", returns=OPENED, volatility="STABLE"),
        Definer("ruta_check_certificate(wanted text, said text)", CHECK, owner="ruta_reader", returns=CHECKED, volatility="STABLE"),
        migrations.RunSQL(GUARD, UNGUARD),
        *(Audited(f"permits_{name}") for name in ("dossier", *CHILDREN)),
    ]
