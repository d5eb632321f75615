"""Which needs does each case have, and what became of them?"""

from dataclasses import dataclass

import numpy as np

from ruta.demo.generator.catalogue import catalogue
from ruta.demo.generator.register import Register
from ruta.demo.generator.stories.answers import Answers
from ruta.demo.generator.stories.assessments import Profiles
from ruta.demo.generator.stories.renewal import LATE_NEEDS, agreed_anew
from ruta.demo.generator.stories.timeline import ASSESSED, CLOSED, IN_SERVICE, INTAKE, NEVER, PLANNED, Course
from ruta.demo.generator.streams import Flag, Index, Real, Text, chance, label, one_of, stream, texts
from ruta.demo.generator.tables.cases import Needs
from ruta.demo.generator.tables.people import Persons
from ruta.demo.generator.workdays import to_day, to_moment

MOST = 4  # needs kept of each case, the gravest first
PRIORITIES = ("critical", "high", "medium", "low")

# Guesses: needs seen at the door, of those who returned.
AT_THE_DOOR = {"food_urgent": 0.06, "clothing_hygiene": 0.08, "onward_transport": 0.10, "social_protection": 0.08, "shelter_urgent": 0.02}
# Guesses: needs of a few, by modality ('' all), whatever the instrument says.
RARE = (
    ("displacement_assistance", "internally_displaced", 0.55), ("threats_in_community", "internally_displaced", 0.30),
    ("international_protection", "asylum_seeker", 0.90), ("migration_regularisation", "refugee", 0.40),
    ("work_authorisation", "foreign_resident", 0.45), ("migration_regularisation", "foreign_resident", 0.35),
    ("chronic_disease_care", "", 0.02), ("substance_use", "", 0.008), ("confidential_health_service", "", 0.003),
    ("labour_exploitation", "", 0.004), ("wage_claim_abroad", "returned", 0.03), ("returnee_network_link", "returned", 0.03),
    ("police_criminal_records", "", 0.05), ("stable_housing", "", 0.06), ("legal_advice", "", 0.02),
)  # fmt: skip
OF_CHILDREN = {"child_risk_assessment": 1.0, "school_return_child": 0.65, "general_health": 0.30, "birth_registration": 0.08}
GENDER_VIOLENCE = 0.012  # guess, of women
DONE, DROPPED = 0.74, 0.08  # guess: share of the needs met, dropped by the end


@dataclass(frozen=True)
class NeedRows:
    """One row for each need, ordered by case; `since` is a working day."""

    case: Index
    code: Index  # position in CODES
    since: Real


CODES = tuple(catalogue().needs)


def find_needs(course: Course, register: Register, profiles: Profiles, seed: int) -> NeedRows:
    """Return the needs of every case: seen at the door, opened by the assessment, and rare ones."""
    rng, size = stream(seed, "needs"), len(course)
    persons = register.persons.rows(course.person)
    flags = np.zeros((size, len(CODES)), dtype=bool)
    child = course.age < 18
    for code, share in AT_THE_DOOR.items():
        flags[:, CODES.index(code)] = chance(rng, share, size)
    for code, modality, share in RARE:
        who = persons.modality == modality if modality else ~child
        flags[:, CODES.index(code)] |= who & chance(rng, share, size)
    for code, share in OF_CHILDREN.items():
        flags[:, CODES.index(code)] |= child & chance(rng, share, size)
    flags[:, CODES.index("unaccompanied_child")] = child & (persons.accompaniment == "unaccompanied")
    flags[:, CODES.index("gbv_survivor_care")] = (persons.sex == "woman") & ~child & chance(rng, GENDER_VIOLENCE, size)
    flags[:, CODES.index("national_id")] |= _lacks_dni(rng, persons) & ~child
    late = _of_assessment(flags, profiles)
    return _rows(course, flags, late)


def need_table(course: Course, rows: NeedRows, met_by_referral: Flag, seed: int) -> Needs:
    """Return the columns of the needs; a confirmed referral meets its need."""
    rng, items = stream(seed, "need states"), list(catalogue().needs.values())
    state, done = _states(rng, course, rows, met_by_referral)
    due = rows.since + np.array([item["deadline_days"] for item in items])[rows.code] * 5 / 7
    due = agreed_anew(stream(seed, "renewal of needs"), due, one_of(state, "open", "in_progress"), course.now, LATE_NEEDS)
    return Needs(
        case_row=rows.case,
        person_row=course.person[rows.case],
        code=texts(CODES)[rows.code],
        priority=texts([item["priority"] for item in items])[rows.code],
        sensitivity=texts([item["sensitivity"] for item in items])[rows.code],
        state=state,
        identified_at=to_moment(rows.since),
        due_on=to_day(due),
        met_at=to_moment(done),
    )


