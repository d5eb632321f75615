"""Has a pair one probability, at the counter, in an import, in the nightly pass and in a batch? And is the model that they share a learned one?"""

import csv
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
import yaml

from ruta.people.imports.matching import score_of
from ruta.people.linkage import Record, Scorer, default_weights, expert_weights, plain_of, rank, weights_from
from ruta.people.linkage.batch.linking import Job, link
from ruta.people.linkage.batch.proposing import propose
from ruta.people.linkage.batch.reading import read_people
from ruta.people.linkage.batch.records import records_in
from ruta.people.linkage.compare import compare
from ruta.people.linkage.encode import Encoder
from ruta.people.linkage.levels import LEVELS, WORD
from ruta.people.linkage.normal import DATA
from ruta.people.linkage.rank import default_scorer
from ruta.people.linkage.record import dni_of, profile
from ruta.people.linkage.score import probability
from ruta.people.linkage.tests import synthetic

HEADER = ("id", "given_names", "surnames", "sex", "birth_date", "municipality", "phone", "dni")


def write(path: Path, records: list[Record]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as lines:
        writer = csv.writer(lines)
        writer.writerow(HEADER)
        for record in records:
            phone = record.phones[0] if record.phones else ""
            written = (record.given_names, record.surnames, record.sex, record.birth_date or "", record.municipality, phone)
            writer.writerow((record.ref, *written, dni_of(record.documents)))
    return path


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    dice = Random(8)
    people = [synthetic.person(at, dice) for at in range(400)]
    split = [each for each in (synthetic.corrupted(person, dice) for person in people[:250]) if not each.name]
    rows = [replace(each, ref=f"f{at}", documents=each.documents if at % 3 else ()) for at, each in enumerate(split)]
    return write(tmp_path / "register.csv", people), write(tmp_path / "file.csv", rows)


def silent(*_told: object) -> None:
    """Nobody watches."""


def by_ref(path: Path) -> dict[object, Record]:
    return {record.ref: record for record in records_in(read_people(path))}


def test_counter_import_nightly_pass_and_batch_tell_one_probability(files: tuple[Path, Path]) -> None:
    linked = link(Job(*files, as_counter=True), silent)
    register, file = (by_ref(path) for path in files)
    ids, others = linked.prepared.register_people.ids.to_pylist(), linked.prepared.file_people.ids.to_pylist()
    pairs, scorer, encoder = linked.decided.pairs, default_scorer(), Encoder(default_scorer())
    assert len(pairs.weights) > 80
    told = zip(pairs.register_rows.tolist(), pairs.file_rows.tolist(), linked.decided.probabilities.tolist(), strict=True)
    for one, other, chance in told:
        query, held = file[others[other]], register[ids[one]]
        (candidate,) = rank(query, [held])
        assert candidate.probability == pytest.approx(chance, abs=1e-9)
        # Import, synchronisation and nightly pass go by whole hundredths of the same odds.
        assert probability(scorer.weight(compare(profile(query), profile(held)))) == pytest.approx(chance, abs=1e-9)
        assert score_of(profile(query), profile(held), scorer) == candidate.score
        # The counter's compiled loop, which numbers records one by one.
        assert encoder.score_against(encoder.encode([query]), encoder.encode([held]))[0] == pytest.approx(chance, abs=1e-9)


def test_a_model_counted_in_a_register_is_the_one_that_a_batch_on_it_uses(files: tuple[Path, Path]) -> None:
    proposed = propose(Job(*files), silent)
    used = link(Job(*files, weights=proposed), silent).weights
    assert used.chances == proposed.chances
    assert Scorer(used).frequencies == Scorer(proposed).frequencies
    assert used.levels == proposed.levels


def test_the_same_files_and_seed_teach_the_same_model(files: tuple[Path, Path]) -> None:
    assert propose(Job(*files), silent, seed=3) == propose(Job(*files), silent, seed=3)


def test_a_model_survives_being_written() -> None:
    model = default_weights()
    again = weights_from(yaml.safe_load(yaml.safe_dump(plain_of(model), sort_keys=False)))
    assert again.chances == model.chances
    for field, levels in model.levels.items():
        assert again.levels[field] == pytest.approx(levels, abs=1e-4)


def test_a_name_of_hardly_anybody_is_not_written_into_a_model(files: tuple[Path, Path]) -> None:
    written = plain_of(propose(Job(*files), silent))
    least = 5 / written["prior"]["register_size"]
    assert written["counted"]["given"]
    assert all(share >= least for name in ("given", "surname", "place") for share in written["counted"][name].values())


def test_the_model_in_use_says_where_it_comes_from() -> None:
    model = default_weights()
    assert model.date
    assert model.version != expert_weights().version
    assert "sintétic" in model.source
    assert {"seed", "register_rows", "file_rows", "families", "fixed_by_hand"} <= model.settings.keys()


@pytest.mark.parametrize("name", ["weights.yaml", "expert.yaml"])
def test_every_level_has_its_chances(name: str) -> None:
    fields = yaml.safe_load((DATA / name).read_text(encoding="utf-8"))["fields"]
    ladders = {field: levels for field, levels in LEVELS.items() if field != "extra"} | {"given": WORD, "surname": WORD}
    assert {field: set(levels) for field, levels in fields.items()} == {field: set(levels[1:]) for field, levels in ladders.items()}
