"""Does a trial for linkage hold what its settings promise, and does its key say the truth?"""

import csv
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from ruta.demo.generator.trial import Part, Settings, trial, write_trial
from ruta.demo.generator.trial.settings import PART
from ruta.demo.generator.trial.sheet import HEADER
from ruta.demo.generator.trial.slips import SLIPS
from ruta.demo.generator.trial.trial import FAMILIES, KEY
from ruta.demo.generator.typos import without_accents

SETTINGS = Settings(register=20_000, rows=10_000, seed=5)
Row = dict[str, str]


def table(columns: list[list[str]], header: tuple[str, ...]) -> list[Row]:
    """Return the columns as rows by name."""
    return [dict(zip(header, values, strict=True)) for values in zip(*columns, strict=True)]


@pytest.fixture(scope="module")
def part() -> Part:
    return next(trial(SETTINGS))


@pytest.fixture(scope="module")
def register(part: Part) -> dict[str, Row]:
    return {row["id"]: row for row in table(part.register, HEADER)}


@pytest.fixture(scope="module")
def rows(part: Part) -> list[tuple[Row, Row]]:
    return list(zip(table(part.file, HEADER), table(part.key, KEY), strict=True))


def test_both_sides_have_the_sizes_asked_for_and_ids_of_their_own(register, rows):
    assert (len(register), len(rows)) == (20_000, 10_000)
    assert len({row["id"] for row, _ in rows}) == 10_000
    assert all(row["id"] == key["file_id"] for row, key in rows)


def test_a_fifth_of_the_rows_is_of_nobody_registered_and_half_of_those_are_relatives(register, rows):
    kinds = Counter(key["kind"] for _, key in rows)
    assert kinds == {"registered": 8_000, "relative": 1_000, "stranger": 1_000}
    for _, key in rows:
        assert (key["register_id"] in register) == (key["kind"] == "registered")
        assert (key["related_id"] in register) == (key["kind"] == "relative")


def test_some_rows_repeat_a_person_of_the_file(rows):
    persons = Counter(key["person"] for _, key in rows)
    assert sum(count - 1 for count in persons.values()) == 100


def test_every_rate_holds_where_the_slip_can_happen(part):
    for side, seen in part.seen.items():
        for slip, (could, did) in seen.items():
            rate = SETTINGS.rate(side, slip)
            assert abs(did - could * rate) <= 5 * (could * rate) ** 0.5 + 0.08 * could * rate + 1, (side, slip, could, did, rate)


def test_two_fifths_of_the_register_and_more_of_the_file_have_no_dni(register, rows):
    assert np.mean([row["dni"] == "" for row in register.values()]) == pytest.approx(0.40, abs=0.02)
    assert np.mean([row["dni"] == "" for row, _ in rows]) == pytest.approx(0.40, abs=0.02)


def test_a_row_without_slips_says_what_the_register_says(part, register, rows):
    clean = {row["id"] for row in table(part.families, FAMILIES) if not row["slips"]}
    same = [(row, register[key["register_id"]]) for row, key in rows if key["register_id"] in clean and not key["slips"]]
    assert len(same) > 200
    assert all(row[column] == other[column] for row, other in same for column in HEADER[1:])


def test_slips_leave_the_other_fields_alone(part, register, rows):
    clean = {row["id"] for row in table(part.families, FAMILIES) if not row["slips"]}
    for row, key in rows:
        if key["register_id"] in clean and key["slips"] == "unaccented":
            other = register[key["register_id"]]
            assert row["given_names"] == without_accents(other["given_names"])
            assert row["birth_date"] == other["birth_date"]


def test_relatives_share_what_relatives_share(part, register, rows):
    clean = {row["id"] for row in table(part.families, FAMILIES) if not row["slips"]}
    pairs = [(row, key, register[key["related_id"]]) for row, key in rows if key["related_id"] in clean and not key["slips"]]
    by_kind = {kind: [(row, other) for row, key, other in pairs if key["relation"] == kind] for kind in ("twin", "namesake", "sibling")}
    assert all(by_kind.values())
    assert all(row["birth_date"] == other["birth_date"] for row, other in by_kind["twin"])
    assert all(row["given_names"] == other["given_names"] and row["sex"] == "M" for row, other in by_kind["namesake"])
    assert all(row["surnames"] == other["surnames"] for row, other in by_kind["sibling"])
    assert np.mean([row["phone"] == other["phone"] != "" for row, _, other in pairs]) > 0.2


def test_births_of_relatives_are_those_of_relatives(part, register, rows):
    clean = {row["id"] for row in table(part.families, FAMILIES) if not row["slips"]}
    gaps: dict[str, list[float]] = {}
    for row, key in rows:
        if key["related_id"] in clean and set(key["slips"].split(",")) <= {"", "unaccented", "upper_case", "phone_changed", "moved"}:
            days = np.datetime64(row["birth_date"]) - np.datetime64(register[key["related_id"]]["birth_date"])
            gaps.setdefault(key["relation"], []).append(days.astype(int) / 365.25)
    assert set(gaps) == {"sibling", "child", "parent", "spouse", "namesake", "twin"}
    assert min(gaps["child"]) > 15
    assert max(gaps["parent"]) < -15
    assert min(map(abs, gaps["namesake"])) > 15
    assert min(map(abs, gaps["sibling"])) > 0.8
    assert not any(gaps["twin"])


