"""How does a downloaded folder become the occupations and skills of ESCO?"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ruta.base import clock
from ruta.base.datafiles import Row, fingerprint, upsert
from ruta.base.errors import Invalid
from ruta.taxonomy.actions.classifications import occupation_rows
from ruta.taxonomy.actions.skills import OWN, relate
from ruta.taxonomy.esco import Esco, read_esco
from ruta.taxonomy.models import Edition, EscoOccupation, Occupation, Skill

Tell = Callable[[str, int, int], None]
ISCO_FILE = "ciuo08_es_en.csv"
STEPS = 4


@transaction.atomic
def load_taxonomy(folder: Path, tell: Tell = lambda _step, _done, _whole: None) -> dict[str, int] | None:
    """Bring occupations, skills and relations up to date with a folder, all or nothing; None if nothing changed.

    A folder with CIUO-08 alone (`ciuo08_es_en.csv`) gives its wording to the groups.
    """
    if (folder / ISCO_FILE).is_file() and not any(folder.glob("*occupations*")):
        return _load_groups(folder)
    esco = read_esco(folder)
    tell("ESCO", 1, STEPS)
    before = Edition.objects.select_for_update().filter(pk="esco").first()
    if before and before.sha256 == esco.sha256:
        return None
    esco.left_out += _drop_groupless(esco)
    return _write(esco, tell)


def _write(esco: Esco, tell: Tell) -> dict[str, int]:
    occupations = [_occupation(row) for row in esco.occupations.values()]
    skills = [
        {"code": row.code, "kind": row.kind, "reach": row.reach, "name_es": row.name_es, "name_en": row.name_en,
         "other_names_es": row.other_es, "is_retired": False} for row in esco.skills.values()
    ]  # fmt: skip
    rows = {"occupations": upsert(EscoOccupation, occupations, key="code")}
    EscoOccupation.objects.exclude(code__in=esco.occupations).update(is_retired=True)
    tell("ESCO", 2, STEPS)
    rows["skills"] = upsert(Skill, skills, key="code")
    Skill.objects.exclude(code__startswith=OWN).exclude(code__in=esco.skills).update(is_retired=True)
    tell("ESCO", 3, STEPS)
    rows["relations"] = relate(esco.relations, is_own=False)
    rows["left_out"] = esco.left_out
    _remember("esco", esco.edition, esco.sha256, rows)
    tell("ESCO", STEPS, STEPS)
    return rows


def _occupation(row: Any) -> Row:
    return {
        "code": row.code, "uri": row.uri, "name_es": row.name_es, "name_en": row.name_en, "other_names_es": row.other_es,
        "other_names_en": row.other_en, "description_es": row.description, "is_retired": False,
    }  # fmt: skip


def _drop_groupless(esco: Esco) -> int:
    """Leave out what belongs to no CIUO-08 unit group; says how many."""
    groups = set(Occupation.objects.filter(level=4).order_by().values_list("code", flat=True))
    lost = {code for code in esco.occupations if code[:4] not in groups}
    for code in lost:
        del esco.occupations[code]
    esco.relations = {key: essential for key, essential in esco.relations.items() if key[0] not in lost}
    return len(lost)


def _load_groups(folder: Path) -> dict[str, int] | None:
    sha256 = fingerprint([folder])
    if Edition.objects.filter(pk="ciuo08", sha256=sha256).exists():
        return None
    try:
        rows = occupation_rows(folder)
    except (KeyError, ValueError, OSError) as error:
        raise Invalid(
            _("«%(path)s» no tiene las columnas code, nivel, padre, titulo_es, title_en, nivel_competencia.") % {"path": folder / ISCO_FILE}
        ) from error
    known = set(Occupation.objects.order_by().values_list("code", flat=True))
    if {row["code"] for row in rows} != known:
        raise Invalid(_("Los códigos de «%(path)s» no son los de CIUO-08 (619 grupos). Revise el archivo.") % {"path": folder / ISCO_FILE})
    count = {"groups": upsert(Occupation, rows, key="code")}
    _remember("ciuo08", str(folder.name), sha256, count)
    return count


def _remember(code: str, edition: str, sha256: str, rows: dict[str, int]) -> None:
    kept = {"edition": edition, "sha256": sha256, "rows": rows, "loaded_at": clock.now()}
    Edition.objects.update_or_create(pk=code, defaults=kept)
