"""What does a file of series that others published say, and what stands against its rows? Pure reading."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ruta.base.sentences import Sentence, gettext_noop
from ruta.insights.engine.posts import Fault, plain_amount

COLUMNS = ("serie", "desde", "hasta", "registro", "valor", "fuente", "unidad", "categoria", "lugar", "enlace", "nota")
NEEDED = COLUMNS[:6]
CODE, WORDS, LINK = 60, 300, 400
MOST = Decimal(10) ** 12
PLACES = 4


@dataclass(frozen=True, slots=True)
class Value:
    """One figure as somebody published it: of what, when, where, after which registry, and where it was read."""

    series: str
    category: str
    place: str
    since: date
    until: date
    registry: str
    value: Decimal
    unit: str
    source: str
    link: str
    note: str

    @property
    def key(self) -> tuple[object, ...]:
        """What makes it the same figure, said again."""
        return (self.series, self.category, self.place, self.since, self.until, self.registry, self.source, self.link)


def read_values(rows: Iterable[Mapping[str, str]]) -> tuple[list[Value], list[Fault]]:
    """The figures of a file, and what is wrong with those that cannot be read; the same said twice counts once, and the first stands."""
    found, faults, seen = list[Value](), list[Fault](), set[tuple[object, ...]]()
    for number, row in enumerate(rows, start=2):
        read = _read({name: (row.get(name) or "").strip() for name in COLUMNS})
        if isinstance(read, Sentence):
            faults.append(Fault(number, read))
        elif read.key in seen:
            faults.append(
                Fault(number, Sentence(gettext_noop("Esa cifra, del mismo registro y la misma fuente, ya está más arriba. Deje una.")))
            )
        else:
            seen.add(read.key)
            found.append(read)
    return found, faults


def _read(row: Mapping[str, str]) -> Value | Sentence:
    days, number = [_day(row[name]) for name in ("desde", "hasta")], _number(row["valor"])
    since, until = days
    if since is None or until is None or until < since:
        return Sentence(gettext_noop("Desde y hasta son días como 2025-01-31, y hasta no es antes."))
    if number is None:
        return Sentence(
            gettext_noop("El valor es un número, con punto para los decimales (hasta cuatro); la coma solo separa millares (34,384).")
        )
    problem = _problem(row)
    if problem:
        return Sentence(problem)
    return Value(
        row["serie"].lower(), row["categoria"], row["lugar"], since, until, row["registro"], number, row["unidad"], row["fuente"], row["enlace"], row["nota"]
    )  # fmt: skip


def _problem(row: Mapping[str, str]) -> str:
    checks = (
        (0 < len(row["serie"]) <= CODE and row["serie"].replace("-", "").replace("_", "").isalnum(), gettext_noop("El nombre de la serie lleva letras, cifras y guiones, hasta 60.")),
        (0 < len(row["registro"]) <= WORDS and 0 < len(row["fuente"]) <= WORDS, gettext_noop("Diga qué registro contó y dónde se leyó, en hasta 300 letras.")),
        (all(len(row[name]) <= WORDS for name in ("unidad", "categoria", "nota")), gettext_noop("Unidad, categoría y nota no pasan de 300 letras.")),
        (row["lugar"] == "" or (row["lugar"].isdecimal() and row["lugar"].isascii() and len(row["lugar"]) in {2, 4}), gettext_noop("El lugar es un código del INE: departamento (05) o municipio (0501); vacío es el país.")),
        (not row["enlace"] or (row["enlace"].startswith("https://") and len(row["enlace"]) <= LINK), gettext_noop("El enlace empieza con https:// y no pasa de 400 letras.")),
    )  # fmt: skip
    return next((sentence for is_fine, sentence in checks if not is_fine), "")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _number(text: str) -> Decimal | None:
    plain = plain_amount(text)
    number = Decimal(plain) if plain else None
    return number if number is not None and abs(number) < MOST and number == round(number, PLACES) else None
