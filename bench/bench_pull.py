"""How long does a pull of a whole register take, how flat is memory, and what does the mapping cost beside a plain import of the same rows?

python -m bench --only pull [--pulled 350000] or python -m bench.bench_pull [--rows 350000] [--what-grows]

Memory is what the process holds after the chunk that ends each quarter; the first quarter fills what is loaded once, so flat means that the
last three are alike. `--what-grows` names the remembered functions that grew most between the first quarter and the last.

The rows are those of bench_import, written as another institution writes them (one name column, capitals, dates without marks), and
3 % are repeated. The peers, on the same rows in the same run: `ruta import persons` of the plain file, and COPY into a bare table.
"""

import argparse
import csv
import os
import resource
import tempfile
import threading
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from bench.bench_import import DATABASE, bring, drop, physical_limit, write_file
from bench.measuring import Figure, demand

THEIRS = ("NOMBRE", "NACIMIENTO", "IDENTIDAD", "GENERO", "MUNICIPIO", "TEL", "CORREO")


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--rows", type=int, default=350_000)
    arguments.add_argument("--what-grows", action="store_true")
    chosen = arguments.parse_args()
    for figure in measure(chosen.rows, names=chosen.what_grows):
        print(f"{figure.claim}: {figure.value} ({figure.beside})")


def measure(rows: int, *, names: bool = False) -> list[Figure]:
    """The figures, in a database that is there for them alone; its peer finds it empty again."""
    os.environ["RUTA_DATABASE"] = DATABASE
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ruta.config.settings")
    from ruta.config.database import prepare

    prepare()
    import django

    django.setup()
    try:
        found = _pulled(rows, names=names)
    finally:
        drop()
    prepare()
    try:
        beside = peer(rows)
    finally:
        drop()
    return [replace(found[0], beside=f"{found[0].beside}; {beside}"), *found[1:]]


def _pulled(rows: int, *, names: bool) -> list[Figure]:
    from django.conf import settings

    with tempfile.TemporaryDirectory() as folder:
        settings.FEEDS_FOLDER = folder
        place = Path(folder) / "inm"
        place.mkdir()
        plain, _pairs = write_file(Path(folder) / "personas.csv", rows, seed=5)
        rewrite(plain, place / "retornos.csv")
        begun, quarters = resident(), Quarters(names=names)
        with Watched() as watched:
            begin = time.perf_counter()
            (row,) = pulled(quarters)
            seconds = time.perf_counter() - begin
        demand("a pull of every row", row.received_count >= rows)
        quarters.tell()
        begin = time.perf_counter()
        (again,) = pulled()
        repeated = time.perf_counter() - begin
        limit = physical_limit(plain)
    told = ", ".join(f"{held:.0f} MB at {share} %" for share, held in quarters.held.items())
    return [
        Figure(
            f"a pull of {row.received_count:,} rows of another institution, by its mapping", f"{seconds / 60:.1f} min, {row.received_count / seconds:,.0f} rows/s, {row.valid_count:,} valid",
            "", f"COPY of the same rows into a bare table {limit:.1f} s, the pull takes × {seconds / limit:.0f}",
        ),
        Figure("what the process holds meanwhile", told, "", f"{begun:.0f} MB before, {max(watched.seen):.0f} MB at most; flat is when the last three are alike"),
        Figure("the same file again", f"{repeated:.1f} s, {again.state}", "", "nothing is read twice"),
    ]  # fmt: skip


def peer(rows: int) -> str:
    """What the plain import of the same rows takes, in a register that is empty."""
    with tempfile.TemporaryDirectory() as folder:
        plain, _pairs = write_file(Path(folder) / "personas.csv", rows, seed=5)
        batch, seconds = bring(plain)
    return f"the plain import of the same rows {seconds / 60:.1f} min, {batch.row_count / seconds:,.0f} rows/s"


