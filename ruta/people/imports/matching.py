"""Is the person of a row in the register already, or earlier in the same file? Exact keys in bulk, then weights where two of them met."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db import connection

from ruta.people.imports.drafts import Draft
from ruta.people.linkage import Document, Record, Scorer, probe_keys, stored_keys
from ruta.people.linkage.compare import compare
from ruta.people.linkage.rank import standing
from ruta.people.linkage.record import Profile, profile
from ruta.people.linkage.score import probability
from ruta.people.selectors.in_force import InForce, in_force

HIGHEST = 99
PROBE = "SELECT at, person_id FROM ruta_probe(%s::int[], %s::bigint[], %s::boolean[])"
PAPERS = """
SELECT i.kind, i.normalized, i.person_id FROM people_identifier i JOIN unnest(%s::text[], %s::text[]) AS w(kind, normalized)
  ON i.kind = w.kind AND i.normalized = w.normalized WHERE i.owner_institution_id = (SELECT ruta_me())
"""
RECORDS = """
SELECT p.id, p.given_names, p.surnames, p.birth_date, p.sex, coalesce(p.municipality_id, ''),
  (SELECT array_agg(c.value) FROM people_contact c WHERE c.person_id = p.id AND c.kind = 'phone'),
  (SELECT array_agg(i.kind || ' ' || i.normalized) FROM people_identifier i WHERE i.person_id = p.id)
