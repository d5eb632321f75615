"""Which services did each person receive, from whom and with what result?"""

from dataclasses import dataclass, fields

import numpy as np

from ruta.demo.generator.catalogue import catalogue
from ruta.demo.generator.register import Register
from ruta.demo.generator.stories.referral_tables import delivered_at
from ruta.demo.generator.stories.referrals import SERVICE_TYPES, ReferralRows
from ruta.demo.generator.stories.timeline import ASSESSED, IN_SERVICE, INTAKE, Course
from ruta.demo.generator.streams import Index, Real, Text, chance, coded, one_of, pick, stream, texts
from ruta.demo.generator.tables.cases import Actions, Deliveries
from ruta.demo.generator.tables.referrals import Referrals
from ruta.demo.generator.workdays import Day, to_day

OUTCOMES = (("delivered_full", 0.70), ("delivered_partial", 0.08), ("ongoing", 0.12), ("information_only", 0.10))  # guess
AT_THE_DOOR = {  # what the first contact counts as; other institutions: registration and intake
    "sreci": "reception_humanitarian_kit",
    "municipal_unit": "municipal_returnee_support",
    "senaf": "senaf_child_protection",
}
MORE_CONTACTS = 0.014  # guess: further counselling sessions for each working day in service
KINDS = ("service", "course", "application", "appointment", "follow_up")  # plan actions that are services of the own institution


@dataclass(frozen=True)
class Served:
    """Services received, before they become columns."""

    case: Index
    type: Text
    day: Day
    action: Index
    referral: Index
    outcome: Text  # '' is drawn later


def deliver(
    course: Course, register: Register, assessed: Index, actions: Actions, sent: tuple[ReferralRows, Referrals], seed: int
) -> Deliveries:
    """Return every service received: at the door, by the assessment, by the plan, in sessions and by referral."""
    rng, (rows, referrals) = stream(seed, "deliveries"), sent
    parts = [_at_the_door(course, register), _assessed(course, assessed), _from_plans(actions), _sessions(rng, course)]
    own = [_served(*part) for part in parts]
    when = delivered_at(rows)
    given = np.flatnonzero(np.isfinite(when))
    theirs = Served(
        rows.case[given], texts(SERVICE_TYPES)[rows.type[given]], to_day(when[given]), rows.action[given], given, referrals.outcome[given]
    )
    return _table(rng, course, register, _in_order([*own, theirs]), referrals)


def _in_order(parts: list[Served]) -> Served:
    """Return all parts as one, by day; columns are joined one at a time to keep memory low."""
    order = np.lexsort((np.concatenate([p.case for p in parts]), np.concatenate([p.day for p in parts])))
    names = [field.name for field in fields(Served)]
    return Served(**{name: np.concatenate([getattr(p, name) for p in parts])[order] for name in names})


def _served(case: Index, type_: Text, day: Day, action: Index) -> Served:
    return Served(case, type_, day, action, np.full(len(case), -1), texts([""] * len(case)))


def _nothing(size: int) -> Index:
    return np.full(size, -1)


def _at_the_door(course: Course, register: Register) -> tuple[Index, Text, Day, Index]:
    places, office = register.places, register.persons.office_id[course.person]
    kind = places.provider_kind[np.argsort(places.id)][np.searchsorted(np.sort(places.id), office)]
    kinds, place = coded(kind)
    first = texts([AT_THE_DOOR.get(k, "registration_intake") for k in kinds])[place]
    return np.arange(len(course)), first, to_day(course.times[:, INTAKE]), _nothing(len(course))


def _assessed(course: Course, assessed: Index) -> tuple[Index, Text, Day, Index]:
    size = len(assessed)
    return assessed, texts(["employability_profiling"] * size), to_day(course.times[assessed, ASSESSED]), _nothing(size)


def _from_plans(actions: Actions) -> tuple[Index, Text, Day, Index]:
    done = one_of(actions.kind, *KINDS) & (actions.service_type != "") & (actions.state == "done")
    rows = np.flatnonzero(done)
    return actions.case_row[rows], actions.service_type[rows], actions.done_at[rows].astype("datetime64[D]"), rows


def _sessions(rng: np.random.Generator, course: Course) -> tuple[Index, Text, Day, Index]:
    start = course.times[:, IN_SERVICE]
    known = np.isfinite(start)
    length = np.where(known, course.end - np.where(known, start, 0), 0)
    case = np.repeat(np.arange(len(course)), rng.poisson(length * MORE_CONTACTS))
    when: Real = start[case] + rng.random(len(case)) * length[case]
    types = texts(["individual_counselling", "job_matching_referral", "labour_rights_information", "territorial_information"])
    return case, types[pick(rng, (0.5, 0.25, 0.1, 0.15), len(case))], to_day(when), _nothing(len(case))


def _table(rng: np.random.Generator, course: Course, register: Register, served: Served, referrals: Referrals) -> Deliveries:
    person, size = course.person[served.case], len(served.case)
    owner, office = register.persons.owner_institution_id[person], register.persons.office_id[person]
    referred = served.referral >= 0
    attention = {code for code, item in catalogue().services.items() if item["counts_as_attention"]}
    officer = np.where(chance(rng, 0.85, size), course.officer[served.case], course.new_officer[served.case])
    drawn = texts([code for code, _ in OUTCOMES])[pick(rng, [share for _, share in OUTCOMES], size)]
    return Deliveries(
        case_row=served.case,
        person_row=person,
        owner_institution_id=owner,
        provider_institution_id=_of_referral(referred, referrals.receiver_institution_id, served.referral, owner),
        office_id=_of_referral(referred, referrals.receiver_office_id, served.referral, office),
        officer_index=_of_referral(referred, referrals.receiver_officer_index, served.referral, officer),
        service_type=served.type,
        delivered_on=served.day,
        outcome=np.where(served.outcome == "", drawn, served.outcome),
        counts_as_attention=one_of(served.type, *sorted(attention)),
        action_row=served.action,
        referral_row=served.referral,
    )


def _of_referral(referred: np.ndarray, theirs: Index, row: Index, own: Index) -> Index:
    return np.where(referred, theirs[row], own) if len(theirs) else own
