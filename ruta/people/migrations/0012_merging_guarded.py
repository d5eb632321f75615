"""How do rows move from one record to another and back, and through which single door?"""

from django.db import migrations

from ruta.base.schema import MINE, Audited, ChildOf, Definer, Movable, RowSecurity

ROLES = "'counsellor', 'office_coordinator', 'data_steward'"
# Whose each row was is written before it moves. The door opens only in the transaction that wrote the merge.
MERGE_ROWS = f"""
DECLARE m record; moved bigint;
BEGIN
  PERFORM ruta_demand_actor();
  IF coalesce(current_setting('ruta.kind', true), '') <> 'system' AND coalesce(current_setting('ruta.role', true), '') NOT IN ({ROLES}) THEN
    RAISE EXCEPTION 'this role may not merge' USING ERRCODE = 'insufficient_privilege';
  END IF;
  SELECT * INTO m FROM people_merge WHERE id = the_merge AND owner_institution_id = ruta_me() AND undone_at IS NULL AND merged_at >= now();
  IF NOT FOUND OR NOT EXISTS (SELECT FROM people_person WHERE id = m.absorbed_id AND merged_into_id = m.survivor_id AND owner_institution_id = ruta_me())
     OR NOT EXISTS (SELECT FROM people_person WHERE id = m.survivor_id AND merged_into_id IS NULL AND owner_institution_id = ruta_me()) THEN
    RAISE EXCEPTION 'rows move only with a merge of the own institution' USING ERRCODE = 'insufficient_privilege';
  END IF;
  EXECUTE format('INSERT INTO people_mergedrow (owner_institution_id, merge_id, table_name, column_name, row_id, came_from_id, is_kept, is_assigned) '
                 'SELECT $1, $2, $3, $4, id, %1$I, id = ANY ($5) AND %1$I = $7, false FROM %2$I WHERE %1$I IN ($6, $7)', col, tbl)
  USING m.owner_institution_id, the_merge, tbl, col, skip, m.survivor_id, m.absorbed_id;
  EXECUTE format('UPDATE %2$I SET %1$I = $1 WHERE %1$I = $2 AND id <> ALL ($3)', col, tbl) USING m.survivor_id, m.absorbed_id, skip;
  GET DIAGNOSTICS moved = ROW_COUNT;
  RETURN moved;
END
"""
# Back goes what came from the absorbed record and still stands with the survivor; of what came later only what is named.
PART_ROWS = f"""
DECLARE m record; moved bigint;
BEGIN
  PERFORM ruta_demand_actor();
  IF coalesce(current_setting('ruta.kind', true), '') <> 'system' AND coalesce(current_setting('ruta.role', true), '') NOT IN ({ROLES}) THEN
    RAISE EXCEPTION 'this role may not undo a merge' USING ERRCODE = 'insufficient_privilege';
  END IF;
  SELECT * INTO m FROM people_merge WHERE id = the_merge AND owner_institution_id = ruta_me() AND undone_at >= now();
  IF NOT FOUND OR NOT EXISTS (SELECT FROM people_person WHERE id = m.absorbed_id AND merged_into_id IS NULL AND owner_institution_id = ruta_me()) THEN
    RAISE EXCEPTION 'rows go back only with the undoing of a merge' USING ERRCODE = 'insufficient_privilege';
  END IF;
  EXECUTE format('INSERT INTO people_mergedrow (owner_institution_id, merge_id, table_name, column_name, row_id, came_from_id, is_kept, is_assigned) '
                 'SELECT $1, $2, $3, $4, id, $6, false, true FROM %2$I WHERE %1$I = $5 AND id = ANY ($7) AND NOT EXISTS '
                 '(SELECT FROM people_mergedrow r WHERE r.merge_id = $2 AND r.table_name = $3 AND r.column_name = $4 AND r.row_id = %2$I.id)', col, tbl)
  USING m.owner_institution_id, the_merge, tbl, col, m.survivor_id, m.absorbed_id, later;
  EXECUTE format('UPDATE %2$I SET %1$I = $1 WHERE %1$I = $2 AND id IN (SELECT row_id FROM people_mergedrow '
                 'WHERE merge_id = $3 AND table_name = $4 AND column_name = $5 AND came_from_id = $1)', col, tbl)
  USING m.absorbed_id, m.survivor_id, the_merge, tbl, col;
  GET DIAGNOSTICS moved = ROW_COUNT;
  RETURN moved;
END
"""
# An old address leads on only for whoever may read where it leads.
MERGED_INTO = """
WITH RECURSIVE way AS (
  SELECT id, merged_into_id, owner_institution_id, 0 AS far FROM people_person WHERE id = person
  UNION ALL
  SELECT p.id, p.merged_into_id, p.owner_institution_id, way.far + 1 FROM way JOIN people_person p ON p.id = way.merged_into_id WHERE way.far < 20
)
SELECT id FROM way WHERE merged_into_id IS NULL AND far > 0 AND (owner_institution_id = ruta_me() OR ruta_shared(id, 'identity'))
"""
GRANTS = """
CREATE FUNCTION ruta_refuse_merged() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM new_rows n JOIN people_person p ON p.id = n.person_id WHERE p.merged_into_id IS NOT NULL) THEN
    RAISE EXCEPTION 'a record that was merged into another takes nothing new' USING ERRCODE = 'check_violation', CONSTRAINT = 'people_person_merged';
  END IF;
  RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION ruta_refuse_merged() FROM PUBLIC;
CREATE FUNCTION ruta_carry_merged() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE people_person SET owner_institution_id = NEW.owner_institution_id, office_id = NEW.office_id WHERE merged_into_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER carry_merged AFTER UPDATE OF owner_institution_id ON people_person FOR EACH ROW
  WHEN (OLD.owner_institution_id IS DISTINCT FROM NEW.owner_institution_id) EXECUTE FUNCTION ruta_carry_merged();
REVOKE UPDATE ON people_merge FROM ruta_app;
GRANT UPDATE (undone_at, undone_by_id, undo_reason) ON people_merge TO ruta_app;
CREATE TRIGGER stays_ended BEFORE UPDATE OF undone_at, undone_by_id, undo_reason ON people_merge
  FOR EACH ROW WHEN (OLD.undone_at IS NOT NULL) EXECUTE FUNCTION ruta_stays_ended();
GRANT SELECT ON people_person, people_merge, people_mergedrow TO ruta_merge;
GRANT INSERT ON people_mergedrow TO ruta_merge;
GRANT USAGE ON SEQUENCE people_mergedrow_id_seq TO ruta_merge;
CREATE POLICY merger ON people_person FOR SELECT TO ruta_merge USING (owner_institution_id = (SELECT ruta_me()));
CREATE POLICY merger ON people_merge FOR SELECT TO ruta_merge USING (owner_institution_id = (SELECT ruta_me()));
CREATE POLICY merger ON people_mergedrow TO ruta_merge USING (owner_institution_id = (SELECT ruta_me()))
  WITH CHECK (owner_institution_id = (SELECT ruta_me()));
"""
UNGRANT = """
DROP POLICY merger ON people_person; DROP POLICY merger ON people_merge; DROP POLICY merger ON people_mergedrow;
DROP TRIGGER stays_ended ON people_merge; DROP TRIGGER carry_merged ON people_person; DROP FUNCTION ruta_carry_merged(); DROP FUNCTION ruta_refuse_merged();
GRANT UPDATE ON people_merge TO ruta_app;
"""
REFUSING = ("identifier", "contact", "returnepisode", "disability", "consent", "refusal", "override")
MOVING = ("access", "accessrequest", "importrow")