def rewrite(plain: Path, theirs: Path) -> None:
    with plain.open(encoding="utf-8", newline="") as given, theirs.open("w", encoding="utf-8", newline="") as kept:
        writer = csv.writer(kept)
        writer.writerow(THEIRS)
        for row in csv.DictReader(given, delimiter=";"):
            day = "".join(reversed(row["Fecha nac."].split("/")))
            name = f"{row['Apellidos']}, {row['Nombres']}".upper()
            writer.writerow(
                [name, day, row["Identidad"], {"F": "2", "M": "1"}[row["Sexo"]], row["Municipio"], row["Teléfono"], row["Correo"]]
            )


def pulled(on_progress=None) -> list:
    from ruta.feeds.pulling.running import pull

    return pull(actor=actor(), source=source(), on_progress=on_progress)


def actor():
    from ruta.base.context import system
    from ruta.directory.models import Office

    return system(Office.objects.get(code="SPS").institution_id, "bench")


def source():
    from django.db import transaction

    from ruta.base.context import acting_as
    from ruta.feeds.actions import SourceTerms, declare_source, map_source
    from ruta.feeds.models import Source
    from ruta.feeds.rules import Line
    from ruta.feeds.tests import world

    with acting_as(actor()), transaction.atomic():
        found = Source.objects.select_related("giver", "office").filter(code="inm-retornos").first()
    if found:
        return found
    with acting_as(world.staff("SETRASS-DGE", "central_coordination")), transaction.atomic():
        world.agreed(categories=("identity", "contact", "migration"), giver="INM")
    terms = SourceTerms(
        "inm-retornos",
        "Retornos",
        world.institution("INM").pk,
        world.office().pk,
        "shared_case",
        "folder",
        {"folder": "inm", "pattern": "*.csv"},
    )
    made = declare_source(actor=actor(), terms=terms)
    lines = [
        Line("NOMBRE", "surnames", (("before", ","), ("capitals", ""))), Line("NOMBRE", "given_names", (("after", ","), ("capitals", ""))),
        Line("NACIMIENTO", "birth_date", (("date", "AAAAMMDD"),)), Line("IDENTIDAD", "dni"),
        Line("GENERO", "sex", (("replace", "2 = Mujer; 1 = Hombre"),)), Line("MUNICIPIO", "municipality"), Line("TEL", "phone"), Line("CORREO", "email"),
    ]  # fmt: skip
    map_source(actor=actor(), source_id=made.pk, after=0, lines=lines)
    return made


def resident() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


class Quarters:
    """What this process holds when a quarter, half, three quarters and all of the rows are read."""

    def __init__(self, *, names: bool) -> None:
        self.held, self._names, self._sizes = {}, names, {}

    def __call__(self, batch) -> None:
        share = batch.done_count / batch.row_count
        for each in (25, 50, 75, 100):
            if share * 100 >= each and each not in self.held:
                self.held[each] = resident()
                if self._names:
                    self._sizes[each] = remembered()

    def tell(self) -> None:
        if not self._sizes:
            return
        first, last = self._sizes[min(self._sizes)], self._sizes[max(self._sizes)]
        grown = sorted(((last[name] - first.get(name, 0), name) for name in last), reverse=True)
        for more, name in grown[:20]:
            print(f"    {more:>9,} entries more, {last[name]:>9,} at the end: {name}")


def remembered() -> dict[str, int]:
    """How much each function that remembers its answers holds."""
    import functools
    import gc

    found = {}
    for each in gc.get_objects():
        if isinstance(each, functools._lru_cache_wrapper):  # noqa: SLF001 - it has no other name
            name = f"{each.__module__}.{each.__qualname__}"
            found[name] = found.get(name, 0) + each.cache_info().currsize
    return found


class Watched:
    """What this process holds, once a second."""

    def __enter__(self):
        self.seen, self._over = [resident()], threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()
        return self

    def _watch(self) -> None:
        while not self._over.wait(timedelta(seconds=1).total_seconds()):
            self.seen.append(resident())

    def __exit__(self, *_nothing):
        self._over.set()
        self._thread.join()
        self.seen.append(resident())


if __name__ == "__main__":
    main()
