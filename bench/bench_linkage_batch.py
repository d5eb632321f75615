"""How fast and how well are 350,000 rows found among a million? Beside Splink on DuckDB, each in a process of its own, in the same run.

`python -m bench.bench_linkage_batch [--register 1000000] [--rows 350000] [--spark]`; the files are those of `ruta demo dirty`.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

from bench.judging import best_of, judge

RUTA = str(Path(sys.executable).with_name("ruta"))


def splink(room: Path, out: Path) -> None:
    """Splink with rules made for these columns: names, date, DNI, telephone and place, term frequencies, six blocks, EM."""
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    api = DuckDBAPI()
    with duckdb.connect() as connection:
        query = """SELECT id, nullif(lower(strip_accents(given_names)), '') AS given_names, nullif(lower(strip_accents(surnames)), '') AS surnames,
          nullif(split_part(lower(strip_accents(given_names)), ' ', 1), '') AS first_given,
          nullif(split_part(lower(strip_accents(surnames)), ' ', 1), '') AS first_surname,
          nullif(birth_date, '') AS birth_date, nullif(municipality, '') AS municipality, nullif(sex, '') AS sex,
          nullif(right(regexp_replace(phone, '[^0-9]', '', 'g'), 8), '') AS phone, nullif(regexp_replace(dni, '[^0-9]', '', 'g'), '') AS dni
          FROM read_parquet(?)"""
        sides = [connection.execute(query, [str(room / f"{name}.parquet")]).df() for name in ("register", "file")]
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
    linker = Linker([api.register(side, dataset_display_name=name) for side, name in zip(sides, "rf", strict=True)], settings)
    linker.training.estimate_probability_two_random_records_match([block_on("dni")], recall=0.4)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in (block_on("birth_date", "first_given"), block_on("given_names", "surnames")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule, record_sample_proportion=0.2)
    found = linker.inference.predict(threshold_match_probability=0.05).as_pandas_dataframe()
    swap = found["source_dataset_l"] != "r"
    one, other = found["id_l"].where(~swap, found["id_r"]), found["id_r"].where(~swap, found["id_l"])
    made = {"register_id": one, "file_id": other, "probability": found["match_probability"]}
    duckdb.from_df(found.assign(**made)[list(made)]).write_parquet(str(out))


def timed(command: list[str]) -> tuple[float, float]:
    """Seconds and gigabytes at the peak of a process of its own."""
    begun = time.monotonic()
    with subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL) as process:
        _, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{command} failed: {status}")
    return time.monotonic() - begun, used.ru_maxrss / 1024**2


def verdict(out: Path, room: Path) -> str:
    """How good the links of a file are."""
    rows = duckdb.sql(f"SELECT register_id, file_id, probability FROM read_parquet('{out}')").fetchall()
    truth = dict(duckdb.sql(f"SELECT file_id, register_id FROM read_parquet('{room}/key.parquet') WHERE kind = 'registered'").fetchall())
    return str(judge(best_of(rows), truth))


def spark_equals(room: Path) -> str:
    """Whether both engines tell the same pairs, and how far their probabilities lie apart."""
    for engine in ("duckdb", "spark"):
        seconds, _ = timed([RUTA, "link", *_files(room), "--engine", engine, "--out", str(room / f"{engine}.parquet")])
        print(f"{engine}: {seconds:.0f} s", flush=True)
    both = duckdb.sql(
        f"""SELECT count(*), count(*) FILTER (d.file_id IS NULL OR s.file_id IS NULL), max(abs(d.probability - s.probability))
        FROM '{room}/duckdb.parquet' d FULL JOIN '{room}/spark.parquet' s USING (register_id, file_id)"""
    ).fetchone()
    return f"{both[0]:,} pairs, {both[1]} in one only, probabilities at most {both[2]:.1e} apart"


def _files(room: Path) -> list[str]:
    return [str(room / "register.parquet"), str(room / "file.parquet")]


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
    with tempfile.TemporaryDirectory() as made:
        room = Path(made)
        size = ["--register", str(chosen.register), "--rows", str(chosen.rows), "--seed", str(chosen.seed)]
        timed([RUTA, "demo", "dirty", "--out", str(room), "--parquet", *size])
        if chosen.spark:
            print(spark_equals(room))
            return
        runs = {
            "ruta link": [RUTA, "link", *_files(room), "--out", str(room / "ours.parquet")],
            "ruta link --learn": [RUTA, "link", *_files(room), "--learn", "--out", str(room / "learned.parquet")],
            "Splink": [sys.executable, "-m", "bench.bench_linkage_batch", "--splink-alone", str(room), str(room / "splink.parquet")],
        }
        for (name, command), out in zip(runs.items(), ("ours", "learned", "splink"), strict=True):
            seconds, gigabytes = timed(command)
            print(f"{name}: {seconds:.0f} s, {gigabytes:.1f} GB, {verdict(room / f'{out}.parquet', room)}", flush=True)
    print(f"the judge itself: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2:.1f} GB")


if __name__ == "__main__":
    main()
