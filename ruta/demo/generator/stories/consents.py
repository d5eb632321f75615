"""What did each person allow to whom, until when, and what was withdrawn?"""

from collections.abc import Sequence

import numpy as np

from ruta.demo.generator.catalogue import catalogue, shared_categories
from ruta.demo.generator.placement import OfficeRef
from ruta.demo.generator.register import Register
from ruta.demo.generator.stories.referrals import ReferralRows
from ruta.demo.generator.stories.timeline import INTAKE, NEVER, Course
from ruta.demo.generator.streams import Index, Real, Text, chance, coded, label, pick, stream, texts
from ruta.demo.generator.tables.cases import Consents
from ruta.demo.generator.tables.referrals import Referrals
from ruta.demo.generator.workdays import to_moment
from ruta.referrals.rules.purposes import purpose_for

# All guesses: permissions asked at the door, manner, withdrawals.
AT_THE_DOOR = {"case_management": 1.0, "notifications": 0.72, "follow_up_surveys": 0.45, "job_matching": 0.75, "outreach": 0.5}
SHARED_CASE = 0.06
METHODS = (
    ("signature_screen", 0.62),
    ("paper_scan", 0.16),
    ("verbal_witness", 0.12),
    ("fingerprint_witness", 0.04),
    ("phone_recorded", 0.04),
    ("portal", 0.02),
)
WITHDRAWN = 0.02
MONTH = 21.75  # working days
PROTECTION = ("human_rights", "women_services", "anti_trafficking", "senaf")
HEALTH = ("health", "mental_health", "disability_services")


def consent_table(
    course: Course, register: Register, sent: tuple[ReferralRows, Referrals], offices: Sequence[OfficeRef], seed: int
) -> Consents:
    """Return the permissions given at the door and for each referral, in the order in which they were given."""
    rng = stream(seed, "consents")
    kinds = {o.institution_id: o.provider_kind for o in offices}
    door = _at_the_door(rng, course, register)
    shared = _shared_cases(rng, course, register, kinds)
    referral = _for_referrals(*sent)
    nobody = [np.full(len(part[0]), -1) for part in (door, shared)]
    case, grantee, purpose, given = (np.concatenate(c) for c in zip(door, shared, referral[:4], strict=True))
    table = _table(rng, course, register, (case, grantee, purpose, given), kinds, np.concatenate([*nobody, referral[4]]))
    return table.rows(np.argsort(table.given_at, kind="stable"))


Grants = tuple[Index, Index, Text, Real]


def _at_the_door(rng: np.random.Generator, course: Course, register: Register) -> Grants:
    owner = register.persons.owner_institution_id[course.person]
    rows = [np.flatnonzero(chance(rng, share, len(course))) for share in AT_THE_DOOR.values()]
    case = np.concatenate(rows)
    purpose = np.repeat(texts(list(AT_THE_DOOR)), [len(r) for r in rows])
    return case, owner[case], purpose, course.times[case, INTAKE] + 0.02


def _shared_cases(rng: np.random.Generator, course: Course, register: Register, kinds: dict[int, str]) -> Grants:
    """Some persons let another institution of the driving team keep the case together with the first."""
    partners = [i for i, kind in kinds.items() if kind in ("si_empleo", "infop", "senprende", "sreci", "municipal_unit")]
    case = np.flatnonzero(chance(rng, SHARED_CASE if partners else 0.0, len(course)))
    grantee = np.array(partners or [0], dtype=np.int64)[rng.integers(0, max(len(partners), 1), len(case))]
    other = grantee != register.persons.owner_institution_id[course.person[case]]
    case, grantee = case[other], grantee[other]
    return case, grantee, texts(["shared_case"] * len(case)), course.times[case, INTAKE] + 0.03


def _for_referrals(rows: ReferralRows, referrals: Referrals) -> tuple[Index, Index, Text, Real, Index]:
    """Each referral that was sent rests on a permission given just before."""
    row = np.flatnonzero(~np.isnat(referrals.sent_at))
    purposes = [_purpose_towards(item["provider_kind"]) for item in catalogue().services.values()]
    purpose = texts(purposes)[rows.type[row]]
    return rows.case[row], referrals.receiver_institution_id[row], purpose, rows.created[row], row


def _purpose_towards(kind: str) -> str:
    if kind in PROTECTION or kind in HEALTH:
        return "protection" if kind in PROTECTION else "health_sharing"
    return purpose_for("", kind, shared_categories)


def _table(
    rng: np.random.Generator, course: Course, register: Register, grants: Grants, kinds: dict[int, str], referral: Index
) -> Consents:
    listed = np.flatnonzero(_categories(grants[2], grants[1], kinds) != "")
    case, grantee, purpose, given = grants[0][listed], grants[1][listed], grants[2][listed], grants[3][listed]
    months = np.array([catalogue().purposes[code] for code in purpose.tolist()])
    until = given + months * MONTH
    withdrawn = np.where(chance(rng, WITHDRAWN, len(case)), given + rng.exponential(40.0, len(case)) + 0.1, NEVER)
    withdrawn = np.where(withdrawn < np.minimum(until, course.now), withdrawn, NEVER)
    person, method = course.person[case], texts([code for code, _ in METHODS])
    unaccompanied = register.persons.accompaniment[person] == "unaccompanied"
    child = course.age[case] < 18
    return Consents(
        person_row=person,
        owner_institution_id=register.persons.owner_institution_id[person],
        grantee_institution_id=grantee,
        purpose=purpose,
        categories=_categories(purpose, grantee, kinds),
        given_at=to_moment(given),
        valid_until=to_moment(until),
        given_by=label(len(case), "person", (child & unaccompanied, "senaf"), (child, "guardian")),
        method=method[pick(rng, [share for _, share in METHODS], len(case))],
        withdrawn_at=to_moment(withdrawn),
        referral_row=referral[listed],
    )


def _categories(purpose: Text, grantee: Index, kinds: dict[int, str]) -> Text:
    """Return the data that each purpose opens to each kind of provider."""
    purposes, which = coded(purpose)
    ids = np.array(sorted(kinds))
    options = texts([shared_categories(p, kinds[i]) for p in purposes for i in ids.tolist()])
    return options[which * len(ids) + np.searchsorted(ids, grantee)]
