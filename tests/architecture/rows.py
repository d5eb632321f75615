"""What is a row of any table? Made from its columns' types, so that a table of tomorrow is tried like one of today."""

import json
from hashlib import sha256

from psycopg import sql

VALUES = {
    "bool": False, "int2": 1, "int4": 1, "int8": 1, "numeric": 1, "float8": 1.0, "text": "x", "varchar": "x", "uuid": "0b7f3a52-5d0e-4b43-9d8e-3a3f0c1d2e3f",
    "date": "2030-01-01", "timestamptz": "2030-01-01T00:00:00Z", "time": "08:00", "jsonb": {}, "bytea": "\\x00", "interval": "1 day",
    "daterange": "[2030-01-01,2030-02-01)", "tstzrange": "[2030-01-01,2030-02-01)", "inet": "127.0.0.1",
}  # fmt: skip
# Columns whose check constraint wants more than their type.
SPECIAL: dict[tuple[str, str], object] = {
    ("referrals_referralpacket", "sha256"): sha256(b"x").hexdigest(),
    ("people_person", "merged_into_id"): None,
    ("people_merge", "absorbed_id"): 2,
    ("people_linkagemodel", "rejected_at"): None,
    ("agenda_itinerantvisit", "ends_at"): "12:00",
    ("agenda_itinerantvisit", "announced_on"): "2029-12-01",
    ("agenda_itinerantvisit", "held_on"): None,
    ("employers_fair", "ends_at"): "2030-01-02T00:00:00Z",
    ("employers_fairanswer", "side"): "employer",
    ("subjects_datarequest", "state"): "done",
    ("quality_opinion", "respondent"): "partner",
    ("quality_opinion", "employer_id"): None,
    ("directory_agreement", "state"): "draft",
    ("feeds_source", "every"): "",
    ("feeds_source", "kind"): "folder",
    ("feeds_source", "state"): "active",
    ("feeds_source", "address"): {"folder": "x", "pattern": "*"},
    ("feeds_pull", "state"): "done",
    ("feeds_pull", "mapping_id"): None,
    ("feeds_pull", "batch_id"): None,
    ("directory_datagrant", "categories"): ["identity"],
    ("directory_continuityplan", "approved_at"): None,
    ("directory_agreementrevision", "published_at"): None,
    ("directory_agreementpaper", "url"): "",
    ("placements_employerword", "left_on"): None,
    ("training_session", "ends_at"): "2030-01-02T00:00:00Z",
    ("training_course", "offered_by"): "other",
    ("training_enrolment", "learner_id"): None,
    ("field_paperform", "state"): "typed",
    ("staffing_postversion", "approved_at"): None,
    ("staffing_structure", "approved_at"): None,
    ("staffing_seat", "answers_to_id"): None,
}
# Columns that name a person without a key that ties the owner, and why nobody can misuse it.
UNTIED = {
    "access_log.person_id": "no key at all: written by the log's own role",
    "trust_message.person_id": "no key at all: written by the log's own role",
    "audit_event.person_id": "no key at all: written by the triggers' own role",
    "communication_message.person_id": "the message belongs to its sender; the person is read by the person's own policy",
    "subjects_entry.person_id": "no key at all: read and written by the machine alone, which looks the person up",
    "people_duplicatepair.person_id": "a pair may name a person of another institution, who is read by the person's own policy",
    "people_importrow.person_id": "the row belongs to the importer; the person is read by the person's own policy",
    "referrals_referralpacket.person_id": "the packet is tied to its referral, and so to both sides; it opens no person",
}


def protected(connection) -> list[str]:
    """Every table with row security, by the catalogue of PostgreSQL itself."""
    found = connection.execute(
        "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND relrowsecurity AND relnamespace = 'public'::regnamespace ORDER BY relname"
    )
    return [row[0] for row in found.fetchall()]


def columns(connection, table: str) -> dict[str, str]:
    """Names and types of the columns that an insert may fill."""
    found = connection.execute(
        "SELECT attname, typname FROM pg_attribute JOIN pg_type ON pg_type.oid = atttypid "
        "WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum",
        [table],
    )
    return dict(found.fetchall())


def sides(connection, table: str) -> list[str]:
    """The columns that name an institution: by foreign key, or by name."""
    found = connection.execute(
        "SELECT attname FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey) "
        "WHERE c.contype = 'f' AND c.conrelid = %s::regclass AND c.confrelid = 'directory_institution'::regclass",
        [table],
    )
    keys = {row[0] for row in found.fetchall()}
    return [name for name in columns(connection, table) if name in keys or name.endswith("institution_id")]


def owner_column(row: dict) -> str:
    """The column that says whose row it is."""
    return next(name for name in ("owner_institution_id", "institution_id", "person_id", "id") if name in row)


def made(connection, table: str, *, institution: int, **given) -> dict:
    """The values of one row of an institution, not inserted."""
    types = columns(connection, table)
    row = {name: [] if kind.startswith("_") else VALUES[kind] for name, kind in types.items()}
    row |= {name: value for (of, name), value in SPECIAL.items() if of == table}
    row |= dict.fromkeys(sides(connection, table), institution)
    return row | {name: value for name, value in given.items() if name in types}


def plant(connection, table: str, *, institution: int, **given) -> dict:
    """Insert one row of an institution past every policy, trigger and key; gives what was inserted."""
    row = made(connection, table, institution=institution, **given)
    connection.execute("RESET ROLE")
    connection.execute("SET LOCAL session_replication_role = replica")
    statement = sql.SQL("INSERT INTO {t} ({c}) SELECT {c} FROM jsonb_populate_record(NULL::{t}, %s)").format(
        t=sql.Identifier(table), c=sql.SQL(", ").join(map(sql.Identifier, row))
    )
    connection.execute(statement, [json.dumps(row)])
    connection.execute("SET LOCAL session_replication_role = origin")
    return row


def has_composite_key(connection, table: str, column: str) -> bool:
    """Whether a foreign key ties the column together with the owner."""
    found = connection.execute(
        "SELECT count(*) FROM pg_constraint c WHERE c.contype = 'f' AND c.conrelid = %(t)s::regclass AND array_length(c.conkey, 1) > 1 "
        "AND (SELECT array_agg(attname::text) FROM pg_attribute a WHERE a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)) "
        "@> ARRAY[%(c)s, 'owner_institution_id']",
        {"t": table, "c": column},
    )
    return found.fetchone()[0] > 0
