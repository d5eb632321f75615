"""How do the data files become norms? What somebody corrected in the product is left alone."""

from pathlib import Path

from django.db import transaction

from ruta.base.datafiles import Row, csv_rows, upsert
from ruta.base.spelling import folded
from ruta.legal.models import Instrument, Relation
from ruta.legal.rules import read_row

DATA = Path(__file__).parent.parent / "data"


@transaction.atomic
def load_compendium(data: Path = DATA) -> dict[str, int]:
    """Bring the norms up to date with the files; says how many rows each list has."""
    rows = [_row(each) for each in csv_rows(data / "compendio_normativo.csv")]
    corrected = set(Instrument.objects.filter(is_reference=False).values_list("code", flat=True))
    upsert(Instrument, [row for row in rows if row["code"] not in corrected], key="code")
    return {"norms": len(rows), "norm_relations": _relations(csv_rows(data / "relaciones.csv"))}


def _row(given: dict[str, str]) -> Row:
    reading = read_row(given)
    title = reading.values["title"]
    return {**reading.values, "sort_title": folded(title), "from_memory": list(reading.from_memory), "is_reference": True}


def _relations(rows: list[dict[str, str]]) -> int:
    ids = dict(Instrument.objects.values_list("code", "id"))
    Relation.objects.bulk_create(
        (Relation(source_id=ids[row["desde"]], kind=row["relacion"], target_id=ids[row["hacia"]]) for row in rows), ignore_conflicts=True
    )
    return len(rows)
