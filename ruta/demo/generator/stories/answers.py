"""What did each person answer to the employability profile?"""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from ruta.demo.generator.stories import questions as q
from ruta.demo.generator.streams import Flag, Index, Real, Text, chance, label, one_of, pick, texts
from ruta.demo.generator.tables.people import Persons

UNANSWERED = -1
DNI_EXPIRED, NEVER_HAD = 0.15, 0.25  # guesses: of those with a DNI, of those without


@dataclass(frozen=True)
class Answers:
    """Answers of many persons: the code of each choice ('' unanswered), the flags of each "several", whole numbers."""

    choices: dict[str, Text]
    several: dict[str, Flag]  # question → persons × options of `questions.SEVERAL`
    numbers: dict[str, Index]  # UNANSWERED where there is none

    def has(self, question: str, *options: str) -> Flag:
        """Return whether a choice is one of the options, or one of them was marked."""
        if question in self.choices:
            return one_of(self.choices[question], *options)
        names = [code for code, _ in q.SEVERAL[question]]
        marked = self.several[question][:, [names.index(option) for option in options]]
        return np.asarray(marked.any(axis=1))


def answer(rng: np.random.Generator, persons: Persons, age: Index) -> Answers:
    """Draw the answers of the persons (one row for each assessment)."""
    size = len(persons)
    latent = rng.normal(size=size) + (np.minimum(age, 40) - 30) / 30
    choices = {code: _ordinal(rng, latent, *spec) for code, spec in q.ORDINAL.items()}
    choices |= {code: _plain(rng, options, size) for code, options in q.PLAIN.items()}
    choices |= _known(rng, persons)
    several = {code: rng.random((size, len(o))) < np.array([s for _, s in o]) for code, o in q.SEVERAL.items()}
    several["paths"][~several["paths"].any(axis=1), 0] = True
    low, high, step = q.WAGES
    numbers = {code: np.clip(np.round(3 + latent + rng.normal(size=size)), 1, 5).astype(np.int64) for code in q.SCALES}
    numbers["wage_expected"] = low + step * rng.integers(0, (high - low) // step + 1, size)
    return _hide(rng, Answers(choices, several, numbers))


def _ordinal(rng: np.random.Generator, latent: Real, loading: float, options: tuple[tuple[str, float], ...]) -> Text:
    shares = np.cumsum([share for _, share in options])[:-1]
    cuts = [NormalDist().inv_cdf(float(share)) for share in shares]
    value = loading * latent + np.sqrt(1 - loading**2) * rng.normal(size=len(latent))
    return texts([code for code, _ in options])[np.searchsorted(cuts, value)]


def _plain(rng: np.random.Generator, options: tuple[tuple[str, float], ...], size: int) -> Text:
    return texts([code for code, _ in options])[pick(rng, [share for _, share in options], size)]


def _known(rng: np.random.Generator, persons: Persons) -> dict[str, Text]:
    """Return the answers that the register already suggests."""
    size = len(persons)
    studies = texts([q.STUDIES[level] for level in persons.education_level])
    low = one_of(studies, "none", "some_primary")
    struggles = chance(rng, np.where(low, 0.55, 0.04), size)
    never_learnt = (studies == "none") & chance(rng, 0.6, size)
    abroad = np.array([q.WORKED_ABROAD.get(m, 0.05) for m in persons.modality])
    jobs = texts(q.OCCUPATIONS)
    return {
        "education_level": studies,
        "reading": label(size, "easily", (never_learnt, "cannot"), (struggles, "with_difficulty")),
        "id_document": _id_document(rng, persons),
        "contact_means": _contact_means(rng, persons),
        "worked_abroad": label(size, "no", (chance(rng, abroad, size), "yes")),
        "main_occupation": jobs[rng.integers(0, len(jobs), size)],
        "abroad_occupation": jobs[rng.integers(0, len(jobs), size)],
        "care": _care(rng, persons),
        "adjustment": _adjustment(rng, persons),
    }


def _id_document(rng: np.random.Generator, persons: Persons) -> Text:
    has, foreign = persons.dni != "", persons.birth_country != "HN"
    lot = rng.random(len(persons))
    lost = np.where(has, lot < DNI_EXPIRED, lot >= NEVER_HAD)
    return label(len(has), "never", (foreign, "foreign_document"), (lost, "lost_expired"), (has, "valid"))


def _contact_means(rng: np.random.Generator, persons: Persons) -> Text:
    none, internet = persons.phone == "", chance(rng, np.where(persons.has_whatsapp, 0.95, 0.2), len(persons))
    shared = persons.phone_is_shared
    return label(len(none), "own_calls", (none, "none"), (shared, "shared"), (internet, "own_internet"))


def _care(rng: np.random.Generator, persons: Persons) -> Text:
    woman, lot = persons.sex == "woman", rng.random(len(persons))
    needs = (persons.dependants > 0) & (lot < np.where(woman, 0.35, 0.08))
    return label(len(lot), "no", (needs, "needs_support"), (persons.dependants > 1, "solved"))


def _adjustment(rng: np.random.Generator, persons: Persons) -> Text:
    needs = one_of(persons.disability, "great", "some") & chance(rng, 0.5, len(persons))
    return label(len(needs), "no", (needs, "yes"), (persons.disability == "no_answer", "prefer_not"))


def _hide(rng: np.random.Generator, a: Answers) -> Answers:
    """Leave out what the questionnaire does not ask, and some optional answers."""
    hidden = {
        "last_worked": ~a.has("work_status", "studying", "unpaid_care", "not_working"),
        "abroad_papers": ~a.has("studied_abroad", "yes"),
        "abroad_occupation": ~a.has("worked_abroad", "yes"),
        "abroad_years": ~a.has("worked_abroad", "yes"),
        "business_stage": ~a.has("paths", "own_business"),
    }
    no_search = a.has("availability", "not_now")
    hidden |= dict.fromkeys(("searched", "cv", "knows_target"), no_search)
    for code in q.OPTIONAL:
        hidden[code] = hidden.get(code, False) | chance(rng, q.SKIPPED, len(no_search))
    hidden["abroad_papers"] = hidden["abroad_papers"] | hidden["studied_abroad"]
    choices = {code: np.where(hidden.get(code, False), "", values) for code, values in a.choices.items()}
    several = a.several | {"search_ways": a.several["search_ways"] & (choices["searched"] == "yes")[:, None]}
    numbers = a.numbers | {"interview_comfort": np.where(no_search, UNANSWERED, a.numbers["interview_comfort"])}
    return Answers(choices, several, numbers)
