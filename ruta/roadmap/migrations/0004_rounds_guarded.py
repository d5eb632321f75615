"""An institution writes its own answers, coordination judges them, and a closed round never changes."""

from django.db import migrations

from ruta.base.schema import MINE, Audited, ChildOf, RowSecurity

STEERS = "(SELECT ruta_steers_rounds())"
# What is settled is read by everybody who works here, like the plans themselves.
SETTLED = "((SELECT ruta_me()) IS NOT NULL AND ruta_round_is_closed(round_id))"
CHILDREN = ("roundanswer", "roundverdict", "roundevidence", "roundremark")
FUNCTIONS = """
CREATE FUNCTION ruta_steers_rounds() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(current_setting('ruta.kind', true) = 'staff' AND current_setting('ruta.role', true) = 'central_coordination'
    OR current_setting('ruta.kind', true) = 'system' AND coalesce(current_setting('ruta.institution', true), '') = '', false)
$$;
CREATE FUNCTION ruta_round_is_closed(wanted bigint) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM public.roadmap_round r WHERE r.id = wanted AND r.closed_at IS NOT NULL)
$$;
CREATE FUNCTION roadmap_round_is_final() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' OR (TG_OP = 'UPDATE' AND OLD.closed_at IS NOT NULL) THEN
    RAISE EXCEPTION 'a closed round is final, and no round is deleted' USING ERRCODE = 'restrict_violation';
  END IF;
  IF current_user = 'ruta_app' AND NOT public.ruta_steers_rounds() THEN
    RAISE EXCEPTION 'coordination opens and closes rounds' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER round_is_final BEFORE INSERT OR UPDATE OR DELETE ON roadmap_round FOR EACH ROW EXECUTE FUNCTION roadmap_round_is_final();
CREATE FUNCTION roadmap_round_is_frozen() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  touched bigint := CASE WHEN TG_OP = 'INSERT' THEN NEW.round_id ELSE OLD.round_id END;
  closed timestamptz;
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.round_id IS DISTINCT FROM OLD.round_id THEN
    RAISE EXCEPTION 'an answer stays in its round' USING ERRCODE = 'restrict_violation';
  END IF;
  SELECT closed_at INTO closed FROM public.roadmap_round WHERE id = touched FOR SHARE;
  IF closed IS NOT NULL THEN
    RAISE EXCEPTION 'a closed round is frozen' USING ERRCODE = 'restrict_violation';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION roadmap_accepted_stays() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM public.roadmap_roundverdict v WHERE v.answer_id = OLD.id AND v.sending = OLD.sending AND v.is_accepted) THEN
    RAISE EXCEPTION 'an accepted answer stays as it was accepted' USING ERRCODE = 'restrict_violation';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER accepted_stays BEFORE UPDATE OR DELETE ON roadmap_roundanswer FOR EACH ROW EXECUTE FUNCTION roadmap_accepted_stays();
""" + "".join(
    f"CREATE TRIGGER round_is_frozen BEFORE INSERT OR UPDATE OR DELETE ON roadmap_{name} "
    "FOR EACH ROW EXECUTE FUNCTION roadmap_round_is_frozen();\n"
    for name in ("roundask", *CHILDREN)
)
BACK = (
    "".join(f"DROP TRIGGER round_is_frozen ON roadmap_{name};\n" for name in ("roundask", *CHILDREN))
    + """
DROP TRIGGER accepted_stays ON roadmap_roundanswer;
DROP TRIGGER round_is_final ON roadmap_round;
DROP FUNCTION roadmap_accepted_stays();
DROP FUNCTION roadmap_round_is_frozen();
DROP FUNCTION roadmap_round_is_final();
DROP FUNCTION ruta_round_is_closed(bigint);
DROP FUNCTION ruta_steers_rounds();
"""
)
OPEN_TO = f"{MINE} OR {STEERS}"
OWN = ("owner_institution_id", "round_id")


class Migration(migrations.Migration):
    """Default deny; the owner writes answers and evidence, coordination asks and judges, both may remark."""

    dependencies = [("roadmap", "0003_rounds"), ("people", "0002_security")]
    operations = [
        migrations.RunSQL(FUNCTIONS, BACK),
        RowSecurity("roadmap_roundask", read=f"{OPEN_TO} OR {SETTLED}", insert=STEERS, update=STEERS),
        RowSecurity("roadmap_roundanswer", read=f"{OPEN_TO} OR {SETTLED}"),
        RowSecurity("roadmap_roundverdict", read=f"{OPEN_TO} OR {SETTLED}", insert=STEERS, update=""),
        RowSecurity("roadmap_roundevidence", read=OPEN_TO, update="", delete=MINE),
        RowSecurity("roadmap_roundremark", read=OPEN_TO, insert=OPEN_TO, update=""),
        ChildOf("roadmap_roundanswer", "roadmap_roundask", "ask_id", OWN),
        ChildOf("roadmap_roundverdict", "roadmap_roundanswer", "answer_id", OWN),
        ChildOf("roadmap_roundevidence", "roadmap_roundask", "ask_id", OWN),
        ChildOf("roadmap_roundremark", "roadmap_roundask", "ask_id", OWN),
        *(Audited(f"roadmap_{name}") for name in ("roundask", *CHILDREN)),
    ]
