"""Which scores and segment do the answers give? The rules of the instrument, over whole columns.

A test runs the instrument's own engine over a sample and demands the same scores and segments.
"""

import json
from collections.abc import Sequence

import numpy as np

from ruta.demo.generator.stories import questions as q
from ruta.demo.generator.stories.answers import Answers
from ruta.demo.generator.streams import Real, Text, coded, label, texts

POINTS: dict[str, dict[str, int]] = {
    "education_level": dict(zip(q.STUDIES_FROM_WORST, (0, 1, 2, 3, 4, 5, 5), strict=True)),
    "reading": {"cannot": 0, "with_difficulty": 1, "easily": 2},
    "trade_certificate": {"none": 0, "knows_without": 1, "from_abroad": 2, "valid_here": 3},
    "recent_course": {"no": 0, "yes": 1},
    "years_experience": {"none": 0, "under_1": 1, "y1_3": 2, "y3_5": 3, "over_5": 4},
    "proof": {"none": 0, "demonstration": 2, "references": 2, "letters": 3},
    "digital": {"calls_only": 0, "messages": 1, "forms_email": 2, "computer": 3},
    "cv": {"none": 0, "old": 1, "updated": 2},
    "knows_target": {"unsure": 0, "ideas": 1, "clear": 2},
    "searched": {"no": 0, "yes": 1},
    "id_document": {"never": 0, "lost_expired": 1, "foreign_document": 1, "valid": 2},
    "contact_means": {"none": 0, "shared": 1, "own_calls": 2, "own_internet": 3},
    "transport": {"very_hard": 0, "costly_far": 1, "easy": 2},
}
RECENCY = {"under_3_months": 1.0, "months_3_12": 0.75, "years_1_3": 0.5, "over_3_years": 0.25, "never": 0.0}
# Score → least share of the weight that must be answered, items with their weights.
SCORES: dict[str, tuple[float, dict[str, int]]] = {
    "qualification": (0.6, {"education_level": 40, "reading": 25, "trade_certificate": 25, "recent_course": 10}),
    "experience": (0.6, {"years_experience": 35, "recency": 20, "proof": 15, "breadth": 15, "digital": 15}),
    "search_readiness": (0.5, {"cv": 30, "knows_target": 30, "searched": 20, "interview_comfort": 20}),
    "access": (0.6, {"id_document": 40, "contact_means": 30, "transport": 30}),
    "employability": (0.7, {"qualification": 25, "experience": 30, "search_readiness": 20, "access": 15, "confidence": 10}),
}
A_FROM, B_FROM = 70.0, 40.0


def scores(a: Answers) -> dict[str, Real]:
    """Return each score from 0 to 100, NaN where too little was answered."""
    parts = {code: _fraction(a.choices[code], points) for code, points in POINTS.items()}
    parts |= {code: (np.where(a.numbers[code] < 0, np.nan, a.numbers[code]) - 1) / 4 for code in q.SCALES}
    parts |= {"recency": _recency(a), "breadth": np.minimum(a.several["can_do"].sum(axis=1), 4) / 4}
    results: dict[str, Real] = {}
    for code, (least, items) in SCORES.items():
        results[code] = _mean([parts[item] for item in items], list(items.values()), least)
        parts[code] = results[code] / 100
    return results


def segments(a: Answers, found: dict[str, Real]) -> Text:
    """Return the segment of each person."""
    employability = found["employability"]
    urgent = a.has("worries", "food", "sleep", "safety") | a.has("availability", "not_now")
    with np.errstate(invalid="ignore"):
        ready = (employability >= A_FROM) & a.has("id_document", "valid", "foreign_document")
        middle = employability >= B_FROM
    return label(len(urgent), "unscored", (urgent, "c"), (ready, "a"), (middle, "b"), (~np.isnan(employability), "c"))


def as_json(a: Answers) -> Text:
    """Return the answers of each person as a JSON object."""
    columns = [_choice_texts(code, values) for code, values in a.choices.items()]
    columns += [_several_texts(code, flags) for code, flags in a.several.items()]
    columns += [_number_texts(code, values) for code, values in a.numbers.items()]
    rows = zip(*[column.tolist() for column in columns], strict=True)
    return texts(["{" + ",".join(filter(None, row)) + "}" for row in rows])


def _fraction(values: Text, points: dict[str, int]) -> Real:
    most = max(points.values())
    known = np.full(len(values), np.nan)
    for code, score in points.items():
        known[values == code] = score / most
    return known


def _recency(a: Answers) -> Real:
    recent = np.full(len(a.choices["last_worked"]), np.nan)
    for code, value in RECENCY.items():
        recent[a.choices["last_worked"] == code] = value
    recent[a.has("work_status", "formal_job", "informal_job", "own_business")] = 1.0
    return recent


def _mean(parts: Sequence[Real], weights: Sequence[int], least: float) -> Real:
    values, weight = np.stack(parts, axis=1), np.array(weights, dtype=np.float64)
    answered = (~np.isnan(values) * weight).sum(axis=1)
    total = np.nansum(values * weight, axis=1)
    enough = (answered > 0) & (answered / weight.sum() >= least - 1e-9)
    return np.where(enough, np.round(100 * total / np.where(enough, answered, 1), 6), np.nan)


def _choice_texts(code: str, values: Text) -> Text:
    known, place = coded(values)
    return texts([f'"{code}":"{value}"' if value else "" for value in known])[place]


def _several_texts(code: str, flags: np.ndarray) -> Text:
    names = [name for name, _ in q.SEVERAL[code]]
    masks = flags @ (1 << np.arange(len(names)))
    known, place = np.unique(masks, return_inverse=True)
    empty = ["none"] if code in q.NONE_OPTION else []
    lists = [[name for bit, name in enumerate(names) if mask >> bit & 1] or empty for mask in known.tolist()]
    return texts([f'"{code}":{json.dumps(chosen)}' if chosen else "" for chosen in lists])[place]


def _number_texts(code: str, values: np.ndarray) -> Text:
    known, place = np.unique(values, return_inverse=True)
    return texts([f'"{code}":{value}' if value >= 0 else "" for value in known.tolist()])[place]
