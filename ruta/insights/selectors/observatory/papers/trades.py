"""What do the vacancies of one occupation ask for and give, in one picture and with its numbers (R48)?"""

from collections.abc import Iterator
from dataclasses import dataclass

from ruta.employers.enums import ContractKind
from ruta.insights.papers import Fact, Facts, Map, Paper, PaperPeriod, Section, Source, Table, Text, Value, leaders, said
from ruta.insights.papers.poster import Poster, drawn
from ruta.insights.selectors.observatory.asking import asking
from ruta.insights.selectors.observatory.cells import Shown
from ruta.insights.selectors.observatory.papers.explorer import told_count
from ruta.insights.selectors.observatory.papers.words import names_of
from ruta.insights.selectors.observatory.part import Part
from ruta.insights.selectors.observatory.protecting import filled_cells
from ruta.insights.warehouse.market import Market, Trade, Where, first, market, trade
from ruta.taxonomy.selectors import occupation_label, skill_labels

SOURCE = "F1"
BARS, SHOWN, ENOUGH = 7, 15, 5
FEW = "Con menos de 5 vacantes no se dibujan partes ni se dicen medianas: serían las de uno o dos empleadores."
LIMITS = (
    "Dice lo que piden las vacantes publicadas en Ruta, no lo que pide toda la ocupación en el país.",
    "Una competencia cuenta si la vacante la marca como indispensable; que no se marque no quiere decir que no haga falta.",
    "El salario es el mínimo que ofrece la vacante a la mitad de las que lo dicen.",
    FEW,
)
ONLY_WHOLE = (
    "Cuántas plazas se cubrieron se dice de la ocupación en un año entero y en todo el país: cada una es una persona contratada, y un trimestre o una "
    "parte, restados de su año, dirían de quién."
)
LESS = "Cuántas plazas se cubrieron no se publica por ocupación: cada una es una persona contratada, y las contrataciones se protegen en otro lugar."


@dataclass(frozen=True, slots=True)
class _Known:
    """What it is written from; `is_filled_told` where filled places were counted in the one set that protects them (ADR 0474)."""

    period: PaperPeriod
    part: Part
    found: Market
    asks: Trade
    filled: Shown
    is_filled_told: bool

    @property
    def under(self) -> str:
        """Of when and of what it is."""
        return " · ".join([self.period.label, *self.part.names, "vacantes publicadas en Ruta"])


def written(code: str, name: str, period: PaperPeriod, part: Part, *, is_waiting: bool) -> Paper:
    """The infographic of an occupation in a year or a quarter, in all the country or a part; everybody reads no number of hires in it."""
    known = _known(code, period, part, is_waiting=is_waiting)
    label = ": ".join([occupation_label(code), "lo que piden las vacantes"])
    poster = drawn(_poster(occupation_label(code), known))
    return Paper(
        name=f"{name}{part.slug}",
        title=f"{label}, {', '.join(part.names)}" if part.fixed else label,
        period=period,
        sections=[_picture(poster, known), _skills(known.found), _terms(known)],
        sources=[Source(SOURCE, "Almacén del observatorio: vacantes", "ruta.insights.warehouse.market")],
        limits=[*LIMITS, *([LESS] if part.is_public else [] if known.is_filled_told else [ONLY_WHOLE])],
        poster=poster,
        is_inner=not part.is_public,
    )


def _known(code: str, period: PaperPeriod, part: Part, *, is_waiting: bool) -> _Known:
    where = Where(occupation=code, **part.of_vacancies)
    is_told = not part.within(period).fixed and not part.is_public
    with asking(is_waiting=is_waiting) as warehouse:
        found, asks = market(warehouse, period.begins, period.until, where), trade(warehouse, period.begins, period.until, where)
        filled = filled_cells(warehouse, period.year).finer("occupation").get(code) if is_told else None
    return _Known(period, part, found, asks, filled, is_told)


