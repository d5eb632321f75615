"""Matching: who fits this vacancy, and which vacancies fit this person? A pure engine that runs without Django; this is its door."""

from ruta.placements.matching.facts import COUNTRY, Language, Profile, Skill, Vacancy, Work
from ruta.placements.matching.reasons import Fact, Standing
from ruta.placements.matching.score import Hindrance, Scored, score
from ruta.placements.matching.weights import PART_OF, PARTS, BadWeightsError, Weights, default_weights, read_weights

__all__ = [
    "COUNTRY",
    "PARTS",
    "PART_OF",
    "BadWeightsError",
    "Fact",
    "Hindrance",
    "Language",
    "Profile",
    "Scored",
    "Skill",
    "Standing",
    "Vacancy",
    "Weights",
    "Work",
    "default_weights",
    "read_weights",
    "score",
]
