"""At which office did each person register? The largest institution has about 60 %; some offices open later."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ruta.demo.generator.catalogue import catalogue
from ruta.demo.generator.persons import MONTHS, department_of
from ruta.demo.generator.streams import Index, Real, Text, chance, coded, pick_by, texts

LARGEST_SHARE = 0.60
OPEN_FROM_START = 0.85  # guess: the other offices join within the first twenty months
JOINING = 20 / MONTHS
SAME_DEPARTMENT, SAME_TOWN, ELSEWHERE = 1.0, 4.0, 0.02  # guess: people go to the office that is near
PERIODS = 15


@dataclass(frozen=True)
class OfficeRef:
    """An office of the directory; `kind` and `provider_kind` are codes of the catalogues, `municipality` INE DDMM."""

    id: int
    institution_id: int
    code: str
    kind: str
    municipality: str
    provider_kind: str


@dataclass(frozen=True)
class ServiceRef:
    """A service that an institution offers at an office, or nationally; `service_type` is a code of the catalogue."""

    id: int
    institution_id: int
    office_id: int | None
    service_type: str


@dataclass(frozen=True)
class Map:
    """The offices that may open cases, as arrays of the same length."""

    id: Index
    institution: Index
    kind: Text
    provider_kind: Text
    municipality: Text
    weight: Real  # share of the registrations of the country
    opens: Real  # part of the period that has passed when the office joins

    def __len__(self) -> int:
        """Return the number of offices."""
        return len(self.id)


def draw_map(rng: np.random.Generator, offices: Sequence[OfficeRef]) -> Map:
    """Return the offices that may open cases, with their size and the time at which they join."""
    opening = [o for o in offices if catalogue().office_kinds.get(o.kind, False)] or list(offices)
    institution = np.array([o.institution_id for o in opening])
    size = rng.lognormal(0, 0.4, len(opening))
    late = ~chance(rng, OPEN_FROM_START, len(opening))
    late[np.unique(institution, return_index=True)[1]] = False  # every institution has an office from the start
    return Map(
        id=np.array([o.id for o in opening]),
        institution=institution,
        kind=texts([o.kind for o in opening]),
        provider_kind=texts([o.provider_kind for o in opening]),
        municipality=texts([o.municipality for o in opening]),
        weight=size * _institution_factor(opening, institution, size),
        opens=np.where(late, rng.random(len(opening)) * JOINING, 0.0),
    )


def _institution_factor(offices: Sequence[OfficeRef], institution: Index, size: Real) -> Real:
    """Return what makes the largest institution weigh 60 % of the country."""
    service = {o.institution_id for o in offices if o.provider_kind == "si_empleo"}
    candidates = [i for i in np.unique(institution) if not service or i in service]
    largest = max(candidates, key=lambda i: int((institution == i).sum()))
    mine = institution == largest
    if mine.all():
        return np.ones(len(size))
    return np.where(mine, LARGEST_SHARE / size[mine].sum(), (1 - LARGEST_SHARE) / size[~mine].sum())


def choose_office(rng: np.random.Generator, places: Map, home: Text, passed: Real) -> Index:
    """Return the position in the map of one office for each person, by home and by the part of the period passed.

    The draw is made in two steps, institution side first, so that distance never changes the share of the largest.
    """
    towns, town = coded(home)
    period = np.minimum((passed * PERIODS).astype(np.int64), PERIODS - 1)
    near = _nearness(places, texts(towns))
    open_now = places.opens <= np.arange(PERIODS)[:, None] / PERIODS
    weights = near[None] * (places.weight * open_now)[:, None, :]
    weights = _keep_shares(weights, places, open_now)
    return pick_by(rng, period * len(towns) + town, weights.reshape(PERIODS * len(towns), len(places)))


def _nearness(places: Map, towns: Text) -> Real:
    same_town = places.municipality == towns[:, None]
    same_department = department_of(places.municipality) == department_of(towns)[:, None]
    return np.where(same_town, SAME_TOWN, np.where(same_department, SAME_DEPARTMENT, ELSEWHERE))


def _keep_shares(weights: Real, places: Map, open_now: np.ndarray) -> Real:
    """Scale each institution to its share of the country in the period, whatever the distances."""
    scaled = np.zeros_like(weights)
    for institution in np.unique(places.institution):
        mine = places.institution == institution
        share = (places.weight * open_now)[:, mine].sum(axis=1)
        total = weights[:, :, mine].sum(axis=2)
        scaled[:, :, mine] = weights[:, :, mine] * (share[:, None] / np.where(total > 0, total, 1))[:, :, None]
    return scaled
