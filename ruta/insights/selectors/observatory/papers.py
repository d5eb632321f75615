"""What does the report of the market say, in sentences that claim no more than the counts?"""

from collections.abc import Sequence

from ruta.base.charts import BAR, Chart, Series
from ruta.insights.engine.suppression import CannotProtect, Cell, Mark, SafeList, SafeTable, suppress_list, suppress_table
from ruta.insights.papers import Fact, Facts, Paper, PaperPeriod, Picture, Section, Source, Table, Text, Value, safe_count, said
from ruta.insights.selectors.observatory.asking import asking
from ruta.insights.warehouse.market import Market, first, market
from ruta.taxonomy.selectors import choices, occupation_labels, skill_labels
from ruta.territory.selectors import departments

SHOWN, ENOUGH = 15, 30
HIDDEN = Cell(None, Mark.HIDDEN)
SOURCE = "F1"
SEX = {"woman": "Mujeres", "man": "Hombres", "unknown": "Sin dato"}
LIMITS = (
    "Cuenta las vacantes y las personas registradas en Ruta, no todo el mercado de trabajo: lo que se ofrece o se busca por fuera no está.",
    "Quién busca trabajo se cuenta al llenarse el almacén, y no al final del período; una persona cuenta una vez por ocupación, la primera que dijo.",
    "Quien está registrado en dos instituciones cuenta en cada una: los seudónimos no las unen.",
    "Quien trabajaría en varios departamentos cuenta en cada uno: la suma pasa del total.",
    "Que haya más plazas que personas en una ocupación no dice que esas personas cumplan lo que se pide.",
)


def written(period: PaperPeriod) -> Paper:
    """The report of one year, from the warehouse as it stands."""
    with asking() as warehouse:
        found = market(warehouse, period.begins, period.until)
    return Paper(
        name="mercado",
        title="Oferta y demanda de trabajo para personas migrantes",
        period=period,
        sections=[_summary(found), _occupations(found), _places(found), _coverage(found), _placed(found), _skills(found)],
        sources=[
            Source(
                SOURCE,
                "Almacén del observatorio: vacantes, perfiles laborales y postulaciones",
                "ruta.insights.warehouse.market",
            )
        ],
        limits=LIMITS,
    )


def _summary(found: Market) -> Section:
    names = dict(choices("modalities"))
    codes = sorted(found.by_modality, key=lambda code: (-found.by_modality[code], code))
    seeking = _listed([found.by_modality[code] for code in codes])
    rows: list[list[Value]] = [[names.get(code, "Sin dato"), safe_count(cell)] for code, cell in zip(codes, seeking.cells, strict=True)]
    facts = [
        Fact("Plazas publicadas", found.openings, f"en {said(found.vacancies)} vacantes"),
        Fact("Personas que buscan", safe_count(seeking.total)),
        Fact("Personas colocadas", safe_count(_crossed(found).total)),
    ]
    table = Table("Quiénes buscan trabajo, por modalidad", ["Modalidad", "Personas"], rows, SOURCE, empty="Nadie busca trabajo todavía.")
    return Section("En resumen", [Facts(facts, SOURCE), Text([_opening(found)]), table])


def _opening(found: Market) -> str:
    if not found.vacancies:
        return "En el período no se publicó ninguna vacante."
    if found.vacancies < ENOUGH:
        return f"Se publicaron {said(found.vacancies)} vacantes: son pocas para comparar ocupaciones o lugares entre sí."
    return f"Se publicaron {said(found.openings)} plazas en {said(found.vacancies)} vacantes."


def _occupations(found: Market) -> Section:
    every = first({code: pair for code, pair in found.by_occupation.items() if code}, len(found.by_occupation))
    shown, cells = every[:SHOWN], _listed([pair[1] for _code, pair in every]).cells
    names = occupation_labels([code for code, _pair in shown])
    rows: list[list[Value]] = [[names[code], pair[0], safe_count(cell)] for (code, pair), cell in zip(shown, cells, strict=False)]
    chart = Chart(
        "Plazas publicadas en las ocupaciones más pedidas", [names[code] for code, _pair in shown[:6]],
        [Series("Plazas", [pair[0] for _code, pair in shown[:6]], "current", BAR)], along="Ocupación",
    )  # fmt: skip
    table = Table(
        "Ocupaciones con más plazas",
        ["Ocupación (CIUO-08)", "Plazas", "Personas que la buscan"],
        rows,
        SOURCE,
        empty="No hay vacantes en el período.",
    )
    told: list[Text] = [Text([_most(names[shown[0][0]], shown[0][1][0], found)])] if shown and found.vacancies >= ENOUGH else []
    return Section("Qué trabajo se ofrece y quién lo busca", [*told, *([Picture(chart, SOURCE)] if shown else []), table])


