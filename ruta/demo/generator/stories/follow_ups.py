"""Which contacts were made with each person, and which are due today, late or this week?"""

import numpy as np

from ruta.demo.generator.catalogue import catalogue
from ruta.demo.generator.stories.timeline import CLOSED, FOLLOW_UP, IN_SERVICE, NEVER, PAUSED, Course
from ruta.demo.generator.streams import Index, Real, Text, chance, label, pick, stream, texts
from ruta.demo.generator.tables.cases import Cases, FollowUps
from ruta.demo.generator.workdays import to_day, to_moment

# All guesses: working days between two contacts, how many reach the person, when the next one of an open case is due.
EVERY = 30.0
REACHED = 0.86
NEXT = ((-15.0, -1.0, 0.16), (0.0, 0.99, 0.08), (1.0, 4.99, 0.28), (5.0, 22.0, 0.48))  # from, to, share; 0 = today
AFTER_CLOSING_DONE = 0.82


def follow_up_table(course: Course, cases: Cases, seed: int) -> FollowUps:
    """Return the contacts made, the next contact of each open case, and those after closing."""
    rng = stream(seed, "follow ups")
    parts = [_made(rng, course), _next(rng, course), _after_closing(rng, course, cases)]
    case, subject, due, done = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    due_still, reached = ~np.isfinite(done), chance(rng, REACHED, len(case))
    order = np.lexsort((due, case))
    table = FollowUps(
        case_row=case,
        person_row=course.person[case],
        officer_index=np.where(course.handed_over[case] <= FOLLOW_UP, course.new_officer[case], course.officer[case]),
        subject=subject,
        due_on=to_day(due),
        done_at=to_moment(done),
        result=label(len(case), "not_reached", (due_still, ""), (reached, "reached")),
    )
    return table.rows(order)


def _made(rng: np.random.Generator, course: Course) -> tuple[Index, Text, Real, Real]:
    """Contacts while a case was in service, one every month or so."""
    start = course.times[:, IN_SERVICE]
    known = np.isfinite(start)
    count = np.floor(np.where(known, course.end - np.where(known, start, 0), 0) / EVERY).astype(np.int64)
    case = np.repeat(np.arange(len(course)), count)
    nth = np.arange(len(case)) - np.repeat(np.cumsum(count) - count, count) + 1
    due = start[case] + nth * EVERY
    done = np.minimum(due + rng.exponential(1.0, len(case)) - 0.5, course.end[case] - 0.01)
    return case, texts(["contact"] * len(case)), due, np.maximum(done, start[case])


def _next(rng: np.random.Generator, course: Course) -> tuple[Index, Text, Real, Real]:
    """The next contact of each open case in service: some late, some today, some this week."""
    open_ = ~np.isfinite(course.times[:, CLOSED]) & ~np.isfinite(course.times[:, PAUSED])
    case = np.flatnonzero(open_ & np.isfinite(course.times[:, IN_SERVICE]))
    low, high, share = np.array(NEXT).T
    class_ = pick(rng, share, len(case))
    due = course.now + low[class_] + rng.random(len(case)) * (high - low)[class_]
    return case, texts(["contact"] * len(case)), due, np.full(len(case), NEVER)


def _after_closing(rng: np.random.Generator, course: Course, cases: Cases) -> tuple[Index, Text, Real, Real]:
    """The contacts that the reason of closing asks for; those still to come are within their term."""
    parts: list[tuple[Index, Text, Real]] = []
    for reason, days in catalogue().closings.items():
        case = np.flatnonzero(cases.closing_reason == reason)
        for day in days:
            due = course.times[case, CLOSED] + day * 5 / 7
            parts.append((case, texts([f"closing_{day}"] * len(case)), due))
    case, subject, due = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    done = due + rng.exponential(2.0, len(case))
    overdue_for_long = due < course.now - 20
    made = (done < course.now) & (chance(rng, AFTER_CLOSING_DONE, len(case)) | overdue_for_long)
    return case, subject, due, np.where(made, done, NEVER)
