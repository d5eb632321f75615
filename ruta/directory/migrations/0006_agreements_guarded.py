"""The parties read an agreement and write it, a published revision never changes, and states follow each other by one table."""

from django.db import migrations

from ruta.base.schema import ME_INLINE, MINE, Audited, ChildOf, Definer, RowSecurity

KEEPS = "(current_setting('ruta.kind', true) = 'staff' AND current_setting('ruta.role', true) IN ('administrator', 'central_coordination'))"
SIDE = f"{ME_INLINE} = ANY (parties)"
WHOLE = f"{MINE} OR {SIDE} OR {KEEPS}"
# What hangs on an agreement is read and written by its parties; what everybody reads is the agreement's own row alone.
OF_PARTIES = (
    f"EXISTS (SELECT 1 FROM directory_agreement a WHERE a.id = agreement_id AND (a.owner_institution_id = {ME_INLINE} "
    f"OR {ME_INLINE} = ANY (a.parties) OR {KEEPS}))"
)
OPEN = f"{MINE} OR {OF_PARTIES}"
OF_REVISION = f"{MINE} OR EXISTS (SELECT 1 FROM directory_agreementrevision r WHERE r.id = revision_id)"
FOLLOWING = ("agreementcontact", "agreementresult", "agreementopinion", "agreementpaper", "agreementstep")
ONCE = ("agreementopinion", "agreementstep")
UNDER = ("agreementparty", "datagrant", "agreementclause", "agreementunit")
EVERY = ("agreement", "agreementrevision", *FOLLOWING, *UNDER)
NEXT = {
    "draft": ("in_force", "dropped"),
    "in_force": ("suspended", "ended", "expired", "renewed"),
    "suspended": ("in_force", "ended", "expired", "renewed"),
}
WAYS = ", ".join(f"'{state} {after}'" for state, nexts in NEXT.items() for after in nexts)
FUNCTIONS = f"""
CREATE FUNCTION directory_agreement_follows() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NEW.state <> OLD.state AND OLD.state || ' ' || NEW.state NOT IN ({WAYS}) THEN
    RAISE EXCEPTION 'an agreement does not go from % to %', OLD.state, NEW.state USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER agreement_follows BEFORE UPDATE ON directory_agreement FOR EACH ROW EXECUTE FUNCTION directory_agreement_follows();
CREATE FUNCTION directory_revision_is_final() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF OLD.published_at IS NOT NULL THEN
    RAISE EXCEPTION 'a published revision never changes: open another' USING ERRCODE = 'restrict_violation';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER revision_is_final BEFORE UPDATE OR DELETE ON directory_agreementrevision
  FOR EACH ROW EXECUTE FUNCTION directory_revision_is_final();
CREATE FUNCTION directory_revision_is_frozen() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  touched bigint := CASE WHEN TG_OP = 'INSERT' THEN NEW.revision_id ELSE OLD.revision_id END;
  published timestamptz;
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.revision_id IS DISTINCT FROM OLD.revision_id THEN
    RAISE EXCEPTION 'what a revision says stays in it' USING ERRCODE = 'restrict_violation';
  END IF;
  SELECT published_at INTO published FROM public.directory_agreementrevision WHERE id = touched;
  IF published IS NOT NULL THEN
    RAISE EXCEPTION 'a published revision never changes: open another' USING ERRCODE = 'restrict_violation';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION directory_grant_has_two_sides() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NEW.giver_id = NEW.reader_id THEN
    RAISE EXCEPTION 'nobody gives data to itself' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER grant_has_two_sides AFTER INSERT OR UPDATE ON directory_datagrant
  FOR EACH ROW EXECUTE FUNCTION directory_grant_has_two_sides();
""" + "".join(
    f"CREATE TRIGGER revision_is_frozen BEFORE INSERT OR UPDATE OR DELETE ON directory_{name} "
    "FOR EACH ROW EXECUTE FUNCTION directory_revision_is_frozen();\n"
    for name in UNDER
)
BACK = (
    "".join(f"DROP TRIGGER revision_is_frozen ON directory_{name};\n" for name in UNDER)
    + """
DROP TRIGGER grant_has_two_sides ON directory_datagrant;
DROP TRIGGER revision_is_final ON directory_agreementrevision;
DROP TRIGGER agreement_follows ON directory_agreement;
DROP FUNCTION directory_grant_has_two_sides(), directory_revision_is_frozen(), directory_revision_is_final(), directory_agreement_follows();
"""
)
# Whoever gives or reads is a party of the same revision; a focal point is of the party that it answers for.
KEYS = """
ALTER TABLE directory_datagrant ADD CONSTRAINT directory_grant_giver FOREIGN KEY (revision_id, giver_id)
  REFERENCES directory_agreementparty (revision_id, institution_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE directory_datagrant ADD CONSTRAINT directory_grant_reader FOREIGN KEY (revision_id, reader_id)
  REFERENCES directory_agreementparty (revision_id, institution_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE directory_agreementcontact ADD CONSTRAINT directory_contact_of_party FOREIGN KEY (focal_point_id, institution_id)
  REFERENCES directory_focalpoint (id, owner_institution_id);
"""
KEYS_BACK = """
ALTER TABLE directory_agreementcontact DROP CONSTRAINT directory_contact_of_party;
ALTER TABLE directory_datagrant DROP CONSTRAINT directory_grant_reader;
ALTER TABLE directory_datagrant DROP CONSTRAINT directory_grant_giver;
"""
BEFORE = (
    f"{MINE} OR (current_setting('ruta.kind', true) = 'staff' AND current_setting('ruta.role', true) IN "
    "('administrator', 'central_coordination', 'territorial_officer'))"
)
NAMED = "EXISTS (SELECT 1 FROM directory_agreementcontact c WHERE c.focal_point_id = directory_focalpoint.id)"
# Figures of coordination are numbers and codes: counted past row security through two doors that tell no title, name or clause.
SEEN = ("agreement", "agreementrevision", "agreementcontact", "datagrant", "agreementunit")
COUNTING = "".join(
    f"GRANT SELECT ON directory_{name} TO ruta_insights; CREATE POLICY insights ON directory_{name} FOR SELECT TO ruta_insights USING (true);\n"
    for name in SEEN
)
COUNTING_BACK = "".join(f"DROP POLICY insights ON directory_{name}; REVOKE ALL ON directory_{name} FROM ruta_insights;\n" for name in SEEN)
LIVE = (
    "a.state NOT IN ('draft', 'dropped') AND a.valid_from <= on_day AND (a.valid_until IS NULL OR a.valid_until >= on_day) "
    "AND (a.state = 'in_force' OR a.ended_on > on_day)"
)
COORDINATING = f"""
  SELECT a.id, p, a.kind,
    EXISTS (SELECT 1 FROM directory_agreementcontact c WHERE c.agreement_id = a.id AND c.institution_id = p AND c.verified_on > on_day - since),
    coalesce((SELECT array_agg(DISTINCT code ORDER BY code) FROM directory_agreementrevision r
      JOIN directory_datagrant g ON g.revision_id = r.id, unnest(g.categories) AS code
      WHERE r.agreement_id = a.id AND r.number = a.revision AND p IN (g.giver_id, g.reader_id)), '{{}}')
  FROM directory_agreement a, unnest(a.signers) AS p WHERE {LIVE}
"""
UNITS = f"""
  SELECT u.office_id, min(a.valid_from) FROM directory_agreement a
  JOIN directory_agreementrevision r ON r.agreement_id = a.id AND r.number = a.revision
  JOIN directory_agreementunit u ON u.revision_id = r.id
  WHERE a.kind = 'protocol' AND {LIVE} GROUP BY u.office_id
"""


