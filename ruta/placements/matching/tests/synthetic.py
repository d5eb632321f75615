"""Seekers and vacancies that nobody is: occupations as skewed as a labour market, places as full as the country. `bench/` uses it too."""

from datetime import date, timedelta
from random import Random
from typing import Any

import numpy as np
import pyarrow as pa

from ruta.placements.matching.tables import PROFILE_COLUMNS, VACANCY_COLUMNS

SEXES, MODALITIES = ("M", "F"), ("returned", "displaced", "at_risk", "relative")
_DEPARTMENTS = (4, 9, 6, 4, 22, 4, 5, 20, 1, 3, 1, 2, 4, 2, 6, 5, 2, 6)
"""Shares of the 18 departments, in hundredths of the people, rounded."""
_COMMON = 40
"""Skills that every occupation may ask."""
DAY = date(2026, 11, 1)


class World:
    """Which occupations, skills and places there are."""

    def __init__(self, seed: int, occupations: int = 430, skills: int = 4_000) -> None:
        dice = Random(seed)
        self.dice = dice
        heads = sorted(dice.sample([f"{at:04}" for at in range(1111, 9630) if "0" not in str(at)], occupations))
        self.occupations = dice.sample([f"{head}.{part}" for head in heads for part in (1, 2, 3)], occupations)
        self.weights = [1 / (at + 3) for at in range(occupations)]
        self.skills = [f"s{at:04}" for at in range(skills)]
        self.essentials = {code: frozenset(self._needs(int(code[:3]))) for code in self.occupations}
        self.places = [f"{department + 1:02}{town + 1:02}" for department in range(18) for town in range(16)]
        self.crowds = [_DEPARTMENTS[department] / (town + 1) ** 1.6 for department in range(18) for town in range(16)]

    def _needs(self, branch: int) -> list[str]:
        """Occupations of one branch share half of their skills."""
        own = Random(branch).sample(self.skills, 12)
        return [*self.dice.sample(own, 6), *self.dice.sample(self.skills, 5), *self.dice.sample(self.skills[:_COMMON], 2)]

    def occupation(self) -> str:
        return self.dice.choices(self.occupations, self.weights)[0]

    def place(self) -> str:
        return self.dice.choices(self.places, self.crowds)[0]

    def profile(self, at: int) -> dict[str, Any]:
        dice, home = self.dice, self.place()
        works = [self.occupation() for _ in range(dice.choice((1, 1, 2, 3)))]
        skills = [skill for work in works for skill in dice.sample(sorted(self.essentials[work]), dice.randint(0, 7))]
        reach = dice.random()
        near = [home, *(place for place in (self.place() for _ in range(3)) if place[:2] == home[:2])]
        return {
            "id": f"P{at:07}",
            "works": [f"{work}:{dice.randint(0, 120)}" if dice.random() < 0.8 else work for work in works],
            "skills": [f"{skill}:{dice.randint(1, 4)}" if dice.random() < 0.5 else skill for skill in skills],
            "is_complete": dice.random() < 0.4,
            "education": dice.choice((None, 1, 1, 2, 3, 3, 5, 6)),
            "languages": ["es:6", *(["en:4"] if dice.random() < 0.15 else [])] if dice.random() < 0.5 else [],
            "hours": dice.choice(([], [], ["day"], ["day", "evening"], ["day", "evening", "night", "weekend"])),
            "papers": [],
            "papers_lacking": ["licence_b"] if dice.random() < 0.3 else [],
            "available_from": dice.choice((None, DAY, DAY + timedelta(days=20), DAY + timedelta(days=60))),
            "home": home if dice.random() < 0.95 else None,
            "places": near if reach < 0.6 else [home[:2]] if reach < 0.85 else ["HN"] if reach < 0.95 else [],
            "wage_min": dice.choice((None, 9_000, 11_000, 13_000, 16_000)),
            "contracts": dice.choice(([], ["permanent"], ["permanent", "fixed_term", "seasonal"])),
            "sends": dice.choice((None, 0, 0, 0, 1, 2, 5)),
        }

    def vacancy(self, at: int) -> dict[str, Any]:
        dice, occupation = self.dice, self.occupation()
        skills = dice.sample(sorted(self.essentials[occupation]), dice.randint(2, 6))
        return {
            "id": f"V{at:06}",
            "occupation": occupation,
            "skills": [f"{skill}:2" if dice.random() < 0.3 else skill for skill in skills],
            "desirable": dice.sample(self.skills[:_COMMON], dice.randint(0, 3)),
            "months": dice.choice((None, 6, 12, 24)),
            "education": dice.choice((None, None, 1, 2, 3)),
            "languages": ["en:3"] if dice.random() < 0.1 else [],
            "hours": dice.choice(([], ["day"], ["day"], ["day", "evening", "night"], ["night"])),
            "papers": ["licence_b"] if dice.random() < 0.1 else [],
            "starts_on": dice.choice((None, DAY, DAY + timedelta(days=30))),
            "place": self.place() if dice.random() < 0.97 else None,
            "wage_max": dice.choice((None, 11_500, 13_000, 15_000)),
            "contract": dice.choice((None, "permanent", "fixed_term")),
            "openings": dice.choice((1, 1, 2, 12)),
            "applicants": dice.choice((0, 0, 3, 30)),
        }


def market_tables(persons: int, vacancies: int, seed: int = 7) -> tuple[pa.Table, pa.Table, dict[str, frozenset[str]]]:
    """Profiles (with what only an audit reads), vacancies, and the essential skills of each occupation."""
    world = World(seed)
    people = pa.Table.from_pylist([world.profile(at) for at in range(persons)], PROFILE_COLUMNS)
    dice = np.random.default_rng(seed)
    people = people.append_column("sex", pa.array(dice.choice(SEXES, persons, p=(0.7, 0.3)), pa.string()))
    people = people.append_column("modality", pa.array(dice.choice(MODALITIES, persons, p=(0.6, 0.2, 0.15, 0.05)), pa.string()))
    jobs = pa.Table.from_pylist([world.vacancy(at) for at in range(vacancies)], VACANCY_COLUMNS)
    return people, jobs, world.essentials
