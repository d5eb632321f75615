"""What stands on the paper while a person is written down? Columns that slips change, and which slips did."""

from dataclasses import dataclass

import numpy as np

from ruta.demo.generator.streams import Index, Text, label, texts
from ruta.demo.generator.trial.crowd import Crowd
from ruta.demo.generator.trial.papers import Books
from ruta.demo.generator.workdays import Day

HEADER = ("id", "given_names", "surnames", "sex", "birth_date", "municipality", "phone", "dni")


@dataclass
class Sheet:
    """The columns as written so far; `people` stays true."""

    people: Crowd
    books: Books
    given: Text
    first: Text
    second: Text
    sex: Text
    birth: Day
    home: Text
    phone: Text
    dni: Text
    marks: Text  # names of the slips, each followed by a comma

    @classmethod
    def clean(cls, people: Crowd, books: Books) -> "Sheet":
        """Return the persons as they are."""
        p, size = people, len(people)
        names = p.given.copy(), p.first.copy(), p.second.copy()
        numbers = p.phone.copy(), p.dni.copy()
        sex = label(size, "M", (p.is_female, "F"))
        return cls(people, books, *names, sex, p.birth.copy(), p.home.copy(), *numbers, texts([""] * size))

    def mark(self, rows: Index, name: str) -> None:
        """Remember that a slip changed these rows."""
        self.marks[rows] += f"{name},"

    def columns(self) -> list[list[str]]:
        """Return the columns as text, in the order of HEADER without the id."""
        surnames = np.where(self.second == "", self.first, np.where(self.first == "", self.second, self.first + " " + self.second))
        days = np.datetime_as_string(self.birth).astype(object)
        days[np.isnat(self.birth)] = ""
        return [column.tolist() for column in (self.given, surnames, self.sex, days, self.home, self.phone, self.dni)]

    def kinds(self) -> list[str]:
        """Return the slips of each row, joined by commas."""
        return [marks[:-1] for marks in self.marks.tolist()]
