"""How fast and how well are 350,000 rows found among a million? Beside Splink on DuckDB, each in a process of its own, in the same run.

`python -m bench.bench_linkage_batch [--register 1000000] [--rows 350000]`; the files are those of `ruta demo dirty`.
`--spark` compares the engines instead, which must tell the same: `--spark --register 100000 --rows 100000`.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from bench.judging import Verdict, best_of, judge
from bench.measuring import Figure
from bench.weighing import Cost, weigh

RUTA = str(Path(sys.executable).with_name("ruta"))
ENGINES = ("duckdb", "spark")


class Size(NamedTuple):
    """How many persons a trial has."""

    register: int
    rows: int
    seed: int = 7

    @classmethod
    def of(cls, text: str) -> "Size":
        """A size as it is written: rows x register."""
        rows, _, register = text.partition("x")
        return cls(int(register), int(rows))


SPLINK_COLUMNS = """SELECT id, nullif(lower(strip_accents(given_names)), '') AS given_names, nullif(lower(strip_accents(surnames)), '') AS surnames,
  nullif(split_part(lower(strip_accents(given_names)), ' ', 1), '') AS first_given,
  nullif(split_part(lower(strip_accents(surnames)), ' ', 1), '') AS first_surname,
  nullif(birth_date, '') AS birth_date, nullif(municipality, '') AS municipality, nullif(sex, '') AS sex,
  nullif(right(regexp_replace(phone, '[^0-9]', '', 'g'), 8), '') AS phone, nullif(regexp_replace(dni, '[^0-9]', '', 'g'), '') AS dni
