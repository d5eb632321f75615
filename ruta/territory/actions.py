"""How do the data files become departments, municipalities and territories?"""

from pathlib import Path

from django.db import transaction

from ruta.base.datafiles import Row, csv_rows, upsert, yaml_items
from ruta.base.spelling import folded
from ruta.territory.models import Department, Municipality, Territory

HOME = Path(__file__).parent
DATA = HOME / "data"


@transaction.atomic
def load_territory(data: Path = DATA) -> dict[str, int]:
    """Bring departments, municipalities and territories up to date with the files; says how many rows each has."""
    return {
        "departments": upsert(Department, _departments(data), key="code"),
        "municipalities": upsert(Municipality, _municipalities(data), key="code"),
        "territories": upsert(Territory, _territories(data), key="code"),
    }


def _departments(data: Path) -> list[Row]:
    return [
        {
            "code": row["codigo"],
            "name": row["nombre"],
            "sort_name": folded(row["nombre"]),
            "iso_code": row["iso_3166_2"],
            "seat_code": row["cabecera_codigo"],
        }
        for row in csv_rows(data / "departamentos.csv")
    ]


def _municipalities(data: Path) -> list[Row]:
    points = {row["codigo"]: row for row in csv_rows(data / "municipios_puntos.csv")}
    return [
        {
            "code": row["codigo"],
            "name": row["nombre"],
            "sort_name": folded(row["nombre"]),
            "other_names": row["otros_nombres"],
            "department_id": row["departamento_codigo"],
            "latitude": float(points[row["codigo"]]["lat"]) if row["codigo"] in points else None,
            "longitude": float(points[row["codigo"]]["lon"]) if row["codigo"] in points else None,
        }
        for row in csv_rows(data / "municipios.csv")
    ]


def _territories(data: Path) -> list[Row]:
    return [
        {
            "code": row["code"],
            "name": row["name"],
            "sort_name": folded(row["name"]),
            "municipality_id": row["municipality"],
            "scope": row["scope"],
            "is_priority": bool(row["priority"]),
            "priority_name": row["priority"] or "",
            "certainty": row["certainty"],
            "source": row["source"],
        }
        for row in yaml_items(data / "territories.yaml")
    ]