def _poster(label: str, known: _Known) -> Poster:
    found, asks = known.found, known.asks
    is_enough = found.vacancies >= ENOUGH
    skills = first(found.skills, BARS) if is_enough else []
    names = skill_labels([code for code, _n in skills])
    return Poster(
        title=label,
        under=known.under,
        numbers=[
            (said(found.openings), "plazas"),
            (said(found.vacancies), "vacantes"),
            *([(_share(found, known.filled), "se cubrió")] if known.is_filled_told else []),
        ],
        heading="Lo que más piden",
        bars=[(names[code], n / found.vacancies, f"{said(n)} de {said(found.vacancies)}") for code, n in skills],
        lines=_terms_told(asks) if is_enough else [("", FEW)],
        foot="Solo lo publicado en Ruta; no es todo el mercado. Los números están en la tabla de este informe.",
    )


def _share(found: Market, filled: Shown) -> str:
    if found.ended < ENOUGH:
        return "sin dato"
    return str(told_count(None)) if filled is None else f"{said(100 * filled / found.ended)} %"


def _terms_told(asks: Trade) -> list[tuple[str, str]]:
    told = [
        *((label, f"{value} ({note})") for label, value, note in _middles(asks)),
        ("Escolaridad que más se pide", _most(asks.education, "education")),
        ("Contrato más frecuente", _most(asks.contract, "contract")),
    ]
    return [(label, words) for label, words in told if words]


def _middles(asks: Trade) -> Iterator[tuple[str, str, str]]:
    """The medians that enough vacancies say: name, value, and how many say it."""
    wages, wage = asks.wage
    many, months = asks.months
    if wage is not None and wages >= ENOUGH:
        yield "Salario mínimo, a la mitad", f"L {wage:,.0f}", f"{said(wages)} vacantes lo dicen"
    if months is not None and many >= ENOUGH:
        yield "Experiencia, a la mitad", f"{months:.0f} meses", f"{said(many)} vacantes la piden"


def _most(counts: dict[str, int], dimension: str) -> str:
    """The one that most openings ask for, or all of them where several do alike."""
    most = leaders(counts)
    if not most or counts[most[0]] < ENOUGH:
        return ""
    names = ", ".join(name for _code, name in names_of(dimension, most))
    return f"{names}, por igual" if len(most) > 1 else names


def _picture(poster: str, known: _Known) -> Section:
    found, filled = known.found, known.filled
    of_ended = "" if filled is None else f"de {said(found.ended)}"
    facts = [
        Fact("Plazas", found.openings),
        Fact("Vacantes", found.vacancies),
        *([Fact("Cubiertas, de las que terminaron", told_count(filled), of_ended)] if known.is_filled_told else []),
    ]
    few = [Text([FEW], SOURCE)] if found.vacancies < ENOUGH else []
    return Section("En una imagen", [Facts(facts, SOURCE), *few, Map("Lo que piden las vacantes de la ocupación", poster, SOURCE)])


def _skills(found: Market) -> Section:
    shown = first(found.skills, SHOWN)
    names = skill_labels([code for code, _n in shown])
    rows: list[list[Value]] = [[names[code], n, 100 * n / found.vacancies if found.vacancies >= ENOUGH else None] for code, n in shown]
    return Section(
        "Competencias",
        [
            Table(
                "Vacantes en que es indispensable",
                ["Competencia", "Vacantes", "Parte (%)"],
                rows,
                SOURCE,
                empty="Ninguna vacante las dice.",
            )
        ],
    )


def _terms(known: _Known) -> Section:
    """What the picture says of wage and experience in words too, for whoever does not see it."""
    asks, is_enough = known.asks, known.found.vacancies >= ENOUGH
    middles = [Fact(label, value, note) for label, value, note in _middles(asks)] if is_enough else []
    contracts = dict(ContractKind.choices)
    schooling: list[list[Value]] = [[name, asks.education[code]] for code, name in names_of("education", asks.education)]
    ways: list[list[Value]] = [[str(contracts.get(code, code)), n] for code, n in first(asks.contract, len(asks.contract))]
    return Section(
        "Condiciones",
        [
            *([Facts(middles, SOURCE)] if middles else []),
            Table("Plazas por escolaridad que se pide", ["Escolaridad", "Plazas"], schooling, SOURCE, empty="Ninguna vacante la dice."),
            Table("Plazas por tipo de contrato", ["Contrato", "Plazas"], ways, SOURCE, empty="Ninguna vacante lo dice."),
        ],
    )
