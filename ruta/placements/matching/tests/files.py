"""Files of a synthetic market, and their rows as what the explained score takes."""

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet

from ruta.placements.matching import Language, Profile, Skill, Vacancy, Work
from ruta.placements.matching.batch.running import Run
from ruta.placements.matching.tests.synthetic import market_tables


def written(room: Path, persons: int, vacancies: int, seed: int = 7) -> Run:
    """The files of a market."""
    profiles, jobs, essentials = market_tables(persons, vacancies, seed)
    pairs = [(code, skill) for code, skills in sorted(essentials.items()) for skill in sorted(skills)]
    needs = pa.table({"occupation": [code for code, _ in pairs], "skill": [skill for _, skill in pairs]})
    paths = [room / f"{name}.parquet" for name in ("profiles", "vacancies", "essentials")]
    for table, path in zip((profiles, jobs, needs), paths, strict=True):
        pyarrow.parquet.write_table(table, path)
    return Run(*paths)


def _items(kind: Any, texts: list[str], silent: int | None) -> tuple[Any, ...]:
    pairs = (text.partition(":") for text in texts)
    return tuple(kind(code, int(number) if number else silent) for code, _, number in pairs)


def profile_of(row: dict[str, Any]) -> Profile:
    """A row as a profile."""
    told = {name: value for name, value in row.items() if name not in ("sex", "modality")}
    sets = {name: frozenset(told[name]) for name in ("hours", "papers", "papers_lacking", "places", "contracts")}
    works, skills, languages = (
        _items(*each) for each in ((Work, told["works"], None), (Skill, told["skills"], 0), (Language, told["languages"], 1))
    )
    return Profile(**(told | sets | {"works": works, "skills": skills, "languages": languages}))


def vacancy_of(row: dict[str, Any]) -> Vacancy:
    """A row as a vacancy."""
    lists = {name: _items(Skill, row[name], 0) for name in ("skills", "desirable")}
    sets = {name: frozenset(row[name]) for name in ("hours", "papers")}
    return Vacancy(**(row | lists | sets | {"languages": _items(Language, row["languages"], 1)}))
