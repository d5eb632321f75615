"""How do the data files become occupations, sectors, levels, countries and languages?"""

from pathlib import Path

from django.db import transaction

from ruta.base.datafiles import Row, csv_rows, upsert
from ruta.base.spelling import folded
from ruta.taxonomy.models import Country, EducationLevel, Language, Occupation, Sector

DATA = Path(__file__).parent.parent / "data"


@transaction.atomic
def load_classifications(data: Path = DATA) -> dict[str, int]:
    """Bring the official classifications up to date with the files; says how many rows each has."""
    return {
        "occupations": upsert(Occupation, _occupations(data), key="code"),
        "sectors": upsert(Sector, _sectors(data), key="code"),
        "education_levels": upsert(EducationLevel, _education_levels(data), key="code"),
        "countries": upsert(Country, _countries(data), key="code"),
        "languages": upsert(Language, _languages(data), key="code"),
    }


def _occupations(data: Path) -> list[Row]:
    return [
        {
            "code": row["code"],
            "level": int(row["nivel"]),
            "name_es": row["titulo_es"],
            "name_en": row["title_en"],
            "skill_level": row["nivel_competencia"],
            "parent_id": row["padre"] or None,
        }
        for row in csv_rows(data / "ciuo08_es_en.csv")
    ]


def _sectors(data: Path) -> list[Row]:
    return [
        {
            "code": row["codigo"],
            "level": int(row["nivel"]),
            "name_es": row["titulo_es"],
            "name_en": row["title_en"],
            "section": row["seccion"],
            "parent_id": row["padre"] or None,
            "source": row["fuente"],
        }
        for row in csv_rows(data / "ciiu_rev4_es.csv")
    ]


def _education_levels(data: Path) -> list[Row]:
    return [
        {
            "code": row["codigo"],
            "position": int(row["orden"]),
            "name_es": row["nivel_es"],
            "sublevel_es": row["subnivel_es"],
            "grades": row["grados"],
            "isced": row["cine2011"],
            "system": row["sistema"],
            "usual_title": row["titulo_tipico"],
            "certainty": row["estado"],
        }
        for row in csv_rows(data / "niveles_educativos.csv")
    ]


def _countries(data: Path) -> list[Row]:
    return [
        {
            "code": row["alpha2"],
            "alpha3": row["alpha3"],
            "numeric": row["numerico"],
            "name_es": row["nombre_es"],
            "name_en": row["name_en"],
            "sort_name": folded(row["nombre_es"]),
            "demonym_m": row["gentilicio_m"],
            "demonym_f": row["gentilicio_f"],
        }
        for row in csv_rows(data / "paises_iso3166_es.csv")
    ]


def _languages(data: Path) -> list[Row]:
    return [
        {
            "code": row["codigo"],
            "name_es": row["nombre_es"],
            "name_en": row["name_en"],
            "sort_name": folded(row["nombre_es"]),
        }
        for row in csv_rows(data / "idiomas_iso639_es.csv")
    ]
