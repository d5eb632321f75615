"""Who was sent to whom, for what, and where does each referral stand?"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ruta.demo.generator.catalogue import catalogue
from ruta.demo.generator.persons import department_of
from ruta.demo.generator.placement import OfficeRef, ServiceRef
from ruta.demo.generator.register import Register
from ruta.demo.generator.stories.needs import CODES, NeedRows
from ruta.demo.generator.stories.plans import PlanRows
from ruta.demo.generator.stories.routes import Walks, walk
from ruta.demo.generator.stories.timeline import CLOSED, OFFICERS, PLANNED, Course
from ruta.demo.generator.streams import Flag, Index, Real, chance, pick, pick_by, stream, texts

SENT_FROM_PLAN, SENT_FROM_DOOR = 0.72, 0.25  # guess: share of the planned and of the urgent needs that are referred
SAME_TOWN, SAME_DEPARTMENT, ELSEWHERE = 12.0, 6.0, 1.0  # guess: pull of a near service
SERVICE_TYPES = tuple(catalogue().services)
HOURS_A_DAY = 12.0  # of running hours, as parts of a working day


@dataclass(frozen=True)
class ReferralRows:
    """Referrals before they become columns; times in working days."""

    case: Index
    action: Index  # plan action, -1
    need: Index  # row of the needs, -1
    service: Index  # position in the services
    type: Index  # position in SERVICE_TYPES
    created: Real
    urgent: Flag
    officers: tuple[Index, Index]  # of the sender, of the receiver
    clocks: dict[str, Real]
    walks: Walks

    def __len__(self) -> int:
        """Return the number of referrals."""
        return len(self.case)


@dataclass(frozen=True)
class Wish:
    """What somebody wants to refer, before a service is found."""

    case: Index
    action: Index
    type: Index
    created: Real
    urgent: Flag

    def rows(self, chosen: Index | Flag) -> "Wish":
        """Return the chosen wishes."""
        return Wish(self.case[chosen], self.action[chosen], self.type[chosen], self.created[chosen], self.urgent[chosen])

    def and_also(self, more: "Wish") -> "Wish":
        """Return these wishes and more."""
        return Wish(
            np.append(self.case, more.case),
            np.append(self.action, more.action),
            np.append(self.type, more.type),
            np.append(self.created, more.created),
            np.append(self.urgent, more.urgent),
        )


def refer(
    course: Course,
    register: Register,
    plans: PlanRows,
    needs: NeedRows,
    directory: tuple[Sequence[OfficeRef], Sequence[ServiceRef]],
    seed: int,
) -> ReferralRows:
    """Send referrals from the plans and from the urgent needs seen at the door, and let them run."""
    rng, (offices, services) = stream(seed, "referrals"), directory
    wish = _from_plans(rng, plans).and_also(_from_needs(rng, needs))
    wish = wish.rows(wish.created < course.end[wish.case] - 0.05)
    office = register.persons.office_id[course.person[wish.case]]
    service = _find_service(rng, wish, office, offices, services)
    wish, service = wish.rows(service >= 0), service[service >= 0]
    first = _once_for_each_case(wish, service, len(services))
    wish, service = wish.rows(first), service[first]
    clocks = _clocks(wish)
    closed = np.isfinite(course.times[wish.case, CLOSED])
    walks = walk(rng, wish.created, clocks, course.end[wish.case], closed)
    officers = (course.officer_at(PLANNED)[wish.case], pick(rng, OFFICERS, len(service)))
    need = _need_rows(wish, needs)
    return ReferralRows(wish.case, wish.action, need, service, wish.type, wish.created, wish.urgent, officers, clocks, walks)


def _from_plans(rng: np.random.Generator, plans: PlanRows) -> Wish:
    kinds = np.array([spec["kind"] == "referral" for spec in plans.specs])
    types = np.array([SERVICE_TYPES.index(s["service_type"]) if s["service_type"] else -1 for s in plans.specs])
    rows = plans.actions
    action = np.flatnonzero(kinds[rows.spec] & chance(rng, SENT_FROM_PLAN, len(rows.spec)))
    start, due = rows.start[action], rows.due[action]
    created = start + 0.1 + rng.random(len(action)) * np.maximum(due - start, 1.0)
    type_ = types[rows.spec[action]]
    return Wish(rows.case[action], action, type_, created, _is_urgent(type_))


def _from_needs(rng: np.random.Generator, needs: NeedRows) -> Wish:
    """Refer critical needs, and help for the first days, as soon as they are seen."""
    urgent = np.array([item["priority"] == "critical" for item in catalogue().needs.values()])
    door = urgent | np.isin(CODES, ("onward_transport", "clothing_hygiene", "social_protection"))
    types = np.array([_service_for(code) for code in CODES])
    rows = np.flatnonzero(door[needs.code] & (types[needs.code] >= 0) & chance(rng, SENT_FROM_DOOR, len(needs.code)))
    created = needs.since[rows] + 0.05 + rng.exponential(0.3, len(rows))
    code = needs.code[rows]
    return Wish(needs.case[rows], np.full(len(rows), -1), types[code], created, urgent[code])


def _service_for(need: str) -> int:
    found = [i for i, item in enumerate(catalogue().services.values()) if need in item["needs"]]
    return found[0] if found else -1


def _is_urgent(type_: Index) -> Flag:
    """A plan refers urgently where the service itself answers within hours."""
    return np.array([bool(item["urgent_hours"]) for item in catalogue().services.values()])[type_]


def _find_service(
    rng: np.random.Generator, wish: Wish, office: Index, offices: Sequence[OfficeRef], services: Sequence[ServiceRef]
) -> Index:
    """Return the position of a near service of another institution for each wish, or -1."""
    if not services:
        return np.full(len(wish.case), -1)
    known = {o.id: o for o in offices}
    pairs, group = np.unique(np.stack([wish.type, office]), axis=1, return_inverse=True)
    senders = [known[int(i)] for i in pairs[1]]
    service_type = np.array([s.service_type for s in services])
    wanted = np.array(SERVICE_TYPES)[pairs[0]]
    other = np.array([s.institution_id for s in services]) != np.array([o.institution_id for o in senders])[:, None]
    towns = texts([known[s.office_id].municipality if s.office_id in known else "" for s in services])
    home = texts([o.municipality for o in senders])
    same_department = department_of(towns) == department_of(home)[:, None]
    pull = np.where(towns == home[:, None], SAME_TOWN, np.where(same_department, SAME_DEPARTMENT, ELSEWHERE))
    return pick_by(rng, group.ravel(), pull * (other & (service_type == wanted[:, None])))


def _once_for_each_case(wish: Wish, service: Index, services: int) -> Index:
    """Keep the first referral of a case to a service."""
    order = np.argsort(wish.created, kind="stable")
    key = (wish.case * services + service)[order]
    return np.sort(order[np.unique(key, return_index=True)[1]])


def _clocks(wish: Wish) -> dict[str, Real]:
    """Return the clocks by which the steps of each referral go, in working days."""
    items = list(catalogue().services.values())
    clocks = {}
    for name in ("acknowledge", "contact", "result"):
        days = np.array([float(item["clocks"][name]) for item in items])[wish.type]
        hours = np.array([item["urgent_hours"].get(name, np.nan) for item in items], dtype=np.float64)[wish.type]
        clocks[name] = np.where(wish.urgent & ~np.isnan(hours), hours / HOURS_A_DAY, days)
    return clocks


def _need_rows(wish: Wish, needs: NeedRows) -> Index:
    """Return the need of the case that the service answers, -1 where none is recorded."""
    keys = needs.case * len(CODES) + needs.code
    found = np.full(len(wish.case), -1)
    answers = [[CODES.index(n) for n in item["needs"] if n in CODES] for item in catalogue().services.values()]
    for place in range(max(len(codes) for codes in answers)):
        code = np.array([codes[place] if place < len(codes) else -1 for codes in answers])[wish.type]
        wanted = wish.case * len(CODES) + code
        at = np.minimum(np.searchsorted(keys, wanted), max(len(keys) - 1, 0))
        hit = (found < 0) & (code >= 0) & (keys[at] == wanted) if len(keys) else np.zeros(len(found), dtype=bool)
        found = np.where(hit, at, found)
    return found
