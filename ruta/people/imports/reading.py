"""What does a cell mean? Each function reads one kind of cell, or raises with the sentence that tells what to correct."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache

from ruta.base.sentences import Sentence, gettext_noop
from ruta.base.spelling import folded
from ruta.people.enums import Companion, IdentifierKind, ReturnKind, Sex
from ruta.people.imports.columns import header_key

FIRST_YEAR = 1900
OLDEST = 120
_EXCEL_ZERO = date(1899, 12, 30)
_SERIAL = re.compile(r"\d{5}(\.\d+)?")
_NUMBERS = re.compile(r"(\d{1,4})[\s./-]+(\d{1,2})[\s./-]+(\d{1,4})(?:[ T]\d{1,2}:\d{2}.*)?")
_PACKED = re.compile(r"(\d{4})(\d{2})(\d{2})")
_WORDED = re.compile(r"(\d{1,2})(?:\s+de)?[\s./-]+([a-z]{3,12})\.?(?:\s+(?:de|del))?[\s./-]+(\d{2,4})")
_MONTHS = ("ene|jan", "feb", "mar", "abr|apr", "may", "jun", "jul", "ago|aug", "sep|set", "oct", "nov", "dic|dec")
_MONTH = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split("|")}
_EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;]{2,}")
_BAD_IN_NAME = re.compile(r"[^\W\d_'’`´.,\s()-]")
_NO_NAME = re.compile(r"[\d=<>@{}\[\]\\/|*%$#;:\"_+~^&]")
_BLANK = frozenset(
    {
        "",
        "-",
        "--",
        "n/a",
        "na",
        "n.a.",
        "s/d",
        "sd",
        "nd",
        "n/d",
        "ninguno",
        "ninguna",
        "no tiene",
        "sin dato",
        "null",
        "none",
        "no aplica",
        ".",
    }
)


class BadCell(Exception):
    """What a cell says cannot be kept; `sentence` tells what to do."""

    def __init__(self, text: str, **values: str | int) -> None:
        super().__init__(text)
        self.sentence = Sentence(text, values)


def blank(cell: str) -> str:
    """The cell, or nothing where people write that there is nothing."""
    return "" if len(cell) < 10 and cell.lower() in _BLANK else cell


def name_of(cell: str) -> str:
    """A name as written, with single spaces; capitals throughout become usual ones."""
    name = " ".join(cell.split())
    if not name:
        return ""
    if _NO_NAME.search(name) or not _BAD_IN_NAME.search(name):
        raise BadCell(gettext_noop("«%(cell)s» no parece un nombre. Escriba solo letras."), cell=name[:40])
    return _capitalised(name) if name.isupper() or name.islower() else name


@lru_cache(maxsize=100_000)
def _capitalised(name: str) -> str:
    small = {"de", "del", "la", "las", "los", "y"}
    words = name.lower().split(" ")
    return " ".join(word if word in small and at else word[:1].upper() + word[1:] for at, word in enumerate(words))


def split_name(full: str) -> tuple[str, str]:
    """Given names and surnames: by a comma (surnames first), else the last two words are surnames, particles with them."""
    family, comma, given = full.partition(",")
    if comma and given.strip() and family.strip():
        return given.strip(), family.strip()
    groups = _with_particles(full.replace(",", " ").split())
    surnames = 2 if len(groups) > 2 else len(groups) - 1
    cut = len(groups) - max(surnames, 0)
    return " ".join(groups[:cut]), " ".join(groups[cut:])


def _with_particles(words: list[str]) -> list[str]:
    groups: list[str] = []
    held: list[str] = []
    for word in words:
        held.append(word)
        if word.lower() not in {"de", "del", "la", "las", "los", "san", "y"}:
            groups.append(" ".join(held))
            held = []
    return groups + ([" ".join(held)] if held else [])


# ---- dates


@lru_cache(maxsize=100_000)
def day_of(cell: str) -> date | None:
    """A day as 23/11/1990, 23-nov-90, 1990-11-23, 19901123 or the serial number of a spreadsheet; day before month."""
    if not cell:
        return None
    found = _date_of(cell)
    if found is None:
        raise BadCell(gettext_noop("«%(cell)s» no es una fecha. Escríbala como día/mes/año: 23/11/1990."), cell=cell[:40])
    return found


def _date_of(cell: str) -> date | None:
    if match := _NUMBERS.fullmatch(cell):
        return _of_numbers(*match.groups()[:3])
    if match := _PACKED.fullmatch(cell):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if _SERIAL.fullmatch(cell):
        return _EXCEL_ZERO + timedelta(days=int(float(cell)))
    if match := _WORDED.fullmatch(folded(cell)):
        month = _MONTH.get(match[2][:3], 0)
        return _day(_year(match[3]), month, int(match[1]))
    return None


def _of_numbers(first: str, second: str, third: str) -> date | None:
    if len(first) == 4:
        return _day(int(first), int(second), int(third)) if len(third) <= 2 else None
    if len(third) not in {2, 4} or len(first) > 2:
        return None
    year = _year(third)
    # Day before month, as Honduras writes; the other order only where this one is no date.
    return _day(year, int(second), int(first)) or _day(year, int(first), int(second))


def _year(text: str) -> int:
    year = int(text)
    if len(text) > 2:
        return year
    return year + (2000 if year <= date.today().year % 100 else 1900)  # noqa: DTZ011 (only which century)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def birth_of(cell: str, today: date) -> date | None:
    """A day of birth, which has come and is not older than people get."""
    day = day_of(cell)
    if day and day > today:
        raise BadCell(gettext_noop("La fecha de nacimiento todavía no llega. Revise el año."))
    if day and day.year < FIRST_YEAR:
        raise BadCell(gettext_noop("La fecha de nacimiento es anterior a 1900. Revise el año."))
    return day


def birth_by_age(cell: str, today: date) -> date | None:
    """The first of January of the likely year of birth."""
    if not cell:
        return None
    bare = cell.lower().removesuffix("años").strip()
    if not bare.isdigit() or int(bare) > OLDEST:
        raise BadCell(gettext_noop("«%(cell)s» no es una edad. Escriba solo los años cumplidos."), cell=cell[:40])
    return date(today.year - int(bare), 1, 1)


def return_day(cell: str, today: date) -> date | None:
    """A day of return, which has come."""
    day = day_of(cell)
    if day and day > today:
        raise BadCell(gettext_noop("La fecha de retorno todavía no llega. Revísela."))
    if day and day.year < FIRST_YEAR:
        raise BadCell(gettext_noop("La fecha de retorno es anterior a 1900. Revise el año."))
    return day


# ---- words that stand for codes


def _words(table: Mapping[str, str]) -> dict[str, str]:
    return {header_key(word): code for code, words in table.items() for word in words.split("|")}


SEX_WORDS = _words({
    Sex.WOMAN: "f|fem|femenino|femenina|mujer|m u j|mujeres|female|woman|niña",
    Sex.MAN: "m|h|masc|masculino|hombre|varon|male|man|niño",
    Sex.UNKNOWN: "unknown|sin dato|no indica|desconocido|otro|ns nr",
})  # fmt: skip
KIND_WORDS = _words({
    IdentifierKind.DNI: "dni|identidad|cedula|tarjeta identidad|id|documento nacional identificacion",
    IdentifierKind.PASSPORT: "pasaporte|passport",
    IdentifierKind.CONSULAR: "consular|documento consular|matricula consular|salvoconducto|tarjeta consular",
    IdentifierKind.REFUGEE: "refugio|refugiado|carnet refugiado|solicitante refugio|refugee",
    IdentifierKind.RTN: "rtn",
})  # fmt: skip
COMPANION_WORDS = _words({
    Companion.PARENT: "madre|padre|mama|papa|madre o padre|ambos padres|parent",
    Companion.LEGAL: "representante legal|tutor|tutora|tutor legal|legal",
    Companion.RELATIVE: "otro familiar|familiar|abuela|abuelo|tia|tio|hermana|hermano|relative",
    Companion.NON_RELATIVE: "no familiar|no es familia|alguien que no es familia|vecino|vecina|conocido|non relative",
    Companion.ALONE: "nadie|sola|solo|ninguno|ninguna|no acompañado|no acompañada|nna no acompañado|sin compañia|alone",
})  # fmt: skip
RETURN_WORDS = _words({
    ReturnKind.FORCED: "forzada|forzado|forzoso|deportado|deportada|deportacion|devuelto|devuelta|forced|retornado|deportados",
    ReturnKind.VOLUNTARY: "voluntaria|voluntario|por su cuenta|voluntary|propia",
    ReturnKind.UNKNOWN: "unknown|lo dijo|sin dato|desconocida|ns nr",
    "assisted_voluntary": "voluntaria con apoyo|voluntaria asistida|retorno voluntario asistido|voluntario asistido|oim",
    "contract_end": "termino su contrato|fin contrato|contrato terminado",
})  # fmt: skip


def sex_of(cell: str) -> str:
    """Woman, man or unknown."""
    if not cell:
        return Sex.UNKNOWN
    return _coded(cell, SEX_WORDS, gettext_noop("«%(cell)s» no se entiende. Escriba Mujer u Hombre, o deje vacío."))


def kind_of(cell: str) -> str:
    """The kind of document."""
    return (
        _coded(cell, KIND_WORDS, gettext_noop("«%(cell)s» no está en la lista: DNI, Pasaporte, Consular, Refugio o RTN.")) if cell else ""
    )


def return_kind_of(cell: str) -> str:
    """By force or not."""
    if not cell:
        return ReturnKind.UNKNOWN
    return _coded(cell, RETURN_WORDS, gettext_noop("«%(cell)s» no se entiende. Escriba Forzada o Voluntaria, o deje vacío."))


def companion_of(cell: str) -> str:
    """With whom a minor came."""
    sentence = gettext_noop("«%(cell)s» no se entiende. Escriba Madre, Padre, Representante legal, Otro familiar, No familiar o Nadie.")
    return _coded(cell, COMPANION_WORDS, sentence) if cell else ""


def _coded(cell: str, words: Mapping[str, str], sentence: str) -> str:
    code = words.get(cell) or words.get(header_key(cell))
    if code is None:
        raise BadCell(sentence, cell=cell[:40])
    return str(code)


def count_of(cell: str) -> int | None:
    """How many persons depend on somebody."""
    if not cell:
        return None
    if not cell.isdigit() or int(cell) > 30:
        raise BadCell(gettext_noop("«%(cell)s» no es una cantidad. Escriba un número de 0 a 30."), cell=cell[:40])
    return int(cell)


def email_of(cell: str) -> str:
    """An address with an at sign and a domain."""
    if cell and not _EMAIL.fullmatch(cell):
        raise BadCell(gettext_noop("«%(cell)s» no es un correo. Escríbalo como nombre@servidor.hn."), cell=cell[:60])
    return cell.lower()