class Migration(migrations.Migration):
    """A ledger that nobody writes by hand, one role that moves rows, and a record that takes nothing new once it was merged."""

    dependencies = [("people", "0011_merging")]
    operations = [
        RowSecurity("people_merge", read=MINE),
        RowSecurity("people_mergedrow", read=MINE, insert="", update=""),
        ChildOf("people_merge", "people_person", "survivor_id"),
        ChildOf("people_mergedrow", "people_merge", "merge_id"),
        Audited("people_merge"),
        Audited("people_mergedrow"),
        migrations.RunSQL(GRANTS, UNGRANT),
        *(Movable(f"people_{name}", refuses=True) for name in REFUSING),
        *(Movable(f"people_{name}") for name in MOVING),
        Movable("people_duplicatepair"),
        Movable("people_duplicatepair", "other_id"),
        Definer(
            "ruta_merge_rows(the_merge bigint, tbl text, col text, skip bigint[])", MERGE_ROWS, owner="ruta_merge",
            returns="bigint", volatility="VOLATILE", language="plpgsql",
        ),
        Definer(
            "ruta_part_rows(the_merge bigint, tbl text, col text, later bigint[])", PART_ROWS, owner="ruta_merge",
            returns="bigint", volatility="VOLATILE", language="plpgsql",
        ),
        Definer("ruta_merged_into(person bigint)", MERGED_INTO, owner="ruta_reader", returns="bigint", volatility="STABLE"),
    ]  # fmt: skip
