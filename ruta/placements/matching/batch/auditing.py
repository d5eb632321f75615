"""Is everybody shown alike? Exposure by group, its Gini, coverage, and what swapping the sex changes. Here alone protected columns are read.

Exposure of a place in the list of a vacancy: 1 / log2(1 + rank), after Singh and Joachims, Fairness of Exposure in Rankings, KDD 2018.
"""

import tempfile
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

import duckdb
import numpy as np

from ruta.placements.matching.batch.alike import Dealt, Group, Least, dealt_anew, least_shown, pooled, shown_by_group
from ruta.placements.matching.batch.errors import Unusable
from ruta.placements.matching.batch.reading import READERS
from ruta.placements.matching.batch.running import Run, match
from ruta.placements.matching.batch.writing import write_run

GROUPS = ("sex", "modality")
FAIR_FROM = 0.8
"""The four-fifths rule."""
FEWEST = 30
"""Groups of fewer persons tell nothing."""
ALONE = 100
"""Groups of fewer persons are judged together: a mean of fewer strays by a fifth and more by chance alone."""
OTHERS = "las demás"
DOUBT = 0.05
"""What groups dealt by lot do as often as this is not laid at the door of the lists."""


class Verdict(StrEnum):
    """What the exposure of a column comes to."""

    EVEN = "even"
    """The least is shown four fifths of the greatest or more."""
    CHANCE = "chance"
    """It is not, and groups of that size dealt by lot are as uneven: of so few persons nothing can be told."""
    MARKET = "market"
    """It is not, beyond chance, but among persons of one trade and department it is: what the market asks for does it, not the lists."""
    ALONE = "alone"
    """There are no two groups of enough persons: nothing is compared."""
    UNEVEN = "uneven"
    """Among persons of one trade and department a group is shown less, beyond chance."""


@dataclass(frozen=True, slots=True)
class Exposure:
    """How one column divides exposure."""

    column: str
    judged: tuple[Group, ...]
    """The groups that are compared: the small ones stand together."""
    small: tuple[Group, ...]
    """Each small one by itself, for whoever looks on."""
    ratio: float | None
    """The least over the greatest of those that are compared; nothing where there are no two."""
    dealt: Dealt | None
    """What chance alone makes of it."""
    least: Least | None
    """Whoever is shown least among persons of the same trade and department."""

    @property
    def is_fair(self) -> bool:
        """Whether nobody is shown less than four fifths of what their like are, or chance alone does as much."""
        return self.least is None or self.least.ratio >= FAIR_FROM or self.least.chance > DOUBT

    @property
    def verdict(self) -> Verdict:
        """In one word, for whoever reads the figures."""
        if not self.is_fair:
            return Verdict.UNEVEN
        if self.ratio is None:
            return Verdict.ALONE
        if self.ratio >= FAIR_FROM:
            return Verdict.EVEN
        return Verdict.CHANCE if self.dealt is None or self.dealt.chance > DOUBT else Verdict.MARKET

    @property
    def persons(self) -> int:
        """How many are compared."""
        return sum(each.persons for each in self.judged)


@dataclass(frozen=True, slots=True)
class Spread:
    """How exposure is spread over some persons."""

    persons: int
    gini: float
    covered: float
    """The share of them who stand in the list of some vacancy."""


@dataclass(frozen=True, slots=True)
class Audit:
    """What the lists of a run do to people."""

    exposures: tuple[Exposure, ...]
    all: Spread
    fitting: Spread
    """Of those who fit some vacancy: what the market has nothing for is not laid at the door of the lists."""
    vacancies_served: float
    """The share of vacancies with somebody in their list."""
    swapped: int | None
    """How many rows of all lists change when every sex is swapped."""

    @property
    def is_fair(self) -> bool:
        """Whether people of one trade and place are shown alike, and the sex changes nothing."""
        return not self.swapped and all(one.is_fair for one in self.exposures)


def audit(profiles: Path, matches: Path, vacancies: Path, rerun: Run | None) -> Audit:
    """Look at the lists of a run; with `rerun`, make them again with every sex swapped."""
    with duckdb.connect() as connection:
        _prepare(connection, profiles, matches)
        held = {row[0] for row in connection.execute("DESCRIBE people").fetchall()}
        place = "substr(CAST(home AS VARCHAR), 1, 2)" if "home" in held else "''"
        exposures = tuple(_exposure(connection, column, place) for column in GROUPS if column in held)
        if not exposures:
            raise Unusable(f"«{profiles.name}» no tiene las columnas sex ni modality. Sin ellas no hay nada que revisar.")
        everybody, fitting = (_spread(connection, only) for only in ("true", "id IN (SELECT profile_id FROM fitting)"))
        connection.execute(f"CREATE TABLE jobs AS SELECT id FROM {_source(vacancies)}")
        served = _one(connection, "SELECT count(*) FILTER (id IN (SELECT vacancy_id FROM shown)) / count(*) FROM jobs")[0]
    return Audit(exposures, everybody, fitting, float(served), _swapped(rerun, matches) if rerun and "sex" in held else None)