def test_twins_hold_numbers_that_differ_in_the_last_digit(register, rows):
    seen = 0
    for row, key in rows:
        other = register.get(key["related_id"], {}).get("dni", "")
        if key["relation"] == "twin" and other and row["dni"] and not {"dni" in slip for slip in key["slips"].split(",")} & {True}:
            seen += row["dni"][:-1] == other[:-1]
    assert seen > 0


def test_no_dni_is_issued_twice_and_none_can_be_real(part):
    truth = [row["dni"] for row in table(part.register, HEADER) if len(row["dni"]) == 13]
    held = Counter(truth)
    assert max(held.values()) <= 3  # a child with the number of its mother
    assert np.mean([int(dni[8:]) >= 40_000 for dni in truth]) > 0.99


def test_a_namesake_and_a_twin_live_in_the_register_too(part):
    families = table(part.families, FAMILIES)
    assert sum(row["is_twin"] == "1" for row in families) > 20
    assert sum(row["is_namesake"] == "1" for row in families) > 50


def test_nobody_is_born_after_today(rows, register):
    assert max(row["birth_date"] for row in (*register.values(), *(row for row, _ in rows))) <= SETTINGS.today.isoformat()


def test_the_same_seed_writes_the_same_bytes_and_another_others(tmp_path: Path):
    small = Settings(register=1_500, rows=400, seed=9)
    for name, settings in (("a", small), ("b", small), ("c", Settings(register=1_500, rows=400, seed=10))):
        write_trial(settings, tmp_path / name, lambda done, total: None)
    files = ("register.csv", "file.csv", "key.csv", "families.csv", "settings.json")
    assert all((tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes() for file in files)
    assert all((tmp_path / "a" / file).read_bytes() != (tmp_path / "c" / file).read_bytes() for file in files)
    with (tmp_path / "a" / "file.csv").open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) == 400


def test_parquet_says_what_csv_says(tmp_path: Path):
    parquet = pytest.importorskip("pyarrow.parquet")
    settings = Settings(register=1_500, rows=400, seed=9)
    for suffix in ("csv", "parquet"):
        write_trial(settings, tmp_path, lambda done, total: None, suffix)
    for name in ("register", "families", "file", "key"):
        with (tmp_path / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            assert parquet.read_table(tmp_path / f"{name}.parquet").to_pylist() == list(csv.DictReader(file))


def test_parts_fit_together(monkeypatch):
    monkeypatch.setattr("ruta.demo.generator.trial.settings.PART", 5_000)
    parts = list(trial(Settings(register=12_000, rows=3_001, seed=2)))
    assert len(parts) == 3
    ids, lines, people = ([value for part in parts for value in column(part)] for column in (_ids, _lines, _persons))
    assert ids == [f"R{number:05d}" for number in range(12_000)]
    assert lines == [f"F{number:05d}" for number in range(3_001)]
    assert len({value for value in people if int(value) >= 12_000}) == sum(Settings(register=12_000, rows=3_001).shares()[1:3])
    numbers = [dni for part in parts for dni in part.register[7] if len(dni) == 13]
    assert len(numbers) - len(set(numbers)) < 12  # children with the number of a parent, digits that went wrong


def _ids(part: Part) -> list[str]:
    return part.register[0]


def _lines(part: Part) -> list[str]:
    return part.file[0]


def _persons(part: Part) -> list[str]:
    return part.key[3]


def test_a_rate_can_be_changed_for_one_run():
    settings = Settings(register=2_000, rows=500, rates={"file.upper_case": 1.0, "file.dni_missing": 1.0})
    file = next(trial(settings)).file
    assert all(name == name.upper() for name in file[1])
    assert sum(dni != "" for dni in file[7]) == 0


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (Settings(rates={"file.nonsense": 0.1}), "file.nonsense"),
        (Settings(rates={"file.sound": 2}), "0 a 1"),
        (Settings(absent=0.9, repeated=0.2), "ausentes"),
        (Settings(register=1_000, rows=5_000), "No caben"),
    ],
)
def test_impossible_settings_say_why(settings: Settings, words: str):
    assert words in settings.problem()
    assert Settings().problem() == ""
    assert PART > 0
    assert set(SLIPS)


def test_the_docs_name_every_rate_as_it_is():
    page = (Path(__file__).parents[3] / "docs/explanation/dirty-data.md").read_text(encoding="utf-8")
    told = {cells[1].strip("` "): [cell.strip() for cell in cells[2:5]] for line in page.splitlines() if len(cells := line.split("|")) == 7}
    for name, slip in SLIPS.items():
        assert told[name] == ["×" if slip.by_care else "", str(slip.file), str(slip.register)], name