class Migration(migrations.Migration):
    """Default deny; the parties and central coordination read and write, everybody reads the row of what was made public."""

    dependencies = [("directory", "0005_agreements"), ("base", "0002_security")]
    operations = [
        RowSecurity("directory_agreement", read=f"{WHOLE} OR (is_public AND state = 'in_force')", insert=f"{MINE} OR {KEEPS}", update=WHOLE),
        RowSecurity("directory_agreementrevision", read=OPEN, insert=OPEN, update=OPEN, delete=OPEN),
        *(
            RowSecurity(f"directory_{name}", read=OPEN, insert=OPEN, update="" if name in ONCE else OPEN, delete="" if name in ONCE else OPEN)
            for name in FOLLOWING
        ),
        *(RowSecurity(f"directory_{name}", read=OF_REVISION, insert=OF_REVISION, update=OF_REVISION, delete=OF_REVISION) for name in UNDER),
        *(Audited(f"directory_{name}") for name in EVERY),
        *(ChildOf(f"directory_{name}", "directory_agreement", "agreement_id") for name in ("agreementrevision", *FOLLOWING)),
        *(ChildOf(f"directory_{name}", "directory_agreementrevision", "revision_id") for name in UNDER),
        migrations.RunSQL(KEYS, KEYS_BACK),
        migrations.RunSQL(FUNCTIONS, BACK),
        migrations.RunSQL(
            f"ALTER POLICY actor_read ON directory_focalpoint USING ({BEFORE} OR {NAMED})",
            f"ALTER POLICY actor_read ON directory_focalpoint USING ({BEFORE})",
        ),
        migrations.RunSQL(COUNTING, COUNTING_BACK),
        Definer(
            "ruta_coordinating(on_day date, since integer)", COORDINATING, owner="ruta_insights",
            returns="TABLE (agreement_id bigint, institution_id bigint, kind text, is_verified boolean, categories text[])",
        ),
        Definer(
            "ruta_protocol_units(on_day date)", UNITS, owner="ruta_insights", returns="TABLE (office_id bigint, since date)"
        ),
    ]  # fmt: skip
