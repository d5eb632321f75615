"""Of what is a report made, whatever file it becomes?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ruta.base.charts import Chart
from ruta.insights.papers.periods import PaperPeriod

Value = str | int | float | None  # None is a value that nobody gave


@dataclass(frozen=True, slots=True)
class Source:
    """Where figures come from: the question that counted them, the page with their rows, and what they do not say."""

    key: str  # as the text cites it: F1
    title: str
    query: str  # the selector, by its name in the code
    limits: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """Sentences, one paragraph each."""

    paragraphs: Sequence[str]
    source: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure with its name."""

    label: str
    value: Value
    note: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """The figures that open a section."""

    facts: Sequence[Fact]
    source: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a head; the first column names each row. `empty` is said where there is none."""

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[Value]]
    source: str
    note: str = ""
    empty: str = "No hay filas."

    @property
    def numeric(self) -> frozenset[int]:
        """The columns of numbers, which stand to the right."""
        return frozenset(place for place in range(1, len(self.head)) if any(isinstance(row[place], int | float) for row in self.rows))


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart with the numbers that it draws."""

    chart: Chart
    source: str


@dataclass(frozen=True, slots=True)
class Map:
    """A drawing of places that says in its title what one sees; the drawing is ours, never something that somebody wrote."""

    title: str
    svg: str
    source: str


Block = Text | Facts | Table | Picture | Map


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it."""

    title: str
    blocks: Sequence[Block]


@dataclass(frozen=True, slots=True)
class Paper:
    """A report of one period, as it stood on one day."""

    name: str
    title: str
    period: PaperPeriod
    sections: Sequence[Section]
    sources: Sequence[Source]
    limits: Sequence[str]
    poster: str = ""
    """One drawing that tells it alone, where it has one: then it is a picture too."""
    is_inner: bool = False
    """Whether it says what staff alone may read: then it never goes out."""

    @property
    def day(self) -> date:
        """The day whose data it tells."""
        return self.period.until

    @property
    def file_name(self) -> str:
        """What its files are called, without their ending."""
        return f"{self.name}-{self.period.code.lower()}"
