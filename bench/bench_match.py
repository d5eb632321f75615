"""How fast are persons and vacancies matched, does it grow in a line, and are people shown alike? Beside a naive NumPy loop and tantivy, in the same run.

`python -m bench.bench_match [--sizes 35000 100000 350000] [--vacancies 20000]`; the files are those of a synthetic market.
"""

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from bench.measuring import Figure, Timing
from bench.weighing import weigh
from ruta.placements.matching import default_weights
from ruta.placements.matching.batch.auditing import audit
from ruta.placements.matching.batch.reading import read_essentials, read_profiles, read_vacancies
from ruta.placements.matching.batch.running import THREADS, Run
from ruta.placements.matching.changing import Standing
from ruta.placements.matching.encode import Encoder
from ruta.placements.matching.kernel.shapes import COMPLETE, HOURS, LACKING, NONE, OCCUPATION, PAPERS, SKILLS, SKILLS_END
from ruta.placements.matching.market import TOP, Market, best_for_all, best_for_person, best_for_vacancy, everybody, market_of
from ruta.placements.matching.nearness import Essentials
from ruta.placements.matching.seeds import begun
from ruta.placements.matching.tests.files import written

RUTA = str(Path(sys.executable).with_name("ruta"))
OUT = "out.parquet"
ASKED = 200
"""How many single queries are timed."""
CHANGED = 40
"""How many changes of one person, and of one vacancy, are timed."""


def measure(sizes: list[int], vacancies: int) -> list[Figure]:
    """Batches of each size in processes of their own, then single queries beside both peers at the largest."""
    figures = []
    with tempfile.TemporaryDirectory() as held:
        for persons in sizes:
            room = Path(held) / str(persons)
            room.mkdir()
            run = written(room, persons, vacancies)
            for figure in (batch(run, persons, vacancies), *fairness(run, persons, vacancies, swaps=persons == min(sizes))):
                figures.append(figure)
                print(figure, file=sys.stderr, flush=True)
        figures += single(run, persons, vacancies)
    return figures


def batch(run: Run, persons: int, vacancies: int) -> Figure:
    """A whole run, in a process of its own."""
    out = run.profiles.with_name(OUT)
    files = ["--profiles", str(run.profiles), "--vacancies", str(run.vacancies), "--essentials", str(run.essentials)]
    cost = weigh([RUTA, "match", *files, "--out", str(out)])
    load = os.getloadavg()[0]
    return Figure(
        f"whole batch, {persons:,} × {vacancies:,}, top {TOP} each way",
        str(cost),
        beside=f"under 300 s and 4 GB; {cost.processor / persons * 1e6:.0f} µs of processor a person; load of the machine {load:.1f}",
    )


def fairness(run: Run, persons: int, vacancies: int, *, swaps: bool) -> list[Figure]:
    """What `ruta match audit` finds in the lists; the swap of every sex makes all lists again, so it is tried at one size."""
    found = audit(run.profiles, run.profiles.with_name(OUT), run.vacancies, run if swaps else None)
    size = f"{persons:,} × {vacancies:,}"
    figures = [
        Figure(
            f"least over greatest exposure by {one.column}, {size}",
            f"{one.ratio:.3f}, of {one.persons:,} persons; the least among its like {one.least.ratio:.3f}"
            if one.least and one.ratio
            else "not compared",
            beside=f"≥ 0.8; dealt by lot {one.dealt.low:.3f} to {one.dealt.high:.3f}, as low in {one.dealt.chance:.1%}"
            if one.dealt
            else "≥ 0.8",
        )
        for one in found.exposures
    ]
    spread = (
        f"{found.all.gini:.2f}; in some list {found.all.covered:.1%} of all persons, {found.fitting.covered:.1%} of those who fit something"
    )
    figures.append(Figure(f"Gini of exposure, {size}", spread, beside=f"vacancies with somebody: {found.vacancies_served:.1%}"))
    swapped = [Figure(f"rows that differ when every sex is swapped, {size}", str(found.swapped), beside="0")] if swaps else []
    return figures + swapped


def single(run: Run, persons: int, vacancies: int) -> list[Figure]:
    """One vacancy and one person at a time, beside the peers."""
    people, jobs = read_profiles(run.profiles), read_vacancies(run.vacancies)
    encoder, essentials = Encoder(default_weights()), read_essentials(run.essentials)
    market = market_of(people, jobs, encoder, essentials)
    zones, dice = market.zones(everybody(market)), random.Random(3)
    some_jobs, some_people = dice.sample(range(vacancies), min(ASKED, vacancies)), dice.sample(range(persons), ASKED)
    naive = naive_loop(market)
    search = indexed(people, jobs)
    ours = timed(lambda job: best_for_vacancy(market, job, zones), some_jobs)
    theirs = timed(search, some_jobs)
    loop = timed(naive, some_jobs[:20])
    of_person = timed(lambda person: best_for_person(market, person), some_people)
    whole = loop.at(0.5) * vacancies / 1000
    beside = (
        f"≤ 100 ms; tantivy {theirs}; NumPy loop of gate, occupation and skills only: p50 {loop.at(0.5):.0f} ms, {whole:,.0f} s for all"
    )
    return [
        Figure(f"top {TOP} for one vacancy among {persons:,} persons", str(ours), beside=beside),
        Figure(f"top {TOP} for one person among {vacancies:,} vacancies", str(of_person), beside="≤ 100 ms"),
        *incremental(market, encoder, essentials, people, jobs),
    ]