def _most(name: str, openings: int, found: Market) -> str:
    return (
        f"La ocupación con más plazas fue «{name}»: {said(openings)} de {said(found.openings)} ({said(100 * openings / found.openings)} %)."
    )


def _places(found: Market) -> Section:
    names = {row.code: row.name for row in departments()}
    shown = first({code: pair for code, pair in found.by_department.items() if code in names}, len(names))
    cells = _listed([pair[1] for _code, pair in shown]).cells
    rows: list[list[Value]] = [[names[code], pair[0], safe_count(cell)] for (code, pair), cell in zip(shown, cells, strict=True)]
    return Section(
        "Dónde", [Table("Plazas y personas por departamento", ["Departamento", "Plazas", "Personas que trabajarían ahí"], rows, SOURCE)]
    )


def _coverage(found: Market) -> Section:
    left = found.ended - found.filled
    facts = [Fact("Plazas de vacantes que terminaron", found.ended), Fact("Cubiertas", found.filled), Fact("Sin cubrir", left)]
    named = dict(choices("noncoverage_causes"))
    causes = sorted(found.causes.items(), key=lambda each: (-each[1], each[0]))
    rows: list[list[Value]] = [[named.get(code, "Sin causa"), n, 100 * n / left] for code, n in causes]
    share = Text([f"Se cubrió el {said(100 * found.filled / found.ended)} % de las plazas de vacantes que terminaron en el período."])
    table = Table("Por qué no se cubrieron", ["Causa", "Plazas", "Parte (%)"], rows, SOURCE, empty="Ninguna plaza quedó sin cubrir.")
    return Section("Cobertura y sus causas", [Facts(facts, SOURCE), *([share] if found.ended >= ENOUGH else []), table])


def _placed(found: Market) -> Section:
    names = dict(choices("modalities"))
    codes, sexes = _ways(found)
    cells = _crossed(found).rows
    rows: list[list[Value]] = [[names.get(code, "Sin dato"), *map(safe_count, row)] for code, row in zip(codes, cells, strict=True)]
    head = ["Modalidad", *(SEX[sex] for sex in sexes)]
    return Section(
        "Quiénes empezaron a trabajar", [Table("Contrataciones confirmadas", head, rows, SOURCE, empty="Nadie todavía en el período.")]
    )


def _ways(found: Market) -> tuple[list[str], list[str]]:
    """Modalities and sexes of those who were hired."""
    return sorted({modality for modality, _sex in found.placed}), [sex for sex in SEX if any(sex == each for _code, each in found.placed)]


def _skills(found: Market) -> Section:
    shown = sorted(found.skills.items(), key=lambda each: (-each[1], each[0]))[:SHOWN]
    names = skill_labels([code for code, _n in shown])
    rows: list[list[Value]] = [[names[code], n] for code, n in shown]
    return Section(
        "Competencias que más se piden",
        [Table("Vacantes en que es indispensable", ["Competencia", "Vacantes"], rows, SOURCE, empty="Ninguna vacante las dice.")],
    )


def _listed(counts: Sequence[int]) -> SafeList:
    """Counts of persons with their total; when nothing protects them none is told."""
    try:
        return suppress_list(counts)
    except CannotProtect:
        return SafeList((HIDDEN,) * len(counts), HIDDEN)


def _crossed(found: Market) -> SafeTable:
    """Whoever was hired, by modality and sex, with the only total of them that the report tells."""
    codes, sexes = _ways(found)
    rows = [[found.placed.get((code, sex), 0) for sex in sexes] for code in codes]
    try:
        return suppress_table(rows)
    except CannotProtect:
        return SafeTable(((HIDDEN,) * len(sexes),) * len(codes), (HIDDEN,) * len(codes), (HIDDEN,) * len(sexes), HIDDEN)
