"""Who may read a queue? The institution of the office. A screen reads lines, numbers and calls of its own office, and nothing of anybody."""

from django.db import migrations

from ruta.base.schema import MINE, Audited, ChildOf, Definer, RowSecurity

DEVICE = "nullif(current_setting('ruta.device', true), '')::bigint"
# The office of the screen that acts, as long as its address was not taken back; `wanted` narrows it to one kind.
DEVICE_OFFICE = f"""
SELECT d.office_id FROM tickets_device d WHERE d.id = {DEVICE} AND d.revoked_at IS NULL AND (wanted = '' OR d.kind = wanted)
"""
# What a screen needs to be let in, found by what its address carries.
OPEN_DEVICE = """
SELECT d.office_id, d.owner_institution_id, d.kind, d.name, o.short_name::text, d.prints FROM tickets_device d JOIN directory_office o ON o.id = d.office_id
WHERE d.id = device AND d.nonce = given AND d.revoked_at IS NULL AND o.is_active
"""
OPENED = "TABLE (office_id bigint, owner_institution_id bigint, kind text, name text, office_name text, prints bool)"
# The hour of an appointment of today at the office of a kiosk; whose it is stays unsaid.
DUE = """
SELECT a.starts_at FROM agenda_appointment a WHERE a.id = appointment AND a.office_id = ruta_device_office('kiosk') AND a.state = 'booked'
  AND (a.starts_at AT TIME ZONE 'America/Tegucigalpa')::date = (now() AT TIME ZONE 'America/Tegucigalpa')::date
  AND NOT EXISTS (SELECT 1 FROM tickets_detail t WHERE t.appointment_id = a.id)
"""
GRANTS = """
GRANT SELECT ON tickets_device, directory_office TO ruta_reader;
GRANT SELECT (appointment_id) ON tickets_detail TO ruta_reader;
GRANT SELECT (id, office_id, state, starts_at) ON agenda_appointment TO ruta_reader;
CREATE POLICY reader ON tickets_device FOR SELECT TO ruta_reader USING (true);
CREATE POLICY reader ON tickets_detail FOR SELECT TO ruta_reader USING (true);
CREATE POLICY tickets_reader ON agenda_appointment FOR SELECT TO ruta_reader USING (true);
"""
UNGRANT = "DROP POLICY reader ON tickets_device; DROP POLICY reader ON tickets_detail; DROP POLICY tickets_reader ON agenda_appointment;"
SCREEN = "office_id = (SELECT ruta_device_office(''))"
SEEN = f"{MINE} OR {SCREEN}"
# A kiosk gives a number that waits, in its own office, and can do nothing else with it.
GIVEN = (
    f"{MINE} OR (office_id = (SELECT ruta_device_office('kiosk')) AND device_id = {DEVICE} AND state = 'waiting' AND window_id IS NULL "
    "AND owner_institution_id = (SELECT o.institution_id FROM directory_office o WHERE o.id = office_id))"
)
TOLD = f"{MINE} OR (case_ref IS NULL AND EXISTS (SELECT 1 FROM tickets_ticket t WHERE t.id = tickets_detail.id AND t.device_id = {DEVICE}))"
KEPT = f"{MINE} AND current_setting('ruta.kind', true) = 'system'"  # only the machine deletes, when the days are over


class Migration(migrations.Migration):
    """Default deny; three narrow doors for screens."""

    dependencies = [("tickets", "0001_initial"), ("agenda", "0002_security")]
    operations = [
        migrations.RunSQL(GRANTS, UNGRANT),
        Definer("ruta_device_office(wanted text)", DEVICE_OFFICE, owner="ruta_reader", returns="bigint"),
        Definer("ruta_open_device(device bigint, given text)", OPEN_DEVICE, owner="ruta_reader", returns=OPENED),
        Definer("ruta_device_appointment(appointment bigint)", DUE, owner="ruta_reader", returns="timestamptz"),
        RowSecurity("tickets_line", read=SEEN),
        RowSecurity("tickets_window", read=MINE),
        RowSecurity("tickets_device", read=MINE),
        RowSecurity("tickets_ticket", read=SEEN, insert=GIVEN, delete=KEPT),
        RowSecurity("tickets_detail", read=MINE, insert=TOLD, delete=KEPT),
        RowSecurity("tickets_step", read=MINE, update="", delete=KEPT),
        RowSecurity("tickets_call", read=SEEN, update="", delete=KEPT),
        RowSecurity("tickets_dayfigure", read=MINE),
        ChildOf("tickets_ticket", "tickets_line", "line_id"),
        ChildOf("tickets_ticket", "tickets_window", "window_id"),
        ChildOf("tickets_ticket", "tickets_window", "for_window_id"),
        ChildOf("tickets_detail", "tickets_ticket", "id"),
        ChildOf("tickets_step", "tickets_ticket", "ticket_id"),
        ChildOf("tickets_call", "tickets_ticket", "ticket_id"),
        *(Audited(f"tickets_{name}") for name in ("line", "window", "device", "ticket", "detail", "step", "call", "dayfigure")),
    ]
