"""How do register, file and truth come about? In parts, so that ten million fit into the memory of an ordinary machine."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from ruta.demo.generator.streams import Index, Text, label, stream
from ruta.demo.generator.trial.crowd import Crowd, crowd
from ruta.demo.generator.trial.papers import Books
from ruta.demo.generator.trial.relatives import relatives
from ruta.demo.generator.trial.settings import Settings
from ruta.demo.generator.trial.sheet import Sheet
from ruta.demo.generator.trial.slips import write_down

KEY = ("file_id", "register_id", "kind", "person", "relation", "related_id", "slips")
FAMILIES = ("id", "household", "relation", "is_twin", "is_namesake", "slips")
FEWEST = 200  # made at once, even when fewer are taken: a family needs a choice of heads
Columns = list[list[str]]
Seen = dict[str, tuple[int, int]]


@dataclass(frozen=True)
class Part:
    """Columns of text of each of the four files, and how often each slip could happen and did."""

    register: Columns  # HEADER
    families: Columns  # FAMILIES: the truth about the register
    file: Columns  # HEADER
    key: Columns  # KEY: the truth about the file
    seen: dict[str, Seen]


def trial(settings: Settings) -> Iterator[Part]:
    """Make the parts one after the other."""
    parts, people = settings.parts(), settings.register + settings.rows
    books = Books(people, settings.today)
    sizes = _split(settings.register, parts)
    shares = np.array([_split(share, parts) for share in settings.shares()]).T
    first_registered, first_other, first_line = 0, settings.register, 0
    for part, size in enumerate(sizes):
        maker = _Maker(settings, part, books)
        counts = shares[part].tolist()
        yield maker.make(size, counts, (first_registered, first_other, first_line))
        first_registered += size
        first_other += counts[1] + counts[2]
        first_line += sum(counts)


def _split(total: int, parts: int) -> list[int]:
    edges = [total * part // parts for part in range(parts + 1)]
    return np.diff(edges).tolist()


@dataclass(frozen=True)
class _Maker:
    settings: Settings
    part: int
    books: Books

    def make(self, size: int, counts: Sequence[int], firsts: tuple[int, int, int]) -> Part:
        """Return one part: `counts` are registered, relatives, strangers and repetitions among the rows."""
        registered = crowd(size, self._seed(0), self.settings.today, firsts[0], self.books)
        people, kind = self._people_of_file(registered, counts, firsts[1])
        register, seen_register = self._written("register", registered)
        file, seen_file = self._written("file", people)
        ids = self._ids("R", registered.number)
        lines = self._ids("F", firsts[2] + np.arange(len(people)))
        return Part(
            register=[ids, *register.columns()],
            families=[ids, *_families(registered), register.kinds()],
            file=[lines, *file.columns()],
            key=[lines, *self._key(people, kind), file.kinds()],
            seen={"register": seen_register, "file": seen_file},
        )

    def _people_of_file(self, registered: Crowd, counts: Sequence[int], first_other: int) -> tuple[Crowd, Text]:
        """Return who stands in the file, in random order, and as what."""
        known, related, strange, repeated = counts
        rng, today = stream(self._seed(1), "file"), self.settings.today
        here = registered.rows(rng.permutation(len(registered))[:known])
        again = here.rows(rng.integers(0, max(known, 1), repeated if known else 0))
        kin = relatives(rng, registered.rows(rng.permutation(len(registered))[:related]), today, first_other, self.books)
        others = crowd(max(strange, FEWEST), self._seed(2), today, first_other + related, self.books)
        others = others.rows(np.arange(strange))
        people = Crowd.stack([here, again, kin, others])
        at = np.arange(len(people))
        ends = known + len(again), known + len(again) + related
        kind = label(len(people), "stranger", (at < ends[0], "registered"), (at < ends[1], "relative"))
        order = rng.permutation(len(people))
        return people.rows(order), kind[order]

    def _written(self, side: str, people: Crowd) -> tuple[Sheet, Seen]:
        sheet = Sheet.clean(people, self.books)
        seen = write_down(stream(self._seed(3), side), sheet, lambda slip: self.settings.rate(side, slip))
        return sheet, seen

    def _key(self, people: Crowd, kind: Text) -> Columns:
        registered, relative = kind == "registered", kind == "relative"
        own = np.where(registered, self._ids("R", people.number), "")
        kin = np.where(relative, self._ids("R", people.related), "")
        relation = np.where(relative, people.relation, "")
        return [own.tolist(), kind.tolist(), people.number.astype(str).tolist(), relation.tolist(), kin.tolist()]

    def _ids(self, letter: str, numbers: Index) -> list[str]:
        digits = len(str(max(self.settings.register, self.settings.rows)))
        return [f"{letter}{number:0{digits}d}" for number in numbers.tolist()]

    def _seed(self, role: int) -> int:
        return int(np.random.SeedSequence([self.settings.seed, self.part, role]).generate_state(1, np.uint64)[0])


def _families(people: Crowd) -> Columns:
    flags = [flag.astype(int).astype(str).tolist() for flag in (people.is_twin, people.is_namesake)]
    return [people.household.astype(str).tolist(), people.relation.tolist(), *flags]
