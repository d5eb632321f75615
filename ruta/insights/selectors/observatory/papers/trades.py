"""What do the vacancies of one occupation ask for and give, in one picture and with its numbers (R48)?"""

from dataclasses import dataclass

from ruta.employers.enums import ContractKind
from ruta.insights.papers import Fact, Facts, Map, Paper, PaperPeriod, Section, Source, Table, Text, Value, said
from ruta.insights.papers.poster import Poster, drawn
from ruta.insights.selectors.observatory.asking import asking
from ruta.insights.selectors.observatory.cells import Shown
from ruta.insights.selectors.observatory.papers.explorer import told_count
from ruta.insights.selectors.observatory.papers.words import names_of
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
LESS = "Cuántas plazas se cubrieron no se publica por ocupación: cada una es una persona contratada, y las contrataciones se protegen en otro lugar."


def written(code: str, name: str, period: PaperPeriod, *, is_waiting: bool, is_public: bool = False) -> Paper:
    """The infographic of an occupation in a year; everybody reads no number of hires in it."""
    where = Where(occupation=code)
    with asking(is_waiting=is_waiting) as warehouse:
        found, asks = market(warehouse, period.begins, period.until, where), trade(warehouse, period.begins, period.until, where)
        filled = filled_cells(warehouse, period.year).finer("occupation").get(code)
    label = occupation_label(code)
    poster = drawn(_poster(label, period, _Known(found, asks, filled, is_public)))
    return Paper(
        name=name,
        title=f"{label}: lo que piden las vacantes",
        period=period,
        sections=[_picture(poster, found, filled, is_public=is_public), _skills(found), _terms(asks)],
        sources=[Source(SOURCE, "Almacén del observatorio: vacantes", "ruta.insights.warehouse.market")],
        limits=[*LIMITS, *([LESS] if is_public else [])],
        poster=poster,
        is_inner=not is_public,
    )


@dataclass(frozen=True, slots=True)
class _Known:
    """What the picture is drawn from."""

    found: Market
    asks: Trade
    filled: Shown
    is_public: bool


def _poster(label: str, period: PaperPeriod, known: _Known) -> Poster:
    found, asks = known.found, known.asks
    is_enough = found.vacancies >= ENOUGH
    skills = first(found.skills, BARS) if is_enough else []
    names = skill_labels([code for code, _n in skills])
    return Poster(
        title=label,
        under=f"{period.label} · vacantes publicadas en Ruta",
        numbers=[
            (said(found.openings), "plazas"),
            (said(found.vacancies), "vacantes"),
            *([] if known.is_public else [(_share(found, known.filled), "se cubrió")]),
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
    wages, wage = asks.wage
    many, months = asks.months
    told = [
        ("Salario mínimo, a la mitad", f"L {wage:,.0f} ({said(wages)} vacantes lo dicen)" if wage is not None and wages >= ENOUGH else ""),
        (
            "Experiencia, a la mitad",
            f"{months:.0f} meses ({said(many)} vacantes la piden)" if months is not None and many >= ENOUGH else "",
        ),
        ("Escolaridad que más se pide", _most(asks.education, "education")),
        ("Contrato más frecuente", _most(asks.contract, "contract")),
    ]
    return [(label, words) for label, words in told if words]


def _most(counts: dict[str, int], dimension: str) -> str:
    best = first(counts, 1)
    return names_of(dimension, [best[0][0]])[0][1] if best and best[0][1] >= ENOUGH else ""


def _picture(poster: str, found: Market, filled: Shown, *, is_public: bool) -> Section:
    facts = [
        Fact("Plazas", found.openings),
        Fact("Vacantes", found.vacancies),
        *(
            []
            if is_public
            else [Fact("Cubiertas, de las que terminaron", told_count(filled), "" if filled is None else f"de {said(found.ended)}")]
        ),
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


def _terms(asks: Trade) -> Section:
    contracts = dict(ContractKind.choices)
    schooling: list[list[Value]] = [[name, asks.education[code]] for code, name in names_of("education", asks.education)]
    ways: list[list[Value]] = [[str(contracts.get(code, code)), n] for code, n in first(asks.contract, len(asks.contract))]
    return Section(
        "Condiciones",
        [
            Table("Plazas por escolaridad que se pide", ["Escolaridad", "Plazas"], schooling, SOURCE, empty="Ninguna vacante la dice."),
            Table("Plazas por tipo de contrato", ["Contrato", "Plazas"], ways, SOURCE, empty="Ninguna vacante lo dice."),
        ],
    )
