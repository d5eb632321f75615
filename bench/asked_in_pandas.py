"""How does somebody ask the same of the facts in a notebook? Each report of the observatory in pandas, to be compared figure by figure."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

import pandas as pd

from ruta.insights.engine.lattice import Count, Counted
from ruta.insights.warehouse.crossing import FINER, MAJOR, MEASURES, STAYS
from ruta.insights.warehouse.lasting import KEPT_DAYS, Lasting
from ruta.insights.warehouse.market import GROUP, OVER, Market, Trade, Where
from ruta.insights.warehouse.received import ADULTS, Received

Frame = Any


def asked_market(folder: Path, since: date, until: date, where: Where) -> Market:
    """Supply of work and what came of it."""
    jobs = _of(pd.read_parquet(folder / "vacancy"), where)
    offered = jobs[(jobs.day >= since) & (jobs.day <= until)]
    ended = jobs[(jobs.closed_day >= since) & (jobs.closed_day <= until) & jobs.state.isin(OVER)]
    left = ended.assign(left=ended.openings - ended.filled)
    took = ended[ended.filled > 0].assign(taken=lambda rows: (pd.to_datetime(rows.closed_day) - pd.to_datetime(rows.day)).dt.days)
    days = [("", took), *took.groupby("section")]
    return Market(
        openings=int(offered.openings.sum()), vacancies=len(offered), for_migrants=int(offered[offered.is_open_to_migrants].openings.sum()),
        by_occupation=offered.groupby(offered.occupation.str[:GROUP]).openings.sum().to_dict(), by_department=offered.groupby("department").openings.sum().to_dict(),
        by_section=offered.groupby("section").openings.sum().to_dict(), ended=int(ended.openings.sum()), filled=int(ended.filled.sum()),
        causes=left[left.left > 0].groupby("cause").left.sum().to_dict(), skills=offered[offered.skills != ""].skills.str.split(";").explode().value_counts().to_dict(),
        days={name: (len(rows), float(rows.taken.median())) for name, rows in days if len(rows)},
        days_by_occupation={code: (len(rows), float(rows.taken.median())) for code, rows in took.groupby(took.occupation.str[:GROUP])},
    )  # fmt: skip


def asked_trade(folder: Path, since: date, until: date, where: Where) -> Trade:
    """What the vacancies of one occupation ask for."""
    jobs = _of(pd.read_parquet(folder / "vacancy"), where)
    offered = jobs[(jobs.day >= since) & (jobs.day <= until)]
    wages, months = offered.wage_min.dropna(), offered.experience_months[offered.experience_months > 0]
    ways = {name: offered[offered[name] != ""].groupby(name).openings.sum().to_dict() for name in ("education", "contract")}
    return Trade((len(wages), float(wages.median())), (len(months), float(months.median())), **ways)


def asked_vacant(folder: Path, days: dict[str, date]) -> dict[str, int]:
    """How many openings stood open at the end of some days."""
    jobs = pd.read_parquet(folder / "vacancy", columns=["day", "closed_day", "openings"])
    return {
        name: int(jobs[(jobs.day <= day) & (jobs.closed_day.isna() | (jobs.closed_day > day))].openings.sum()) for name, day in days.items()
    }


def asked_lasting(folder: Path, since: date, until: date) -> Lasting:
    """Who found work and stayed."""
    came = pd.read_parquet(folder / "attention", columns=["day", "person"])
    applied = pd.read_parquet(folder / "application", columns=["person", "started_day", "confirmed_day", "kept_day"])
    hired = applied[(applied.confirmed_day >= since) & (applied.confirmed_day <= until)]
    kept = {}
    for days in KEPT_DAYS:
        span = timedelta(days=days)
        due = applied[applied.confirmed_day.notna() & (applied.started_day >= since - span) & (applied.started_day <= until - span)]
        stays = (pd.to_datetime(due.kept_day) - pd.to_datetime(due.started_day)).dt.days >= days
        kept[days] = (int(stays.sum()), len(due))
    return Lasting(came[(came.day >= since) & (came.day <= until)].person.nunique(), hired.person.nunique(), kept)


def asked_crossed(folder: Path, code: str, since: date | None, until: date | None) -> Counted:
    """A measure by each dimension and each pair of them, with its persons."""
    measure = MEASURES[code]
    rows = _counted(pd.read_parquet(folder / measure.fact), code)
    if since is not None and measure.day:
        rows = rows[(rows[measure.day] >= since) & (rows[measure.day] <= until)]
    rows = rows.assign(**_derived(rows, measure.dimensions, measure.day), amount=_amount(rows, code))
    rows = rows.assign(who=rows[measure.person] if measure.person else 0)
    finer = {"occupation": lambda: rows.fine, "institution": lambda: rows.office}

    def by(*names: str) -> dict[Any, Count]:
        told = rows.groupby(list(names), sort=False).agg(n=("amount", "sum"), persons=("who", "nunique"))
        return {key: Count(int(n), int(n if measure.is_heads else who)) for key, n, who in told.itertuples()}

    for name in measure.finer:
        rows[FINER.format(name)] = finer[name]()
    whole = int(rows.amount.sum())
    return Counted(
        Count(whole, whole if measure.is_heads else int(rows.who.nunique())),
        {name: {key[0] if isinstance(key, tuple) else key: count for key, count in by(name).items()} for name in measure.dimensions},
        {pair: by(*pair) for pair in combinations(measure.dimensions, 2)},
        {name: by(name, FINER.format(name)) for name in measure.finer},
    )


def asked_openly(folder: Path, since: date, until: date, names: Sequence[str]) -> dict[tuple[str, ...], int]:
    """Openings by several dimensions at once."""
    rows = pd.read_parquet(folder / "vacancy")
    rows = rows[(rows.day >= since) & (rows.day <= until)]
    rows = rows.assign(**_derived(rows, names, "day"))
    return {key: int(n) for key, n in rows.groupby(list(names)).openings.sum().items()}


def asked_received(folder: Path, what: Received) -> int:
    """How many persons of age received something for the first time while its outcome can be known."""
    return _first_time(pd.read_parquet(folder / "attention"), what)


def asked_all_received(folder: Path, what: Received, most: int) -> dict[str, int]:
    """The same of the services and of the institutions with most persons."""
    rows = pd.read_parquet(folder / "attention")
    within = rows[rows.age_group.isin(ADULTS) & (rows.day >= what.since) & (rows.day <= what.until)]
    found = {}
    for column, field in (("service_type", "service"), ("institution", "institution")):
        persons = within.groupby(column).person.nunique()
        codes = sorted(persons.index, key=lambda code: (-persons[code], code))[:most]
        found |= {code: _first_time(rows, replace(what, **{field: code})) for code in codes}
    return found


def _first_time(rows: Frame, what: Received) -> int:
    of_it = rows[(rows.service_type == what.service) if what.service else (rows.institution == what.institution)]
    first = of_it.groupby("person").day.min()
    until = min(what.until, rows[rows.age_group.isin(ADULTS)].day.max() - timedelta(what.days))
    return int(((first >= what.since) & (first <= until)).sum())


def _of(jobs: Frame, where: Where) -> Frame:
    for name in ("department", "section", "institution", "office"):
        if getattr(where, name):
            jobs = jobs[jobs[name] == getattr(where, name)]
    return jobs[jobs.occupation.str[:GROUP] == where.occupation] if where.occupation else jobs


def _exploded(rows: Frame, many: str, one: str) -> Frame:
    said = rows[rows.is_looking & (rows[many] != "")]
    return said.assign(**{one: said[many].str.split(";")}).explode(one)


CHOSEN: dict[str, Callable[[Frame], Frame]] = {
    "seekers": lambda rows: rows[rows.is_looking],
    "places": lambda rows: _exploded(rows, "departments", "place"),
    "skills": lambda rows: _exploded(rows, "skills", "skill"),
    "attentions": lambda rows: rows[rows.is_attention],
    "profiles": lambda rows: rows[rows.instrument == "employability_profile"],
    "filled": lambda rows: rows[rows.state.isin(OVER)],
    "unfilled": lambda rows: rows[rows.state.isin(OVER) & (rows.openings > rows.filled)],
}


def _counted(rows: Frame, code: str) -> Frame:
    return CHOSEN.get(code, lambda all_of_them: all_of_them)(rows)


def _amount(rows: Frame, code: str) -> Any:
    return {"openings": lambda: rows.openings, "filled": lambda: rows.filled, "unfilled": lambda: rows.openings - rows.filled}.get(
        code, lambda: 1
    )()


def _derived(rows: Frame, names: Sequence[str], day: str) -> dict[str, Any]:
    made = {"fine": rows.occupation.str[:GROUP], "occupation": rows.occupation.str[:MAJOR]} if "occupation" in names else {}
    if "quarter" in names:
        made["quarter"] = "T" + pd.to_datetime(rows[day]).dt.quarter.astype(str)
    if "stay" in names:
        days = (pd.to_datetime(rows.left_day) - pd.to_datetime(rows.started_day.fillna(rows.confirmed_day))).dt.days
        made["stay"] = (
            pd.cut(days, [-1e9, *(most - 1 for most, _code in STAYS), 1e9], labels=[*(code for _most, code in STAYS), "later"])
            .astype(object)
            .fillna("no_exit")
        )
    return made