def incremental(market: Market, encoder: Encoder, essentials: Essentials, people: pa.Table, jobs: pa.Table) -> list[Figure]:
    """What one changed person and one changed vacancy cost when all lists stand, beside making all of them again."""
    since, persons, vacancies = time.perf_counter(), len(people), len(jobs)
    best = best_for_all(market, TOP, THREADS, None, begun(market, TOP, THREADS))
    whole, dice = time.perf_counter() - since, random.Random(5)
    rows = ({name: at for at, name in enumerate(table["id"].to_pylist())} for table in (people, jobs))
    standing = Standing(market, best, encoder, essentials, *rows)
    beside = f"all lists made anew, in memory: {whole:.1f} s; both lists of everybody stay those of a full run (test_kernel)"
    of_person = timed(lambda row: standing.change_profile(_as_another(people, row, persons)), dice.sample(range(persons), CHANGED))
    of_job = timed(lambda row: standing.change_vacancy(_as_another(jobs, row, vacancies)), dice.sample(range(vacancies), CHANGED))
    return [
        Figure(f"one person changed among {persons:,}, all lists right again", str(of_person), beside=beside),
        Figure(f"one vacancy changed among {vacancies:,}, all lists right again", str(of_job), beside=beside),
    ]


def _as_another(table: pa.Table, row: int, count: int) -> pa.Table:
    """Somebody with the facts of the next one, under their own number."""
    return table.slice((row + 1) % count, 1).set_column(0, "id", table["id"].slice(row, 1))


def timed(call: Callable[[int], object], rows: list[int]) -> Timing:
    """The times of one call for each row, after two to warm up."""
    for row in rows[:2]:
        call(row)
    found = Timing()
    for row in rows:
        begin, begun = time.perf_counter(), time.thread_time()
        call(row)
        found.times.append((time.perf_counter() - begin) * 1000)
        found.processor.append((time.thread_time() - begun) * 1000)
    return found


def naive_loop(market: Market) -> Callable[[int], object]:
    """What one would write first: arrays of everybody, one vacancy after the other."""
    who, skills, works = market.people.who, market.people.skills, market.people.works
    owners = np.repeat(np.arange(len(who)), who[:, SKILLS_END] - who[:, SKILLS])
    held = np.repeat(np.arange(len(who)), np.diff(np.append(who[:, 9], len(works))))

    def best(job: int) -> object:
        what = market.jobs.what[job]
        hours, mine = what[HOURS], who[:, HOURS]
        is_open = ((hours == 0) | (mine == 0) | (hours & mine != 0)) & (who[:, LACKING] & what[PAPERS] == 0)
        wanted = market.jobs.skills[what[SKILLS] : what[SKILLS_END], 0]
        met = np.bincount(owners[np.isin(skills[:, 0], wanted)], minlength=len(who)) / max(len(wanted), 1)
        nearest = np.full(len(who), 3.0)
        if what[OCCUPATION] != NONE:
            np.minimum.at(nearest, held, market.tables.apart[what[OCCUPATION], works[:, 0]])
        silent = np.where(who[:, COMPLETE] == 1, 0.05, 1.0)
        value = np.where(is_open, np.exp(-0.4 * nearest) * np.maximum(met, silent), 0)
        return np.argpartition(value, -TOP)[-TOP:]

    return best


def indexed(people: pa.Table, jobs: pa.Table) -> Callable[[int], object]:
    """Full text by tantivy: occupations, skills and places as words, the best by BM25."""
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("body", stored=False, tokenizer_name="whitespace", index_option="freq")
    builder.add_integer_field("row", stored=True)
    index = tantivy.Index(builder.build())
    writer = index.writer(200_000_000, 2)
    columns = [people[name].to_pylist() for name in ("works", "skills", "places")]
    for row, lists in enumerate(zip(*columns, strict=True)):
        writer.add_document(tantivy.Document(body=" ".join(_word(code) for codes in lists for code in codes), row=row))
    writer.commit()
    index.reload()
    searcher = index.searcher()
    asked = jobs.select(["occupation", "skills", "place"]).to_pylist()

    def best(job: int) -> object:
        row: dict[str, Any] = asked[job]
        words = [row["occupation"] or "", *row["skills"], row["place"] or ""]
        return searcher.search(index.parse_query(" ".join(_word(word) for word in words if word), ["body"]), TOP).hits

    return best


def _word(code: str) -> str:
    return "w" + code.partition(":")[0].replace(".", "x").replace("*", "any")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", nargs="+", type=int, default=[35_000, 100_000, 350_000])
    parser.add_argument("--vacancies", type=int, default=20_000)
    chosen = parser.parse_args()
    for figure in measure(chosen.sizes, chosen.vacancies):
        print(f"{figure.claim}: {figure.value} ({figure.beside})")


if __name__ == "__main__":
    main()
