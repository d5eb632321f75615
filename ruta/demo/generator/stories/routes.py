"""Which way does a referral go, and how long does each step take? All shares and times are guesses."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ruta.demo.generator.stories.states import FINAL, STATE
from ruta.demo.generator.streams import Flag, Index, Real, chance, pick

Small = NDArray[np.int8]
NEVER = np.inf
MET = "sent received accepted scheduled attended delivered"
MISSED = "sent received accepted scheduled no_show"
# Share, states after the draft, who declined. A route may end while the referral still waits.
ROUTES: tuple[tuple[float, str, str], ...] = (
    (0.480, f"{MET} confirmed closed", ""),
    (0.030, f"{MET} confirmed", ""),
    (0.035, MET, ""),
    (0.050, f"{MET} closed", ""),
    (0.060, f"{MISSED} scheduled attended delivered confirmed closed", ""),
    (0.020, f"{MISSED} declined closed", "person"),
    (0.010, f"{MISSED} expired closed", ""),
    (0.012, MISSED, ""),
    (0.060, "sent received declined closed", "provider"),
    (0.018, "sent received declined", "provider"),
    (0.030, "sent received accepted declined closed", "person"),
    (0.010, "sent received accepted declined", "person"),
    (0.025, "sent received rerouted closed", ""),
    (0.008, "sent received rerouted", ""),
    (0.014, f"{MET} disputed confirmed closed", ""),
    (0.008, f"{MET} disputed closed", ""),
    (0.010, f"{MET} disputed", ""),
    (0.015, "sent expired closed", ""),
    (0.012, "sent received accepted expired closed", ""),
    (0.010, "sent received accepted scheduled attended expired closed", ""),
    (0.006, "sent expired", ""),
    (0.016, "sent withdrawn", ""),
    (0.010, "sent received accepted withdrawn", ""),
    (0.008, "", ""),
    (0.005, "withdrawn", ""),
    (0.010, "sent", ""),
    (0.010, "sent received", ""),
    (0.010, "sent received accepted", ""),
    (0.008, "sent received accepted scheduled", ""),
    (0.010, "sent received accepted scheduled attended", ""),
)
STEPS = 1 + max(len(states.split()) for _, states, _ in ROUTES) + 2  # the draft before, a forced end after
# State → clock that its step follows (or days), median in parts of the clock, spread. One in ten to one in five is late, by clock.
LAGS: dict[str, tuple[str | float, float, float]] = {
    "sent": (1.0, 0.15, 0.8),
    "received": ("acknowledge", 0.35, 0.9),
    "accepted": ("acknowledge", 0.35, 0.8),
    "declined": ("acknowledge", 0.50, 0.8),
    "rerouted": ("acknowledge", 0.50, 0.8),
    "scheduled": ("contact", 0.16, 0.8),
    "attended": ("contact", 0.60, 0.6),
    "no_show": ("contact", 0.60, 0.6),
    "delivered": ("result", 0.28, 0.9),
    "confirmed": (3.0, 0.60, 0.9),
    "disputed": (3.0, 0.90, 0.7),
    "closed": (2.0, 0.50, 0.8),
    "withdrawn": (5.0, 0.60, 0.8),
    "expired": ("result", 1.20, 0.3),
}
# How a referral ends when its case closes, and when nobody moved it for long.
AT_CLOSING = dict.fromkeys(("draft", "sent", "received", "accepted", "scheduled", "attended", "no_show"), "withdrawn")
AT_CLOSING |= dict.fromkeys(("delivered", "confirmed", "disputed", "declined", "expired", "rerouted"), "closed")
BY_CLOCK = AT_CLOSING | dict.fromkeys(("sent", "received", "accepted", "scheduled", "attended", "no_show"), "expired")
PATIENCE = {"sent": ("acknowledge", 3.0), "received": ("contact", 2.0), "accepted": ("contact", 2.0)}
PATIENCE |= dict.fromkeys(("scheduled", "attended"), ("result", 1.0))  # parts of a clock, beyond the days of GRACE
GRACE, EXPIRED_ANSWERED = 8.0, 4.0
FORGOTTEN = 0.08  # share of the long unmoved ones that nobody ended
# Referrals of the last weeks: this share waits in some state, so that work queues are alive in a small population too.
RECENT, WAITING = 25.0, 0.45


@dataclass(frozen=True)
class Walks:
    """Referrals × STEPS: the state entered at each step (-1: none) and when, in working days."""

    states: Small
    times: Real
    by_person: Flag  # for each referral: a decline is the person's

    @property
    def last(self) -> Index:
        """Return the position of the last step of each referral."""
        return (self.states >= 0).sum(axis=1) - 1

    def time_of(self, state: str) -> Real:
        """Return when each referral last entered a state, -NEVER where it did not."""
        return np.where(self.states == STATE[state], self.times, -NEVER).max(axis=1, initial=-NEVER)


def walk(rng: np.random.Generator, created: Real, clocks: dict[str, Real], limit: Real, case_closed: Flag) -> Walks:
    """Let each referral go its way until `limit`; those of closed cases and those without movement come to an end."""
    size = len(created)
    recent = ~case_closed & (created > limit - RECENT) & chance(rng, WAITING, size)
    route = pick(rng, [share for share, _, _ in ROUTES], size)
    waiting = np.flatnonzero([not states.endswith(FINAL) for _, states, _ in ROUTES])
    route[recent] = np.resize(waiting, int(recent.sum()))  # each in turn: a small population has them all
    states = _route_states()[route]
    lags = _lags(rng, states, clocks)
    past = np.where(recent, (limit - created) * rng.uniform(0.3, 0.97, size), NEVER)
    lags *= np.minimum(1.0, past / np.maximum(lags.sum(axis=1), 0.01))[:, None]
    lags[:, 0] = created
    times = np.cumsum(lags, axis=1)
    times[(states < 0) | (times >= limit[:, None] - 0.02)] = NEVER
    states[np.isinf(times)] = -1
    walks = Walks(states, times, np.array([who == "person" for _, _, who in ROUTES])[route])
    idle = limit - times[np.arange(size), walks.last]
    stale = (idle > _patience(walks, clocks)) & ~case_closed & ~recent & ~chance(rng, FORGOTTEN, size)
    _end(walks, np.flatnonzero(case_closed), AT_CLOSING, limit - 0.01)
    _end(walks, np.flatnonzero(stale), BY_CLOCK, limit - GRACE * rng.random(size))
    answered = limit - EXPIRED_ANSWERED * rng.random(size)
    old = walks.times[np.arange(size), walks.last] < answered - 1
    _end(walks, np.flatnonzero(stale & old), {"expired": "closed"}, answered)
    return walks


def _patience(walks: Walks, clocks: dict[str, Real]) -> Real:
    """Return how long each referral may stay where it is."""
    days = np.full(len(walks.states), GRACE)
    state = walks.states[np.arange(len(days)), walks.last]
    for code, (clock, parts) in PATIENCE.items():
        mine = state == STATE[code]
        days[mine] += clocks[clock][mine] * parts
    return days


def _route_states() -> Small:
    table = np.full((len(ROUTES), STEPS), -1, dtype=np.int8)
    table[:, 0] = STATE["draft"]
    for row, (_, states, _) in enumerate(ROUTES):
        codes = [STATE[state] for state in states.split()]
        table[row, 1 : 1 + len(codes)] = codes
    return table


def _lags(rng: np.random.Generator, states: Small, clocks: dict[str, Real]) -> Real:
    lags = rng.normal(size=states.shape)
    for state, (clock, median, sigma) in LAGS.items():
        row, step = np.nonzero(states == STATE[state])
        base = clocks[clock][row] if isinstance(clock, str) else clock
        lags[row, step] = base * median * np.exp(sigma * lags[row, step]) + 0.01
    lags[states < 0] = 0.0
    lags[:, 0] = 0.0
    return lags


def _end(walks: Walks, rows: Index, ends: dict[str, str], when: Real) -> None:
    """Add a last step to the walks that wait in a state of `ends` (changes the walks)."""
    last = walks.last[rows]
    state = walks.states[rows, last]
    for code, end in ends.items():
        mine = state == STATE[code]
        row, step = rows[mine], last[mine] + 1
        walks.states[row, step] = STATE[end]
        walks.times[row, step] = np.maximum(when[row], walks.times[row, step - 1] + 0.005)
