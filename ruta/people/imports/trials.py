"""What has a trial run read so far? It writes nobody, so it remembers in temporary tables, as large files need more than memory."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import connection
from psycopg.types.json import Jsonb

from ruta.people.imports.drafts import Draft
from ruta.people.imports.matching import Findings, PaperKey, Probes
from ruta.people.imports.writing import NewPerson
from ruta.people.linkage.record import profile

MAKE = """
DROP TABLE IF EXISTS trial_key, trial_person;
CREATE TEMP TABLE trial_key (key bigint, person_id int);
CREATE INDEX ON trial_key (key) INCLUDE (person_id);
CREATE INDEX ON trial_key (person_id);
CREATE TEMP TABLE trial_person (id int PRIMARY KEY, draft jsonb);
"""
# The same rule as the register's: two keys meet, and one of them is a number or a date.
PROBE = """
WITH probe AS MATERIALIZED (SELECT r, k, t FROM unnest(%s::int[], %s::bigint[], %s::boolean[]) AS u(r, k, t)),
names AS MATERIALIZED (SELECT r, array_agg(k) AS ks FROM probe WHERE NOT t GROUP BY r),
met AS (SELECT p.r, k.person_id AS pid, count(*) AS hits FROM probe p JOIN trial_key k ON k.key = p.k WHERE p.t GROUP BY 1, 2)
SELECT m.r, m.pid FROM met m LEFT JOIN names n ON n.r = m.r
WHERE m.hits + (SELECT count(*) FROM trial_key k WHERE k.person_id = m.pid AND k.key = ANY (n.ks)) >= 2
"""


@dataclass
class Trial:
    """The persons that a real run would have made by now; their ids are negative."""

    row_keys: set[str] = field(default_factory=set)
    papers: dict[PaperKey, int] = field(default_factory=dict)
    last_id: int = 0

    @classmethod
    def begin(cls) -> "Trial":
        """A trial with empty tables; they belong to this connection and to nobody else."""
        with connection.cursor() as cursor:
            cursor.execute(MAKE)
        return cls()

    def ids(self, count: int) -> list[int]:
        """Ids that no person has."""
        self.last_id -= count
        return [self.last_id + at for at in range(count)]

    def add_to(self, findings: Findings, drafts: Sequence[Draft], probes: Sequence[Probes]) -> None:
        """Tell of the persons that came earlier in this trial."""
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE trial_key")
            cursor.execute(PROBE, Probes.columns(probes))
            found = cursor.fetchall()
        same = {self.papers[key] for draft in drafts for key in draft.paper_keys() if key in self.papers}
        for at, person_id in found:
            findings.persons.setdefault(at, []).append(person_id)
        findings.papers.update({key: self.papers[key] for draft in drafts for key in draft.paper_keys() if key in self.papers})
        self._load({person_id for _at, person_id in found} | same, findings)

    def remember(self, people: Sequence[NewPerson], row_keys: Sequence[str]) -> None:
        """Keep what later rows may repeat."""
        self.row_keys.update(row_keys)
        self.papers.update({key: each.person_id for each in people for key in each.draft.paper_keys()})
        with connection.cursor() as cursor:
            with cursor.copy("COPY trial_key (key, person_id) FROM STDIN") as copy:
                for key, person_id in ((key, each.person_id) for each in people for key in each.keys):
                    copy.write_row((key, person_id))
            with cursor.copy("COPY trial_person (id, draft) FROM STDIN") as copy:
                for each in people:
                    copy.write_row((each.person_id, Jsonb(each.draft.as_json())))

    def _load(self, person_ids: set[int], findings: Findings) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT id, draft::text FROM trial_person WHERE id = ANY (%s)", [list(person_ids)])
            for person_id, draft in cursor.fetchall():
                findings.profiles[person_id] = profile(Draft.of_json(json.loads(draft)).record())