def _lacks_dni(rng: np.random.Generator, persons: Persons) -> Flag:
    return (persons.dni == "") & (persons.birth_country == "HN") & chance(rng, 0.75, len(persons))


def _of_assessment(flags: Flag, profiles: Profiles) -> Flag:
    """Mark the needs that the answers open; returns which of all were opened then and not before."""
    before = flags.copy()
    for code, holds in _rules(profiles.answers).items():
        flags[profiles.case, CODES.index(code)] |= holds
    return flags & ~before


def _rules(a: Answers) -> dict[str, Flag]:
    """Return the rules of the instrument: which answers open which need."""
    return {
        "job_now": a.has("urgency", "this_week", "this_month") & a.has("paths", "job"),
        "better_job": a.has("work_status", "formal_job", "informal_job") & a.has("paths", "job"),
        "career_guidance": a.has("knows_target", "unsure"),
        "job_search_skills": a.has("cv", "none", "old") | _uneasy(a),
        "first_work_experience": a.has("last_worked", "never"),
        "skills_certification": a.has("trade_certificate", "from_abroad", "knows_without"),
        "technical_training": a.has("paths", "course"),
        "digital_skills": a.has("digital", "calls_only"),
        "literacy": a.has("reading", "with_difficulty", "cannot"),
        "adult_education": a.has("paths", "finish_studies"),
        "recognition_of_studies": a.has("abroad_papers", "with_me", "left_there"),
        "foreign_documents_recovery": a.has("abroad_papers", "left_there"),
        "national_id": a.has("id_document", "lost_expired", "never"),
        "birth_registration": a.has("id_document", "never"),
        "communication_means": a.has("contact_means", "shared", "none"),
        "care_support_to_work": a.has("care", "needs_support"),
        "job_adaptation": a.has("adjustment", "yes"),
        "start_business": a.has("business_stage", "idea", "exploring"),
        "strengthen_business": a.has("business_stage", "selling") | a.has("work_status", "own_business"),
        "regular_work_abroad": a.has("paths", "work_abroad"),
        "food_urgent": a.has("worries", "food"),
        "shelter_urgent": a.has("worries", "sleep"),
        "protection_plan": a.has("worries", "safety"),
        "general_health": a.has("worries", "health"),
        "counselling": a.has("worries", "mood"),
        "debt_advice": a.has("worries", "debts"),
        "family_support": a.has("worries", "family"),
    }


def _uneasy(a: Answers) -> Flag:
    comfort = a.numbers["interview_comfort"]
    return (comfort >= 0) & (comfort <= 2)


def _rows(course: Course, flags: Flag, late: Flag) -> NeedRows:
    """Turn flags into rows, keeping the gravest of each case."""
    gravity = [PRIORITIES.index(item["priority"]) for item in catalogue().needs.values()]
    order = np.argsort(gravity, kind="stable")
    rank = np.cumsum(flags[:, order], axis=1, dtype=np.int8)
    kept = np.zeros_like(flags)
    kept[:, order] = flags[:, order] & (rank <= MOST)
    case, code = np.nonzero(kept)
    opened, assessed = course.times[case, INTAKE], course.times[case, ASSESSED]
    return NeedRows(case, code, np.where(late[case, code], assessed, opened))


def _states(rng: np.random.Generator, course: Course, rows: NeedRows, met: Flag) -> tuple[Text, Real]:
    """Return the state of each need and when it was met."""
    size, times = len(rows.case), course.times[rows.case]
    lot, end = rng.random(size), course.end[rows.case]
    served = np.isfinite(times[:, IN_SERVICE])
    is_met = met | ((lot < DONE) & served & (rng.random(size) < np.where(np.isfinite(times[:, CLOSED]), 1.0, 0.5)))
    dropped = ~is_met & (np.isfinite(times[:, CLOSED]) | (lot > 1 - DROPPED * served))
    working = ~is_met & ~dropped & np.isfinite(times[:, PLANNED]) & (rng.random(size) < 0.7)
    state = label(size, "open", (is_met, "met"), (dropped, "dropped"), (working, "in_progress"))
    when = rows.since + (0.2 + 0.75 * rng.random(size)) * (end - rows.since)
    return state, np.where(is_met, when, NEVER)
