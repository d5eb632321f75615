"""How can a person be reached, and what else does the register ask at the door?

Telephones are valid Honduran mobile numbers that begin with 7, the block least in use; none can be proven free, so a
demonstration never has an outgoing channel. E-mail addresses end in `.example`, which nobody can own.
"""

import numpy as np

from ruta.demo.generator.households import HEAD, Kin
from ruta.demo.generator.persons import Sketch
from ruta.demo.generator.streams import Flag, Index, Real, Text, chance, label, one_of, pick, pick_by, texts

FIRST_PHONE, PHONES = 70_000_000, 10_000_000
PHONE_STEP = 6_180_343  # coprime with PHONES: a fixed shuffle without repetition
NO_PHONE, SHARED_PHONE, WHATSAPP, EMAIL, UNSAFE = 0.07, 0.45, 0.82, 0.12, 0.02  # guesses
AT_RISK = 4.0  # guess: how much oftener a call may harm the displaced and those who seek asylum
# "Almost half" of those who returned finished primary at most (OIM 2025, exact figure not seen); the rest is a guess.
ADULT_LEVELS = (
    ("SIN_NIVEL", 0.05), ("BASICA_I", 0.16), ("BASICA_II", 0.27), ("BASICA_III", 0.19), ("MEDIA_BCH", 0.11),
    ("MEDIA_BTP", 0.13), ("TEC_SUP", 0.02), ("UNIV", 0.05), ("NS_NR", 0.02),
)  # fmt: skip
OLD_PLAN = {"BASICA_II": "PRIM_ANT", "BASICA_III": "CICLO_COMUN", "MEDIA_BTP": "DIVERSIF"}  # born before 1985
LANGUAGES = (("es", 0.72), ("es,en", 0.24), ("es,cab", 0.01), ("es,miq", 0.01), ("es,fr", 0.02))  # guess
DISABILITY = (("none", 0.86), ("some", 0.08), ("great", 0.03), ("no_answer", 0.02), ("", 0.01))  # guess
DEPENDANTS = {True: (0.30, 0.25, 0.22, 0.13, 0.07, 0.03), False: (0.42, 0.22, 0.19, 0.10, 0.05, 0.02)}  # women, men
CHANNELS = (("messaging", 0.55), ("phone", 0.35), ("in_person", 0.10))  # guess


def phones(rng: np.random.Generator, kin: Kin, has_none: Flag) -> tuple[Text, Flag]:
    """Return a telephone for each person and whether it is the telephone of the head of the family."""
    size, rows = len(kin.head), np.arange(len(kin.head))
    shares = (kin.relation != HEAD) & chance(rng, SHARED_PHONE, size) & ~has_none[kin.head]
    owner = np.where(shares, kin.head, rows)
    number = FIRST_PHONE + (owner * PHONE_STEP + int(rng.integers(PHONES))) % PHONES
    silent = has_none & ~shares
    written = ["" if none else str(n) for n, none in zip(number.tolist(), silent.tolist(), strict=True)]
    return texts(written), shares


def without_phone(rng: np.random.Generator, sketch: Sketch) -> Flag:
    """Return who has no telephone of his or her own."""
    return chance(rng, np.where(sketch.is_minor, 0.7, NO_PHONE), len(sketch))


def emails(rng: np.random.Generator, size: int) -> Text:
    """Return addresses that nobody can own."""
    has = chance(rng, EMAIL, size)
    return texts([f"persona{row}@correo.example" if flag else "" for row, flag in enumerate(has.tolist())])


def education(rng: np.random.Generator, age: Index, birth_year: Index) -> Text:
    """Return the level of studies, limited by age."""
    level = pick(rng, [share for _, share in ADULT_LEVELS], len(age))
    most = np.searchsorted([7, 10, 13, 16, 17, 20, 23], age, side="right")
    codes = texts([code for code, _ in ADULT_LEVELS])
    known = codes[np.where(level == len(ADULT_LEVELS) - 1, level, np.minimum(level, most))]
    for code, old in OLD_PLAN.items():
        known = np.where((known == code) & (birth_year < 1985), old, known)
    return known


def dependants(rng: np.random.Generator, is_female: Flag, is_minor: Flag) -> Index:
    """Return how many persons depend on each adult."""
    drawn = pick_by(rng, is_female.astype(np.int64), np.array([DEPENDANTS[False], DEPENDANTS[True]]))
    return np.where(is_minor, 0, drawn)


def drawn(rng: np.random.Generator, options: tuple[tuple[str, float], ...], size: int) -> Text:
    """Return one of the weighted options for each person."""
    return texts([code for code, _ in options])[pick(rng, [share for _, share in options], size)]


def safety(rng: np.random.Generator, modality: Text) -> Text:
    """Return whether calling is safe, only messages are, or nothing is."""
    at_risk = one_of(modality, "internally_displaced", "asylum_seeker")
    share: Real = UNSAFE * np.where(at_risk, AT_RISK, 1.0)
    lot = rng.random(len(modality))
    return label(len(lot), "safe", (lot < share, "unsafe"), (lot < 3 * share, "messages"))