"""


def splink(room: Path, out: Path) -> None:
    """Splink with rules made for these columns."""
    from splink import DuckDBAPI

    with duckdb.connect() as connection:
        query = f"{SPLINK_COLUMNS} FROM read_parquet(?)"
        sides = [connection.execute(query, [str(room / f"{name}.parquet")]).df() for name in ("register", "file")]
    api = DuckDBAPI()
    linker = trained_splink([api.register(side, dataset_display_name=name) for side, name in zip(sides, "rf", strict=True)])
    found = linker.inference.predict(threshold_match_probability=0.05).as_pandas_dataframe()
    swap = found["source_dataset_l"] != "r"
    one, other = found["id_l"].where(~swap, found["id_r"]), found["id_r"].where(~swap, found["id_l"])
    made = {"register_id": one, "file_id": other, "probability": found["match_probability"]}
    duckdb.from_df(found.assign(**made)[list(made)]).write_parquet(str(out))


def trained_splink(sides: list[Any]) -> Any:
    """Names, date, DNI, telephone and place, term frequencies, six blocks, EM."""
    import splink.comparison_library as cl
    from splink import Linker, SettingsCreator, block_on

    settings = SettingsCreator(
        "link_only",
        unique_id_column_name="id",
        blocking_rules_to_generate_predictions=[
            block_on("dni"),
            block_on("phone", "first_given"),
            block_on("birth_date", "first_surname"),
            block_on("birth_date", "first_given"),
            block_on("surnames", "first_given"),
            block_on("first_surname", "given_names", "municipality"),
        ],
        comparisons=[
            cl.JaroWinklerAtThresholds("given_names", [0.92, 0.8]).configure(term_frequency_adjustments=True),
            cl.JaroWinklerAtThresholds("surnames", [0.92, 0.8]).configure(term_frequency_adjustments=True),
            cl.DamerauLevenshteinAtThresholds("birth_date", [1, 2]),
            cl.DamerauLevenshteinAtThresholds("dni", [1, 2]),
            cl.DamerauLevenshteinAtThresholds("phone", [1]),
            cl.ExactMatch("municipality"),
            cl.ExactMatch("sex"),
        ],
    )
    linker = Linker(sides, settings)
    linker.training.estimate_probability_two_random_records_match([block_on("dni")], recall=0.4)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in (block_on("birth_date", "first_given"), block_on("given_names", "surnames")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule, record_sample_proportion=0.2)
    return linker


def verdict(out: Path, room: Path) -> Verdict:
    """How good the links of a file are."""
    rows = duckdb.sql(f"SELECT register_id, file_id, probability FROM read_parquet('{out}')").fetchall()
    truth = dict(duckdb.sql(f"SELECT file_id, register_id FROM read_parquet('{room}/key.parquet') WHERE kind = 'registered'").fetchall())
    return judge(best_of(rows), truth)


class Same(NamedTuple):
    """What two engines told of the same files."""

    pairs: int
    alone: int
    """Pairs that one of them told only."""
    apart: float
    """The greatest difference of a probability."""

    def __str__(self) -> str:
        return f"{self.pairs:,} pairs, {self.alone} in one only, probabilities at most {self.apart:.1e} apart"


def difference(one: Path, other: Path) -> Same:
    """Set the links of two engines side by side."""
    both = duckdb.sql(
        f"""SELECT count(*), count(*) FILTER (d.file_id IS NULL OR s.file_id IS NULL), max(abs(d.probability - s.probability))
        FROM '{one}' d FULL JOIN '{other}' s USING (register_id, file_id)"""
    ).fetchall()[0]
    return Same(*both)


def made(room: Path, size: Size) -> list[str]:
    """The two files of a trial."""
    numbers = ["--register", str(size.register), "--rows", str(size.rows), "--seed", str(size.seed)]
    weigh([RUTA, "demo", "dirty", "--out", str(room), "--parquet", *numbers])
    return [str(room / "register.parquet"), str(room / "file.parquet")]


def peers(size: Size) -> Iterator[tuple[str, Cost, Verdict]]:
    """Ours and Splink one after the other, each in processes of its own."""
    with tempfile.TemporaryDirectory() as held:
        room = Path(held)
        files = made(room, size)
        runs = {
            "ruta link": [RUTA, "link", *files, "--out", str(room / "ruta link.parquet")],
            "ruta link --learn": [RUTA, "link", *files, "--learn", "--out", str(room / "ruta link --learn.parquet")],
            "Splink": [sys.executable, "-m", "bench.bench_linkage_batch", "--splink-alone", str(room), str(room / "Splink.parquet")],
        }
        for name, command in runs.items():
            told = name, weigh(command), verdict(room / f"{name}.parquet", room)
            print(*told, file=sys.stderr, flush=True)
            yield told


def engines(size: Size) -> tuple[dict[str, Cost], Same]:
    """What each engine costs, and whether they tell the same."""
    with tempfile.TemporaryDirectory() as held:
        room = Path(held)
        files = made(room, size)
        out = {engine: room / f"{engine}.parquet" for engine in ENGINES}
        costs = {engine: weigh([RUTA, "link", *files, "--engine", engine, "--out", str(out[engine])]) for engine in ENGINES}
        return costs, difference(*out.values())


def measure(size: Size) -> list[Figure]:
    """The rows of the table: ours, what it learns by itself, and the peer."""
    beside = {"ruta link": "aim: time and memory of Splink; F1 ≥ .99; recall ≥ .96 at precision ≥ .999"}
    return [
        Figure(f"link {size.rows:,} rows × {size.register:,}: {name}", f"{cost}; {found}", "", beside.get(name, ""))
        for name, cost, found in peers(size)
    ]


def measure_engines(size: Size) -> list[Figure]:
    """The row that says whether Spark tells the same."""
    costs, same = engines(size)
    told = "; ".join(f"{engine} {cost}" for engine, cost in costs.items())
    return [
        Figure(f"Spark local[2] equals DuckDB, {size.rows:,} × {size.register:,}", str(same), "", f"aim: same pairs within 1e-9; {told}")
    ]


def main() -> None:
    """Make the files, run both, judge both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--register", type=int, default=1_000_000)
    parser.add_argument("--rows", type=int, default=350_000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--spark", action="store_true", help="compare the engines instead of the peers")
    parser.add_argument("--splink-alone", nargs=2, metavar=("ROOM", "OUT"), help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.splink_alone:
        splink(*map(Path, chosen.splink_alone))
        return
    size = Size(chosen.register, chosen.rows, chosen.seed)
    for figure in measure_engines(size) if chosen.spark else measure(size):
        print(f"{figure.claim}: {figure.value} ({figure.beside})", flush=True)


if __name__ == "__main__":
    main()
