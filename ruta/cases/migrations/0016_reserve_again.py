"""What was written before something of the person was reserved, or before a need or a service became strict: is it moved apart too?"""

from django.db import migrations

from ruta.base.schema import Definer

STRICT = """
SELECT array_agg(i ->> 'code') FROM taxonomy_catalogue c, jsonb_array_elements(c.content -> 'items') i
WHERE c.is_current AND ((c.code = 'needs' AND i ->> 'sensitivity' = 'strict') OR (c.code = 'service_types' AND (i ->> 'sensitive')::bool))
"""
# Each row is written as it stands: its trigger decides whether it tells. What is masked already is not touched.
AGAIN = f"""
DECLARE told text[] := ({STRICT}); persons bigint[]; last_one bigint; one record;
BEGIN
  IF coalesce(current_setting('ruta.kind', true), '') <> 'system' OR ruta_me() IS DISTINCT FROM owner THEN
    RAISE EXCEPTION 'words are moved by the machine of the owner' USING ERRCODE = 'insufficient_privilege';
  END IF;
  SELECT coalesce(max(id), 0) INTO last_one FROM people_reservedwords;
  IF since IS NULL THEN  -- a need or a service becomes strict with a version of its catalogue alone
  UPDATE cases_need SET data_category = 'needs_sensitive'
  WHERE owner_institution_id = owner AND data_category <> 'needs_sensitive' AND code = ANY (told);
  UPDATE cases_planaction SET data_category = 'needs_sensitive'
  WHERE owner_institution_id = owner AND data_category <> 'needs_sensitive' AND service_type = ANY (told);
  UPDATE cases_servicedelivery SET data_category = 'needs_sensitive'
  WHERE owner_institution_id = owner AND data_category <> 'needs_sensitive' AND service_type = ANY (told);
  END IF;
  persons := ARRAY(SELECT DISTINCT w.person_id FROM people_reservedwords w WHERE w.owner_institution_id = owner AND (since IS NULL OR w.at >= since));
  FOR one IN SELECT * FROM (VALUES ('cases_casestep', 'note'), ('cases_casestep', 'reason'), ('cases_followup', 'note'), ('cases_personalplan', 'title'),
    ('cases_goal', 'label'), ('agenda_appointment', 'subject'), ('agenda_invitation', 'subject'), ('agenda_waitingentry', 'subject')) AS t (tbl, col)
  LOOP
    EXECUTE format('UPDATE %1$I SET %2$I = %2$I WHERE %3$s AND person_id = ANY ($1) AND owner_institution_id = $2 AND %2$I NOT IN ('''', ''reservado'')',
                   one.tbl, one.col, CASE WHEN one.tbl LIKE 'cases%' THEN 'case_id IN (SELECT c.id FROM cases_case c WHERE c.person_id = ANY ($1))'
                                          ELSE 'true' END) USING persons, owner;
  END LOOP;
  RETURN (SELECT count(*) FROM people_reservedwords WHERE id > last_one AND owner_institution_id = owner);
END
"""
COLUMNS = {
    "cases_need": "data_category, code, note", "cases_planaction": "data_category, label, service_type, note",
    "cases_servicedelivery": "data_category, service_type, note", "cases_casestep": "note, reason", "cases_followup": "note",
    "cases_personalplan": "title", "cases_goal": "label", "agenda_appointment": "subject", "agenda_invitation": "subject",
    "agenda_waitingentry": "subject",
}  # fmt: skip
OPEN = [
    statement
    for table, columns in COLUMNS.items()
    for statement in (
        f"GRANT SELECT, UPDATE ({columns}) ON {table} TO ruta_reader",
        f"CREATE POLICY reserver ON {table} TO ruta_reader USING (true) WITH CHECK (true)",
    )
]
SHUT = [
    statement
    for table, columns in COLUMNS.items()
    for statement in (f"DROP POLICY reserver ON {table}", f"REVOKE UPDATE ({columns}) ON {table} FROM ruta_reader")
]


class Migration(migrations.Migration):
    """One door for the machine of an institution, over its own rows."""

    dependencies = [("cases", "0015_words_that_tell"), ("agenda", "0010_words_that_tell"), ("base", "0003_masked_audit")]
    operations = [
        migrations.RunSQL(OPEN, SHUT),
        Definer(
            "ruta_reserve_again(owner bigint, since timestamptz)", AGAIN,
            owner="ruta_reader", returns="bigint", volatility="VOLATILE", language="plpgsql",
        ),
    ]  # fmt: skip
