"""How many persons came back, after which registry, and where do the registries disagree? Published figures, never summed."""

from functools import cache
from pathlib import Path

from ruta.base.charts import LINE, Chart, Series
from ruta.base.datafiles import csv_rows
from ruta.insights.papers import Block, Picture, Section, Source, Table, Text, Value
from ruta.insights.selectors.territories.reach import Reach

FOLDER = Path(__file__).parents[3] / "data" / "returns"
KEY = "F1"
NOTHING = "Ninguna cifra publicada llega a este territorio."
DISAGREE = "Los registros no coinciden y no se suman: cada fila dice cuál la contó."
PRIOR = "La única distribución por departamento que se encontró es de 40 días de 2021, en pandemia y casi toda desde México: orienta, no estima el presente."


@cache
def _rows(name: str) -> tuple[dict[str, str], ...]:
    return tuple(csv_rows(FOLDER / f"{name}.csv"))


def returns_section(reach: Reach) -> Section:
    """What was published of the territory and its department, and of the country beside it."""
    rows = [*_of_place(reach), *_of_department(reach)]
    head = ["Lugar", "Desde", "Hasta", "Registro", "Personas", "Nota", "Fuente"]
    blocks: list[Block] = [
        Table("Personas retornadas, según lo publicado", head, rows, KEY, note=DISAGREE, empty=NOTHING), Picture(_national(), KEY),
        Text(["Población del territorio: sin dato con fuente comprobada."], KEY),
    ]  # fmt: skip
    return Section("Población y retorno", blocks)


def returns_source() -> Source:
    """Where those figures come from, and what they do not say."""
    return Source(
        KEY, "Cifras de retorno publicadas por la prensa, que cita a INM, CONMIGHO y SIAMIR", "insights.data.returns", f"{DISAGREE} {PRIOR}"
    )


def _of_place(reach: Reach) -> list[list[Value]]:
    wanted = {reach.place, reach.department}
    return [
        [row["nombre"], row["desde"], row["hasta"], row["registro"], int(row["personas"]), row["nota"], row["fuente"]]
        for row in _rows("retornos_territorio_otros") if row["codigo"] in wanted
    ]  # fmt: skip


def _of_department(reach: Reach) -> list[list[Value]]:
    return [
        [row["departamento"], row["desde"], row["hasta"], row["registro"], int(row["personas"]), f"{row['porcentaje']} % del país", _site(row["fuente"])]
        for row in _rows("retornos_por_departamento") if row["departamento_codigo"] == reach.department
    ]  # fmt: skip


def _site(address: str) -> str:
    """The newspaper, without the path that no cell has room for."""
    return address.partition("//")[2].partition("/")[0] or address


def _national() -> Chart:
    """The two registries of the country side by side, gaps where one published nothing."""
    rows = _rows("retornos_serie_anual")
    series = [
        Series("INM", [float(row["inm"]) if row["inm"] else None for row in rows], "current", LINE),
        Series("CONMIGHO", [float(row["conmigho"]) if row["conmigho"] else None for row in rows], "target", LINE),
    ]
    return Chart("Personas retornadas al país por año, según cada registro", [row["anio"][2:] for row in rows], series, along="Año, de 20…")