_SPREAD = """
    WITH ordered AS (SELECT exposure, row_number() OVER (ORDER BY exposure) AS stands, count(*) OVER () AS n FROM people WHERE {})
    SELECT count(*), coalesce(sum((2 * stands - n - 1) * exposure) / nullif(max(n) * sum(exposure), 0), 0),
      coalesce(count(*) FILTER (exposure > 0) / nullif(count(*), 0), 0)
    FROM ordered
"""


def _spread(connection: duckdb.DuckDBPyConnection, only: str) -> Spread:
    persons, gini, covered = _one(connection, _SPREAD.format(only))
    return Spread(int(persons), float(gini), float(covered))


def _prepare(connection: duckdb.DuckDBPyConnection, profiles: Path, matches: Path) -> None:
    try:
        connection.execute(f"CREATE TABLE shown AS SELECT vacancy_id, profile_id, rank FROM {_source(matches)} WHERE list = 'vacancy'")
        connection.execute(f"CREATE TABLE fitting AS SELECT DISTINCT profile_id FROM {_source(matches)} WHERE list = 'person'")
        connection.execute(
            f"""CREATE TABLE people AS SELECT p.*, substr(CAST(p.works AS VARCHAR), if(CAST(p.works AS VARCHAR) LIKE '[%', 2, 1), 3) AS branch,
            coalesce(e.exposure, 0) AS exposure FROM {_source(profiles)} p
            LEFT JOIN (SELECT profile_id, sum(1 / log2(1 + CAST(rank AS INTEGER))) AS exposure FROM shown GROUP BY 1) e ON e.profile_id = p.id"""
        )
    except duckdb.Error as error:
        raise Unusable(f"No se entienden los archivos: {str(error).splitlines()[0]}.") from error


def _source(path: Path) -> str:
    reader = READERS.get(path.suffix.lower())
    if reader is None or not path.is_file() or "'" in str(path):
        raise Unusable(f"No se puede leer «{path}». Dé un archivo .csv o .parquet que exista.")
    return reader.replace("?", f"'{path}'")


def _exposure(connection: duckdb.DuckDBPyConnection, column: str, place: str) -> Exposure:
    rows = connection.execute(
        f"""SELECT dense_rank() OVER (ORDER BY branch, {place}) - 1 AS stratum, CAST({column} AS VARCHAR) AS kind, exposure
        FROM people WHERE {column} IS NOT NULL ORDER BY id"""
    ).fetchnumpy()
    if not len(rows["kind"]):
        return Exposure(column, (), (), None, None, None)
    found, kinds = np.unique(rows["kind"].astype(str), return_inverse=True)
    strata, exposure = rows["stratum"].astype(np.int64), rows["exposure"].astype(np.float64)
    groups, names = pooled(kinds.astype(np.int64), found.tolist(), ALONE, OTHERS)
    judged = tuple(each for each in shown_by_group(groups, exposure, names) if each.persons >= FEWEST)
    alone = {each.name for each in judged}
    small = tuple(each for each in shown_by_group(kinds.astype(np.int64), exposure, found.tolist()) if each.name not in alone)
    ratio = _ratio(judged)
    dealt = None if ratio is None else dealt_anew(groups, exposure, FEWEST, ratio)
    return Exposure(column, judged, small, ratio, dealt, least_shown(strata, groups, exposure, names, FEWEST))


def _ratio(groups: tuple[Group, ...]) -> float | None:
    if len(groups) < 2:
        return None
    most = max(each.mean for each in groups)
    return min(each.mean for each in groups) / most if most else 1.0


def _one(connection: duckdb.DuckDBPyConnection, query: str) -> tuple[float, ...]:
    return connection.execute(query).fetchall()[0]


def _swapped(run: Run, matches: Path) -> int:
    """Make the lists again of a file in which every sex is swapped, and count the rows that differ."""
    with tempfile.TemporaryDirectory() as room, duckdb.connect() as connection:
        profiles, again = Path(room) / "profiles.parquet", Path(room) / "matches.parquet"
        swap = "CASE upper(CAST(sex AS VARCHAR)) WHEN 'M' THEN 'F' WHEN 'F' THEN 'M' WHEN 'MAN' THEN 'woman' WHEN 'WOMAN' THEN 'man' ELSE CAST(sex AS VARCHAR) END"
        source = f"SELECT * REPLACE ({swap} AS sex) FROM {_source(run.profiles)}"
        connection.execute(f"COPY ({source}) TO '{profiles}' (FORMAT parquet)")
        other = replace(run, profiles=profiles)
        write_run(other, match(other, lambda *_: None), again)
        rows = "SELECT list, vacancy_id, profile_id, CAST(rank AS INTEGER) FROM {}"
        one, another = rows.format(_source(matches)), rows.format(_source(again))
        return int(
            _one(connection, f"SELECT (SELECT count(*) FROM ({one} EXCEPT {another})) + (SELECT count(*) FROM ({another} EXCEPT {one}))")[0]
        )