FROM people_person p WHERE p.id = ANY (%s) AND p.owner_institution_id = (SELECT ruta_me()) AND p.merged_into_id IS NULL
"""
PaperKey = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Likeness:
    """The person of the register (or of the same chunk) who is most like a row."""

    person_id: int
    score: int
    has_same_paper: bool

    def is_known(self, rules: InForce) -> bool:
        """Almost surely the same person, with the same document: nothing to decide."""
        return self.has_same_paper and self.score >= rules.sure_from

    def must_be_decided(self, rules: InForce) -> bool:
        """Alike enough by the threshold in force, or of another name with the same document."""
        return self.has_same_paper or self.score >= rules.stage_from


@dataclass
class Findings:
    """What the register says about the drafts of one chunk, by their place in it."""

    persons: dict[int, list[int]]
    elsewhere: frozenset[int]
    papers: dict[PaperKey, int]
    profiles: dict[int, Profile]
    rules: InForce


@dataclass
class Earlier:
    """The persons that this chunk itself has already made."""

    by_key: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    keys: dict[int, frozenset[int]] = field(default_factory=dict)
    papers: dict[PaperKey, int] = field(default_factory=dict)
    records: dict[int, Record] = field(default_factory=dict)

    def add(self, person_id: int, draft: Draft, keys: Sequence[int], record: Record) -> None:
        """Remember a person for the rows that follow."""
        self.keys[person_id] = frozenset(keys)
        self.records[person_id] = record
        for key in keys:
            self.by_key[key].append(person_id)
        for paper_key in draft.paper_keys():
            self.papers[paper_key] = person_id

    def profile_of(self, person_id: int) -> Profile | None:
        """Ready to compare: few are ever asked for."""
        record = self.records.get(person_id)
        return profile(record) if record else None

    def alike(self, telling: Iterable[int], names: Iterable[int]) -> set[int]:
        """Those who share a telling key and at least one key more."""
        met: dict[int, int] = defaultdict(int)
        for key in telling:
            for person_id in self.by_key.get(key, ()):
                met[person_id] += 1
        sought = frozenset(names)
        return {person_id for person_id, hits in met.items() if hits > 1 or not sought.isdisjoint(self.keys[person_id])}


@dataclass(frozen=True, slots=True)
class Probes:
    """One draft as linkage sees it."""

    record: Record
    telling: list[int]
    names: list[int]

    @classmethod
    def of(cls, record: Record) -> "Probes":
        """The keys that a draft, or a person, probes."""
        return cls(record, *probe_keys(record))

    @staticmethod
    def columns(probes: "Sequence[Probes]") -> list[str]:
        """Place of the draft, key, and whether it finds: the three arrays of a bulk probe."""
        both = list(enumerate(probes))
        return [
            array(at for at, each in both for _key in (*each.telling, *each.names)),
            array(key for _at, each in both for key in (*each.telling, *each.names)),
            array(said for _at, each in both for said in ("t" * len(each.telling) + "f" * len(each.names))),
        ]


def array(values: Iterable[object]) -> str:
    """Numbers or t and f as PostgreSQL writes them: quoting a hundred thousand, one by one, takes a driver longer than the search."""
    return "{" + ",".join(map(str, values)) + "}"


def look_up(drafts: Sequence[Draft], probes: Sequence[Probes]) -> Findings:
    """Ask the register about all drafts at once; other institutions answer with a mark and nothing else."""
    persons: dict[int, list[int]] = defaultdict(list)
    elsewhere: set[int] = set()
    with connection.cursor() as cursor:
        cursor.execute(PROBE, Probes.columns(probes))
        for at, person_id in cursor.fetchall():
            if person_id is None:
                elsewhere.add(at)
            else:
                persons[at].append(person_id)
        papers = _papers(cursor, drafts)
        wanted = {person_id for found in persons.values() for person_id in found} | set(papers.values())
        return Findings(persons, frozenset(elsewhere), papers, profiles_of(wanted), in_force())


def _papers(cursor: object, drafts: Sequence[Draft]) -> dict[PaperKey, int]:
    shown = [key for draft in drafts for key in draft.paper_keys()]
    cursor.execute(PAPERS, [[kind for kind, _number in shown], [number for _kind, number in shown]])  # type: ignore[attr-defined]
    return {(kind, number): person_id for kind, number, person_id in cursor.fetchall()}  # type: ignore[attr-defined]


def records_of(person_ids: Iterable[int]) -> list[Record]:
    """Persons of the own institution as linkage compares them."""
    with connection.cursor() as cursor:
        cursor.execute(RECORDS, [list(person_ids)])
        return [
            Record(
                ref=ref, given_names=given, surnames=surnames, birth_date=born, sex=sex, municipality=place, phones=tuple(phones or ()),
                documents=tuple(Document(*paper.split(" ", 1)) for paper in papers or ()),
            )
            for ref, given, surnames, born, sex, place, phones, papers in cursor.fetchall()
        ]  # fmt: skip


def profiles_of(person_ids: Iterable[int]) -> dict[int, Profile]:
    """The same, ready to compare, by the person's id."""
    return {int(str(record.ref)): profile(record) for record in records_of(person_ids)}


def likeness(at: int, draft: Draft, probes: Probes, findings: Findings, earlier: Earlier) -> Likeness | None:
    """The person most like this draft; one with the same document comes first, whatever the score."""
    same = {
        person_id for key in draft.paper_keys() for found in (findings.papers, earlier.papers) if (person_id := found.get(key)) is not None
    }
    alike = same | set(findings.persons.get(at, ())) | earlier.alike(probes.telling, probes.names)
    known = [(person_id, findings.profiles.get(person_id) or earlier.profile_of(person_id)) for person_id in alike]
    sought = profile(probes.record) if known else None
    scorer = findings.rules.scorer
    scored = [Likeness(person_id, score_of(sought, other, scorer), person_id in same) for person_id, other in known if sought and other]
    return max(scored, key=lambda each: (each.has_same_paper, each.score, -each.person_id), default=None)


def score_of(one: Profile, other: Profile, scorer: Scorer) -> int:
    """From 0 to 99, as a search at the counter shows it."""
    comparison = compare(one, other)
    return min(round(100 * probability(standing(scorer.weight(comparison), comparison))), HIGHEST)


def keys_of(record: Record) -> list[int]:
    """The keys under which the person is found from now on."""
    return stored_keys(record)
