"""How is what is reserved read inside the own institution by somebody whose role does not: for three hours, with a reason, and reviewed?"""

from django.db import migrations

from ruta.base.schema import MINE, Definer

ROLES = "('counsellor', 'office_coordinator')"
# No grant is made: this opens to one user, and a grant opens to an institution.
OPEN = f"""
DECLARE made bigint;
BEGIN
  IF coalesce(current_setting('ruta.kind', true), '') <> 'staff' OR coalesce(current_setting('ruta.role', true), '') NOT IN {ROLES} THEN
    RAISE EXCEPTION 'this role may not open what is reserved' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF length(trim(why)) < 30 THEN RAISE EXCEPTION 'an opening needs a reason of 30 characters' USING ERRCODE = 'check_violation'; END IF;
  IF NOT EXISTS (SELECT 1 FROM people_person WHERE id = person AND owner_institution_id = ruta_me()) THEN
    RAISE EXCEPTION 'only of the own institution' USING ERRCODE = 'insufficient_privilege';
  END IF;
  INSERT INTO people_override (owner_institution_id, person_id, institution_id, user_id, lawful_basis, reason, categories, valid_until, review_due,
                               verdict, review_note)
  VALUES (ruta_me(), person, ruta_me(), current_setting('ruta.user')::bigint, basis, trim(why), ARRAY['needs_sensitive', 'protection'],
          now() + make_interval(hours => 3), current_date + 5, '', '') RETURNING id INTO made;
  RETURN made;
END
"""
IS_OPEN = """
SELECT EXISTS (SELECT 1 FROM people_override o WHERE o.person_id = person AND o.owner_institution_id = ruta_me() AND o.institution_id = ruta_me()
               AND o.user_id = nullif(current_setting('ruta.user', true), '')::bigint AND o.valid_until > now()
               AND 'needs_sensitive' = ANY (o.categories) AND o.verdict <> 'unjustified')
"""
STRICT = "coalesce(current_setting('ruta.strict', true), '') = 'on'"
REASONS = (
    "DROP POLICY actor_read ON people_reservedreason; CREATE POLICY actor_read ON people_reservedreason FOR SELECT TO ruta_app USING ({})"
)


class Migration(migrations.Migration):
    """One door to open, one question, and the reasons that follow it."""

    dependencies = [("people", "0019_safety_guarded")]
    operations = [
        Definer(
            "ruta_open_strict(person bigint, basis text, why text)", OPEN,
            owner="ruta_reader", returns="bigint", volatility="VOLATILE", language="plpgsql",
        ),
        Definer("ruta_strict_open(person bigint)", IS_OPEN, owner="ruta_reader", returns="bool"),
        migrations.RunSQL(REASONS.format(f"{MINE} AND ({STRICT} OR ruta_strict_open(person_id))"), REASONS.format(f"{MINE} AND {STRICT}")),
    ]  # fmt: skip
