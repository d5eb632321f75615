"""How do the data files become occupations, sectors, levels, countries and languages?"""

from pathlib import Path

from django.db import transaction

from ruta.base.datafiles import Row, csv_rows, upsert
from ruta.base.spelling import folded
from ruta.taxonomy.actions.skills import load_own
from ruta.taxonomy.models import Country, Edition, EducationLevel, Language, Occupation, Sector

DATA = Path(__file__).parent.parent / "data"


@transaction.atomic
def load_classifications(data: Path = DATA) -> dict[str, int]:
    """Bring the official classifications and our own lists up to date with the files; says how many rows each has."""
    return {
        "occupations": _groups(data),
        "sectors": upsert(Sector, _sectors(data), key="code"),
        "education_levels": upsert(EducationLevel, _education_levels(data), key="code"),
        "countries": upsert(Country, _countries(data), key="code"),
        "languages": upsert(Language, _languages(data), key="code"),
    } | load_own(data)


def _groups(data: Path) -> int:
    """The groups of CIUO-08; an installation that loaded another wording keeps it."""
    if Edition.objects.filter(pk="ciuo08").exists():
        return Occupation.objects.count()
    return upsert(Occupation, occupation_rows(data), key="code")


def occupation_rows(data: Path) -> list[Row]:
    """The groups of CIUO-08 as a file has them."""
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
